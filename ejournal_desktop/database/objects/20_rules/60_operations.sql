-- The envelope of every saving window: an operation is applied once, by itself, and its outcome is kept (security: op uuid, seen version).
set role ${api};

-- Claim an operation id; the outcome of the first time when it is a repeat, null when it is new. Waits for a twin under way.
create or replace function sec.claim_operation(asked_operation_id uuid, payload jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    payload_hash bytea := sha256(convert_to(payload::text, 'UTF8'));
    first_time record;
begin
    insert into private.applied_operations (operation_id, account_id, payload_sha256, outcome)
    values (asked_operation_id, sec.account_id(), payload_hash, '{}')
    on conflict do nothing;
    if found then
        perform set_config('ejournal.operation_id', asked_operation_id::text, true);
        return null;
    end if;
    select a.payload_sha256, a.outcome into first_time from private.applied_operations as a where a.operation_id = asked_operation_id;
    if first_time.payload_sha256 = payload_hash then
        return first_time.outcome;
    end if;
    -- another content, or a stranger's operation, which row security hides
    return jsonb_build_object('operation_id', asked_operation_id, 'result', 'repeated-with-other-content', 'code', 'EJ031');
end
$$;

create or replace function sec.keep_outcome(asked_operation_id uuid, kept jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update private.applied_operations as a set outcome = kept where a.operation_id = asked_operation_id;
    perform set_config('ejournal.operation_id', '', true);
    return kept;
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

-- What a caught refusal becomes; anything that is not a refusal is a bug or the server's trouble and flies on.
create or replace function sec.outcome_of_refusal(asked_operation_id uuid, refusal_code text, detail text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if refusal_code = 'EJ030' then
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
    if jsonb_typeof(operations) is distinct from 'array' or jsonb_array_length(operations) > 500 then
        raise exception 'an array of at most 500 operations is expected' using errcode = '22023';
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
