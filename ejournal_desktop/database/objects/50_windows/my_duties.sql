-- «Мои сроки»: the teacher's rows of the regulation (5.1; T1–T11) as live checks; days are counted as rulings 39 say. What was settled by
-- hand comes with its basis.
set role ${api};

create or replace function api.my_duties()
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set plan_cache_mode = force_generic_plan
as $$
declare
    me sec.identity := sec.demand(array['teacher', 'psychologist']);
    present_year smallint := sec.present_year();
    now_there timestamp := clock_timestamp() at time zone me.zone;
begin
    return (
        with course as materialized (
            select c.course_id, c.group_id, c.kind, s.name as subject, h.during, p.period_id, p.starts_on, p.ends_on,
                coalesce(m.marking, c.marking) as marking, k.grade, y.starts_on as year_starts_on,
                case when g.is_whole_class and k.class_names <> '{}' then k.class_names[1] else g.name end as title, g.is_whole_class,
                h.sets_finals
            from journal.course_holders as h
            join journal.courses as c on c.course_id = h.course_id and c.school_year_id = present_year
            join journal.school_years as y on y.school_year_id = c.school_year_id
            join journal.subjects as s on s.subject_id = c.subject_id
            join journal.study_groups as g on g.group_id = c.group_id
            cross join lateral sec.classes_of_group(c.group_id) as k
            left join journal.periods as p on p.school_year_id = c.school_year_id and k.grade between p.grade_from and p.grade_to
                and me.today between p.starts_on and p.ends_on
            left join journal.period_markings as m on m.course_id = c.course_id and m.period_id = p.period_id
            where h.person_id = me.person_id and h.during @> me.today
        ),

        closed as materialized (  -- pages handed over, or shut with the end of the order: nothing can be entered there
            select c.course_id, p.starts_on, p.ends_on
            from course as c
            join journal.periods as p on p.school_year_id = present_year and c.grade between p.grade_from and p.grade_to
                and p.ends_on >= me.today - 60 and p.starts_on <= me.today
            left join journal.handovers as f on f.course_id = c.course_id and f.period_id = p.period_id
            where coalesce(f.handed_over_at, sec.page_ended_at(c.course_id, p.period_id, me.today, me.zone)) is not null
        ),

        -- own lessons of the last 60 days that are over: of one's courses unless somebody else gave them, and those given for others
        given as materialized (
            select l.lesson_id, l.course_id, c.group_id, c.kind, c.subject, c.title, c.marking, c.grade, l.held_on, l.lesson_no, l.topic,
                l.homework, l.homework_none, l.attendance_checked
            from course as c
            join journal.lessons as l on l.course_id = c.course_id and c.during @> l.held_on
            where l.held_on between me.today - 60 and me.today and l.state = 'planned'
                and not exists (select from closed as x where x.course_id = c.course_id and l.held_on between x.starts_on and x.ends_on)
                and not exists (select from journal.substitutions as u where u.lesson_id = l.lesson_id and u.person_id <> me.person_id)
            union all
            select l.lesson_id, l.course_id, c.group_id, c.kind, s.name, g.name, c.marking, k.grade, l.held_on, l.lesson_no, l.topic,
                l.homework, l.homework_none, l.attendance_checked
            from journal.substitutions as u
            join journal.lessons as l on l.lesson_id = u.lesson_id
            join journal.courses as c on c.course_id = l.course_id
            join journal.subjects as s on s.subject_id = c.subject_id
            join journal.study_groups as g on g.group_id = c.group_id
            cross join lateral sec.classes_of_group(c.group_id) as k
            where u.person_id = me.person_id and l.held_on between me.today - 60 and me.today and l.state = 'planned'
                and not exists (select from course as o where o.course_id = l.course_id)
        ),

        lesson as materialized (
            select x.*, x.topic = '' and x.kind <> 'psychologist' as no_topic,
                x.homework = '' and not x.homework_none and x.grade > 1 and x.kind in ('curriculum', 'elective', 'home') as no_homework,
                not x.attendance_checked as unchecked
            from given as x
            left join journal.bell_schedules as d on d.is_default
            left join journal.bells as b on b.bell_schedule_id = d.bell_schedule_id and b.lesson_no = x.lesson_no
            where x.held_on < me.today or b.ends_at <= now_there::time
        ),

        -- pupils who were there and have no mark for a control work
        control as materialized (
            select l.lesson_id, count(*) as pupils
            from lesson as l
            join journal.works as w on w.lesson_id = l.lesson_id and w.voided_at is null
            join journal.work_kinds as k on k.work_kind_id = w.work_kind_id and k.is_control
            join journal.group_memberships as m on m.group_id = l.group_id and m.during @> l.held_on
            left join journal.marks as x on x.work_id = w.work_id and x.pupil_id = m.pupil_id
            left join journal.attendance as a on a.lesson_id = l.lesson_id and a.pupil_id = m.pupil_id
            where l.marking <> 'none' and x.value is null and coalesce(a.fact, '') not in ('absent', 'released')
            group by l.lesson_id
        ),

        final as materialized (
            select c.course_id, c.period_id, c.title, c.subject, o.closes_on, (
                select count(*) from journal.group_memberships as m
                where m.group_id = c.group_id and m.during @> me.today and not exists (
                    select from journal.final_marks as f
                    where f.course_id = c.course_id and f.period_id = o.period_id and f.pupil_id = m.pupil_id and f.value is not null
                )
            ) as pupils
            from course as c
            join lateral (
                select x.period_id, max(x.closes_on) as closes_on from journal.finals_scopes as x
                join journal.study_group_classes as k on k.class_id = x.class_id and k.group_id = c.group_id
                where x.pupil_id is null and me.today between x.opens_on and x.closes_on
                group by x.period_id
            ) as o on true
            where c.marking <> 'none' and c.sets_finals and not exists (
                select from journal.handovers as h where h.course_id = c.course_id and h.period_id = o.period_id
            )
        ),

        -- before the end of a period: pupils with too few marks for a forecast (rulings 34: of courses with three lessons held)
        recent as materialized (
            select c.course_id, l.lesson_id, l.held_on
            from course as c
            join journal.lessons as l on l.course_id = c.course_id and l.held_on between c.starts_on and me.today and l.state = 'planned'
            where c.marking = 'five' and me.today between c.ends_on - 17 and c.ends_on
        ),

        marked as materialized (
            select r.course_id, m.pupil_id, count(*) as marks
            from recent as r
            join journal.works as w on w.lesson_id = r.lesson_id and w.voided_at is null
            join journal.marks as m on m.work_id = w.work_id
            where sec.is_set_mark(m.value)
            group by r.course_id, m.pupil_id
        ),

        forecast as materialized (
            select c.course_id, c.period_id, c.title, c.subject, c.ends_on - 10 as due_on, count(*) as pupils
            from course as c
            join journal.group_memberships as m on m.group_id = c.group_id and m.during @> me.today
            left join marked as x on x.course_id = c.course_id and x.pupil_id = m.pupil_id
            where c.course_id in (select r.course_id from recent as r) and coalesce(x.marks, 0) < 3 and (
                select count(*) from recent as r where r.course_id = c.course_id and m.during @> r.held_on
            ) >= 3
            group by c.course_id, c.period_id, c.title, c.subject, c.ends_on
        ),

        plan as materialized (
            select c.course_id, c.title, c.subject, coalesce(c.starts_on, c.year_starts_on) - 7 as due_on
            from course as c
            where c.kind in ('curriculum', 'elective', 'extracurricular', 'home') and not exists (
                select from journal.lesson_plan_courses as x where x.course_id = c.course_id
            )
        ),

        found as (
            select 'T2' as duty, min(c.course_id) as course_id, null::integer as lesson_id, min(c.title) as title, min(c.subject) as subject,
                null::date as first_on, null::date as last_on, min(c.year_starts_on) + 10 as due_on, null::timestamptz as due_at,
                count(*) as amount, 0::bigint as pupils
            from course as c
            where not c.is_whole_class and c.kind <> 'psychologist' and not exists (
                select from journal.group_memberships as m where m.group_id = c.group_id and m.during @> me.today
            )
            having count(*) > 0
            union all
            select 'T3', f.course_id, null, f.title, f.subject, null, null, f.due_on, null, 0, f.pupils from forecast as f
            union all
            select 'T4', min(p.course_id), null, min(p.title), min(p.subject), null, null, min(p.due_on), null, count(*), 0
            from plan as p having count(*) > 0
            union all
            select 'T5', (array_agg(l.course_id order by l.lesson_no))[1], (array_agg(l.lesson_id order by l.lesson_no))[1],
                (array_agg(l.title order by l.lesson_no))[1], (array_agg(l.subject order by l.lesson_no))[1], me.today, me.today, me.today, null,
                count(*), 0
            from lesson as l where l.held_on = me.today and l.unchecked having count(*) > 0
            union all
            select 'T8', l.course_id, (array_agg(l.lesson_id order by l.held_on, l.lesson_no))[1], min(l.title), min(l.subject),
                min(l.held_on), max(l.held_on), min(l.held_on) + 7, null, count(*), coalesce(sum(k.pupils), 0)::bigint
            from lesson as l left join control as k on k.lesson_id = l.lesson_id
            where l.held_on < me.today and (l.unchecked or l.no_topic or k.pupils > 0)
            group by l.course_id
            union all
            select 'T9', (array_agg(l.course_id order by l.lesson_no))[1], (array_agg(l.lesson_id order by l.lesson_no))[1],
                (array_agg(l.title order by l.lesson_no))[1], (array_agg(l.subject order by l.lesson_no))[1], me.today, me.today, me.today, null,
                count(*), 0
            from lesson as l where l.held_on = me.today and l.no_topic having count(*) > 0
            union all
            select 'T10', f.course_id, null, f.title, f.subject, null, null, f.closes_on, null, 0, f.pupils from final as f
            union all
            select 'T11', l.course_id, (array_agg(l.lesson_id order by l.held_on, l.lesson_no))[1], min(l.title), min(l.subject),
                min(l.held_on), max(l.held_on), min(l.held_on),
                case when min(l.held_on) = me.today then sec.homework_deadline((array_agg(l.lesson_id order by l.held_on, l.lesson_no))[1]) end,
                count(*), 0
            from lesson as l where l.no_homework
            group by l.course_id
        ),

        settled as (
            select distinct on (k.duty) k.duty, k.outcome, k.basis, k.for_day, sec.author(k.checked_by) as checked_by
            from journal.duty_checks as k
            join journal.school_years as y on y.school_year_id = present_year and k.for_day between y.starts_on and y.ends_on
            where k.person_id = me.person_id
            order by k.duty, k.for_day desc
        )

        select json_build_object(
            'now', sec.local_iso(clock_timestamp()), 'today', me.today,
            'has_courses', exists (select from course), 'has_parts', exists (select from course as c where not c.is_whole_class),
            'duties', (
                select coalesce(json_agg(json_build_array(
                    f.duty, f.course_id, f.lesson_id, f.title, f.subject, f.first_on, f.last_on, f.due_on, sec.local_iso(f.due_at), f.amount, f.pupils
                ) order by f.due_on, f.duty, f.title), '[]')
                from found as f
                where not exists (select from settled as s where s.duty = f.duty and (s.outcome = 'not-applicable' or s.for_day >= f.due_on))
            ),
            'settled', (
                select coalesce(json_agg(json_build_array(s.duty, s.outcome, s.basis, s.for_day, s.checked_by)), '[]') from settled as s
            )
        )
    );
end
$$;

reset role;
grant execute on function api.my_duties() to ${teacher}, ${psychologist};
