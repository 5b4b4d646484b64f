-- Which of one's own acknowledged operations this server never applied: none, unless it was restored from a backup that is older than
-- them (security.md 4). The outbox sends those again. A stranger's id is simply unknown: it tells nothing of her.
set role ${api};

create or replace function api.unknown_operations(operation_ids uuid [])
returns uuid []
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['teacher', 'class_teacher', 'psychologist']);
    return array(
        select asked.operation_id
        from unnest(operation_ids) with ordinality as asked (operation_id, place)
        where not exists (select from private.applied_operations as a where a.operation_id = asked.operation_id)
        order by asked.place
    );
end
$$;

reset role;
grant execute on function api.unknown_operations(uuid []) to ${teacher}, ${class_teacher}, ${psychologist};
