-- Small answers about the school that several windows share.
set role ${guard};

-- The year of today; between two years the next one, after the last one the last.
create or replace function sec.present_year()
returns smallint
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
        select y.school_year_id from journal.school_years as y
        order by y.ends_on < today, case when y.ends_on < today then today - y.ends_on else y.starts_on - today end
        limit 1
    );
end
$$;

create or replace function sec.account_state()
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
        select case when a.state <> 'active' then a.state when a.valid @> sec.today() then 'left' else 'out-of-dates' end
        from private.accounts as a where a.role_name = session_user
    );
end
$$;

-- Names of the classes of a group in order, and its grade.
create or replace function sec.classes_of_group(asked_group_id integer, out class_names text [], out grade smallint)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    select coalesce(array_agg(k.name order by k.grade, k.letter), '{}'), coalesce(min(k.grade), 0) into class_names, classes_of_group.grade
    from journal.study_group_classes as g
    join journal.school_classes as k on k.class_id = g.class_id
    where g.group_id = asked_group_id;
end
$$;

-- «№ 52 от 21.10.2026»
create or replace function sec.order_text(asked_order_id integer)
returns text
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (
        select '№ ' || o.number || ' от ' || to_char(o.issued_on, 'DD.MM.YYYY') from journal.orders as o where o.order_id = asked_order_id
    );
end
$$;

-- The author of an entry, as the page shows her.
create or replace function sec.author(asked_person_id integer)
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
        select sec.short_name(p.last_name, p.first_name, p.middle_name) from journal.people as p
        join journal.staff as s on s.person_id = p.person_id
        where p.person_id = asked_person_id
    );
end
$$;

reset role;
grant execute on function sec.present_year(), sec.account_state(), sec.classes_of_group(integer), sec.order_text(integer), sec.author(integer)
to ${api}, ${owner};
