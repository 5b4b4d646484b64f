-- Who leaves the staff, by an order and with a last day; her account shuts by that date itself (22_belonging.sql).
set role ${guard};

-- One person enters it, of another. Who watches the journal leaves no sooner than today is over, and comes back to her running roles
-- by no single hand (rulings 21): they end by two people first.
create or replace function sec.judge_departure()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['administrator', 'director']);
    today date := sec.today();
    watches boolean;
begin
    if me.is_owner then
        return new;
    end if;
    perform sec.demand_other(me, new.person_id);
    watches := sec.roles_of_account((
        select a.account_id from private.accounts as a where a.person_id = new.person_id and a.state <> 'closed'
    ), today) && sec.roles_of_two();
    if lower(new.employed) is distinct from lower(old.employed) or isempty(new.employed) then
        perform sec.refuse('EJ020', 'nobody leaves before she came', jsonb_build_object('reason', 'departure-days'));
    elsif upper(new.employed) is not null and new.departure_order_id is null then
        perform sec.refuse('EJ020', 'who leaves, leaves by an order', jsonb_build_object('reason', 'departure-no-order'));
    elsif watches and upper(new.employed) <= today then
        perform sec.refuse('EJ020', 'who watches leaves when the day is over', jsonb_build_object('reason', 'departure-at-once'));
    elsif watches and upper(old.employed) <= today then
        perform sec.refuse('EJ051', 'two people give a role', jsonb_build_object(
            'reason', 'second-person', 'roles', sec.roles_of_account((
                select a.account_id from private.accounts as a where a.person_id = new.person_id and a.state <> 'closed'
            ), today)
        ));
    end if;
    if upper(new.employed) is null then
        new.departure_order_id := null;
    end if;
    return new;
end
$$;

create or replace function sec.tell_of_departure()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.tell_of_access('departed', new.person_id, null);
    return null;
end
$$;

-- Null takes a departure back. An order of the register is used, another is entered.
create or replace function sec.set_departure(asked_person_id integer, last_day date, order_number text, order_date date)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    known journal.staff;
    under_order integer;
begin
    select s.* into known from journal.staff as s where s.person_id = asked_person_id for update;
    if not found then
        perform sec.refuse_proposal('not-staff', '{}');
    elsif last_day < lower(known.employed) then
        perform sec.refuse('EJ020', 'nobody leaves before she came', jsonb_build_object('reason', 'departure-days'));
    end if;
    if last_day is not null and trim(coalesce(order_number, '')) <> '' then
        select o.order_id into under_order from journal.orders as o
        where o.number = trim(order_number) and o.issued_on = order_date and o.kind in ('appointment', 'movement', 'other');
        under_order := coalesce(under_order, sec.add_order(order_number, order_date, 'appointment', 'Увольнение: ' || sec.author(asked_person_id)));
    end if;
    update journal.staff as s set employed = daterange(lower(s.employed), last_day, '[]'), departure_order_id = under_order
    where s.person_id = asked_person_id;
end
$$;

reset role;
grant execute on function sec.judge_departure(), sec.tell_of_departure() to ${owner};
grant execute on function sec.set_departure(integer, date, text, date) to ${api};

set role ${owner};
create or replace trigger judge_departure before update on journal.staff
for each row when ((new.employed, new.departure_order_id) is distinct from (old.employed, old.departure_order_id))
execute function sec.judge_departure();
create or replace trigger tell_of_departure after update on journal.staff
for each row when (new.employed is distinct from old.employed and not upper_inf(new.employed)) execute function sec.tell_of_departure();
reset role;
