-- «Сроки редактирования отметок» (Порядок, 3.6): what is in force, and the next one, from tomorrow at the earliest and under an order.
set role ${api};

-- The order of a norm: the one of that number and date, or a new entry.
create or replace function sec.norm_order(asked_number text, asked_date date, asked_title text)
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    found_order_id integer;
begin
    if coalesce(btrim(asked_number), '') = '' or asked_date is null then
        perform sec.refuse('EJ020', 'a norm is set under an order', jsonb_build_object('reason', 'norm-no-order'));
    end if;
    perform sec.demand_plain_text(asked_number, 40);
    select o.order_id into found_order_id from journal.orders as o where o.number = btrim(asked_number) and o.issued_on = asked_date;
    if not found then
        insert into journal.orders (number, issued_on, kind, title) values (btrim(asked_number), asked_date, 'other', asked_title)
        returning order_id into found_order_id;
    end if;
    return found_order_id;
end
$$;

create or replace function api.set_edit_window(kind text, valid_from date, order_number text, order_date date)
returns smallint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['administrator']);
    under_order integer := sec.norm_order(set_edit_window.order_number, set_edit_window.order_date, 'О сроке редактирования отметок');
    made smallint;
begin
    insert into journal.edit_windows as w (valid_from, kind, source, order_id)
    values (
        coalesce(set_edit_window.valid_from, me.today + 1), set_edit_window.kind, 'приказ ' || sec.order_text(under_order), under_order
    )
    on conflict on constraint edit_windows_valid_from_key do update
    set kind = excluded.kind, source = excluded.source, order_id = excluded.order_id
    returning w.edit_window_id into made;
    return made;
end
$$;

create or replace function api.edit_windows()
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
        select json_build_object('today', me.today, 'windows', coalesce(json_agg(json_build_object(
            'edit_window_id', w.edit_window_id, 'valid_from', w.valid_from, 'kind', w.kind, 'source', w.source,
            'order', sec.order_text(w.order_id)
        ) order by w.valid_from desc), '[]'))
        from journal.edit_windows as w
    );
end
$$;

reset role;
grant execute on function api.set_edit_window(text, date, text, date) to ${administrator};
grant execute on function api.edit_windows()
to ${teacher}, ${psychologist}, ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
