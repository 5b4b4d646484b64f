-- Who gives new access in this school: said by slips and, once somebody of the computer has signed in, by its login window (ACC-4, ux 2).
set role ${guard};

create or replace function sec.set_access_keeper(keeper_name text, room text, phone text, hours text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_plain_text(keeper_name, 100);
    perform sec.demand_plain_text(room, 20);
    perform sec.demand_plain_text(phone, 40);
    perform sec.demand_plain_text(hours, 60);
    update journal.schools as s
    set access_name = trim(keeper_name), access_room = trim(room), access_phone = trim(phone), access_hours = trim(hours)
    where (s.access_name, s.access_room, s.access_phone, s.access_hours)
        is distinct from (trim(keeper_name), trim(room), trim(phone), trim(hours));
end
$$;

reset role;
grant execute on function sec.set_access_keeper(text, text, text, text) to ${api};

set role ${api};

create or replace function api.access_keeper()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_account();
    return (
        select jsonb_build_object('name', s.access_name, 'room', s.access_room, 'phone', s.access_phone, 'hours', s.access_hours)
        from journal.schools as s
    );
end
$$;

create or replace function api.set_access_keeper(name text, room text, phone text, hours text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['administrator']);
    perform sec.set_access_keeper(
        coalesce(set_access_keeper.name, ''), coalesce(set_access_keeper.room, ''), coalesce(set_access_keeper.phone, ''),
        coalesce(set_access_keeper.hours, '')
    );
end
$$;

reset role;
grant execute on function api.access_keeper() to ${person};
grant execute on function api.set_access_keeper(text, text, text, text) to ${administrator};
