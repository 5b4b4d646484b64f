-- The import under way, if any: policies and the audit ask it, and a client cannot pretend it, because an
-- unfinished row of journal.import_batches comes from api.apply_import only and dies with its transaction.

set role ${guard};

create or replace function sec.import_batch()
returns uuid
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    claimed text := current_setting('ejournal.import_batch', true);
    found uuid;
begin
    if claimed is null or claimed = '' then
        return null;
    end if;
    select b.batch_id into found
    from journal.import_batches as b
    where b.batch_id::text = claimed
        and b.imported_by = session_user
        and b.counts = '{}';  -- filled in when the import ends; an unfinished row is visible to its own transaction only
    return found;
end
$$;
comment on function sec.import_batch() is 'batch id of the import that this transaction applies, null outside of api.apply_import';
reset role;
grant execute on function sec.import_batch() to ${api};
