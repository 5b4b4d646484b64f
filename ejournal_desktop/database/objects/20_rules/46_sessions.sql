-- Sessions of a psychologist outside of the timetable (JRN-11): she makes and cancels her own, nobody's else; whom a session was with is closed.
set role ${guard};

-- A day of one's own holding of a psychologist's course.
create or replace function sec.is_session_of_mine(asked_course_id integer, on_date date)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.me();
begin
    return 'psychologist' = any (me.roles) and exists (
        select from journal.course_holders as h
        join journal.courses as c on c.course_id = h.course_id and c.kind = 'psychologist'
        where h.course_id = asked_course_id and h.person_id = me.person_id and h.during @> on_date
            and sec.holding_counts(h.approved_by, h.is_self_entered)
    );
end
$$;

-- Courses whose sessions are closed to who sees all the others: attendance of them tells who came.
create or replace function sec.closed_course_ids()
returns integer []
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return array(select c.course_id from journal.courses as c where c.kind = 'psychologist');
end
$$;

create or replace function sec.judge_session_fact()
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
    if f.ground <> 'owner' and sec.is_session_of_mine(f.course_id, f.held_on) is not true then
        perform sec.refuse('EJ002', 'not a session of yours', jsonb_build_object('reason', 'not-holder'));
    end if;
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['minutes', 'is_individual', 'entered_at', 'entered_by']);
    end if;
    new.course_id := f.course_id;
    new.entered_at := clock_timestamp();
    new.entered_by := coalesce(f.person_id, new.entered_by);
    return new;
end
$$;

create or replace function sec.judge_session_pupil()
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
    if f.ground <> 'owner' and sec.is_session_of_mine(f.course_id, f.held_on) is not true then
        perform sec.refuse('EJ002', 'not a session of yours', jsonb_build_object('reason', 'not-holder'));
    end if;
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['pupil_id']);
    end if;
    new.course_id := f.course_id;
    return new;
end
$$;

-- The lesson of a new session, on the next free place of its day; row security of lessons knows no maker but an import.
create or replace function sec.add_session(asked_course_id integer, on_date date)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    added integer;
begin
    if sec.is_session_of_mine(asked_course_id, on_date) is not true then
        perform sec.refuse('EJ002', 'not a session of yours', jsonb_build_object('reason', 'not-holder'));
    elsif not exists (
        select from journal.courses as c join journal.school_years as y on y.school_year_id = c.school_year_id
        where c.course_id = asked_course_id and on_date between y.starts_on and y.ends_on
    ) then  -- a year whose lessons lie out of it could never be mended
        perform sec.refuse('EJ014', 'not a day of a school', jsonb_build_object('reason', 'day', 'field', 'held_on'));
    end if;
    insert into journal.lessons (course_id, held_on, lesson_no)
    select asked_course_id, on_date, coalesce(max(l.lesson_no), 0) + 1
    from journal.lessons as l where l.course_id = asked_course_id and l.held_on = on_date
    returning lesson_id into added;
    return added;
end
$$;

create or replace function sec.cancel_session(asked_lesson_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    l record;
begin
    select x.course_id, x.held_on, x.attendance_checked into l from journal.lessons as x where x.lesson_id = asked_lesson_id;
    if l.course_id is null or sec.is_session_of_mine(l.course_id, l.held_on) is not true then
        perform sec.refuse('EJ002', 'not a session of yours', jsonb_build_object('reason', 'not-holder'));
    elsif l.attendance_checked then
        perform sec.refuse('EJ020', 'a session that was held stands', jsonb_build_object('reason', 'session-held'));
    end if;
    update journal.lessons as x set state = 'cancelled' where x.lesson_id = asked_lesson_id and x.state <> 'cancelled';
end
$$;

reset role;
grant execute on function sec.judge_session_fact(), sec.judge_session_pupil() to ${owner};
grant execute on function sec.closed_course_ids() to ${api};
grant execute on function sec.add_session(integer, date), sec.cancel_session(integer), sec.is_session_of_mine(integer, date) to ${api};
