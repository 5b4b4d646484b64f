-- The last day of one of the staff, by an order (item «дата увольнения» of «Люди и доступ»); null takes it back.
set role ${api};

create or replace function api.set_departure(person_id integer, last_day date, order_number text, order_date date)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['administrator', 'director']);
    perform sec.set_departure(set_departure.person_id, set_departure.last_day, set_departure.order_number, set_departure.order_date);
end
$$;

reset role;
grant execute on function api.set_departure(integer, date, text, date) to ${administrator}, ${director};
