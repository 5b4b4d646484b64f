-- The register of orders: what an order was used for makes it immutable; orders for finals, unlocks and the load are born of an approval only.
set role ${guard};

-- Does anything refer to the order?
create or replace function sec.order_is_used(asked_order_id integer)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    place record;
    is_used boolean;
begin
    for place in
        select c.conrelid::regclass::text as referring, a.attname as named
        from pg_constraint as c join pg_attribute as a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.contype = 'f' and c.confrelid = 'journal.orders'::regclass
    loop
        execute format('select exists (select from %s where %I = $1)', place.referring, place.named) into is_used using asked_order_id;
        if is_used then
            return true;
        end if;
    end loop;
    return false;
end
$$;

create or replace function sec.judge_order()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['director', 'deputy', 'administrator', 'secretary']);
begin
    if tg_op <> 'INSERT' and sec.order_is_used(old.order_id) then
        perform sec.refuse('EJ020', 'the order is in use', jsonb_build_object('reason', 'order-used', 'order', sec.order_text(old.order_id)));
    elsif tg_op = 'DELETE' then
        return old;
    elsif tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['number', 'issued_on', 'title']);
    end if;
    if me.is_owner then
        return new;
    end if;
    if new.kind in ('finals', 'unlock', 'load') then
        perform sec.actor(array['director']);
    elsif new.kind = 'appointment' then
        perform sec.actor(array['director', 'deputy', 'administrator']);
    end if;
    if new.issued_on > me.today then
        perform sec.refuse('EJ020', 'an order has been issued', jsonb_build_object('reason', 'order-ahead', 'issued_on', new.issued_on));
    end if;
    perform sec.demand_plain_text(new.number, 40), sec.demand_plain_text(new.title, 300);
    if trim(new.number) = '' or trim(new.title) = '' then
        perform sec.refuse('EJ014', 'an order has a number and a title', jsonb_build_object('reason', 'order-empty'));
    end if;
    new.entered_at := case tg_op when 'INSERT' then clock_timestamp() else old.entered_at end;
    new.entered_by := case tg_op when 'INSERT' then session_user else old.entered_by end;
    return new;
end
$$;

-- A scope is what the director signed: added with its order, never changed; a longer one is a new order.
create or replace function sec.judge_finals_scope()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['director']);
begin
    if tg_op <> 'INSERT' then
        perform sec.refuse('EJ020', 'what was written stands', jsonb_build_object('reason', 'written'));
    elsif not exists (select from journal.orders as o where o.order_id = new.order_id and o.kind = 'finals') then
        perform sec.refuse('EJ020', 'not an order for finals', jsonb_build_object('reason', 'finals-no-order'));
    end if;
    if me.is_owner is not true and not exists (
        select from journal.approvals as a
        where a.order_id = new.order_id and a.subject = 'finals' and a.state = 'approved' and a.decided_by = me.person_id
            and a.content -> 'class_ids' @> to_jsonb(new.class_id) and a.content -> 'period_id' = to_jsonb(new.period_id)
            and a.content -> 'pupil_id' is not distinct from coalesce(to_jsonb(new.pupil_id), 'null')
            and a.content ->> 'opens_on' = new.opens_on::text and a.content ->> 'closes_on' = new.closes_on::text
    ) then
        perform sec.refuse('EJ020', 'not what was approved', jsonb_build_object('reason', 'not-approved'));
    end if;
    return new;
end
$$;

-- The order under which a final of this pupil (null: of the whole group, of each of its classes) may be set today; null: none.
create or replace function sec.finals_order(asked_course_id integer, asked_period_id smallint, asked_pupil_id integer)
returns integer
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    today date := sec.today();
begin
    return (
        select s.order_id from journal.finals_scopes as s
        where s.period_id = asked_period_id and today between s.opens_on and s.closes_on
            and sec.scope_covers(s, asked_course_id, asked_pupil_id)
        order by s.pupil_id is null, s.finals_scope_id desc
        limit 1
    );
end
$$;

-- Is the pupil (null: a class of the group) one of this scope?
create or replace function sec.scope_covers(s journal.finals_scopes, asked_course_id integer, asked_pupil_id integer)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if asked_pupil_id is null then
        return s.pupil_id is null and exists (
            select from journal.courses as c join journal.study_group_classes as g on g.group_id = c.group_id
            where c.course_id = asked_course_id and g.class_id = s.class_id
        );
    end if;
    return coalesce(s.pupil_id, asked_pupil_id) = asked_pupil_id and exists (
        select from journal.class_memberships as m
        join journal.periods as p on p.period_id = s.period_id and m.during && daterange(p.starts_on, p.ends_on, '[]')
        where m.class_id = s.class_id and m.pupil_id = asked_pupil_id
    );
end
$$;

-- Does this order cover the final, whatever day it is?
create or replace function sec.order_covers_final(
    asked_order_id integer, asked_course_id integer, asked_period_id smallint, asked_pupil_id integer, only_today boolean
)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    today date := sec.today();
begin
    return exists (
        select from journal.finals_scopes as s
        where s.order_id = asked_order_id and s.period_id = asked_period_id
            and (not only_today or today between s.opens_on and s.closes_on)
            and sec.scope_covers(s, asked_course_id, asked_pupil_id)
    );
end
$$;

-- When the orders of all the classes of a group had ended: then the page is closed, handed over or not (rulings 7). Null: it is open.
create or replace function sec.finals_ended_at(asked_group_id integer, asked_period_id smallint, today date, school_zone text)
returns timestamptz
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    last_day date;
begin
    if asked_period_id is null or not exists (  -- the usual case, in one look
        select from journal.finals_scopes as s where s.period_id = asked_period_id and s.closes_on < today
    ) then
        return null;
    end if;
    select case when bool_and(coalesce(x.closes_on < today, false)) then max(x.closes_on) end into last_day
    from journal.study_group_classes as g
    left join lateral (
        select max(s.closes_on) as closes_on from journal.finals_scopes as s
        where s.class_id = g.class_id and s.period_id = asked_period_id and s.pupil_id is null
    ) as x on true
    where g.group_id = asked_group_id;
    return (last_day + 1)::timestamp at time zone school_zone;
end
$$;

-- The same of a page: sessions of a psychologist have no finals that an order could end, they stay open until the year closes (rulings 7).
create or replace function sec.page_ended_at(asked_course_id integer, asked_period_id smallint, today date, school_zone text)
returns timestamptz
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    asked_group_id integer := (select c.group_id from journal.courses as c where c.course_id = asked_course_id and c.kind <> 'psychologist');
begin
    return case when asked_group_id is not null then sec.finals_ended_at(asked_group_id, asked_period_id, today, school_zone) end;
end
$$;

-- Which of those orders ended last: its number and date.
create or replace function sec.closing_order(asked_group_id integer, asked_period_id smallint)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (
        select sec.order_text(s.order_id)
        from journal.finals_scopes as s join journal.study_group_classes as g on g.class_id = s.class_id
        where g.group_id = asked_group_id and s.period_id = asked_period_id and s.pupil_id is null
        order by s.closes_on desc, s.finals_scope_id desc
        limit 1
    );
end
$$;

reset role;
grant execute on function sec.judge_order(), sec.judge_finals_scope() to ${owner};
grant execute on function sec.order_is_used(integer), sec.finals_order(integer, smallint, integer),
sec.page_ended_at(integer, smallint, date, text), sec.closing_order(integer, smallint) to ${api};
