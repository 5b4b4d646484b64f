-- The envelope of every saving window: an operation is applied once, by itself, and its outcome is kept (security: op uuid, seen version).
set role ${api};

-- From here on the record names the operation; a rollback of its savepoint takes the name back.
create or replace function sec.begin_operation(operation jsonb)
returns uuid
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    return set_config('ejournal.operation_id', (operation ->> 'operation_id')::uuid::text, true)::uuid;
end
$$;

-- The outcome is kept in the savepoint of what was written. Where the id is taken, by oneself, by a twin that was quicker or by a
-- stranger, EJ031 takes everything back: an operation is applied once. Waits for a twin under way.
create or replace function sec.keep_outcome(account_id integer, operation jsonb, kept jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into private.applied_operations (operation_id, account_id, payload_sha256, outcome)
    values ((operation ->> 'operation_id')::uuid, account_id, sha256(convert_to(operation::text, 'UTF8')), kept)
    on conflict do nothing;
    if not found then
        perform sec.refuse('EJ031', 'the operation id is taken', '{}');
    end if;
    perform set_config('ejournal.operation_id', '', true);
    return kept;
end
$$;

-- Whether the id of an operation that did not pass was used before: the outcome of the first time when it is a repeat, EJ031 when it
-- had another content or is a stranger's, which row security hides; null when it is new, and then it stays new.
create or replace function sec.outcome_of_repeat(account_id integer, operation jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    asked_operation_id uuid := (operation ->> 'operation_id')::uuid;
    first_time record;
begin
    begin
        select a.payload_sha256, a.outcome into first_time from private.applied_operations as a where a.operation_id = asked_operation_id;
        if first_time.payload_sha256 = sha256(convert_to(operation::text, 'UTF8')) then
            return first_time.outcome;
        end if;
        perform sec.keep_outcome(account_id, operation, '{}');
        raise exception using errcode = 'EJ030';  -- it was new: take the look back
    exception
        when sqlstate 'EJ030' or insufficient_privilege then return null;
        when sqlstate 'EJ031' then null;
    end;
    return jsonb_build_object('operation_id', asked_operation_id, 'result', 'repeated-with-other-content', 'code', 'EJ031');
end
$$;

-- A stale save: writes nothing and tells what stands there; the savepoint of the operation takes its claim back.
create or replace function sec.refuse_stale(version integer, value jsonb, author_id integer, at timestamptz, work_id integer default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform sec.refuse('EJ030', 'changed by another', jsonb_build_object(
        'version', version, 'value', value, 'author', sec.author(author_id), 'at', at, 'work_id', work_id
    ));
end
$$;

-- What a caught refusal becomes: of a repeat the outcome of the first time; anything that is not a refusal is a bug or the server's trouble and flies on.
create or replace function sec.outcome_of_refusal(account_id integer, operation jsonb, refusal_code text, detail text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    asked_operation_id uuid := (operation ->> 'operation_id')::uuid;
    first_time jsonb := sec.outcome_of_repeat(account_id, operation);
begin
    if first_time is not null then
        return first_time;
    elsif refusal_code = 'EJ030' then
        return jsonb_build_object('operation_id', asked_operation_id, 'result', 'conflict', 'code', refusal_code) || detail::jsonb;
    elsif refusal_code = '42501' then  -- row security stood in for a judge
        return jsonb_build_object(
            'operation_id', asked_operation_id, 'result', 'refused', 'code', 'EJ002', 'detail', jsonb_build_object('reason', 'not-holder')
        );
    end if;
    return jsonb_build_object(
        'operation_id', asked_operation_id, 'result', 'refused', 'code', refusal_code, 'detail', coalesce(nullif(detail, ''), '{}')::jsonb
    );
end
$$;

create or replace function sec.demand_operations(format integer, operations jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform sec.demand_read_committed();
    if format is distinct from 1 then
        perform sec.refuse('EJ003', 'an unknown format of operations', jsonb_build_object('format', format));
    end if;
    if jsonb_typeof(operations) is distinct from 'array' or jsonb_array_length(operations) > 500
        or pg_column_size(operations) > 8 * 1024 * 1024
    then
        raise exception 'an array of at most 500 operations and 8 MB is expected' using errcode = '22023';
    end if;
end
$$;

-- One operation of a saving window in its own savepoint: what was written, or the outcome of a refusal. Values of another type than the
-- columns' are refused as values; anything else is a bug or the server's trouble and flies on.
create or replace function sec.outcome_of(me sec.identity, kind text, operation jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    refusal_detail text;
begin
    return case kind
        when 'cell' then sec.save_cell(me, operation)
        when 'lesson' then sec.save_lesson_field(me.account_id, operation)
        when 'entry' then sec.save_lesson_entry(me.account_id, operation)
        when 'final' then sec.save_final(me, operation)
    end;
exception
    when check_violation or foreign_key_violation or not_null_violation or invalid_text_representation or numeric_value_out_of_range
        or datetime_field_overflow or invalid_datetime_format
    then
        return sec.outcome_of_refusal(me.account_id, operation, 'EJ014', jsonb_build_object('field', operation ->> 'field')::text);
    when insufficient_privilege or sqlstate 'EJ002' or sqlstate 'EJ010' or sqlstate 'EJ011' or sqlstate 'EJ012' or sqlstate 'EJ013'
        or sqlstate 'EJ014' or sqlstate 'EJ015' or sqlstate 'EJ016' or sqlstate 'EJ017' or sqlstate 'EJ018' or sqlstate 'EJ020'
        or sqlstate 'EJ030' or sqlstate 'EJ031'
    then
        get stacked diagnostics refusal_detail = pg_exception_detail;
        return sec.outcome_of_refusal(me.account_id, operation, sqlstate, refusal_detail);
end
$$;

-- Each operation is judged by itself, in order; one refusal never loses its neighbours.
create or replace function sec.outcomes_of(me sec.identity, kind text, format integer, operations jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    outcomes jsonb := '[]';
begin
    perform sec.demand_operations(format, operations);
    for place in 0..jsonb_array_length(operations) - 1 loop
        if operations -> place ->> 'operation_id' is null then
            raise exception 'an operation has an id' using errcode = '22023';
        end if;
        outcomes := outcomes || sec.outcome_of(me, kind, operations -> place);
    end loop;
    return outcomes;
end
$$;

-- A hint for the open pages of a course, delivered after the commit.
create or replace function sec.hint_course(changed_course_id integer)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_notify('journal', changed_course_id::text);
end
$$;

create or replace function sec.hint_courses_of(outcomes jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform sec.hint_course(c.course_id) from (
        select distinct (o.value ->> 'course_id')::integer as course_id from jsonb_array_elements(outcomes) as o
        where o.value ->> 'receipt' is not null
    ) as c;
end
$$;

reset role;
grant execute on function sec.demand_read_committed() to ${api};
