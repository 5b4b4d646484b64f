-- Period, year, exam and final marks, with the contract of save_cells: each operation by itself, the seen version, a receipt. The server names the
-- order; the client never does.
set role ${api};

create or replace function sec.save_period_mark(
    me sec.identity, asked_course_id integer, asked_period_id smallint, asked_pupil_id integer, seen integer, entered text, why text
)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    f journal.final_marks;
begin
    if seen > 0 then
        update journal.final_marks as x
        set value = entered, reason = why, order_id = sec.order_of_final(asked_course_id, asked_period_id, asked_pupil_id, me.person_id)
        where x.course_id = asked_course_id and x.period_id = asked_period_id and x.pupil_id = asked_pupil_id and x.version = seen
            and (x.value, x.reason) is distinct from (entered, why);
    elsif seen = 0 and entered is not null then
        insert into journal.final_marks (course_id, period_id, pupil_id, value, reason, order_id, entered_by)
        select c.course_id, asked_period_id, asked_pupil_id, entered, why,
            sec.order_of_final(asked_course_id, asked_period_id, asked_pupil_id, me.person_id), me.person_id
        from journal.courses as c
        where c.course_id = asked_course_id and not exists (
            select from journal.final_marks as x
            where x.course_id = asked_course_id and x.period_id = asked_period_id and x.pupil_id = asked_pupil_id
        )
        on conflict do nothing;
    end if;
    if found then
        return jsonb_build_object('version', seen + 1, 'receipt', sec.last_event_id());
    end if;
    select * into f from journal.final_marks as x
    where x.course_id = asked_course_id and x.period_id = asked_period_id and x.pupil_id = asked_pupil_id;
    return sec.explain_unsaved_final(seen, entered, f.version, f.value, f.entered_by, f.entered_at);
end
$$;

create or replace function sec.save_year_mark(
    me sec.identity, asked_course_id integer, asked_kind text, asked_pupil_id integer, seen integer, entered text, why text
)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    y journal.year_marks;
begin
    if seen > 0 then
        update journal.year_marks as x
        set value = entered, reason = why, order_id = sec.results_order(asked_course_id, asked_kind, asked_pupil_id)
        where x.course_id = asked_course_id and x.kind = asked_kind and x.pupil_id = asked_pupil_id and x.version = seen
            and (x.value, x.reason) is distinct from (entered, why);
    elsif seen = 0 and entered is not null then
        insert into journal.year_marks (course_id, pupil_id, kind, value, reason, order_id, entered_by)
        select c.course_id, asked_pupil_id, asked_kind, entered, why, sec.results_order(asked_course_id, asked_kind, asked_pupil_id), me.person_id
        from journal.courses as c
        where c.course_id = asked_course_id and not exists (
            select from journal.year_marks as x where x.course_id = asked_course_id and x.kind = asked_kind and x.pupil_id = asked_pupil_id
        )
        on conflict do nothing;
    end if;
    if found then
        return jsonb_build_object('version', seen + 1, 'receipt', sec.last_event_id());
    end if;
    select * into y from journal.year_marks as x where x.course_id = asked_course_id and x.kind = asked_kind and x.pupil_id = asked_pupil_id;
    return sec.explain_unsaved_final(seen, entered, y.version, y.value, y.entered_by, y.entered_at);
end
$$;

create or replace function sec.explain_unsaved_final(seen integer, entered text, version integer, stands text, author_id integer, at timestamptz)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if coalesce(version, 0) <> seen then
        perform sec.refuse_stale(version, to_jsonb(stands), author_id, at);
    elsif stands is distinct from entered then
        perform sec.refuse('EJ002', 'not yours to write', jsonb_build_object('reason', 'not-holder'));
    end if;
    return jsonb_build_object('version', seen);
end
$$;

-- One operation inside its savepoint.
create or replace function sec.save_final(me sec.identity, operation jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    asked_operation_id uuid := sec.begin_operation(operation);
    field text := operation ->> 'field';
    asked_course_id integer := (operation ->> 'course_id')::integer;
    asked_pupil_id integer := (operation ->> 'pupil_id')::integer;
    seen integer := coalesce((operation ->> 'seen')::integer, 0);
    entered text := nullif(operation ->> 'value', '');
    why text := btrim(coalesce(operation ->> 'reason', ''));
    written jsonb;
begin
    if not exists (select from journal.courses as c where c.course_id = asked_course_id) then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
    end if;
    case
        when field = 'period' then
            written := sec.save_period_mark(me, asked_course_id, (operation ->> 'period_id')::smallint, asked_pupil_id, seen, entered, why);
        when field in ('year', 'exam', 'final') then
            written := sec.save_year_mark(me, asked_course_id, field, asked_pupil_id, seen, entered, why);
        else
            raise exception 'a field is period, year, exam or final' using errcode = '22023';
    end case;
    return sec.keep_outcome(me.account_id, operation, jsonb_build_object(
        'operation_id', asked_operation_id, 'result', 'saved', 'value', entered, 'course_id', asked_course_id
    ) || written);
end
$$;

create or replace function api.save_finals(format integer, operations jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return sec.outcomes_of(sec.demand(array['teacher']), 'final', format, operations);
end
$$;

reset role;
grant execute on function api.save_finals(integer, jsonb) to ${teacher};
