-- What stands on a lesson's card beside its common entries: one pupil's homework, notes on pupils, the safety briefing, files taken
-- back. The shape of save_cells.
set role ${api};

create or replace function sec.save_individual_homework(l journal.lessons, operation jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    asked_pupil_id integer := (operation ->> 'pupil_id')::integer;
    seen integer := coalesce((operation ->> 'seen')::integer, 0);
    entered text := btrim(coalesce(operation ->> 'value', ''));
    h journal.individual_homework;
begin
    select * into h from journal.individual_homework as x where x.lesson_id = l.lesson_id and x.pupil_id = asked_pupil_id for update;
    if coalesce(h.version, 0) <> seen then
        perform sec.refuse_stale(h.version, to_jsonb(h.homework), h.entered_by, h.entered_at);
    elsif coalesce(h.homework, '') = entered then
        return jsonb_build_object('version', seen);
    elsif h.version is null then
        insert into journal.individual_homework (lesson_id, course_id, pupil_id, homework, entered_by)
        values (l.lesson_id, l.course_id, asked_pupil_id, entered, sec.person_id())
        on conflict do nothing;
    else
        update journal.individual_homework as x set homework = entered where x.lesson_id = l.lesson_id and x.pupil_id = asked_pupil_id;
    end if;
    if not found then
        perform sec.refuse_stale(1, null, null, null);  -- another was quicker by a moment
    end if;
    return jsonb_build_object('version', seen + 1, 'receipt', sec.last_event_id());
end
$$;

create or replace function sec.save_note(l journal.lessons, operation jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    note_id integer := (operation ->> 'entry_id')::integer;
begin
    if note_id is null then
        insert into journal.pupil_notes (lesson_id, course_id, pupil_id, kind, text, entered_by)
        values (
            l.lesson_id, l.course_id, (operation ->> 'pupil_id')::integer, operation #>> '{value,kind}', btrim(operation #>> '{value,text}'),
            sec.person_id()
        )
        returning pupil_note_id into note_id;
    else
        update journal.pupil_notes as x set voided_at = clock_timestamp() where x.pupil_note_id = note_id and x.lesson_id = l.lesson_id;
        if not found then
            perform sec.refuse('EJ002', 'not an entry of that lesson', jsonb_build_object('reason', 'not-holder'));
        end if;
    end if;
    return jsonb_build_object('version', 1, 'entry_id', note_id, 'receipt', sec.last_event_id());
end
$$;

create or replace function sec.save_briefing(l journal.lessons, operation jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    seen integer := coalesce((operation ->> 'seen')::integer, 0);
    given jsonb := nullif(operation -> 'value', 'null');
    b journal.safety_briefings;
begin
    select * into b from journal.safety_briefings as x where x.lesson_id = l.lesson_id for update;
    if coalesce(b.version, 0) <> seen then
        perform sec.refuse_stale(b.version, to_jsonb(b.title), b.entered_by, b.entered_at);
    elsif b.version is null and given is null then
        return jsonb_build_object('version', 0);
    elsif b.version is null then
        insert into journal.safety_briefings (lesson_id, course_id, title, entered_by)
        values (l.lesson_id, l.course_id, btrim(given ->> 'title'), sec.person_id());
    else
        update journal.safety_briefings as x
        set title = case when given is null then x.title else btrim(given ->> 'title') end,
            voided_at = case when given is null then clock_timestamp() end
        where x.lesson_id = l.lesson_id;
    end if;
    update journal.safety_briefing_pupils as x set is_briefed = not x.is_briefed
    where x.lesson_id = l.lesson_id and given is not null and x.is_briefed <> (given -> 'pupil_ids') @> to_jsonb(x.pupil_id);
    insert into journal.safety_briefing_pupils (lesson_id, pupil_id, course_id)
    select l.lesson_id, p.value::integer, l.course_id from jsonb_array_elements_text(given -> 'pupil_ids') as p
    on conflict do nothing;
    return jsonb_build_object('version', seen + 1, 'receipt', sec.last_event_id());
end
$$;

create or replace function sec.void_attachment(l journal.lessons, operation jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update journal.attachments as x set voided_at = clock_timestamp()
    where x.attachment_id = (operation ->> 'entry_id')::integer and x.lesson_id = l.lesson_id;
    if not found then
        perform sec.refuse('EJ002', 'not an entry of that lesson', jsonb_build_object('reason', 'not-holder'));
    end if;
    return jsonb_build_object('version', 1, 'entry_id', (operation ->> 'entry_id')::integer, 'receipt', sec.last_event_id());
end
$$;

create or replace function sec.save_lesson_entry(account_id integer, operation jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    asked_operation_id uuid := sec.begin_operation(operation);
    l journal.lessons;
    written jsonb;
begin
    select * into l from journal.lessons as x where x.lesson_id = (operation ->> 'lesson_id')::integer;
    if not found then
        perform sec.refuse('EJ002', 'not your lesson', jsonb_build_object('reason', 'not-holder'));
    end if;
    case operation ->> 'field'
        when 'individual_homework' then written := sec.save_individual_homework(l, operation);
        when 'note' then written := sec.save_note(l, operation);
        when 'briefing' then written := sec.save_briefing(l, operation);
        when 'attachment' then written := sec.void_attachment(l, operation);
        else raise exception 'not an entry of a lesson card' using errcode = '22023';
    end case;
    return sec.keep_outcome(account_id, operation, jsonb_build_object(
        'operation_id', asked_operation_id, 'result', 'saved', 'course_id', l.course_id
    ) || written);
end
$$;

create or replace function api.save_lesson_entries(format integer, operations jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set plan_cache_mode = force_generic_plan
as $$
declare
    me sec.identity := sec.demand(array['teacher', 'psychologist']);
    outcomes jsonb := sec.outcomes_of(me, 'entry', format, operations);
begin
    perform sec.hint_courses_of(outcomes);
    return outcomes;
end
$$;

reset role;
grant execute on function api.save_lesson_entries(integer, jsonb) to ${teacher}, ${psychologist};
