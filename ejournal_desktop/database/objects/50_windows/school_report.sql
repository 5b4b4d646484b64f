-- The report of the whole school for a period (CTL-1, CTL-2, CTL-3): class × course. The read is on record.
set role ${guard};

-- «Check once»: reads every class at once and looks at nobody's rights. Its one door is api.school_report, which demands a role that sees all
-- (README.md, «Check once»). One row for a class and a course; a group of several classes stands in each with its own pupils.
create or replace function sec.school_figures(asked_period_id smallint, until date)
returns table (
    class_id smallint, course_id integer, marking text, lessons bigint, without_topic bigint, without_homework bigint, unchecked bigint,
    pupils bigint, base bigint, unmarked bigint, marked_once bigint, marks numeric, average numeric,
    fives numeric, fours numeric, threes numeric, twos numeric,
    final_fives bigint, final_fours bigint, final_threes bigint, final_twos bigint, not_attested bigint, exempt bigint
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
begin
    return query
    with period as materialized (
        select p.period_id, p.school_year_id, p.grade_from, p.grade_to, p.starts_on, least(p.ends_on, until) as last_day
        from journal.periods as p where p.period_id = asked_period_id
    ),

    lesson as materialized (  -- those really held (rulings 27)
        select l.lesson_id, l.course_id, l.held_on, l.topic = '' as no_topic, l.homework = '' and not l.homework_none as no_homework,
            not l.attendance_checked as unchecked
        from period as p join journal.lessons as l on l.held_on between p.starts_on and p.last_day and l.state <> 'cancelled'
    ),

    held as materialized (
        select l.course_id, count(*) as lessons, count(*) filter (where l.no_topic) as without_topic,
            count(*) filter (where l.no_homework) as without_homework, count(*) filter (where l.unchecked) as unchecked
        from lesson as l group by l.course_id
    ),

    -- Whole, before they are joined: pupil by pupil the planner goes through the GiST index of the exclusion, a tenth of the report.
    -- coalesce: of a bare @> it expects a row or two.
    member as materialized (
        select m.group_id, m.pupil_id, m.during from period as p
        join journal.group_memberships as m on coalesce(m.during @> p.last_day, false)
    ),

    seat as materialized (
        select s.pupil_id, s.class_id from period as p join journal.class_memberships as s on coalesce(s.during @> p.last_day, false)
    ),

    pair as materialized (  -- pupil × course on the last day of the period (rulings 31), with the lessons held while he belonged
        select
            m.pupil_id, c.course_id, s.class_id, coalesce(v.marking, c.marking) as marking, c.kind,
            case
                when m.during @> daterange(p.starts_on, p.last_day, '[]') then h.lessons
                else (select count(*) from lesson as l where l.course_id = c.course_id and m.during @> l.held_on)
            end as lessons
        from period as p
        join journal.courses as c on c.school_year_id = p.school_year_id and c.kind <> 'psychologist'
        join member as m on m.group_id = c.group_id
        join seat as s on s.pupil_id = m.pupil_id
        join journal.school_classes as k on k.class_id = s.class_id and k.grade between p.grade_from and p.grade_to
        left join held as h on h.course_id = c.course_id
        left join journal.period_markings as v on v.course_id = c.course_id and v.period_id = p.period_id
    ),

    entry as materialized (  -- equal marks of equal weight are counted before anything is reckoned
        select m.course_id, m.pupil_id, m.value, w.weight, count(*) as times
        from lesson as l
        join journal.works as w on w.lesson_id = l.lesson_id and w.voided_at is null
        join journal.marks as m on m.work_id = w.work_id and m.value is not null
        group by m.course_id, m.pupil_id, m.value, w.weight
    ),

    figure as (  -- one or two figures; none of a dot, a draft or «зач» (rulings 24)
        select e.course_id, e.pupil_id, e.weight, e.times,
            case when e.value ~ '^[1-5](/[1-5])?$' then ascii(e.value) - 48 end as first,
            case when e.value ~ '^[1-5]/[1-5]$' then ascii(right(e.value, 1)) - 48 end as second,
            e.value in ('зач', 'незач') as is_pass
        from entry as e
    ),

    mark as materialized (
        select f.course_id, f.pupil_id,
            sum(f.times * (num_nonnulls(f.first, f.second) + f.is_pass::integer)) as marks,
            sum(f.times * f.weight * (coalesce(f.first, 0) + coalesce(f.second, 0))) as weighted_points,
            sum(f.times * f.weight * num_nonnulls(f.first, f.second)) as weights,
            sum(f.times * ((f.first is not distinct from 5)::integer + (f.second is not distinct from 5)::integer)) as fives,
            sum(f.times * ((f.first is not distinct from 4)::integer + (f.second is not distinct from 4)::integer)) as fours,
            sum(f.times * ((f.first is not distinct from 3)::integer + (f.second is not distinct from 3)::integer)) as threes,
            sum(f.times * (coalesce(f.first < 3, false)::integer + coalesce(f.second < 3, false)::integer)) as twos
        from figure as f
        group by f.course_id, f.pupil_id
    ),

    final as materialized (
        select f.course_id, f.pupil_id, f.value from period as p join journal.final_marks as f on f.period_id = p.period_id
        where f.value is not null
    )

    select
        a.class_id, a.course_id, a.marking, coalesce(h.lessons, 0), coalesce(h.without_topic, 0), coalesce(h.without_homework, 0),
        coalesce(h.unchecked, 0),
        count(*), count(*) filter (where b.in_base), count(*) filter (where b.in_base and coalesce(m.marks, 0) = 0),
        count(*) filter (where b.in_base and m.marks = 1),
        coalesce(sum(m.marks), 0), round(sum(m.weighted_points) / nullif(sum(m.weights), 0), 2),
        coalesce(sum(m.fives), 0), coalesce(sum(m.fours), 0), coalesce(sum(m.threes), 0), coalesce(sum(m.twos), 0),
        count(*) filter (where f.value = '5'), count(*) filter (where f.value = '4'), count(*) filter (where f.value = '3'),
        count(*) filter (where f.value in ('2', '1')), count(*) filter (where f.value = 'н/а'), count(*) filter (where f.value = 'осв')
    from pair as a
    left join held as h on h.course_id = a.course_id
    left join mark as m on m.course_id = a.course_id and m.pupil_id = a.pupil_id
    left join final as f on f.course_id = a.course_id and f.pupil_id = a.pupil_id
    cross join lateral (  -- rulings 34: three lessons held, no exemption, no teaching without marks or at home
        select a.marking <> 'none' and a.kind <> 'home' and a.lessons >= 3 and f.value is distinct from 'осв' as in_base
    ) as b
    group by a.class_id, a.course_id, a.marking, h.lessons, h.without_topic, h.without_homework, h.unchecked;
end
$$;

reset role;
grant execute on function sec.school_figures(smallint, date) to ${api};
set role ${api};

create or replace function api.school_report(period_id smallint)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['deputy', 'director', 'administrator', 'inspector']);
    p record;
begin
    select q.period_id, q.kind, q.number, q.starts_on, q.ends_on into p from journal.periods as q where q.period_id = school_report.period_id;
    if not found then
        perform sec.refuse('EJ002', 'no such page of that class', jsonb_build_object('reason', 'period'));
    end if;
    perform sec.note_event('read', 'journal.marks', jsonb_build_object('period_id', p.period_id), 'school-report');
    return (
        with figures as materialized (
            select f.* from sec.school_figures(p.period_id, me.today) as f
        ),

        teacher as materialized (
            select h.course_id, array_agg(sec.short_name(n.last_name, n.first_name, n.middle_name)
                order by lower(h.during) desc nulls last, h.course_holder_id) as names,
                array_agg(h.person_id order by lower(h.during) desc nulls last, h.course_holder_id) as ids
            from journal.course_holders as h join journal.people as n on n.person_id = h.person_id
            where h.during && daterange(p.starts_on, p.ends_on, '[]')
            group by h.course_id
        )

        select json_build_object(
            'period', json_build_object(
                'period_id', p.period_id, 'kind', p.kind, 'number', p.number, 'starts_on', p.starts_on, 'ends_on', p.ends_on
            ),
            'now', sec.local_iso(clock_timestamp()),
            'rows', (
                select coalesce(json_agg(json_build_array(
                    f.class_id, k.name, k.grade, f.course_id, s.name, g.name, g.is_whole_class, f.marking,
                    coalesce(t.ids, '{}'), coalesce(t.names, '{}'),
                    f.lessons, f.without_topic, f.without_homework, f.unchecked,
                    f.pupils, f.base, f.unmarked, f.marked_once, f.marks, f.average::text,
                    f.fives, f.fours, f.threes, f.twos,
                    f.final_fives, f.final_fours, f.final_threes, f.final_twos, f.not_attested, f.exempt
                ) order by k.grade, k.letter, replace(lower(s.name), 'ё', 'е') collate "C", g.name), '[]')
                from figures as f
                join journal.school_classes as k on k.class_id = f.class_id
                join journal.courses as c on c.course_id = f.course_id
                join journal.subjects as s on s.subject_id = c.subject_id
                join journal.study_groups as g on g.group_id = c.group_id
                left join teacher as t on t.course_id = f.course_id
            )
        )
    );
end
$$;

reset role;
grant execute on function api.school_report(smallint) to ${deputy}, ${director}, ${administrator}, ${inspector};
