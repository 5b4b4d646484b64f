-- Who may write which mark when. A row is never deleted and its version never restarts: deleting and entering again is a change.
set role ${guard};

create or replace function sec.judge_mark()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    w record;
    f sec.lesson_facts;
    moment timestamptz := clock_timestamp();
    was text;
begin
    select x.lesson_id, x.voided_at, x.work_kind_id into w
    from journal.works as x
    join journal.courses as c on c.course_id = x.course_id
    where x.work_id = new.work_id
    for share of x, c;  -- the work and the lock of its page (sec.facts_of_lesson) in one statement
    f := sec.facts_under_lock(w.lesson_id, new.pupil_id);
    perform sec.demand_ground(f);
    if w.voided_at is not null then
        perform sec.refuse('EJ020', 'the work is voided', jsonb_build_object('reason', 'work-voided', 'held_on', f.held_on));
    end if;
    if tg_op = 'UPDATE' then
        if (new.work_id, new.pupil_id, new.course_id) is distinct from (old.work_id, old.pupil_id, old.course_id) then
            perform sec.refuse('EJ020', 'a mark does not move', jsonb_build_object('reason', 'moved'));
        end if;
        was := old.value;
        if f.ground like 'substitution:%' and old.entered_at < f.substitute_since then
            perform sec.refuse('EJ002', 'the mark was there before the substitution', jsonb_build_object('reason', 'not-holder', 'held_on', f.held_on));
        end if;
    end if;
    f := sec.under_period_unlock(f);
    perform sec.demand_page_open(f);
    if f.marking = 'none' then
        perform sec.refuse('EJ017', 'the course takes no marks', jsonb_build_object('subject', sec.subject_of_course(f.course_id)));
    end if;
    perform sec.demand_not_cancelled(f);
    perform sec.demand_held(f);
    if not sec.fits_scale(new.value, f.marking, false) then
        perform sec.demand_two_marks(f, w.work_kind_id, new.value);
    end if;
    if new.value is distinct from was and new.value is not null and f.is_member is not true then
        perform sec.demand_member(f, new.pupil_id);
    end if;
    if new.value is distinct from was and (
        case tg_op when 'UPDATE' then old.first_marked_at is not null else false end
        or sec.was_marked_in_voided_work(f.lesson_id, new.pupil_id)
    ) then
        f := sec.demand_window_or_unlock(f);
    end if;
    if f.ground = 'owner' and tg_op = 'INSERT' then
        moment := new.entered_at;
    end if;
    if sec.is_mark(new.value) and not sec.is_mark(was) then
        perform sec.demand_not_absent_same_day(f, new.pupil_id, moment);
    end if;
    return sec.stamp_mark(new, old, f, moment);
end
$$;

-- «4/5» of a kind that takes two marks (rulings 24); looked up only for what is not a single mark.
create or replace function sec.demand_two_marks(f sec.lesson_facts, asked_kind_id smallint, value text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    k journal.work_kinds := (select x from journal.work_kinds as x where x.work_kind_id = asked_kind_id);
begin
    if not sec.fits_scale(value, f.marking, k.two_marks) then
        perform sec.refuse('EJ014', 'not a value of the scale', jsonb_build_object(
            'value', value, 'marking', f.marking, 'kind', k.name, 'two_marks', k.two_marks
        ));
    end if;
end
$$;

-- A first entry is one where none ever stood: voiding a work and marking in another one of the lesson is a change.
create or replace function sec.was_marked_in_voided_work(asked_lesson_id integer, asked_pupil_id integer)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return exists (
        select from journal.works as w
        join journal.marks as m on m.work_id = w.work_id and m.pupil_id = asked_pupil_id
        where w.lesson_id = asked_lesson_id and w.voided_at is not null and m.first_marked_at is not null
    );
end
$$;

-- Authors and moments are the server's, whatever the writer sent.
create or replace function sec.stamp_mark(stamped journal.marks, was journal.marks, f sec.lesson_facts, moment timestamptz)
returns journal.marks
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    stamped.ground := f.ground;
    stamped.changed_at := moment;
    stamped.changed_by := coalesce(f.person_id, stamped.changed_by);
    if was.work_id is null then
        stamped.version := 1;
        stamped.entered_at := moment;
        stamped.entered_by := coalesce(f.person_id, stamped.entered_by);
        stamped.first_marked_at := case when sec.is_set_mark(stamped.value) then moment end;
        return stamped;
    end if;
    stamped.version := was.version + 1;
    stamped.entered_at := was.entered_at;
    stamped.entered_by := was.entered_by;
    stamped.first_marked_at := coalesce(was.first_marked_at, case when sec.is_set_mark(stamped.value) then moment end);
    if sec.is_mark(stamped.value) and not sec.is_mark(was.value) then
        stamped.entered_at := moment;
        stamped.entered_by := coalesce(f.person_id, stamped.entered_by);
    end if;
    return stamped;
end
$$;

-- A mark and «н» of the same day: refused; entered on a later date it is a make-up (rulings 23).
create or replace function sec.demand_not_absent_same_day(f sec.lesson_facts, asked_pupil_id integer, moment timestamptz)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform pg_advisory_xact_lock(f.lesson_id, asked_pupil_id);  -- a mark and an absence that cross each other
    if (moment at time zone f.school_zone)::date <= f.held_on and exists (
        select from journal.attendance as a
        where a.lesson_id = f.lesson_id and a.pupil_id = asked_pupil_id and a.fact = 'absent'
    ) then
        perform sec.refuse('EJ015', 'absent on that day', jsonb_build_object(
            'held_on', f.held_on, 'pupil', sec.name_in_group(f.group_id, asked_pupil_id), 'field', 'mark'
        ));
    end if;
end
$$;

reset role;
grant execute on function sec.judge_mark() to ${owner};
