-- A lesson: its common entries are the teacher's; its date, course and state are rows on which facts depend (security: reverse rules).
set role ${guard};

-- The opposite of the savers' «for share»: whoever moves a lesson, closes a page or shifts a period waits for them and they for him.
create or replace function sec.lock_page(asked_course_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_read_committed();
    perform from journal.courses as c where c.course_id = asked_course_id for no key update;
end
$$;

-- Whether anything was ever entered at the lesson: cleared and voided entries count.
create or replace function sec.lesson_has_facts(asked_lesson_id integer)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return exists (select from journal.works as w join journal.marks as m on m.work_id = w.work_id where w.lesson_id = asked_lesson_id)
        or exists (select from journal.attendance as a where a.lesson_id = asked_lesson_id);
end
$$;

-- The page of a course on a date is handed over, or its year closed.
create or replace function sec.demand_date_open(asked_course_id integer, on_date date)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    c record;
begin
    select y.name as year_name, y.closed_at, h.handed_over_at, p.number as period_number, p.kind as period_kind into c
    from journal.courses as x
    join journal.school_years as y on y.school_year_id = x.school_year_id
    left join journal.handovers as h
    join journal.periods as p on p.period_id = h.period_id
        on h.course_id = x.course_id and on_date between p.starts_on and p.ends_on
    where x.course_id = asked_course_id;
    if c.closed_at is not null then
        perform sec.refuse('EJ018', 'the school year is closed', jsonb_build_object('school_year', c.year_name, 'closed_at', c.closed_at));
    elsif c.handed_over_at is not null then
        perform sec.refuse('EJ011', 'the page is handed over', jsonb_build_object(
            'handed_over_at', c.handed_over_at, 'period_kind', c.period_kind, 'period_number', c.period_number, 'held_on', on_date
        ));
    end if;
end
$$;

create or replace function sec.judge_lesson()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    f sec.lesson_facts;
    is_move boolean;
begin
    if tg_op = 'DELETE' then
        if sec.lesson_has_facts(old.lesson_id) or old.topic <> '' or old.homework <> '' or old.homework_none or old.attendance_checked then
            perform sec.refuse('EJ020', 'something was entered at the lesson', jsonb_build_object('reason', 'facts', 'held_on', old.held_on));
        end if;
        perform sec.lock_page(old.course_id);
        perform sec.demand_date_open(old.course_id, old.held_on);
        return old;
    end if;
    is_move := tg_op = 'INSERT' or (new.course_id, new.held_on, new.lesson_no, new.state) is distinct from (
        old.course_id, old.held_on, old.lesson_no, old.state
    );
    if is_move then
        new.ground := sec.common_ground();
        perform sec.judge_lesson_move(new, case tg_op when 'UPDATE' then old end);
    end if;
    if tg_op = 'INSERT' then
        new.topic_version := (new.topic <> '')::integer;
        new.homework_version := (new.homework <> '' or new.homework_none)::integer;
        new.lesson_type_version := 0;
        new.attendance_checked_version := new.attendance_checked::integer;
        return new;
    end if;
    if (
        new.topic, new.homework, new.homework_none, new.lesson_type, new.attendance_checked,
        new.homework_due, new.homework_character, new.lesson_plan_topic_id
    ) is not distinct from (
        old.topic, old.homework, old.homework_none, old.lesson_type, old.attendance_checked,
        old.homework_due, old.homework_character, old.lesson_plan_topic_id
    ) then
        new.ground := case when is_move then new.ground else sec.common_ground() end;
        return sec.stamp_lesson(new, old);
    end if;
    f := sec.facts_of_lesson(new.lesson_id);
    perform sec.demand_ground(f);
    f := sec.under_period_unlock(f);
    perform sec.demand_lesson_open(f);
    perform sec.demand_not_cancelled(f);
    perform sec.demand_plain_text(new.topic, 1000), sec.demand_plain_text(new.homework, 4000);
    if new.attendance_checked and not old.attendance_checked then
        perform sec.demand_held(f);
    end if;
    new.ground := f.ground;
    return sec.stamp_lesson(new, old);
end
$$;

create or replace function sec.stamp_lesson(stamped journal.lessons, was journal.lessons)
returns journal.lessons
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    stamped.topic_version := was.topic_version
        + ((stamped.topic, stamped.lesson_plan_topic_id) is distinct from (was.topic, was.lesson_plan_topic_id))::integer;
    stamped.homework_version := was.homework_version
        + (
            (stamped.homework, stamped.homework_none, stamped.homework_due, stamped.homework_character)
            is distinct from (was.homework, was.homework_none, was.homework_due, was.homework_character)
        )::integer;
    stamped.lesson_type_version := was.lesson_type_version + (stamped.lesson_type <> was.lesson_type)::integer;
    stamped.attendance_checked_version := was.attendance_checked_version
        + (stamped.attendance_checked <> was.attendance_checked)::integer;
    stamped.topic_entered_at := coalesce(was.topic_entered_at, case when stamped.topic <> '' then clock_timestamp() end);
    stamped.homework_entered_at := coalesce(
        was.homework_entered_at, case when stamped.homework <> '' or stamped.homework_none then clock_timestamp() end
    );
    return stamped;
end
$$;

-- Making, moving and cancelling lessons is not a teacher's act, and never moves a fact from under its mark.
create or replace function sec.judge_lesson_move(moved journal.lessons, was journal.lessons)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    -- an import is the administrator's; its ground is found before, once for a row
    if coalesce(moved.ground <> 'owner' and moved.ground not like 'import:%', true)
        and sec.has_any_role(array['administrator', 'deputy']) is not true
        -- a psychologist's sessions outside of the timetable are her own to make and to cancel
        and (
            sec.is_session_of_mine(moved.course_id, moved.held_on)
            and (was.lesson_id is null or sec.is_session_of_mine(was.course_id, was.held_on))
        ) is not true
    then
        perform sec.refuse('EJ002', 'the timetable is not yours', jsonb_build_object('reason', 'role', 'needs', array['administrator', 'deputy']));
    end if;
    perform sec.lock_page(coalesce(was.course_id, moved.course_id));
    perform sec.demand_date_open(moved.course_id, moved.held_on);
    if was.lesson_id is not null then
        perform sec.demand_date_open(was.course_id, was.held_on);
        if sec.lesson_has_facts(was.lesson_id) then
            perform sec.refuse('EJ020', 'marks or attendance stand at the lesson', jsonb_build_object(
                'reason', 'facts', 'held_on', was.held_on, 'lesson_no', was.lesson_no
            ));
        end if;
    end if;
end
$$;

reset role;
grant execute on function sec.judge_lesson() to ${owner};
