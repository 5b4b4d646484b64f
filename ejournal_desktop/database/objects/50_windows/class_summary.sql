-- The summary of a class (CLS-2): pupils × courses with averages, marks of the periods and absences. The read is on record.
set role ${api};

create or replace function api.class_summary(class_id smallint, period_id smallint)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand_class(class_summary.class_id);
    k record;
    last_day date;
    courses integer [];
    pupils integer [];
begin
    select c.class_id, c.name, c.grade, p.period_id, p.kind, p.number, p.starts_on, p.ends_on into k
    from journal.school_classes as c
    join journal.periods as p on p.school_year_id = c.school_year_id and c.grade between p.grade_from and p.grade_to
    where c.class_id = class_summary.class_id and p.period_id = class_summary.period_id;
    if not found then
        perform sec.refuse('EJ002', 'no such page of that class', jsonb_build_object('reason', 'class'));
    end if;
    last_day := least(k.ends_on, me.today);
    courses := array(
        select c.course_id from journal.study_group_classes as g join journal.courses as c on c.group_id = g.group_id
        where g.class_id = k.class_id and c.kind <> 'psychologist'
    );
    pupils := array(
        select distinct m.pupil_id from journal.class_memberships as m
        where m.class_id = k.class_id and m.during && daterange(k.starts_on, k.ends_on, '[]')
    );
    perform sec.note_event('read', 'journal.marks', jsonb_build_object('class_id', k.class_id, 'period_id', k.period_id), 'class-summary');
    return (
        with lesson as materialized (  -- those really held (rulings 27)
            select l.lesson_id, l.course_id, l.held_on, l.attendance_checked from journal.lessons as l
            where l.course_id = any (courses) and l.held_on between k.starts_on and last_day and l.state <> 'cancelled'
        ),

        entry as materialized (  -- equal marks of equal weight are counted before anything is reckoned
            select m.pupil_id, m.course_id, m.value, w.weight, count(*) as times
            from lesson as l
            join journal.works as w on w.lesson_id = l.lesson_id and w.voided_at is null
            join journal.marks as m on m.work_id = w.work_id and m.value is not null
            where m.pupil_id = any (pupils)
            group by m.pupil_id, m.course_id, m.value, w.weight
        ),

        figure as materialized (  -- one or two figures; none of a dot, a draft or «зач» (rulings 24)
            select e.pupil_id, e.course_id, e.weight, e.times,
                case when e.value ~ '^[1-5](/[1-5])?$' then ascii(e.value) - 48 end as first,
                case when e.value ~ '^[1-5]/[1-5]$' then ascii(right(e.value, 1)) - 48 end as second,
                e.value in ('зач', 'незач') as is_pass, e.value = '.' as is_dot
            from entry as e
        ),

        mark as materialized (
            select f.pupil_id, f.course_id,
                sum(f.times * (num_nonnulls(f.first, f.second) + f.is_pass::integer)) as marks,
                round(
                    sum(f.times * f.weight * (coalesce(f.first, 0) + coalesce(f.second, 0)))
                    / nullif(sum(f.times * f.weight * num_nonnulls(f.first, f.second)), 0), 2
                ) as average,
                sum(f.times * ((f.first is not distinct from 5)::integer + (f.second is not distinct from 5)::integer)) as fives,
                sum(f.times * ((f.first is not distinct from 4)::integer + (f.second is not distinct from 4)::integer)) as fours,
                sum(f.times * ((f.first is not distinct from 3)::integer + (f.second is not distinct from 3)::integer)) as threes,
                sum(f.times * (coalesce(f.first < 3, false)::integer + coalesce(f.second < 3, false)::integer)) as twos,
                sum(f.times) filter (where f.is_dot) as dots
            from figure as f
            group by f.pupil_id, f.course_id
        ),

        missed as materialized (
            select a.pupil_id, a.course_id,
                count(*) filter (where a.fact = 'absent') as absent,
                count(*) filter (where a.fact = 'absent' and a.reason = 'ill') as ill,
                count(*) filter (where a.fact = 'absent' and a.reason = 'excused') as excused,
                count(*) filter (where a.fact = 'late') as late
            from lesson as l join journal.attendance as a on a.lesson_id = l.lesson_id
            where a.fact in ('absent', 'late') and a.pupil_id = any (pupils)
            group by a.pupil_id, a.course_id
        ),

        final as materialized (
            select f.pupil_id, f.course_id, f.period_id, f.value from journal.final_marks as f
            where f.course_id = any (courses) and f.pupil_id = any (pupils) and f.value is not null
        ),

        held as materialized (
            select l.course_id, count(*) as lessons, count(*) filter (where not l.attendance_checked) as unchecked
            from lesson as l group by l.course_id
        )

        select json_build_object(
            'class', json_build_object('class_id', k.class_id, 'name', k.name, 'grade', k.grade),
            'period', json_build_object(
                'period_id', k.period_id, 'kind', k.kind, 'number', k.number, 'starts_on', k.starts_on, 'ends_on', k.ends_on
            ),
            'now', sec.local_iso(clock_timestamp()),
            'pupils', (
                select coalesce(json_agg(json_build_array(n.person_id, n.last_name, n.first_name, n.middle_name, b.days)
                    order by n.sort_key collate "C", n.person_id), '[]')
                from (
                    select m.pupil_id, json_agg(json_build_array(lower(m.during), upper(m.during)) order by m.during) as days
                    from journal.class_memberships as m
                    where m.class_id = k.class_id and m.pupil_id = any (pupils)
                    group by m.pupil_id
                ) as b
                cross join lateral (
                    select x.* from journal.people as x where x.person_id = b.pupil_id offset 0
                ) as n
            ),
            'courses', (
                select coalesce(json_agg(json_build_array(
                    c.course_id, s.name, g.name, g.is_whole_class, coalesce(v.marking, c.marking),
                    array(
                        select sec.author(h.person_id) from journal.course_holders as h
                        where h.course_id = c.course_id and h.during && daterange(k.starts_on, k.ends_on, '[]')
                        order by lower(h.during) desc nulls last, h.course_holder_id
                    ),
                    coalesce(d.lessons, 0), coalesce(d.unchecked, 0)
                ) order by replace(lower(s.name), 'ё', 'е') collate "C", g.name), '[]')
                from journal.courses as c
                join journal.subjects as s on s.subject_id = c.subject_id
                join journal.study_groups as g on g.group_id = c.group_id
                left join journal.period_markings as v on v.course_id = c.course_id and v.period_id = k.period_id
                left join held as d on d.course_id = c.course_id
                where c.course_id = any (courses)
            ),
            'cells', (
                select coalesce(json_agg(json_build_array(
                    pupil_id, course_id, coalesce(m.marks, 0), m.average::text, coalesce(m.fives, 0), coalesce(m.fours, 0),
                    coalesce(m.threes, 0), coalesce(m.twos, 0), coalesce(m.dots, 0), coalesce(a.absent, 0), coalesce(a.ill, 0),
                    coalesce(a.excused, 0), coalesce(a.late, 0)
                )), '[]')
                from mark as m full join missed as a using (pupil_id, course_id)
            ),
            'finals', (
                select coalesce(json_agg(json_build_array(f.pupil_id, f.course_id, f.period_id, f.value)), '[]') from final as f
            )
        )
    );
end
$$;

reset role;
grant execute on function api.class_summary(smallint, smallint) to ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
