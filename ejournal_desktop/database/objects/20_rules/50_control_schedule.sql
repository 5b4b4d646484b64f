-- What classes write and when: works of the control kinds, and control topics of plans that still wait for their lesson. Dates, subjects and
-- kinds only; never a mark, a pupil or the text of a topic (ux 5.9; rulings 15: it advises, it locks nothing).
set role ${guard};

-- Courses with pupils of these classes; of the whole year when no class is named.
create or replace function sec.courses_of_classes(asked_class_ids integer [])
returns table (course_id integer, group_id integer, subject text, group_name text, is_whole_class boolean, class_names text [])
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
select c.course_id, g.group_id, s.name, g.name, g.is_whole_class, k.class_names
from journal.courses as c
join journal.school_years as y on y.school_year_id = c.school_year_id and sec.today() between y.starts_on and y.ends_on
join journal.subjects as s on s.subject_id = c.subject_id
join journal.study_groups as g on g.group_id = c.group_id
cross join lateral sec.classes_of_group(g.group_id) as k
where c.kind in ('curriculum', 'elective') and (asked_class_ids is null or exists (
    select from journal.study_group_classes as x where x.group_id = g.group_id and x.class_id = any (asked_class_ids)
))
$$;

-- Control works that stand in the journal: a work of a control kind, else a control lesson, else a control topic given to a lesson.
create or replace function sec.entered_controls(asked_class_ids integer [], first_day date, last_day date)
returns json
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
select coalesce(json_agg(json_build_array(
    l.held_on, l.lesson_no, c.course_id, c.subject, c.group_name, c.is_whole_class, c.class_names, coalesce(w.kind, '')
) order by l.held_on, l.lesson_no, c.subject, c.group_name), '[]')
from sec.courses_of_classes(asked_class_ids) as c
join journal.lessons as l on l.course_id = c.course_id and l.state = 'planned' and l.held_on between first_day and last_day
left join lateral (
    select string_agg(distinct k.name, ', ') as kind from journal.works as x
    join journal.work_kinds as k on k.work_kind_id = x.work_kind_id and k.is_control
    where x.lesson_id = l.lesson_id and x.voided_at is null
) as w on true
left join journal.lesson_plan_topics as t on t.lesson_plan_topic_id = l.lesson_plan_topic_id
left join journal.work_kinds as tk on tk.work_kind_id = t.work_kind_id
where w.kind is not null or l.lesson_type = 'контроль' or t.lesson_type = 'контроль' or tk.is_control
$$;

-- Of each plan with a control topic still to come: how many topics wait, which of them are control ones, and the days they may take. The
-- days themselves are computed where every plan is laid out (domain/lesson_plan.py), so that there is one rule of it.
create or replace function sec.waiting_controls(asked_class_ids integer [], last_day date)
returns json
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
with c as (
    select x.*, a.lesson_plan_id from sec.courses_of_classes(asked_class_ids) as x
    join journal.lesson_plan_courses as a on a.course_id = x.course_id
),

spoken as (
    select l.course_id, lower(l.topic) as topic, count(*) as lessons
    from c join journal.lessons as l on l.course_id = c.course_id
    where l.state = 'planned' and l.topic <> '' and l.lesson_plan_topic_id is null
    group by l.course_id, lower(l.topic)
),

numbered as (
    select c.course_id, t.place, t.pinned_on, coalesce(k.name, '') as kind, t.topic, coalesce(k.is_control, false) or t.lesson_type = 'контроль' as is_control,
        row_number() over (partition by c.course_id, lower(t.topic) order by t.place) as turn,
        exists (
            select from journal.lessons as l
            where l.course_id = c.course_id and l.lesson_plan_topic_id = t.lesson_plan_topic_id and l.state = 'planned' and l.topic <> ''
        ) as is_linked,
        coalesce((
            select min(h.place) from journal.lesson_plan_corrections as m
            join journal.lesson_plan_topics as h on h.lesson_plan_topic_id = m.lesson_plan_topic_id
            where m.course_id = c.course_id and m.kind = 'merge' and m.voided_at is null and h.lesson_plan_id = t.lesson_plan_id
                and t.place > h.place and t.place <= m.until_place
        ), t.place) as head
    from c
    join journal.lesson_plan_topics as t on t.lesson_plan_id = c.lesson_plan_id and t.voided_at is null
    left join journal.work_kinds as k on k.work_kind_id = t.work_kind_id
),

waiting as (
    select n.course_id, n.head, row_number() over (partition by n.course_id order by n.head) as turn,
        bool_or(n.is_control) as is_control, min(n.pinned_on) as pinned_on, string_agg(n.kind, ', ') filter (where n.is_control and n.kind <> '') as kind
    from numbered as n
    left join spoken as s on s.course_id = n.course_id and s.topic = lower(n.topic)
    group by n.course_id, n.head
    having not bool_or(n.is_linked or n.turn <= coalesce(s.lessons, 0))
)

select coalesce(json_agg(json_build_array(
    c.course_id, c.subject, c.group_name, c.is_whole_class, c.class_names, w.count, w.marked, f.free
) order by c.course_id), '[]')
from c
cross join lateral (
    select count(*) as count, coalesce(json_agg(json_build_array(x.turn, x.is_control, x.pinned_on, coalesce(x.kind, '')) order by x.turn)
        filter (where x.is_control or x.pinned_on is not null), '[]') as marked, bool_or(x.is_control) as has_control
    from waiting as x where x.course_id = c.course_id
) as w
cross join lateral (
    select coalesce(json_agg(d.day order by d.day), '[]') as free from (
        select l.held_on as day from journal.lessons as l
        where l.course_id = c.course_id and l.state = 'planned' and l.held_on between sec.today() and last_day and l.lesson_plan_topic_id is null
            and (l.topic = '' or l.held_on > sec.today() and not exists (
                select from numbered as n where n.course_id = c.course_id and lower(n.topic) = lower(l.topic)
            ))
        union all
        select k.on_date from journal.lesson_plan_corrections as k
        where k.course_id = c.course_id and k.kind = 'extra' and k.voided_at is null and k.on_date between sec.today() and last_day
    ) as d
) as f
where w.has_control
$$;

reset role;
grant execute on function sec.entered_controls(integer [], date, date), sec.waiting_controls(integer [], date) to ${api};
