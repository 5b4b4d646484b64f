-- The register of orders and the delegations that stand on them (SET-13; rulings 18).
set role ${guard};

create or replace function sec.used_order_ids()
returns integer []
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    question text;
    used integer [];
begin
    select string_agg(format('select %I as order_id from %s', a.attname, c.conrelid::regclass), ' union ') into question
    from pg_constraint as c join pg_attribute as a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'journal.orders'::regclass;
    execute format('select array_agg(x.order_id) from (%s) as x where x.order_id is not null', question) into used;
    return coalesce(used, '{}');
end
$$;

create or replace function sec.change_order(asked_order_id integer, order_number text, issued_on date, title text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if exists (
        select from journal.orders as o
        where o.number = trim(order_number) and o.issued_on = change_order.issued_on and o.order_id <> asked_order_id
    ) then
        perform sec.refuse('EJ020', 'there is such an order', jsonb_build_object('reason', 'order-taken', 'number', trim(order_number), 'issued_on', issued_on));
    end if;
    update journal.orders as o
    set number = coalesce(trim(order_number), ''), issued_on = coalesce(change_order.issued_on, o.issued_on), title = coalesce(trim(change_order.title), '')
    where o.order_id = asked_order_id;
end
$$;

create or replace function sec.end_delegation(asked_delegation_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    -- today was its last day; one that has not begun had one day, its first
    update journal.delegations as d
    set during = d.during * daterange(null, greatest(sec.today(), lower(d.during)) + 1)
    where d.delegation_id = asked_delegation_id;
end
$$;

reset role;
grant execute on function sec.used_order_ids(), sec.change_order(integer, text, date, text), sec.end_delegation(integer) to ${api};

set role ${api};

create or replace function api.orders()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    used integer [];
begin
    perform sec.demand(array['deputy', 'administrator', 'director', 'secretary']);
    used := sec.used_order_ids();
    return coalesce((
        select jsonb_agg(jsonb_build_object(
            'order_id', o.order_id, 'kind', o.kind, 'number', o.number, 'issued_on', o.issued_on, 'title', o.title,
            'entered_at', sec.local_iso(o.entered_at), 'is_used', o.order_id = any (used)
        ) order by o.issued_on desc, o.order_id desc)
        from (select x.* from journal.orders as x order by x.issued_on desc, x.order_id desc limit 1000) as o
    ), '[]');
end
$$;

create or replace function api.enter_order(kind text, order_number text, issued_on date, title text)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['deputy', 'administrator', 'director', 'secretary']);
    if coalesce(enter_order.kind, '') not in ('movement', 'appointment', 'other') then
        perform sec.refuse('EJ020', 'approved by an order', jsonb_build_object('reason', 'order-by-approval'));
    end if;
    return sec.add_order(order_number, enter_order.issued_on, enter_order.kind, coalesce(enter_order.title, ''));
end
$$;

create or replace function api.change_order(order_id integer, order_number text, issued_on date, title text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['deputy', 'administrator', 'director', 'secretary']);
    perform sec.change_order(change_order.order_id, order_number, change_order.issued_on, change_order.title);
end
$$;

-- The director's own: at once, under an order of hers. An absent director's is proposed and confirmed (propose «delegation»).
create or replace function api.delegate(person_id integer, acts_as text, starts_on date, ends_on date, order_number text, issued_on date)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    content jsonb;
begin
    perform sec.demand(array['director']);
    content := sec.approval_content('delegation', jsonb_build_object(
        'person_id', delegate.person_id, 'acts_as', delegate.acts_as, 'starts_on', delegate.starts_on, 'ends_on', delegate.ends_on
    ));
    return sec.delegate(
        delegate.person_id, delegate.acts_as, daterange(delegate.starts_on, delegate.ends_on, '[]'),
        sec.add_order(order_number, delegate.issued_on, 'appointment', content ->> 'title')
    );
end
$$;

create or replace function api.end_delegation(delegation_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['director']);
    perform sec.end_delegation(end_delegation.delegation_id);
end
$$;

create or replace function api.delegations()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['director', 'deputy', 'administrator']);
    return coalesce((
        select jsonb_agg(jsonb_build_object(
            'delegation_id', d.delegation_id, 'person_id', d.person_id, 'person', sec.author(d.person_id), 'acts_as', d.acts_as,
            'starts_on', lower(d.during), 'ends_on', upper(d.during) - 1, 'order', sec.order_text(d.order_id)
        ) order by lower(d.during) desc, d.delegation_id desc)
        from journal.delegations as d
    ), '[]');
end
$$;

reset role;
grant execute on function api.orders(), api.enter_order(text, text, date, text), api.change_order(integer, text, date, text)
to ${deputy}, ${administrator}, ${director}, ${secretary};
grant execute on function api.delegate(integer, text, date, date, text, date) to ${director};
grant execute on function api.delegations() to ${deputy}, ${administrator}, ${director};
grant execute on function api.end_delegation(integer) to ${director};
