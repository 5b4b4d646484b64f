-- The school's directory of work kinds.
set role ${api};

create or replace function api.work_kinds()
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(sec.staff_roles());
begin
    return (
        select coalesce(json_agg(json_build_object(
            'work_kind_id', k.work_kind_id, 'name', k.name, 'short_name', k.short_name, 'weight', k.weight::text,
            'two_marks', k.two_marks, 'is_control', k.is_control
        ) order by k.work_kind_id), '[]')
        from journal.work_kinds as k
    );
end
$$;

reset role;
grant execute on function api.work_kinds() to ${teacher}, ${psychologist}, ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
