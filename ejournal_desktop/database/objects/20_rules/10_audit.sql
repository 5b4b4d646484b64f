-- The record (Порядок, 3.7): every change of every table of facts leaves a row with the ground that let it pass. Insert-only.
set role ${guard};

-- The ground of a write that no journal rule judged: an import, the owner at work, or the roles of the account as they stand.
create or replace function sec.common_ground()
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    batch uuid := sec.import_batch();
    me sec.identity;
begin
    if batch is not null then
        return 'import:' || batch;
    end if;
    me := sec.me();
    return case
        when me.is_owner then 'owner'
        when me.account_id is not null then 'role:' || array_to_string(me.roles, ',')
        when sec.code_at_work() is not null then 'code:' || sec.code_at_work()
    end;
end
$$;

-- The columns of a key out of a row: a loop of expressions is quicker than a query for two or three of them.
create or replace function sec.key_of(whole jsonb, keys text [])
returns jsonb
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
    row_key jsonb := '{}';
    name text;
begin
    foreach name in array keys loop
        row_key := row_key || jsonb_build_object(name, whole -> name);
    end loop;
    return row_key;
end
$$;

-- Arguments: columns of the key, then '--', then any of: ground (the row carries it), operation (a window names the operation),
-- closed (only a salted hash of the content is kept).
create or replace function sec.record_change()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set bytea_output = 'hex'
as $$
declare
    split integer := array_position(tg_argv::text [], '--');
    keys text [] := (tg_argv::text []) [:split - 1];
    options text [] := (tg_argv::text []) [split + 1:];
    unsaid text [] := keys || array['ground', 'sort_key', 'verifier_hash'];
    who name := session_user;
    old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
    new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
    whole jsonb := coalesce(new_row, old_row);
    ground text := case when 'ground' = any (options) then whole ->> 'ground' else sec.common_ground() end;
    operation uuid := case when 'operation' = any (options) then nullif(current_setting('ejournal.operation_id', true), '')::uuid end;
begin
    if tg_op = 'UPDATE' and not 'closed' = any (options) then  -- only what changed: the log still folds into the present content
        insert into audit.events (account_id, ground, table_name, operation, row_key, new_row, old_row, operation_id)
        select
            (select a.account_id from private.accounts as a where a.role_name = who), ground,
            tg_table_schema || '.' || tg_table_name, 'update', sec.key_of(whole, keys),
            jsonb_object_agg(n.key, n.value), jsonb_object_agg(n.key, old_row -> n.key), operation
        from jsonb_each(new_row) as n
        where n.value is distinct from old_row -> n.key and n.key <> all (unsaid);
        return null;
    end if;
    if 'closed' = any (options) then
        old_row := sec.commitment(old_row);
        new_row := sec.commitment(new_row);
    else
        old_row := old_row - unsaid;
        new_row := new_row - unsaid;
    end if;
    insert into audit.events (account_id, ground, table_name, operation, row_key, old_row, new_row, operation_id)
    values (
        (select a.account_id from private.accounts as a where a.role_name = who), ground,
        tg_table_schema || '.' || tg_table_name, lower(tg_op), sec.key_of(whole, keys), old_row, new_row, operation
    );
    return null;
end
$$;

-- The same for the rows of one insert at once, where an import makes thousands: they are in the transition table «fresh».
create or replace function sec.record_inserts()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set bytea_output = 'hex'
as $$
declare
    split integer := array_position(tg_argv::text [], '--');
    keys text [] := (tg_argv::text []) [:split - 1];
    options text [] := (tg_argv::text []) [split + 1:];
    has_ground boolean := 'ground' = any (options);
    common_ground text := case when not has_ground then sec.common_ground() end;
    operation uuid := case when 'operation' = any (options) then nullif(current_setting('ejournal.operation_id', true), '')::uuid end;
    writer integer;
begin
    select a.account_id into writer from private.accounts as a where a.role_name = session_user;
    insert into audit.events (account_id, ground, table_name, operation, row_key, new_row, operation_id)
    select
        writer, case when has_ground then f.content ->> 'ground' else common_ground end,
        tg_table_schema || '.' || tg_table_name, 'insert', (select jsonb_object_agg(k, f.content -> k) from unnest(keys) as k),
        f.content - keys - array['ground', 'sort_key', 'verifier_hash'], operation
    from (select to_jsonb(n) as content from fresh as n) as f;
    return null;
end
$$;

create or replace function sec.commitment(content jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set bytea_output = 'hex'
as $$
begin
    if content is null then
        return null;
    end if;
    return (
        select jsonb_build_object('sha256', encode(sha256(s.salt || convert_to(content::text, 'UTF8')), 'hex'))
        from private.audit_salt as s
    );
end
$$;

-- Reads, printouts and sign-ins, as windows report them; returns the event.
create or replace function sec.note_event(operation text, table_name text, row_key jsonb, ground text, content jsonb default null)
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    noted bigint;
begin
    -- who reads in a transaction and takes it back leaves no row of the record: the server's own log keeps the line
    raise log 'ejournal: % % % by account %', operation, table_name, row_key - 'pupil', sec.account_id();
    insert into audit.events (account_id, ground, table_name, operation, row_key, new_row)
    values (sec.account_id(), ground, table_name, operation, row_key, content)
    returning event_id into noted;
    return noted;
end
$$;

-- The receipt of the write just made by this session.
create or replace function sec.last_event_id()
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return currval('audit.event_ids');
end
$$;

create or replace function sec.refuse_rewriting()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform sec.refuse('EJ020', 'the record is only added to', jsonb_build_object('table', tg_table_name, 'reason', 'audit'));
    return null;
end
$$;

-- Nothing that happened is deleted: cleared, closed by date or voided.
create or replace function sec.refuse_deletion()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform sec.refuse('EJ020', 'nothing that happened is deleted', jsonb_build_object('table', tg_table_name, 'reason', 'delete'));
    return null;
end
$$;

reset role;
grant execute on function sec.note_event(text, text, jsonb, text, jsonb), sec.last_event_id(), sec.common_ground()
to ${api}, ${owner};
grant execute on function sec.last_event_id() to ${writer};
grant execute on function sec.record_change(), sec.record_inserts(), sec.refuse_rewriting(), sec.refuse_deletion() to ${owner};
grant usage on sequence audit.event_ids to ${guard};
grant select on sequence audit.event_ids to ${guard};
