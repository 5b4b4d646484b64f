-- The report of changed marks (JRN-8; Порядок, 3.7; rulings 32): deletion and entering again are changes, marks of periods and of the
-- year and re-sits once set too; a first entry and a slip of the finger (the same person within 1.5 s) are not. A voided work takes its marks away: that is a deletion of each.
-- The read is on record.
set role ${guard};

-- Was a mark once set for the pupil in a work of the same lesson that was voided before that moment?
create or replace function sec.was_voided_before(asked_work_id integer, asked_pupil_id integer, moment timestamptz)
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
        select from journal.works as w
        join journal.works as v on v.lesson_id = w.lesson_id and v.work_id <> w.work_id and v.voided_at < moment
        join journal.marks as m on m.work_id = v.work_id and m.pupil_id = asked_pupil_id and m.first_marked_at is not null
        where w.work_id = asked_work_id
    );
end
$$;

-- Had that mark of a period or of the year a value before that event?
create or replace function sec.was_final_before(asked_table text, asked_key jsonb, asked_event_id bigint)
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
        select from audit.events as e
        where e.row_key ? 'course_id' and (e.row_key ->> 'course_id')::integer = (asked_key ->> 'course_id')::integer
            and e.event_id < asked_event_id and e.table_name = asked_table and e.row_key = asked_key
            and e.new_row ->> 'value' is not null
    );
end
$$;

-- Every change of a mark between two moments, by the record alone: nobody's rights are looked at here. Writes of one person to one cell
-- that follow each other within 1.5 s are one write: from the first value to the last; what began as a first entry is none.
create or replace function sec.mark_changes(since timestamptz, until timestamptz)
returns table (
    event_id bigint, at timestamptz, account_id integer, ground text, course_id integer, pupil_id integer, work_id integer, period_id smallint,
    attempt smallint, year_kind text, order_id integer, was text, became text, reason text, is_voided boolean
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    around constant interval := interval '1 minute';  -- a run of slips may begin before the first moment and end after the last
begin
    return query
    with voided as materialized (
        select e.event_id, e.at, e.account_id, e.ground, w.work_id, w.course_id, w.lesson_id
        from audit.events as e
        join journal.works as w on w.work_id = (e.row_key ->> 'work_id')::integer
        where e.operation = 'update' and e.new_row ? 'voided_at' and e.table_name = 'journal.works' and e.at < mark_changes.until
            and w.voided_at is not null
    ),

    updated as materialized (
        select
            e.*,
            e.new_row ? 'first_marked_at' as is_first,
            -- who writes past the program has no account and never slips
            coalesce(e.account_id is not null and not e.new_row ?| array['changed_by', 'entered_by'] and (
                (e.new_row ->> 'changed_at')::timestamptz - (e.old_row ->> 'changed_at')::timestamptz <= interval '1.5 seconds'
                or (
                    e.table_name <> 'journal.marks'
                    and (e.new_row ->> 'entered_at')::timestamptz - (e.old_row ->> 'entered_at')::timestamptz <= interval '1.5 seconds'
                )
            ), false) as is_slip
        from audit.events as e
        where e.operation = 'update' and e.new_row ? 'value'
            and e.table_name in ('journal.marks', 'journal.mark_attempts', 'journal.final_marks', 'journal.year_marks')
            and e.at >= mark_changes.since - around and e.at < mark_changes.until + around
    ),

    written as materialized (
        select
            u.event_id, u.at, u.account_id, u.ground, u.table_name, u.row_key, u.old_row ->> 'value' as was, u.new_row ->> 'value' as became,
            u.new_row ->> 'reason' as reason, u.is_slip,
            case
                when u.table_name <> 'journal.marks'
                    then u.old_row ->> 'value' is not null or sec.was_final_before(u.table_name, u.row_key, u.event_id)
                when u.is_first or m.first_marked_at is null or m.first_marked_at > u.at
                    then sec.was_voided_before(m.work_id, m.pupil_id, u.at)
                else true
            end as is_change
        from updated as u
        left join journal.marks as m
            on u.table_name = 'journal.marks'
            and m.work_id = (u.row_key ->> 'work_id')::integer and m.pupil_id = (u.row_key ->> 'pupil_id')::integer
        union all  -- entering anew where a voided work of the lesson held a mark
        select e.event_id, e.at, e.account_id, e.ground, e.table_name, e.row_key, null, e.new_row ->> 'value', null, false, true
        from (select v.course_id, min(v.event_id) as first_voided from voided as v group by v.course_id) as c
        join audit.events as e on e.row_key ? 'course_id' and (e.row_key ->> 'course_id')::integer = c.course_id and e.event_id > c.first_voided
        where e.table_name = 'journal.marks' and e.operation = 'insert'
            and e.at >= mark_changes.since - around and e.at < mark_changes.until + around
            and sec.was_voided_before((e.row_key ->> 'work_id')::integer, (e.row_key ->> 'pupil_id')::integer, e.at)
    ),

    hasty as materialized (  -- few cells: only their writes are put together
        select distinct w.table_name, w.row_key from written as w where w.is_slip
    ),

    run as (
        select
            w.*,
            count(*) filter (where not w.is_slip) over (partition by w.table_name, w.row_key order by w.event_id) as run_no
        from hasty as h
        join written as w on w.table_name = h.table_name and w.row_key = h.row_key
    ),

    settled as (
        select
            max(r.event_id) as event_id, max(r.at) as at, (array_agg(r.account_id order by r.event_id desc))[1] as account_id,
            (array_agg(r.ground order by r.event_id desc))[1] as ground, r.row_key, (array_agg(r.was order by r.event_id))[1] as was,
            (array_agg(r.became order by r.event_id desc))[1] as became, (array_agg(r.reason order by r.event_id desc))[1] as reason
        from run as r
        where r.run_no > 0
        group by r.table_name, r.row_key, r.run_no
        having (array_agg(r.is_change order by r.event_id))[1]
        union all
        select w.event_id, w.at, w.account_id, w.ground, w.row_key, w.was, w.became, w.reason
        from written as w
        where w.is_change and not exists (select from hasty as h where h.table_name = w.table_name and h.row_key = w.row_key)
    )

    select
        s.event_id, s.at, s.account_id, s.ground, (s.row_key ->> 'course_id')::integer, (s.row_key ->> 'pupil_id')::integer,
        (s.row_key ->> 'work_id')::integer, (s.row_key ->> 'period_id')::smallint, (s.row_key ->> 'attempt')::smallint, s.row_key ->> 'kind',
        coalesce(f.order_id, y.order_id), s.was, s.became, s.reason, false
    from settled as s
    left join journal.final_marks as f
        on f.course_id = (s.row_key ->> 'course_id')::integer and f.pupil_id = (s.row_key ->> 'pupil_id')::integer
        and f.period_id = (s.row_key ->> 'period_id')::smallint
    left join journal.year_marks as y
        on y.course_id = (s.row_key ->> 'course_id')::integer and y.pupil_id = (s.row_key ->> 'pupil_id')::integer
        and y.kind = s.row_key ->> 'kind'
    where s.was is distinct from s.became and (sec.is_set_mark(s.was) or sec.is_set_mark(s.became))
        and s.at >= mark_changes.since and s.at < mark_changes.until
    union all
    select v.event_id, v.at, v.account_id, v.ground, v.course_id, m.pupil_id, v.work_id, null, null, null, null, m.value, null, null, true
    from voided as v
    join journal.marks as m on m.work_id = v.work_id and sec.is_set_mark(m.value)
    where v.at >= mark_changes.since;
end
$$;

-- Who sat at the account: her person.
create or replace function sec.person_of_account(asked_account_id integer)
returns integer
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (
        select a.person_id from private.accounts as a where a.account_id = asked_account_id
    );
end
$$;

reset role;
grant execute on function sec.mark_changes(timestamptz, timestamptz), sec.person_of_account(integer) to ${api};

set role ${api};

-- The changes with names, by rows that the reader may see; class is the one of the day the mark is for.
create or replace function sec.named_mark_changes(since timestamptz, until timestamptz)
returns table (
    event_id bigint, at timestamptz, teacher_id integer, teacher text, ground text, class_id smallint, class_name text, grade smallint,
    subject_id smallint, subject text, pupil_id integer, pupil text, sort_key text, held_on date, kind text, period_kind text,
    period_number smallint, final_order text, was text, became text, reason text, is_voided boolean
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    school_zone text := sec.zone();
begin
    return query
    with change as materialized (
        select * from sec.mark_changes(named_mark_changes.since, named_mark_changes.until)
    ),

    author as materialized (
        select a.account_id, p.person_id, sec.short_name(p.last_name, p.first_name, p.middle_name) as name
        from (select distinct c.account_id from change as c) as a
        join journal.people as p on p.person_id = sec.person_of_account(a.account_id)
    )

    select
        x.event_id, x.at, t.person_id, t.name, x.ground, k.class_id,
        coalesce(k.name, array_to_string((sec.classes_of_group(c.group_id)).class_names, ', ')),
        coalesce(k.grade, (sec.classes_of_group(c.group_id)).grade), s.subject_id, s.name, e.person_id,
        concat_ws(' ', e.last_name, nullif(e.first_name, '')), e.sort_key, l.held_on,
        i.name || case when x.attempt is not null then ', пересдача' else '' end, coalesce(p.kind, x.year_kind), p.number, sec.order_text(x.order_id),
        x.was, x.became, coalesce(x.reason, u.reason, ''), x.is_voided
    from change as x
    join journal.courses as c on c.course_id = x.course_id
    join journal.subjects as s on s.subject_id = c.subject_id
    join journal.people as e on e.person_id = x.pupil_id
    left join journal.works as w on w.work_id = x.work_id
    left join journal.lessons as l on l.lesson_id = w.lesson_id
    left join journal.work_kinds as i on i.work_kind_id = w.work_kind_id
    left join journal.periods as p on p.period_id = x.period_id
    left join journal.unlocks as u on x.ground = 'unlock:' || u.unlock_id  -- what its teacher asked for
    left join author as t on t.account_id = x.account_id
    left join lateral (
        select d.class_id, d.name, d.grade from journal.class_memberships as m
        join journal.school_classes as d on d.class_id = m.class_id
        where m.pupil_id = x.pupil_id and m.during @> coalesce(l.held_on, p.ends_on, (x.at at time zone school_zone)::date)
        limit 1
    ) as k on true
    where l.lesson_id is not null or p.period_id is not null or x.year_kind is not null;
end
$$;

create or replace function api.changed_marks(
    since date, until date, class_id smallint, subject_id smallint, teacher_id integer, pupil text,
    before_event bigint, before_pupil integer, page_size integer, purpose text
)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    -- an inspector looks; taking it out of the program is for those who print any page (rulings 4)
    me sec.identity := sec.demand(
        array['deputy', 'director', 'administrator']
        || case when coalesce(changed_marks.purpose, 'screen') = 'screen' then array['inspector'] else '{}' end
    );
    y journal.school_years;
    first_day date;
    last_day date;
    wanted text := replace(lower(btrim(coalesce(changed_marks.pupil, ''))), 'ё', 'е');
    answer json;
begin
    if coalesce(changed_marks.purpose, 'screen') not in ('screen', 'xlsx', 'pdf') then
        raise exception 'purpose is screen, xlsx or pdf' using errcode = '22023';
    end if;
    select * into y from journal.school_years as x where x.school_year_id = sec.present_year();
    first_day := coalesce(changed_marks.since, y.starts_on, sec.today());
    last_day := coalesce(changed_marks.until, sec.today());
    perform sec.note_event('read', 'journal.marks', jsonb_strip_nulls(jsonb_build_object(
        'window', 'changed_marks', 'since', first_day, 'until', last_day, 'class_id', changed_marks.class_id,
        'subject_id', changed_marks.subject_id, 'teacher_id', changed_marks.teacher_id, 'pupil', nullif(wanted, ''),
        'before_event', changed_marks.before_event, 'purpose', coalesce(changed_marks.purpose, 'screen')
    )), sec.common_ground());
    with named as materialized (
        select * from sec.named_mark_changes(first_day::timestamp at time zone me.zone, (last_day + 1)::timestamp at time zone me.zone)
    ),

    chosen as materialized (
        select * from named as n
        where (changed_marks.class_id is null or n.class_id = changed_marks.class_id)
            and (changed_marks.subject_id is null or n.subject_id = changed_marks.subject_id)
            and (changed_marks.teacher_id is null or n.teacher_id = changed_marks.teacher_id)
            and starts_with(n.sort_key, wanted)
    ),

    page as (
        select * from chosen as n
        where changed_marks.before_event is null
            or (n.event_id, n.pupil_id) < (changed_marks.before_event, coalesce(changed_marks.before_pupil, 0))
        order by n.event_id desc, n.pupil_id desc
        limit least(greatest(coalesce(changed_marks.page_size, 500), 1), 5000)
    )

    select json_build_object(
        'school', (select json_build_object('full_name', s.full_name, 'short_name', s.short_name, 'city', s.city) from journal.schools as s),
        'reader', concat_ws(' ', r.last_name, nullif(r.first_name, ''), nullif(r.middle_name, '')), 'now', sec.local_iso(clock_timestamp()),
        'since', first_day, 'until', last_day,
        'total', (select count(*) from chosen), 'deletions', (select count(*) from chosen as n where n.became is null),
        'teachers_count', (select count(distinct n.teacher_id) from chosen as n),
        'pupils_count', (select count(distinct n.pupil_id) from chosen as n),
        'classes', (
            select coalesce(json_agg(json_build_array(n.class_id, n.class_name) order by n.grade, n.class_name), '[]')
            from (select distinct x.class_id, x.class_name, x.grade from named as x where x.class_id is not null) as n
        ),
        'subjects', (
            select coalesce(json_agg(json_build_array(n.subject_id, n.subject) order by replace(lower(n.subject), 'ё', 'е') collate "C"), '[]')
            from (select distinct x.subject_id, x.subject from named as x) as n
        ),
        'teachers', (
            select coalesce(json_agg(json_build_array(n.teacher_id, n.teacher) order by replace(lower(n.teacher), 'ё', 'е') collate "C"), '[]')
            from (select distinct x.teacher_id, x.teacher from named as x where x.teacher_id is not null) as n
        ),
        'rows', (
            select coalesce(json_agg(json_build_array(
                n.event_id, n.pupil_id, sec.local_iso(n.at), coalesce(n.teacher, ''), coalesce(n.ground, ''), n.class_name, n.subject, n.pupil,
                n.held_on, n.kind, n.period_kind, n.period_number, coalesce(n.final_order, ''), n.was, n.became, n.reason, n.is_voided
            ) order by n.event_id desc, n.pupil_id desc), '[]')
            from page as n
        )
    ) into answer
    from journal.people as r
    where r.person_id = me.person_id;
    return answer;
end
$$;

reset role;
grant execute on function
api.changed_marks(date, date, smallint, smallint, integer, text, bigint, integer, integer, text)
to ${deputy}, ${director}, ${administrator}, ${inspector};
