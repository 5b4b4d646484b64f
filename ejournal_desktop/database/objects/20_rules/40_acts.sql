-- What the judges of plain acts share: who acts, and that what was written stands.
set role ${guard};

-- The person who acts, by one of these roles; the owner at work passes.
create or replace function sec.actor(school_roles text [])
returns sec.identity
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.me();
begin
    perform sec.demand_read_committed();
    if me.is_owner then
        return me;
    elsif me.account_id is null then
        perform sec.refuse('EJ001', 'no active account', '{}');
    elsif not me.roles && school_roles then
        perform sec.refuse('EJ002', 'not for this role', jsonb_build_object('reason', 'role', 'needs', school_roles));
    end if;
    return me;
end
$$;

-- Only these columns of a row may change.
create or replace function sec.demand_only(was jsonb, becomes jsonb, columns text [])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if was - columns is distinct from becomes - columns then
        perform sec.refuse('EJ020', 'what was written stands', jsonb_build_object('reason', 'written'));
    end if;
end
$$;

create or replace function sec.demand_other(me sec.identity, other_person_id integer)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if me.person_id = other_person_id then
        perform sec.refuse('EJ002', 'not to oneself', jsonb_build_object('reason', 'self-grant'));
    end if;
end
$$;

create or replace function sec.demand_year_of_course_open(asked_course_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    y record;
begin
    select x.name, x.closed_at into y from journal.courses as c
    join journal.school_years as x on x.school_year_id = c.school_year_id
    where c.course_id = asked_course_id;
    if y.closed_at is not null then
        perform sec.refuse('EJ018', 'the school year is closed', jsonb_build_object('school_year', y.name, 'closed_at', y.closed_at));
    end if;
end
$$;

reset role;
