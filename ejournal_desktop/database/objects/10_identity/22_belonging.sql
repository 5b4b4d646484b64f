-- Who belongs to the school today. An account of one who left is shut by the date itself, in every window: no job, no clean-up.
set role ${guard};

-- Learns here until the day before the departure, or until the class was left with no other after it; from September on who is in no
-- class of the new year has left. A class that ran to the end of its year leaves its pupils pupils over the summer.
create or replace function sec.learns_here(asked_person_id integer, today date)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    last_day_after date;
    year_ends_on date;
    moved text;
begin
    if not exists (select from journal.pupils as p where p.pupil_id = asked_person_id) then
        return false;
    end if;
    select v.kind into moved from journal.movements as v
    where v.pupil_id = asked_person_id and v.happened_on <= today
    order by v.happened_on desc, v.movement_id desc
    limit 1;
    if moved = 'departure' then
        return false;
    end if;
    select coalesce(upper(m.during), 'infinity'), y.ends_on into last_day_after, year_ends_on
    from journal.class_memberships as m
    join journal.school_classes as c on c.class_id = m.class_id
    join journal.school_years as y on y.school_year_id = c.school_year_id
    where m.pupil_id = asked_person_id and not isempty(m.during)
    order by lower(m.during) desc nulls last
    limit 1;
    if not found or last_day_after > today then  -- not yet in a class, or in one
        return true;
    end if;
    return last_day_after > year_ends_on
        and not exists (select from journal.school_years as y where y.starts_on > year_ends_on and y.starts_on <= today);
end
$$;

create or replace function sec.has_child_here(asked_person_id integer, today date)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return exists (
        select from journal.guardians as g where g.person_id = asked_person_id and sec.learns_here(g.pupil_id, today)
    );
end
$$;

-- The state of an account as its keepers see it: what the row says, and what the dates say.
create or replace function sec.state_of(account private.accounts, today date)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return case
        when account.state <> 'active' then account.state
        when not account.valid @> today then 'out-of-dates'
        when exists (select from private.role_grants as g where g.account_id = account.account_id and g.during @> today)
            and sec.standing_roles(account, today) = '{}' then 'left'
        else 'active'
    end;
end
$$;

create or replace function sec.state_of_account(asked_account_id integer)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (select sec.state_of(a, sec.today()) from private.accounts as a where a.account_id = asked_account_id);
end
$$;

-- Of its dated roles those that the person may still have: the judgement of sec.me() too.
create or replace function sec.standing_roles(account private.accounts, today date)
returns text []
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return array(
        select g.school_role from private.role_grants as g
        where g.account_id = account.account_id and g.during @> today and case g.school_role
            when 'inspector' then true
            when 'pupil' then sec.learns_here(account.person_id, today)
            when 'guardian' then sec.has_child_here(account.person_id, today)
            else not exists (select from journal.staff as s where s.person_id = account.person_id and not s.employed @> today)
        end
        order by g.school_role
    );
end
$$;

reset role;
