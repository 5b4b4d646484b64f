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

reset role;
grant execute on function sec.demand_read_committed() to ${api};
