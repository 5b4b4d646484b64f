-- What the windows of lesson plans are made of: the norm of the year, causes of lost lessons, a correction sheet that follows its course.
set role ${api};

-- What the year asks of a plan: hours a week of the curriculum (of the load where the curriculum has no row for the class), teaching
-- weeks (whole ones: five working days of the periods, without holidays and days off), first days of the periods, holidays.
create or replace function sec.plan_norm(asked_course_id integer)
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
        select json_build_object(
            'hours_per_week', coalesce(u.hours_per_week, c.hours_per_week)::text, 'is_curriculum', u.hours_per_week is not null,
            'weeks', w.weeks, 'period_starts', w.period_starts, 'holidays', (
                select coalesce(json_agg(json_build_array(lower(d.during), upper(d.during) - 1) order by d.during), '[]')
                from journal.days_off as d
                where d.school_year_id = c.school_year_id and d.is_holiday_week and k.grade between d.grade_from and d.grade_to
            )
        )
        from journal.courses as c
        cross join lateral sec.classes_of_group(c.group_id) as k
        left join lateral (
            select h.hours_per_week from journal.curriculum_hours as h
            where h.school_year_id = c.school_year_id and h.subject_id = c.subject_id and h.stream = any (k.class_names)
            order by h.stream
            limit 1
        ) as u on true
        cross join lateral (
            select
                count(*) filter (where extract(isodow from g.day) <= 5 and not exists (
                    select from journal.days_off as d
                    where d.school_year_id = c.school_year_id and d.during @> g.day::date
                        and k.grade between d.grade_from and d.grade_to
                )) / 5 as weeks,
                coalesce(json_agg(g.day::date order by g.day) filter (where g.day::date = p.starts_on), '[]') as period_starts
            from journal.periods as p
            cross join lateral generate_series(p.starts_on, p.ends_on, interval '1 day') as g (day)
            where p.school_year_id = c.school_year_id and k.grade between p.grade_from and p.grade_to
        ) as w
        where c.course_id = asked_course_id
    );
end
$$;

-- Why lessons of a course did not take place on a day: the act of that day with its order, else the day off (rulings 37).
create or replace function sec.cause_of_day(asked_course_id integer, on_date date)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return coalesce((
        select string_agg(distinct d.title || coalesce(', приказ ' || sec.order_text(d.order_id), ''), '; ')
        from journal.courses as c
        join journal.study_group_classes as g on g.group_id = c.group_id
        join journal.day_act_classes as x on x.class_id = g.class_id
        join journal.day_acts as d on d.day_act_id = x.day_act_id
        where c.course_id = asked_course_id and d.during @> on_date and d.lessons_are = 'cancelled'
    ), (
        select min(o.name) from journal.courses as c
        cross join lateral sec.classes_of_group(c.group_id) as k
        join journal.days_off as o on o.school_year_id = c.school_year_id and o.during @> on_date and k.grade between o.grade_from and o.grade_to
        where c.course_id = asked_course_id
    ), '');
end
$$;

-- The correction sheet is its course's: it goes with it to the topics of the plan that is followed now, where they are the same.
create or replace function sec.carry_corrections(asked_course_id integer)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update journal.lesson_plan_corrections as k set lesson_plan_topic_id = n.lesson_plan_topic_id
    from journal.lesson_plan_topics as o
    join journal.lesson_plan_topics as n on n.place = o.place and n.topic = o.topic and n.voided_at is null
    join journal.lesson_plan_courses as a on a.lesson_plan_id = n.lesson_plan_id
    where k.course_id = asked_course_id and k.voided_at is null and o.lesson_plan_topic_id = k.lesson_plan_topic_id
        and a.course_id = asked_course_id and o.lesson_plan_id <> n.lesson_plan_id;
end
$$;

reset role;
