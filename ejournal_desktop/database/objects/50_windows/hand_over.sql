-- «Завершить выставление»: the list of what is done, and the hand-over that closes the page to its teacher (Порядок, 5.2; rulings 7).
set role ${api};

create or replace function sec.handover_row(name text, is_well boolean, blocks boolean, facts jsonb)
returns jsonb
language sql
immutable
return jsonb_build_object('name', name, 'is_well', coalesce(is_well, true), 'blocks', blocks, 'facts', facts);

-- Pupils of the group on the last day of the period (or today, in a period that still runs) without a final mark and without an open debt.
create or replace function sec.without_final(asked_course_id integer, asked_period_id smallint, today date)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if sec.marking_of(asked_course_id, asked_period_id) = 'none' then
        return '[]';
    end if;
    return (
        select coalesce(jsonb_agg(jsonb_build_array(n.person_id, n.last_name || ' ' || n.first_name) order by n.sort_key collate "C"), '[]')
        from journal.courses as c
        join journal.periods as p on p.period_id = asked_period_id
        join journal.group_memberships as m on m.group_id = c.group_id and m.during @> least(p.ends_on, today)
        join journal.people as n on n.person_id = m.pupil_id
        where c.course_id = asked_course_id
            and not exists (
                select from journal.final_marks as f
                where f.course_id = asked_course_id and f.period_id = asked_period_id and f.pupil_id = m.pupil_id and f.value is not null
            )
            and not exists (
                select from journal.debts as d where d.course_id = asked_course_id and d.pupil_id = m.pupil_id and d.settled_on is null
            )
    );
end
$$;

-- Works that are awaited («.») in a period of the course, up to today: which, of whom.
create or replace function sec.open_dots(asked_course_id integer, asked_period_id smallint)
returns table (lesson_id integer, held_on date, work text, pupil_id integer, pupil text, sort_key text)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select l.lesson_id, l.held_on, coalesce(nullif(w.title, ''), k.name), m.pupil_id, n.last_name || ' ' || n.first_name, n.sort_key
    from journal.periods as p
    join journal.lessons as l on l.course_id = asked_course_id and l.held_on between p.starts_on and p.ends_on and l.state <> 'cancelled'
    join journal.works as w on w.lesson_id = l.lesson_id and w.voided_at is null
    join journal.work_kinds as k on k.work_kind_id = w.work_kind_id
    join journal.marks as m on m.work_id = w.work_id and m.value = '.'
    join journal.people as n on n.person_id = m.pupil_id
    where p.period_id = asked_period_id;
end
$$;

-- Pupils under whose final of the period a mark was written later.
create or replace function sec.changed_under_finals(asked_course_id integer, asked_period_id smallint)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select coalesce(jsonb_agg(jsonb_build_array(n.person_id, n.last_name || ' ' || n.first_name) order by n.sort_key collate "C"), '[]')
        from journal.final_marks as f
        join journal.people as n on n.person_id = f.pupil_id
        where f.course_id = asked_course_id and f.period_id = asked_period_id and f.value is not null and f.entered_at < (
            select max(coalesce(m.changed_at, m.entered_at))
            from journal.lessons as l
            join journal.periods as p on p.period_id = asked_period_id and l.held_on between p.starts_on and p.ends_on
            join journal.works as w on w.lesson_id = l.lesson_id and w.voided_at is null
            join journal.marks as m on m.work_id = w.work_id and m.pupil_id = f.pupil_id and m.first_marked_at is not null
            where l.course_id = asked_course_id
        )
    );
end
$$;

create or replace function sec.handover_list(asked_course_id integer, asked_period_id smallint, today date)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
    missing jsonb := sec.without_final(asked_course_id, asked_period_id, today);
    takes_marks boolean := sec.marking_of(asked_course_id, asked_period_id) <> 'none';
    l record;
    w record;
    debts integer;
    dots jsonb := (
        select coalesce(jsonb_agg(jsonb_build_array(o.pupil_id, o.pupil || ', ' || to_char(o.held_on, 'DD.MM')) order by o.held_on, o.sort_key collate "C"), '[]')
        from sec.open_dots(asked_course_id, asked_period_id) as o
    );
    changed jsonb := sec.changed_under_finals(asked_course_id, asked_period_id);
begin
    select
        count(*) filter (where x.topic = '') as no_topic, count(*) filter (where x.homework = '' and not x.homework_none) as no_homework,
        count(*) filter (where not x.attendance_checked) as unchecked
    into l
    from journal.lessons as x
    join journal.periods as p on p.period_id = asked_period_id and x.held_on between p.starts_on and least(p.ends_on, today)
    where x.course_id = asked_course_id and x.state = 'planned';
    select
        count(*) filter (where k.is_control and m.value is null and a.fact is distinct from 'absent') as unfilled
    into w
    from journal.lessons as x
    join journal.periods as p on p.period_id = asked_period_id and x.held_on between p.starts_on and least(p.ends_on, today)
    join journal.courses as c on c.course_id = x.course_id
    join journal.works as v on v.lesson_id = x.lesson_id and v.voided_at is null
    join journal.work_kinds as k on k.work_kind_id = v.work_kind_id
    join journal.group_memberships as g on g.group_id = c.group_id and g.during @> x.held_on
    left join journal.marks as m on m.work_id = v.work_id and m.pupil_id = g.pupil_id
    left join journal.attendance as a on a.lesson_id = x.lesson_id and a.pupil_id = g.pupil_id
    where x.course_id = asked_course_id and x.state = 'planned';
    select count(*) into debts from journal.debts as d where d.course_id = asked_course_id and d.settled_on is null;
    return jsonb_build_array(
        sec.handover_row('finals', missing = '[]', takes_marks, jsonb_build_object('names', missing)),
        sec.handover_row('dots', dots = '[]', true, jsonb_build_object('names', dots)),
        sec.handover_row('changed', changed = '[]', false, jsonb_build_object('names', changed)),
        sec.handover_row('controls', w.unfilled = 0, false, jsonb_build_object('count', w.unfilled)),
        sec.handover_row('topics', l.no_topic = 0, false, jsonb_build_object('count', l.no_topic)),
        sec.handover_row('homework', l.no_homework = 0, false, jsonb_build_object('count', l.no_homework)),
        sec.handover_row('attendance', l.unchecked = 0, false, jsonb_build_object('count', l.unchecked)),
        sec.handover_row('debts', debts = 0, false, jsonb_build_object('count', debts))
    );
end
$$;

create or replace function api.handover_checks(course_id integer, period_id smallint)
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
    me sec.identity := sec.demand(array['teacher', 'deputy', 'director', 'administrator', 'inspector']);
begin
    if not exists (
        select from journal.courses as c join journal.periods as p on p.school_year_id = c.school_year_id
        where c.course_id = handover_checks.course_id and p.period_id = handover_checks.period_id
    ) then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
    end if;
    return sec.handover_list(handover_checks.course_id, handover_checks.period_id, me.today);
end
$$;

-- The moment of the hand-over; a page that was handed over before keeps its own.
create or replace function api.hand_over(course_id integer, period_id smallint)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['teacher']);
    missing jsonb;
begin
    perform sec.demand_read_committed();
    if not sec.sets_finals(hand_over.course_id) or not exists (
        select from journal.courses as c join journal.periods as p on p.school_year_id = c.school_year_id
        where c.course_id = hand_over.course_id and p.period_id = hand_over.period_id
    ) then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
    end if;
    missing := sec.without_final(hand_over.course_id, hand_over.period_id, me.today);
    if missing <> '[]' then
        perform sec.refuse('EJ020', 'finals are missing', jsonb_build_object(
            'reason', 'finals-missing', 'count', jsonb_array_length(missing), 'first', missing -> 0 ->> 1
        ));
    end if;
    insert into journal.handovers (course_id, period_id, handed_over_at, handed_over_by)
    values (hand_over.course_id, hand_over.period_id, clock_timestamp(), me.person_id)
    on conflict on constraint handovers_pkey do nothing;
    perform sec.hint_course(hand_over.course_id);
    return (
        select sec.local_iso(h.handed_over_at) from journal.handovers as h
        where h.course_id = hand_over.course_id and h.period_id = hand_over.period_id
    );
end
$$;

-- How far the finals of a period are: a row for each course of its grades, for the management.
create or replace function api.finals_progress(period_id smallint)
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
    me sec.identity := sec.demand(array['deputy', 'director', 'administrator', 'inspector']);
begin
    return (
        select coalesce(jsonb_agg(jsonb_build_array(
            c.course_id, g.name, s.name, (
                select string_agg(sec.author(h.person_id), ', ') from journal.course_holders as h
                where h.course_id = c.course_id and h.sets_finals and h.during @> me.today
            ), x.pupils, x.finals, x.not_attested, sec.local_iso(o.handed_over_at), x.changed_after,
            case when sec.last_period(c.course_id) = p.period_id or exists (
                select from journal.year_marks as y where y.course_id = c.course_id and y.value is not null
            ) then (
                select jsonb_build_array(
                    count(*) filter (where y.kind = 'year'), count(*) filter (where y.kind = 'exam'), count(*) filter (where y.kind = 'final')
                )
                from journal.year_marks as y where y.course_id = c.course_id and y.value is not null
            ) end
        ) order by k.grade, g.name collate "C", s.name collate "C", c.course_id), '[]')
        from journal.periods as p
        join journal.courses as c on c.school_year_id = p.school_year_id
        join journal.study_groups as g on g.group_id = c.group_id
        join journal.subjects as s on s.subject_id = c.subject_id
        cross join lateral sec.classes_of_group(c.group_id) as k
        left join journal.handovers as o on o.course_id = c.course_id and o.period_id = p.period_id
        cross join lateral (
            select
                count(*) as pupils, count(f.value) as finals, count(*) filter (where f.value = 'н/а') as not_attested,
                count(*) filter (where f.value is not null and f.entered_at < (
                    select max(coalesce(m.changed_at, m.entered_at))
                    from journal.marks as m
                    join journal.works as w on w.work_id = m.work_id and w.voided_at is null
                    join journal.lessons as l on l.lesson_id = w.lesson_id and l.held_on between p.starts_on and p.ends_on
                    where m.course_id = c.course_id and m.pupil_id = b.pupil_id and m.first_marked_at is not null
                )) as changed_after
            from journal.group_memberships as b
            left join journal.final_marks as f on f.course_id = c.course_id and f.period_id = p.period_id and f.pupil_id = b.pupil_id
            where b.group_id = c.group_id and b.during @> least(p.ends_on, me.today)
        ) as x
        where p.period_id = finals_progress.period_id and k.grade between p.grade_from and p.grade_to
            and sec.marking_of(c.course_id, p.period_id) <> 'none'
    );
end
$$;

-- Every work that is awaited in the teacher's own journals of the year, period by period.
create or replace function api.open_dots()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['teacher']);
begin
    return (
        select coalesce(jsonb_agg(jsonb_build_array(
            c.course_id, g.name, s.name, p.kind, p.number, o.lesson_id, o.held_on, o.work, o.pupil_id, o.pupil
        ) order by o.held_on, g.name collate "C", s.name collate "C", o.sort_key collate "C"), '[]')
        from journal.courses as c
        join journal.study_groups as g on g.group_id = c.group_id
        join journal.subjects as s on s.subject_id = c.subject_id
        cross join lateral sec.classes_of_group(c.group_id) as k
        join journal.periods as p on p.school_year_id = c.school_year_id and k.grade between p.grade_from and p.grade_to and p.starts_on <= me.today
        cross join lateral sec.open_dots(c.course_id, p.period_id) as o
        where c.course_id = any (sec.my_course_ids()) and c.school_year_id = sec.present_year()
    );
end
$$;

reset role;
grant execute on function api.open_dots() to ${teacher};
grant execute on function api.handover_checks(integer, smallint) to ${teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
grant execute on function api.hand_over(integer, smallint) to ${teacher};
grant execute on function api.finals_progress(smallint) to ${deputy}, ${director}, ${administrator}, ${inspector};
