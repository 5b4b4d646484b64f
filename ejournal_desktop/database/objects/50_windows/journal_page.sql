-- A journal page in one statement. The window looks at the course and the period first; what of them is seen, row security decides.
set role ${guard};

-- Where a part of a class has a journal of its own: how many learn the subject beside it, group by group. Numbers only: who they are is
-- their teacher's to read.
create or replace function sec.groups_beside(asked_course_id integer, on_day date)
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (
        select coalesce(json_agg(json_build_array(n.name, n.pupils) order by n.name collate "C"), '[]')
        from (
            select g.name, count(*) as pupils
            from journal.courses as c
            join journal.courses as x on x.subject_id = c.subject_id and x.school_year_id = c.school_year_id and x.group_id <> c.group_id
            join journal.study_groups as g on g.group_id = x.group_id and not g.is_whole_class
            join journal.group_memberships as m on m.group_id = g.group_id and m.during @> on_day
            where c.course_id = asked_course_id and exists (
                select from journal.study_group_classes as mine
                join journal.study_group_classes as other on other.class_id = mine.class_id
                where mine.group_id = c.group_id and other.group_id = x.group_id
            )
            group by g.group_id, g.name
        ) as n
    );
end
$$;

reset role;
grant execute on function sec.groups_beside(integer, date) to ${api};

set role ${api};

create or replace function api.journal_page(course_id integer, period_id smallint)
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set plan_cache_mode = force_generic_plan  -- one plan for every course: five custom ones would slow the first pages of a session
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(sec.staff_roles());
    is_teacher boolean := me.roles && array['teacher', 'psychologist'];
    leads boolean;
    c record;
    p record;
begin
    select x.course_id, x.group_id, x.school_year_id, x.hours_per_week,
        sec.marking_of(x.course_id, journal_page.period_id) as marking, s.name as subject, g.name as group_name,
        g.is_whole_class, k.class_names, k.grade
    into c
    from journal.courses as x
    join journal.subjects as s on s.subject_id = x.subject_id
    join journal.study_groups as g on g.group_id = x.group_id
    cross join lateral sec.classes_of_group(x.group_id) as k
    where x.course_id = journal_page.course_id;
    select q.period_id, q.kind, q.number, q.starts_on, q.ends_on,
        coalesce(h.handed_over_at, e.ended_at) as handed_over_at,
        case when h.handed_over_at is null and e.ended_at is not null then sec.closing_order(c.group_id, q.period_id) end as closing_order
    into p
    from journal.periods as q
    cross join lateral (select sec.page_ended_at(c.course_id, q.period_id, me.today, me.zone) as ended_at offset 0) as e
    left join journal.handovers as h on h.course_id = c.course_id and h.period_id = q.period_id
    where q.period_id = journal_page.period_id and q.school_year_id = c.school_year_id;
    if c.course_id is null or p.period_id is null then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
    end if;
    leads := 'class_teacher' = any (me.roles) and c.course_id = any (sec.my_class_course_ids());
    return (
        -- small sets are read once and not for each lesson: the estimates of a generic plan know nothing of their number
        with bell as materialized (
            select b.lesson_no, b.starts_at, b.ends_at
            from journal.bell_schedules as d
            join journal.bells as b on b.bell_schedule_id = d.bell_schedule_id
            where d.is_default
        ),

        norm as materialized (
            select w.kind, w.valid_from, coalesce(lead(w.valid_from) over (order by w.valid_from), 'infinity') as valid_before
            from journal.edit_windows as w
        ),

        holder as materialized (
            select h.course_holder_id, h.person_id, h.during, h.approved_by, h.is_self_entered
            from journal.course_holders as h where h.course_id = c.course_id
        ),

        holding as materialized (
            select range_agg(h.during) as days from holder as h
            where h.person_id = me.person_id and sec.holding_lets_write(h.approved_by, h.is_self_entered, me.roles)
        ),

        kind as materialized (
            select k.work_kind_id, k.name, k.short_name, k.two_marks, k.is_control from journal.work_kinds as k
        ),

        lesson as materialized (
            select l.lesson_id, l.held_on, l.lesson_no, b.starts_at, b.ends_at, coalesce(r.name, '') as room, l.state, l.lesson_type,
                l.topic, l.topic_version, l.homework, l.homework_none, l.homework_version, l.lesson_type_version,
                l.attendance_checked, l.attendance_checked_version, l.homework_due, l.homework_character, l.lesson_plan_topic_id,
                sec.edit_closes_on(l.held_on, n.kind) as closes_on,
                u.person_id as substitute_id,
                is_teacher and (
                    coalesce(h.days @> l.held_on, false)
                    or coalesce(u.person_id = me.person_id and (u.entered_at at time zone me.zone)::date <= l.held_on, false)
                ) as writable
            from journal.lessons as l
            cross join holding as h
            left join journal.rooms as r on r.room_id = l.room_id
            left join bell as b on b.lesson_no = l.lesson_no
            left join norm as n on n.valid_from <= l.held_on and l.held_on < n.valid_before
            left join journal.substitutions as u on u.lesson_id = l.lesson_id
            where l.course_id = c.course_id and l.held_on between p.starts_on and p.ends_on
        ),

        work as materialized (
            select w.work_id, w.lesson_id, w.work_no, w.work_kind_id, k.name as kind_name, k.short_name as kind_short, w.weight, w.title,
                k.two_marks, k.is_control, w.version, l.closes_on, l.held_on, l.lesson_no
            from journal.works as w
            join lesson as l on l.lesson_id = w.lesson_id
            join kind as k on k.work_kind_id = w.work_kind_id
            where w.voided_at is null
        ),

        mark as materialized (
            select m.work_id, m.pupil_id, m.value, m.version, m.entered_at, m.changed_at, coalesce(m.changed_by, m.entered_by) as author_id,
                case when m.first_marked_at is not null then w.closes_on end as closes_on
            from journal.marks as m join work as w on w.work_id = m.work_id
        ),

        presence as materialized (
            select a.lesson_id, a.pupil_id, a.fact, a.reason, a.minutes_late, a.version, coalesce(a.changed_by, a.entered_by) as author_id
            from journal.attendance as a join lesson as l on l.lesson_id = a.lesson_id
        ),

        note as materialized (
            select n.work_id, n.pupil_id, n.content, n.version, n.written_by, false as is_private
            from journal.mark_notes as n join work as w on w.work_id = n.work_id
            union all
            select n.work_id, n.pupil_id, n.content, n.version, n.person_id, true
            from private.own_mark_notes as n join work as w on w.work_id = n.work_id
        ),

        author as materialized (
            select x.person_id, sec.author(x.person_id) as name
            from (
                select m.author_id as person_id from mark as m
                union
                select n.written_by from note as n
                union
                select a.author_id from presence as a
                union
                select l.substitute_id from lesson as l
            ) as x
        ),

        belonging as materialized (
            select m.pupil_id, json_agg(json_build_array(lower(m.during), upper(m.during)) order by m.during) as days
            from journal.group_memberships as m
            where m.group_id = c.group_id
            group by m.pupil_id
            having bool_or(m.during && daterange(p.starts_on, p.ends_on, '[]'))
                or m.pupil_id in (select x.pupil_id from mark as x) or m.pupil_id in (select x.pupil_id from presence as x)
        )

        select json_build_object(
            'course', json_build_object(
                'course_id', c.course_id, 'subject', c.subject, 'group_name', c.group_name, 'is_whole_class', c.is_whole_class,
                'class_names', c.class_names, 'grade', c.grade, 'hours_per_week', c.hours_per_week::text, 'marking', c.marking,
                'teachers', array(
                    select sec.author(h.person_id) from holder as h
                    where h.during && daterange(p.starts_on, p.ends_on, '[]')
                    order by lower(h.during) desc nulls last, h.course_holder_id
                )
            ),
            'period', json_build_object(
                'period_id', p.period_id, 'kind', p.kind, 'number', p.number, 'starts_on', p.starts_on, 'ends_on', p.ends_on,
                'handed_over_at', p.handed_over_at, 'closing_order', p.closing_order
            ),
            'now', sec.local_iso(clock_timestamp()), 'today', me.today,
            'edit_window', (
                select n.kind from norm as n where n.valid_from <= me.today and me.today < n.valid_before
            ),
            'edit_windows', (select coalesce(json_agg(json_build_array(n.valid_from, n.kind) order by n.valid_from), '[]') from norm as n),
            'writable', s.writable, 'attendance_writable', s.writable or leads,
            'read_only_reason', case
                when s.writable then null
                when not is_teacher then 'role'
                when exists (select from holder as h where h.person_id = me.person_id) then 'load-not-approved'
                else 'not-holder'
            end,
            'load_approved', coalesce((
                select bool_and(h.approved_by is not null) from holder as h
                where h.during @> least(greatest(me.today, p.starts_on), p.ends_on)
            ), true),
            'pupils', (
                select coalesce(json_agg(json_build_array(
                    e.person_id, e.last_name, e.first_name, e.middle_name, b.days, sec.order_text(o.admitted_by), sec.order_text(o.departed_by)
                ) order by e.sort_key collate "C", e.person_id), '[]')
                from belonging as b
                cross join lateral (  -- by key for each pupil: row security of every person of the school would cost more
                    select n.* from journal.people as n where n.person_id = b.pupil_id offset 0
                ) as e
                left join lateral (
                    select m.admitted_by, m.departed_by from journal.class_memberships as m
                    where m.pupil_id = b.pupil_id and m.during && daterange(p.starts_on, p.ends_on, '[]')
                    order by m.during desc
                    limit 1
                ) as o on true
            ),
            'lessons', (
                select coalesce(json_agg(json_build_array(
                    l.lesson_id, l.held_on, l.lesson_no, l.starts_at, l.ends_at, l.room, l.state, l.lesson_type, l.topic, l.topic_version,
                    l.homework, l.homework_none, l.homework_version, l.lesson_type_version, l.attendance_checked,
                    l.attendance_checked_version, n.name, l.writable, sec.local_iso(l.homework_due), l.homework_character,
                    l.lesson_plan_topic_id,
                    case when l.held_on = me.today and l.state = 'planned' then sec.local_iso(sec.homework_deadline(l.lesson_id)) end
                ) order by l.held_on, l.lesson_no), '[]')
                from lesson as l left join author as n on n.person_id = l.substitute_id
            ),
            'works', (
                select coalesce(json_agg(json_build_array(
                    w.work_id, w.lesson_id, w.work_no, w.work_kind_id, w.kind_name, w.kind_short, w.weight::text, w.title, w.two_marks,
                    w.is_control, w.version
                ) order by w.held_on, w.lesson_no, w.work_no), '[]')
                from work as w
            ),
            'marks', (
                select coalesce(json_agg(json_build_array(
                    m.work_id, m.pupil_id, m.value, m.version, m.entered_at, n.name, m.closes_on,
                    m.author_id = me.person_id
                )), '[]')
                from mark as m left join author as n on n.person_id = m.author_id
            ),
            'notes', (
                select coalesce(json_agg(json_build_array(n.work_id, n.pupil_id, n.is_private, n.content, n.version, a.name)), '[]')
                from note as n left join author as a on a.person_id = n.written_by
            ),
            'attendance', (
                select coalesce(json_agg(json_build_array(a.lesson_id, a.pupil_id, a.fact, a.reason, a.minutes_late, a.version, n.name)), '[]')
                from presence as a left join author as n on n.person_id = a.author_id
            ),
            'finals', (
                select coalesce(json_agg(json_build_array(f.period_id, f.pupil_id, f.value, f.version)), '[]')
                from journal.final_marks as f where f.course_id = c.course_id
            ),
            'unlocks', (
                select coalesce(json_agg(json_build_array(
                    u.unlock_id, u.lesson_id, u.period_id, sec.unlock_state(u.agreed_at, u.opened_at, u.refused_by, u.open_until),
                    sec.local_iso(u.open_until), u.person_id = me.person_id, sec.author(u.person_id), u.refused_reason
                ) order by u.unlock_id), '[]')
                from journal.unlocks as u
                where u.course_id = c.course_id and (
                    u.period_id = p.period_id
                    or u.lesson_id in (select l.lesson_id from lesson as l)
                ) and (u.opened_at is null or u.open_until > clock_timestamp())
                    and coalesce(u.refused_at > clock_timestamp() - interval '14 days', true)
            ),
            'notices', (
                select coalesce(json_agg(json_build_array(
                    n.mark_notice_id, n.work_id, n.pupil_id, n.text, sec.local_iso(n.sent_at), (n.first_shown_at at time zone me.zone)::date,
                    n.is_late, sec.local_iso(n.answered_at), sec.author(n.answered_by), n.answer, n.is_mended,
                    coalesce(m.changed_at > n.sent_at, false)
                ) order by n.mark_notice_id), '[]')
                from journal.mark_notices as n join mark as m on m.work_id = n.work_id and m.pupil_id = n.pupil_id
                where n.course_id = c.course_id
            ),
            'beside', case when c.is_whole_class then '[]' else sec.groups_beside(c.course_id, me.today) end,
            'version', sec.version_of_now()
        )
        from (
            select coalesce(bool_or(l.writable), false)
                or (is_teacher and coalesce((select h.days @> me.today from holding as h), false)) as writable
            from lesson as l
        ) as s
    );
end
$$;

reset role;
grant execute on function api.journal_page(integer, smallint)
to ${teacher}, ${psychologist}, ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
