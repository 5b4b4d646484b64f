-- Edits of cells: each operation is judged by itself, one refusal never loses its neighbours.
-- The hint to other clients is not sent from here: PostgreSQL would let one saver at a time commit, the flush to disk included (a hundred
-- clients: 190 saves a second instead of 800). Whoever saved sends it when the save is committed; who does not is found by the poll.
set role ${api};

reset role;
set role ${guard};

-- The course of a work of that lesson, or of a lesson; null when there is none. It tells no right to it: row security judges the write, and
-- what was not written is looked into under it.
create or replace function sec.course_of_cell(asked_lesson_id integer, asked_work_id integer)
returns integer
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if asked_work_id is null then
        return (select l.course_id from journal.lessons as l where l.lesson_id = asked_lesson_id);
    end if;
    return (select w.course_id from journal.works as w where w.work_id = asked_work_id and w.lesson_id = asked_lesson_id);
end
$$;

reset role;
grant execute on function sec.course_of_cell(integer, integer) to ${api};
set role ${api};

-- Work 1 of a lesson that has none yet: «ответ на уроке».
create or replace function sec.work_for_mark(asked_lesson_id integer, asked_course_id integer)
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    found_work_id integer;
begin
    for attempt in 1..2 loop
        select w.work_id into found_work_id from journal.works as w
        where w.lesson_id = asked_lesson_id and w.voided_at is null order by w.work_no limit 1;
        if found then
            return found_work_id;
        end if;
        insert into journal.works (lesson_id, course_id, work_no, work_kind_id, weight)
        select asked_lesson_id, asked_course_id, n.work_no, k.work_kind_id,
            sec.weight_of(asked_course_id, k.work_kind_id, (select l.held_on from journal.lessons as l where l.lesson_id = asked_lesson_id))
        from (
            select coalesce(max(w.work_no), 0) + 1 as work_no from journal.works as w where w.lesson_id = asked_lesson_id
        ) as n
        cross join (select k.* from journal.work_kinds as k order by k.name <> 'ответ на уроке', k.work_kind_id limit 1) as k
        on conflict on constraint works_key do nothing
        returning work_id into found_work_id;
        if found then
            return found_work_id;
        end if;
    end loop;
    return null;
end
$$;

reset role;
set role ${writer};

-- Version and receipt of what was written; null: nothing was, and that is looked into by who asked. Writes only over the version that was
-- seen, in one statement. The judge counts versions up by one. Owned by the writer, for whom row security has a third of the questions.
create or replace function sec.write_mark(asked_work_id integer, asked_pupil_id integer, seen integer, entered text, person_id integer)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if seen > 0 then
        update journal.marks as x set value = entered
        where x.work_id = asked_work_id and x.pupil_id = asked_pupil_id and x.version = seen and x.value is distinct from entered;
    elsif seen = 0 and entered is not null then
        insert into journal.marks (work_id, pupil_id, course_id, value, entered_by)
        select w.work_id, asked_pupil_id, w.course_id, entered, write_mark.person_id
        from journal.works as w  -- under row security: a judge never speaks to who may not see the work
        where w.work_id = asked_work_id
            and not exists (select from journal.marks as x where x.work_id = asked_work_id and x.pupil_id = asked_pupil_id)
        on conflict do nothing;
    end if;
    return case when found then jsonb_build_object('version', seen + 1, 'receipt', sec.last_event_id()) end;
end
$$;

reset role;
grant execute on function sec.write_mark(integer, integer, integer, text, integer) to ${api};
set role ${api};

-- The same value again writes nothing; anything else is a conflict, or a row that is not the writer's.
create or replace function sec.explain_unsaved_mark(asked_work_id integer, asked_pupil_id integer, seen integer, entered text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    m journal.marks;
    l record;
begin
    select w.course_id, x.held_on into l from journal.works as w join journal.lessons as x on x.lesson_id = w.lesson_id
    where w.work_id = asked_work_id;
    if not found then
        perform sec.refuse('EJ002', 'not your lesson', jsonb_build_object('reason', 'not-holder'));
    end if;
    select * into m from journal.marks as x where x.work_id = asked_work_id and x.pupil_id = asked_pupil_id;
    if coalesce(m.version, 0) <> seen then
        perform sec.refuse_stale(m.version, to_jsonb(m.value), coalesce(m.changed_by, m.entered_by), coalesce(m.changed_at, m.entered_at), asked_work_id);
    elsif m.value is distinct from entered then
        perform sec.demand_approved_load(l.course_id, l.held_on);
        perform sec.refuse('EJ002', 'not yours to write', jsonb_build_object('reason', 'not-holder'));
    end if;
    return jsonb_build_object('version', seen);
end
$$;

-- «н», «б», «у», «оп», «оп12», «осв» (rulings 29) as columns.
create or replace function sec.attendance_of(entered text, out fact text, out reason text, out minutes_late smallint)
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
    if entered is null then
        return;
    elsif entered in ('н', 'б', 'у') then
        fact := 'absent';
        reason := case entered when 'б' then 'ill' when 'у' then 'excused' end;
    elsif entered ~ '^оп(\d{1,2}|1[01]\d|120)?$' then
        fact := 'late';
        minutes_late := nullif(substr(entered, 3), '')::smallint;
    elsif entered = 'осв' then
        fact := 'released';
    else
        perform sec.refuse('EJ014', 'not an entry of attendance', jsonb_build_object('value', entered, 'field', 'attendance'));
    end if;
end
$$;

create or replace function sec.attendance_text(fact text, reason text, minutes_late smallint)
returns text
language sql
immutable
return case fact
    when 'absent' then case reason when 'ill' then 'б' when 'excused' then 'у' else 'н' end
    when 'late' then 'оп' || coalesce(minutes_late::text, '')
    when 'released' then 'осв'
end;

create or replace function sec.save_attendance(me sec.identity, asked_lesson_id integer, asked_pupil_id integer, seen integer, entered text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    n record;
begin
    n := sec.attendance_of(entered);
    if seen > 0 then
        update journal.attendance as x set fact = n.fact, reason = n.reason, minutes_late = n.minutes_late
        where x.lesson_id = asked_lesson_id and x.pupil_id = asked_pupil_id and x.version = seen
            and (x.fact, x.reason, x.minutes_late) is distinct from (n.fact, n.reason, n.minutes_late);
    elsif seen = 0 and entered is not null then
        insert into journal.attendance (lesson_id, pupil_id, course_id, fact, reason, minutes_late, entered_by)
        select l.lesson_id, asked_pupil_id, l.course_id, n.fact, n.reason, n.minutes_late, me.person_id
        from journal.lessons as l
        where l.lesson_id = asked_lesson_id
            and not exists (select from journal.attendance as x where x.lesson_id = asked_lesson_id and x.pupil_id = asked_pupil_id)
        on conflict do nothing;
    end if;
    if found then
        return jsonb_build_object('version', seen + 1, 'receipt', sec.last_event_id());
    end if;
    return sec.explain_unsaved_attendance(asked_lesson_id, asked_pupil_id, seen, entered);
end
$$;

create or replace function sec.explain_unsaved_attendance(asked_lesson_id integer, asked_pupil_id integer, seen integer, entered text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    a journal.attendance;
    present text;
begin
    if not exists (select from journal.lessons as l where l.lesson_id = asked_lesson_id) then
        perform sec.refuse('EJ002', 'not your lesson', jsonb_build_object('reason', 'not-holder'));
    end if;
    select * into a from journal.attendance as x where x.lesson_id = asked_lesson_id and x.pupil_id = asked_pupil_id;
    present := sec.attendance_text(a.fact, a.reason, a.minutes_late);
    if coalesce(a.version, 0) <> seen then
        perform sec.refuse_stale(a.version, to_jsonb(present), coalesce(a.changed_by, a.entered_by), coalesce(a.changed_at, a.entered_at));
    elsif present is distinct from entered then
        perform sec.refuse('EJ002', 'not yours to write', jsonb_build_object('reason', 'not-holder'));
    end if;
    return jsonb_build_object('version', seen);
end
$$;

-- One operation inside its savepoint: look, write, keep the outcome.
create or replace function sec.save_cell(me sec.identity, operation jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    asked_operation_id uuid := sec.begin_operation(operation);
    seen integer := coalesce((operation ->> 'seen')::integer, 0);
    entered text := nullif(operation ->> 'value', '');
    asked_pupil_id integer := (operation ->> 'pupil_id')::integer;
    asked_lesson_id integer := (operation ->> 'lesson_id')::integer;
    asked_work_id integer := (operation ->> 'work_id')::integer;
    is_mark boolean := operation ->> 'field' = 'mark';
    is_note boolean := operation ->> 'field' in ('note', 'private_note');
    asked_course_id integer;
    written jsonb;
begin
    if is_mark and asked_work_id is null then  -- its work is to be made: under row security from the first look on
        select l.course_id into asked_course_id from journal.lessons as l where l.lesson_id = asked_lesson_id;
    else
        asked_course_id := sec.course_of_cell(asked_lesson_id, case when is_mark or is_note then asked_work_id end);
    end if;
    if asked_course_id is null or (is_note and asked_work_id is null) then  -- of a stranger or not there: one answer
        perform sec.refuse('EJ002', 'not your lesson', jsonb_build_object('reason', 'not-holder'));
    end if;
    case operation ->> 'field'
        when 'mark' then
            if asked_work_id is null then
                if entered is null then
                    return sec.keep_outcome(me.account_id, operation, jsonb_build_object(
                        'operation_id', asked_operation_id, 'result', 'saved', 'version', 0
                    ));
                end if;
                asked_work_id := sec.work_for_mark(asked_lesson_id, asked_course_id);
            end if;
            written := coalesce(
                sec.write_mark(asked_work_id, asked_pupil_id, seen, entered, me.person_id),
                sec.explain_unsaved_mark(asked_work_id, asked_pupil_id, seen, entered)
            );
        when 'attendance' then
            written := sec.save_attendance(me, asked_lesson_id, asked_pupil_id, seen, entered);
        when 'note' then
            written := sec.save_mark_note(me, asked_work_id, asked_pupil_id, seen, entered);
        when 'private_note' then
            written := sec.save_own_mark_note(me, asked_work_id, asked_pupil_id, seen, entered);
            entered := null;  -- outcomes are kept: what is private stands in its own table alone
        else
            raise exception 'a field is mark, attendance, note or private_note' using errcode = '22023';
    end case;
    return sec.keep_outcome(me.account_id, operation, jsonb_build_object(
        'operation_id', asked_operation_id, 'result', 'saved', 'work_id', asked_work_id, 'value', entered, 'course_id', asked_course_id
    ) || written);
end
$$;

create or replace function api.save_cells(format integer, operations jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set plan_cache_mode = force_generic_plan  -- down to the judges: the same small statements for every cell
as $$
begin
    return sec.outcomes_of(sec.demand(array['teacher', 'psychologist', 'class_teacher']), 'cell', format, operations);
end
$$;

reset role;
grant execute on function api.save_cells(integer, jsonb) to ${teacher}, ${psychologist}, ${class_teacher};
