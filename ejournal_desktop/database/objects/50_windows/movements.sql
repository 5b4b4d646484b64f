-- Arrivals, departures and transfers (SET-7, SET-10): the secretary and the administrator. Orders come late and with a back date; nothing is
-- hidden or deleted by a movement: entries after a departure are listed for a decision (rulings 12).
set role ${guard};

-- The order of a movement, entered in the register once; null while it is «без приказа».
create or replace function sec.movement_order(order_number text, issued_on date)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    known integer;
begin
    perform sec.demand(array['secretary', 'administrator']);
    if coalesce(btrim(order_number), '') = '' or issued_on is null then
        return null;
    end if;
    select o.order_id into known from journal.orders as o
    where o.number = btrim(order_number) and o.issued_on = movement_order.issued_on and o.kind = 'movement';
    if known is null then
        insert into journal.orders (number, issued_on, kind, title)
        values (btrim(order_number), movement_order.issued_on, 'movement', 'Движение обучающихся')
        returning order_id into known;
    end if;
    return known;
end
$$;

-- Marks and attendance of days on which the pupil had left already, and is in no class.
create or replace function sec.entries_after(asked_pupil_id integer, departed_on date)
returns integer
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (
        select count(*)::integer from journal.lessons as l
        where l.held_on >= departed_on and not exists (
            select from journal.class_memberships as m where m.pupil_id = asked_pupil_id and m.during @> l.held_on
        ) and (
            exists (
                select from journal.attendance as a where a.lesson_id = l.lesson_id and a.pupil_id = asked_pupil_id and a.fact is not null
            ) or exists (
                select from journal.works as w join journal.marks as m on m.work_id = w.work_id
                where w.lesson_id = l.lesson_id and m.pupil_id = asked_pupil_id and m.value is not null
            )
        )
    );
end
$$;

-- Groups of a class that is left end with the movement: those too that are closed to who records it (rulings 2).
create or replace function sec.end_groups(asked_pupil_id integer, left_class_id integer, on_date date)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['secretary', 'administrator']);
    update journal.group_memberships as m set during = daterange(lower(m.during), on_date)
    where m.pupil_id = asked_pupil_id and m.during @> on_date and lower(m.during) < on_date and exists (
        select from journal.study_group_classes as g where g.group_id = m.group_id and g.class_id = left_class_id
    );
end
$$;

reset role;
grant execute on function sec.end_groups(integer, integer, date), sec.movement_order(text, date), sec.entries_after(integer, date), sec.demand_plain_text(text, integer),
sec.is_plain_text(text, integer) to ${api};

set role ${api};

-- Days in the class that is left end with the movement, and so do its groups.
create or replace function sec.leave_class(asked_pupil_id integer, left_class_id integer, on_date date, order_id integer)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update journal.class_memberships as m set during = daterange(lower(m.during), on_date), departed_by = leave_class.order_id
    where m.pupil_id = asked_pupil_id and m.class_id = left_class_id and (m.during @> on_date or upper(m.during) = on_date);
    perform sec.end_groups(asked_pupil_id, left_class_id, on_date);
end
$$;

-- The whole class's group at once; subgroups are given by hand.
create or replace function sec.enter_class(asked_pupil_id integer, entered_class_id integer, on_date date, order_id integer)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into journal.class_memberships (class_id, pupil_id, during, admitted_by)
    values (entered_class_id, asked_pupil_id, daterange(on_date, null), enter_class.order_id);
    insert into journal.group_memberships (group_id, pupil_id, during)
    select g.group_id, asked_pupil_id, daterange(on_date, null)
    from journal.study_group_classes as g join journal.study_groups as s on s.group_id = g.group_id
    where g.class_id = entered_class_id and s.is_whole_class;
end
$$;

create or replace function api.record_movement(
    pupil_id integer, kind text, happened_on date, to_class_id smallint, order_number text, order_date date, place text
)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['secretary', 'administrator']);
    given_order integer := sec.movement_order(order_number, order_date);
    from_class integer;
    made integer;
begin
    select m.class_id into from_class from journal.class_memberships as m
    where m.pupil_id = record_movement.pupil_id and m.during @> record_movement.happened_on;
    insert into journal.movements (pupil_id, kind, happened_on, from_class_id, to_class_id, order_id, place)
    values (
        record_movement.pupil_id, record_movement.kind, record_movement.happened_on, from_class,
        case when record_movement.kind <> 'departure' then record_movement.to_class_id end, given_order,
        btrim(coalesce(record_movement.place, ''))
    )
    returning movement_id into made;
    if from_class is not null then
        perform sec.leave_class(record_movement.pupil_id, from_class, record_movement.happened_on, given_order);
    end if;
    if record_movement.kind <> 'departure' then
        perform sec.enter_class(record_movement.pupil_id, record_movement.to_class_id, record_movement.happened_on, given_order);
    end if;
    return made;
end
$$;

create or replace function api.admit_pupil(
    last_name text, first_name text, middle_name text, birth_date date, to_class_id smallint, happened_on date,
    order_number text, order_date date, place text
)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['secretary', 'administrator']);
    admitted integer;
begin
    perform sec.demand_plain_text(admit_pupil.last_name, 100), sec.demand_plain_text(admit_pupil.first_name, 100),
        sec.demand_plain_text(admit_pupil.middle_name, 100);
    insert into journal.people (last_name, first_name, middle_name)
    values (btrim(admit_pupil.last_name), btrim(admit_pupil.first_name), btrim(coalesce(admit_pupil.middle_name, '')))
    returning person_id into admitted;
    insert into journal.pupils (pupil_id) values (admitted);
    insert into private.person_details (person_id, birth_date) values (admitted, admit_pupil.birth_date);
    perform api.record_movement(
        admitted, 'arrival', admit_pupil.happened_on, admit_pupil.to_class_id, admit_pupil.order_number, admit_pupil.order_date, admit_pupil.place
    );
    return admitted;
end
$$;

-- The order that came late: once.
create or replace function api.give_movement_order(movement_id integer, order_number text, order_date date)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['secretary', 'administrator']);
    given_order integer := sec.movement_order(order_number, order_date);
    moved journal.movements;
begin
    update journal.movements as m set order_id = given_order
    where m.movement_id = give_movement_order.movement_id and m.order_id is distinct from given_order
    returning m.* into moved;
    update journal.class_memberships as c set admitted_by = given_order
    where c.pupil_id = moved.pupil_id and c.class_id = moved.to_class_id and lower(c.during) = moved.happened_on;
    update journal.class_memberships as c set departed_by = given_order
    where c.pupil_id = moved.pupil_id and c.class_id = moved.from_class_id and upper(c.during) = moved.happened_on;
end
$$;

create or replace function api.movements(since date, until date)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['secretary', 'administrator', 'deputy', 'director']);
begin
    perform sec.note_event('read', 'journal.movements', jsonb_build_object('since', since, 'until', until), sec.common_ground());
    return (
        select coalesce(json_agg(json_build_array(
            m.movement_id, m.pupil_id, concat_ws(' ', p.last_name, nullif(p.first_name, ''), nullif(p.middle_name, '')), m.kind, m.happened_on,
            f.name, t.name, sec.order_text(m.order_id), m.place,
            case when m.kind = 'departure' then sec.entries_after(m.pupil_id, m.happened_on) else 0 end
        ) order by m.happened_on desc, m.movement_id desc), '[]')
        from journal.movements as m
        join journal.people as p on p.person_id = m.pupil_id
        left join journal.school_classes as f on f.class_id = m.from_class_id
        left join journal.school_classes as t on t.class_id = m.to_class_id
        where m.happened_on between coalesce(since, '-infinity') and coalesce(until, 'infinity')
    );
end
$$;

reset role;
grant execute on function api.record_movement(integer, text, date, smallint, text, date, text), api.give_movement_order(integer, text, date),
api.admit_pupil(text, text, text, date, smallint, date, text, date, text) to ${secretary}, ${administrator};
grant execute on function api.movements(date, date) to ${secretary}, ${administrator}, ${deputy}, ${director};
