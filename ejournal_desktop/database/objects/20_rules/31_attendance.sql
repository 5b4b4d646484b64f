-- Who may write which attendance when: the course's holder or substitute, and the class teacher for her own pupils, whose entries
-- stay open until the school year closes (rulings 8).
set role ${guard};

create or replace function sec.class_ground(asked_pupil_id integer, held_on date)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (
        select 'class:' || m.class_id from journal.class_memberships as m
        where m.pupil_id = asked_pupil_id and m.during @> class_ground.held_on and m.class_id = any (sec.my_class_ids())
    );
end
$$;

create or replace function sec.judge_attendance()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    f sec.lesson_facts := sec.facts_of_lesson(new.lesson_id);
    class_ground text := sec.class_ground(new.pupil_id, f.held_on);
    page_is_shut boolean := f.handed_over_at is not null;
begin
    if class_ground is not null and (f.ground is null or page_is_shut) and not exists (
        select from journal.courses as c where c.course_id = f.course_id and c.kind = 'psychologist'
    ) then
        f.ground := class_ground;
    end if;
    perform sec.demand_ground(f);
    if f.ground like 'class:%' then
        perform sec.demand_year_open(f);
    else
        f := sec.under_period_unlock(f);
        perform sec.demand_lesson_open(f);
    end if;
    if tg_op = 'UPDATE' then
        if (new.lesson_id, new.pupil_id, new.course_id) is distinct from (old.lesson_id, old.pupil_id, old.course_id) then
            perform sec.refuse('EJ020', 'attendance does not move', jsonb_build_object('reason', 'moved'));
        end if;
        if f.ground like 'substitution:%' and old.entered_at < f.substitute_since then
            perform sec.refuse('EJ002', 'it was there before the substitution', jsonb_build_object('reason', 'not-holder', 'held_on', f.held_on));
        end if;
    end if;
    perform sec.demand_not_cancelled(f);
    -- an excused absence may be known ahead, a plain «н» may not (rulings 11)
    if new.fact is not null and (new.fact, coalesce(new.reason, '')) <> ('absent', 'excused') then
        perform sec.demand_held(f);
    end if;
    if new.minutes_late is not null and new.fact is distinct from 'late' then
        perform sec.refuse('EJ014', 'minutes of a pupil who was not late', jsonb_build_object('reason', 'minutes'));
    end if;
    if new.fact is not null then
        perform sec.demand_member(f, new.pupil_id);
    end if;
    if new.fact = 'absent' then
        perform sec.demand_no_mark_same_day(f, new.pupil_id);
    end if;
    new.ground := f.ground;
    new.version := case tg_op when 'INSERT' then 1 else old.version + 1 end;
    if f.ground <> 'owner' or tg_op = 'UPDATE' then
        new.changed_at := clock_timestamp();
        new.changed_by := coalesce(f.person_id, new.changed_by);
        new.entered_at := case tg_op when 'INSERT' then new.changed_at else old.entered_at end;
        new.entered_by := case tg_op when 'INSERT' then f.person_id else old.entered_by end;
    end if;
    return new;
end
$$;

create or replace function sec.demand_no_mark_same_day(f sec.lesson_facts, asked_pupil_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform pg_advisory_xact_lock(f.lesson_id, asked_pupil_id);  -- a mark and an absence that cross each other
    if exists (
        select from journal.works as w
        join journal.marks as m on m.work_id = w.work_id and m.pupil_id = asked_pupil_id
        where w.lesson_id = f.lesson_id and w.voided_at is null and sec.is_mark(m.value)
            and (m.entered_at at time zone f.school_zone)::date <= f.held_on
    ) then
        perform sec.refuse('EJ015', 'a mark of that day stands there', jsonb_build_object(
            'held_on', f.held_on, 'pupil', sec.name_in_group(f.group_id, asked_pupil_id), 'field', 'attendance'
        ));
    end if;
end
$$;

reset role;
grant execute on function sec.judge_attendance() to ${owner};
