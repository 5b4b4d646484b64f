-- The lesson card: until when homework is to be given, safety briefings with their lists, corrections of lesson plans.
set role ${guard};

-- The end of the last lesson of that group's pupils on that day and the norm «homework-deadline» in hours, three without one
-- (Порядок, 1.10; rulings 33). Null where no bell is known.
create or replace function sec.homework_deadline(asked_lesson_id integer)
returns timestamptz
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    l record;
    last_end time;
    hours numeric;
begin
    select x.held_on, c.group_id, c.school_year_id, k.grade into l
    from journal.lessons as x
    join journal.courses as c on c.course_id = x.course_id
    cross join lateral sec.classes_of_group(c.group_id) as k
    where x.lesson_id = asked_lesson_id;
    select max(b.ends_at) into last_end
    from journal.group_memberships as m
    join journal.group_memberships as o on o.pupil_id = m.pupil_id and o.during @> l.held_on
    join journal.courses as c on c.group_id = o.group_id and c.school_year_id = l.school_year_id
    join journal.lessons as x on x.course_id = c.course_id and x.held_on = l.held_on and x.state = 'planned'
    join journal.bell_schedules as d on d.is_default
    join journal.bells as b on b.bell_schedule_id = d.bell_schedule_id and b.lesson_no = x.lesson_no
    where m.group_id = l.group_id and m.during @> l.held_on;
    select n.value into hours from journal.norms as n
    where n.kind = 'homework-deadline' and n.valid_from <= l.held_on and l.grade between n.grade_from and n.grade_to
    order by n.valid_from desc
    limit 1;
    return (l.held_on + last_end + make_interval(mins => (coalesce(hours, 3) * 60)::integer)) at time zone sec.zone();
end
$$;

-- Homework is handed in after the lesson it is given at; a topic of a plan belongs to the plan that the course follows.
create or replace function sec.judge_lesson_card()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if new.homework_due is distinct from old.homework_due and (new.homework_due at time zone sec.zone())::date < new.held_on then
        perform sec.refuse('EJ014', 'due before the lesson', jsonb_build_object('reason', 'due', 'held_on', new.held_on));
    end if;
    if new.lesson_plan_topic_id is distinct from old.lesson_plan_topic_id and new.lesson_plan_topic_id is not null and not exists (
        select from journal.lesson_plan_courses as c
        join journal.lesson_plan_topics as t on t.lesson_plan_id = c.lesson_plan_id
        where c.course_id = new.course_id and t.lesson_plan_topic_id = new.lesson_plan_topic_id and t.voided_at is null
    ) then
        perform sec.refuse('EJ014', 'not a topic of the plan of that course', jsonb_build_object('reason', 'plan-topic'));
    end if;
    return new;
end
$$;

create or replace function sec.judge_briefing()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    f sec.lesson_facts := sec.facts_of_pupil_entry(new.lesson_id, null);
begin
    perform sec.demand_held(f), sec.demand_open_content(f.course_id), sec.demand_plain_text(new.title, 300);
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['title', 'version', 'ground', 'voided_at']);
        new.version := old.version + 1;
    else
        new.version := 1;
        new.entered_at := clock_timestamp();
        new.entered_by := coalesce(f.person_id, new.entered_by);
    end if;
    new.course_id := f.course_id;
    new.ground := f.ground;
    return new;
end
$$;

-- Who was not there was not briefed.
create or replace function sec.judge_briefing_pupil()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    f sec.lesson_facts := sec.facts_of_pupil_entry(new.lesson_id, new.pupil_id);
begin
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['is_briefed']);
    end if;
    if new.is_briefed and exists (
        select from journal.attendance as a where a.lesson_id = new.lesson_id and a.pupil_id = new.pupil_id and a.fact = 'absent'
    ) then
        perform sec.refuse('EJ020', 'an absent pupil is not briefed', jsonb_build_object(
            'reason', 'briefed-absent', 'pupil', sec.name_in_group(f.group_id, new.pupil_id)
        ));
    end if;
    new.course_id := f.course_id;
    return new;
end
$$;

-- The course follows another plan now, and that plan has the same topic at the same place.
create or replace function sec.is_topic_carried(asked_course_id integer, old_topic_id integer, new_topic_id integer)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return exists (
        select from journal.lesson_plan_topics as o
        join journal.lesson_plan_topics as n on n.place = o.place and n.topic = o.topic and n.lesson_plan_id <> o.lesson_plan_id
        join journal.lesson_plan_courses as a on a.lesson_plan_id = n.lesson_plan_id and a.course_id = asked_course_id
        where o.lesson_plan_topic_id = old_topic_id and n.lesson_plan_topic_id = new_topic_id and n.voided_at is null
    );
end
$$;

create or replace function sec.judge_plan_correction()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['teacher', 'psychologist']);
begin
    if me.is_owner is not true and not new.course_id = any (sec.my_course_ids()) then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
    end if;
    perform sec.demand_year_of_course_open(new.course_id);
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), case
            when sec.is_topic_carried(new.course_id, old.lesson_plan_topic_id, new.lesson_plan_topic_id) then array['lesson_plan_topic_id']
            else array['voided_at'] end);
        new.voided_at := case when new.lesson_plan_topic_id = old.lesson_plan_topic_id then coalesce(old.voided_at, clock_timestamp()) end;
        return new;
    end if;
    perform sec.demand_plain_text(new.reason, 300);
    if not exists (
        select from journal.lesson_plan_courses as c
        join journal.lesson_plan_topics as t on t.lesson_plan_id = c.lesson_plan_id
        where c.course_id = new.course_id and t.lesson_plan_topic_id = new.lesson_plan_topic_id and t.voided_at is null
            and (new.until_place is null or t.place < new.until_place)
    ) then
        perform sec.refuse('EJ014', 'not a topic of the plan of that course', jsonb_build_object('reason', 'plan-topic'));
    end if;
    new.entered_at := clock_timestamp();
    new.entered_by := coalesce(me.person_id, new.entered_by);
    new.voided_at := null;
    return new;
end
$$;

reset role;
grant execute on function sec.judge_lesson_card(), sec.judge_briefing(), sec.judge_briefing_pupil(), sec.judge_plan_correction() to ${owner};
grant execute on function sec.homework_deadline(integer) to ${api};
