-- The one door of every import: who may, which kind, the batch with its counts. Nothing is half-written: one transaction.

set role ${api};

create or replace function api.apply_import(kind text, batch_id uuid, file_name text, file_sha256 bytea, plan jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_variable
declare
    known journal.import_batches;
    outcome jsonb;
begin
    perform sec.demand(array['administrator']);
    select b.* into known from journal.import_batches as b where b.batch_id = apply_import.batch_id;
    if found then  -- a repeat after a lost connection: told the first outcome
        if known.file_sha256 <> apply_import.file_sha256 or known.kind <> apply_import.kind then
            perform sec.refuse('EJ031', 'the batch has another content', jsonb_build_object('batch_id', batch_id));
        end if;
        return known.counts;
    end if;
    insert into journal.import_batches (batch_id, kind, file_name, file_sha256) values (batch_id, kind, file_name, file_sha256);
    perform set_config('ejournal.import_batch', batch_id::text, true);
    perform set_config('ejournal.operation_id', '', true);  -- what the session claims is no operation of an import
    outcome := case kind
        when 'school' then sec.import_school(plan)
        when 'calendar' then sec.import_calendar(batch_id, plan)
        when 'bells' then sec.import_bells(batch_id, plan)
        when 'staff' then sec.import_staff(batch_id, plan)
        when 'pupils' then sec.import_pupils(batch_id, plan)
        when 'curriculum' then sec.import_curriculum(batch_id, plan)
        when 'load' then sec.import_load(batch_id, plan)
        when 'groups' then sec.import_groups(batch_id, plan)
        when 'timetable' then sec.import_timetable(batch_id, plan)
        when 'lessons' then sec.import_lessons(plan)
    end;
    if outcome is null then
        perform sec.refuse_import('kind', array[kind]);
    end if;
    update journal.import_batches as b set counts = outcome where b.batch_id = apply_import.batch_id;
    perform set_config('ejournal.import_batch', '', true);
    return outcome;
end
$$;

reset role;
grant execute on function api.apply_import(text, uuid, text, bytea, jsonb) to ${administrator};
