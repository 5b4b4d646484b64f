-- Decisions of the teachers' council (педсовет): a class with what its pupils have, the decisions that stand, recording under a protocol, and the
-- director's signature of a later one (rulings 10).
set role ${api};

-- Results that do not let a pupil pass: the final of a subject, else its year's mark.
create or replace function sec.weak_results(asked_pupil_id integer, asked_year smallint)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select coalesce(jsonb_agg(x.subject || ' — ' || x.value order by x.subject collate "C"), '[]') from (
            select distinct on (y.course_id) j.name as subject, y.value
            from journal.year_marks as y
            join journal.courses as c on c.course_id = y.course_id and c.school_year_id = asked_year
            join journal.subjects as j on j.subject_id = c.subject_id
            where y.pupil_id = asked_pupil_id and y.kind in ('year', 'final') and y.value is not null
            order by y.course_id, y.kind
        ) as x
        where x.value in ('2', '1', 'н/а', 'незач')
    );
end
$$;

-- Courses with a year's mark that this pupil has none of yet.
create or replace function sec.without_year_mark(asked_pupil_id integer, asked_year smallint, on_day date)
returns bigint
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select count(*)
        from journal.group_memberships as m
        join journal.courses as c on c.group_id = m.group_id and c.school_year_id = asked_year and c.kind in ('curriculum', 'home')
        where m.pupil_id = asked_pupil_id and m.during @> on_day and sec.year_marking_of(c.course_id) <> 'none' and not exists (
            select from journal.year_marks as y
            where y.course_id = c.course_id and y.pupil_id = asked_pupil_id and y.kind = 'year' and y.value is not null
        )
    );
end
$$;

create or replace function sec.decisions_json(asked_pupil_id integer, asked_year smallint)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select coalesce(jsonb_agg(jsonb_build_array(
            d.council_decision_id, d.decision, d.protocol_number, d.decided_on, d.supplements, sec.author(d.entered_by),
            sec.local_iso(d.entered_at), sec.author(d.signed_by), sec.local_iso(d.signed_at)
        ) order by d.council_decision_id), '[]')
        from journal.council_decisions as d
        where d.pupil_id = asked_pupil_id and d.school_year_id = asked_year
    );
end
$$;

-- Classes of the present year, then those of a year that ended within the last twelve months: its re-sits and later decisions.
create or replace function api.council_classes()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['deputy', 'director', 'administrator', 'inspector', 'class_teacher']);
begin
    return (
        select coalesce(jsonb_agg(jsonb_build_array(
            c.class_id, c.name || case when y.school_year_id <> sec.present_year() then ' · ' || y.name else '' end, c.grade
        ) order by y.starts_on desc, c.grade, c.letter collate "C"), '[]')
        from journal.school_classes as c join journal.school_years as y on y.school_year_id = c.school_year_id
        where (y.school_year_id = sec.present_year() or (y.ends_on <= me.today and y.ends_on > me.today - 365))
            and (sec.sees_all() or c.class_id = any (sec.my_class_ids()))
    );
end
$$;

create or replace function api.council_board(class_id smallint)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand_class(council_board.class_id);
    k record;
begin
    select c.class_id, c.name, c.grade, y.school_year_id, y.name as year_name, y.closed_at, y.ends_on, least(y.ends_on, me.today) as on_day into k
    from journal.school_classes as c join journal.school_years as y on y.school_year_id = c.school_year_id
    where c.class_id = council_board.class_id;
    return jsonb_build_object(
        'today', me.today, 'class_id', k.class_id, 'class', k.name, 'grade', k.grade, 'year', k.year_name, 'ends_on', k.ends_on,
        'closed_at', sec.local_iso(k.closed_at), 'may_record', me.roles && array['deputy', 'director'], 'may_sign', 'director' = any (me.roles),
        'pupils', (
            select coalesce(jsonb_agg(jsonb_build_array(
                p.person_id, p.last_name || ' ' || p.first_name, sec.weak_results(p.person_id, k.school_year_id), (
                    select count(*) from journal.debts as d
                    join journal.courses as c on c.course_id = d.course_id and c.school_year_id = k.school_year_id
                    where d.pupil_id = p.person_id and d.settled_on is null
                ), sec.without_year_mark(p.person_id, k.school_year_id, k.on_day), sec.decisions_json(p.person_id, k.school_year_id)
            ) order by p.sort_key collate "C"), '[]')
            from journal.class_memberships as m join journal.people as p on p.person_id = m.pupil_id
            where m.class_id = k.class_id and m.during @> k.on_day
        )
    );
end
$$;

-- decisions: [[pupil_id, decision]…] of one protocol; how many were recorded.
create or replace function api.record_decisions(class_id smallint, protocol_number text, decided_on date, decisions jsonb)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['deputy', 'director']);
    recorded integer;
begin
    if btrim(coalesce(record_decisions.protocol_number, '')) = '' or record_decisions.decided_on is null then
        perform sec.refuse('EJ014', 'a decision has a protocol', jsonb_build_object('reason', 'protocol'));
    end if;
    insert into journal.council_decisions (school_year_id, pupil_id, decision, protocol_number, decided_on, entered_by)
    select c.school_year_id, (x.value ->> 0)::integer, x.value ->> 1, btrim(record_decisions.protocol_number), record_decisions.decided_on, me.person_id
    from jsonb_array_elements(decisions) with ordinality as x
    join journal.school_classes as c on c.class_id = record_decisions.class_id
    join journal.class_memberships as m on m.class_id = c.class_id and m.pupil_id = (x.value ->> 0)::integer
    group by c.school_year_id, x.value, x.ordinality
    order by x.ordinality;
    get diagnostics recorded = row_count;
    if recorded <> jsonb_array_length(decisions) then
        perform sec.refuse('EJ013', 'not a pupil of that year', jsonb_build_object('pupil', null));
    end if;
    return recorded;
end
$$;

create or replace function api.sign_decisions(council_decision_ids integer [])
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['director']);
    signed integer;
begin
    update journal.council_decisions as d set signed_by = me.person_id, signed_at = clock_timestamp()
    where d.council_decision_id = any (council_decision_ids);
    get diagnostics signed = row_count;
    return signed;
end
$$;

reset role;
grant execute on function api.council_board(smallint), api.council_classes() to ${deputy}, ${director}, ${administrator}, ${inspector}, ${class_teacher};
grant execute on function api.record_decisions(smallint, text, date, jsonb) to ${deputy}, ${director};
grant execute on function api.sign_decisions(integer []) to ${director};
