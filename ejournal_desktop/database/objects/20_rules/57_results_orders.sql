-- Orders for the results of a year: its marks, exams, finals, re-sits. They name the result, the classes, perhaps a subject or a pupil, and their
-- days, which may lie past the closing of the year (rulings 10).
set role ${guard};

create or replace function sec.result_word(result text)
returns text
language sql
immutable
return case result
    when 'year' then 'годовые отметки' when 'exam' then 'отметки за экзамен' when 'final' then 'итоговые отметки' when 'resit' then 'пересдачи'
end;

-- A scope is what the director signed, as that of the finals of a period.
create or replace function sec.judge_results_scope()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['director']);
begin
    if tg_op <> 'INSERT' then
        perform sec.refuse('EJ020', 'what was written stands', jsonb_build_object('reason', 'written'));
    elsif not exists (select from journal.orders as o where o.order_id = new.order_id and o.kind = 'finals') then
        perform sec.refuse('EJ020', 'not an order for finals', jsonb_build_object('reason', 'finals-no-order'));
    end if;
    if me.is_owner is not true and not exists (
        select from journal.approvals as a
        where a.order_id = new.order_id and a.subject = 'results' and a.state = 'approved' and a.decided_by = me.person_id
            and a.content -> 'class_ids' @> to_jsonb(new.class_id) and a.content -> 'results' @> to_jsonb(new.result)
            and a.content -> 'pupil_id' is not distinct from coalesce(to_jsonb(new.pupil_id), 'null')
            and a.content -> 'subject_id' is not distinct from coalesce(to_jsonb(new.subject_id), 'null')
            and a.content ->> 'opens_on' = new.opens_on::text and a.content ->> 'closes_on' = new.closes_on::text
    ) then
        perform sec.refuse('EJ020', 'not what was approved', jsonb_build_object('reason', 'not-approved'));
    end if;
    return new;
end
$$;

-- Is the pupil (null: a class of the group) one of this scope, and the course of its subject?
create or replace function sec.results_scope_covers(s journal.results_scopes, asked_course_id integer, asked_pupil_id integer)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return exists (
        select from journal.courses as c
        join journal.study_group_classes as g on g.group_id = c.group_id and g.class_id = s.class_id
        where c.course_id = asked_course_id and c.subject_id = coalesce(s.subject_id, c.subject_id) and case
            when asked_pupil_id is null then s.pupil_id is null
            else coalesce(s.pupil_id, asked_pupil_id) = asked_pupil_id and exists (
                select from journal.class_memberships as m where m.class_id = s.class_id and m.pupil_id = asked_pupil_id
            )
        end
    );
end
$$;

-- A debt that was settled opens the year's and the final mark of its pupil under the order of the re-sit.
create or replace function sec.debt_is_settled(asked_course_id integer, asked_pupil_id integer)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return exists (
        select from journal.debts as d
        where d.course_id = asked_course_id and d.pupil_id = asked_pupil_id and d.settled_on is not null
    );
end
$$;

-- The scopes of today that open a result of this pupil, the narrowest and the newest first.
create or replace function sec.open_results_scopes(asked_course_id integer, asked_result text, asked_pupil_id integer)
returns setof journal.results_scopes
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    today date := sec.today();
begin
    return query
    select s.* from journal.results_scopes as s
    where today between s.opens_on and s.closes_on and sec.results_scope_covers(s, asked_course_id, asked_pupil_id) and (
        s.result = asked_result
        or (s.result = 'resit' and asked_result in ('year', 'final') and sec.debt_is_settled(asked_course_id, asked_pupil_id))
    )
    order by s.result <> asked_result, s.pupil_id is null, s.results_scope_id desc;
end
$$;

-- The order under which a result is set today: one that names it; of the year's marks also the order for the last period. Null: none is open.
create or replace function sec.results_order(asked_course_id integer, asked_result text, asked_pupil_id integer)
returns integer
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    last_period smallint := sec.last_period(asked_course_id);
    found_order integer := (select s.order_id from sec.open_results_scopes(asked_course_id, asked_result, asked_pupil_id) as s limit 1);
begin
    return coalesce(found_order, case asked_result when 'year' then sec.finals_order(asked_course_id, last_period, asked_pupil_id) end);
end
$$;

-- Refuses a result whose order does not open it today.
create or replace function sec.demand_results_order(asked_order_id integer, asked_course_id integer, asked_result text, asked_pupil_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    last_period smallint := sec.last_period(asked_course_id);
begin
    if exists (
        select from sec.open_results_scopes(asked_course_id, asked_result, asked_pupil_id) as s where s.order_id = asked_order_id
    ) or (
        asked_result = 'year' and sec.order_covers_final(asked_order_id, asked_course_id, last_period, asked_pupil_id, true)
    ) then
        return;
    end if;
    perform sec.refuse('EJ020', 'results are set under an order that names them', jsonb_build_object(
        'reason', 'no-results-order', 'result', sec.result_word(asked_result)
    ));
end
$$;

-- A year's mark after the closing: an order of its own for this pupil, issued since: a signed supplement.
create or replace function sec.is_supplement(asked_order_id integer, asked_pupil_id integer, closed_at timestamptz)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return exists (
        select from journal.results_scopes as s join journal.orders as o on o.order_id = s.order_id
        where s.order_id = asked_order_id and s.result = 'year' and s.pupil_id = asked_pupil_id and o.entered_at > closed_at
    );
end
$$;

-- asked: results, class_ids, subject_id (null: every subject), pupil_id (null: everybody), opens_on, closes_on.
create or replace function sec.results_content(asked jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    results jsonb := (
        select jsonb_agg(r.result order by r.at) from unnest(array['year', 'exam', 'final', 'resit']) with ordinality as r (result, at)
        where asked -> 'results' ? r.result
    );
    classes record;
    opens_on date := (asked ->> 'opens_on')::date;
    closes_on date := (asked ->> 'closes_on')::date;
    pupil integer := (asked ->> 'pupil_id')::integer;
    subject text := (select j.name from journal.subjects as j where j.subject_id = (asked ->> 'subject_id')::smallint);
    named text;
begin
    select
        jsonb_agg(c.class_id order by c.grade, c.letter collate "C") as ids, string_agg(c.name, ', ' order by c.grade, c.letter collate "C") as names,
        count(*) as amount, min(y.starts_on) as starts_on, count(distinct y.school_year_id) as years
    into classes
    from journal.school_classes as c join journal.school_years as y on y.school_year_id = c.school_year_id
    where c.class_id in (select jsonb_array_elements_text(asked -> 'class_ids')::smallint);
    if results is null or classes.years <> 1 or classes.amount <> jsonb_array_length(asked -> 'class_ids')
        or (asked ->> 'subject_id' is not null and subject is null)
    then
        perform sec.refuse_proposal('results-classes', '{}');
    elsif opens_on is null or closes_on is null or opens_on > closes_on or closes_on < sec.today() or opens_on < classes.starts_on then
        perform sec.refuse_proposal('finals-days', '{}');
    elsif pupil is not null and (classes.amount <> 1 or not exists (
        select from journal.class_memberships as m where m.pupil_id = pupil and m.class_id = (classes.ids ->> 0)::smallint
    )) then
        perform sec.refuse_proposal('finals-pupil', '{}');
    end if;
    named := (select string_agg(sec.result_word(r.result), ', ' order by r.at) from jsonb_array_elements_text(results) with ordinality as r (result, at));
    return jsonb_build_object(
        'asked', jsonb_build_object(
            'results', results, 'class_ids', classes.ids, 'subject_id', asked -> 'subject_id', 'pupil_id', pupil,
            'opens_on', opens_on, 'closes_on', closes_on
        ),
        'title', 'Приказ: ' || named, 'summary', concat_ws(', ', sec.full_name(pupil), classes.names) || coalesce(' · ' || subject, ''),
        'results', results, 'named', named, 'class_ids', classes.ids, 'classes', classes.names,
        'subject_id', (asked ->> 'subject_id')::smallint, 'subject', subject,
        'pupil_id', pupil, 'pupil', sec.full_name(pupil), 'opens_on', opens_on, 'closes_on', closes_on
    );
end
$$;

-- Which orders open the same results of these classes already.
create or replace function sec.results_checks(content jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    earlier jsonb;
begin
    select coalesce(jsonb_agg(distinct k.name || ', ' || sec.result_word(s.result) || ': приказ ' || sec.order_text(s.order_id)), '[]') into earlier
    from journal.results_scopes as s join journal.school_classes as k on k.class_id = s.class_id
    where content -> 'results' ? s.result and content -> 'class_ids' @> to_jsonb(s.class_id) and s.closes_on >= sec.today()
        and s.pupil_id is not distinct from (content ->> 'pupil_id')::integer
        and s.subject_id is not distinct from (content ->> 'subject_id')::smallint;
    return jsonb_build_array(sec.check_row('finals-order', earlier = '[]', jsonb_build_object('names', earlier)));
end
$$;

-- Whose results this person sets: of the courses that she holds today, or held last.
create or replace function sec.my_result_course_ids()
returns integer []
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.me();
begin
    if not 'teacher' = any (me.roles) then
        return '{}';
    end if;
    return array(
        select h.course_id from journal.course_holders as h
        where h.person_id = me.person_id and h.sets_finals and (h.during @> me.today or (
            upper(h.during) <= me.today and not exists (
                select from journal.course_holders as o
                where o.course_id = h.course_id and o.sets_finals and coalesce(upper(o.during), 'infinity') > upper(h.during)
            )
        ))
    );
end
$$;

reset role;
grant execute on function sec.judge_results_scope() to ${owner};
grant execute on function sec.results_order(integer, text, integer), sec.open_results_scopes(integer, text, integer),
sec.results_scope_covers(journal.results_scopes, integer, integer), sec.my_result_course_ids(), sec.result_word(text), sec.year_marking_of(integer) to ${api};

set role ${owner};
create or replace trigger judge before insert or update or delete on journal.results_scopes
for each row execute function sec.judge_results_scope();
create or replace trigger record after insert or update or delete on journal.results_scopes
for each row execute function sec.record_change('results_scope_id', '--');
reset role;
