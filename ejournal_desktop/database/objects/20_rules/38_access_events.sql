-- Who is told what about access (rulings 19, 21): written by what happened at the tables, so that no window can forget it or forge it.
set role ${guard};

create or replace function sec.tell_of_access(event_kind text, about_person_id integer, about_role text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    insert into private.access_events (kind, person_id, caused_by, school_role)
    values (event_kind, about_person_id, sec.actor_of_access(), about_role);
end
$$;

-- Whose hand it was: of the account, also while it is being locked; of the code, who issued it.
create or replace function sec.actor_of_access()
returns integer
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return coalesce(
        (select a.person_id from private.accounts as a where a.role_name = session_user),
        (select c.issued_by from private.access_codes as c where c.access_code_id = sec.code_at_work())
    );
end
$$;

create or replace function sec.tell_of_code()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if tg_op = 'INSERT' then
        perform sec.tell_of_access('reissued', new.person_id, null);
    else
        perform sec.tell_of_access('recovered', new.person_id, null);
    end if;
    return null;
end
$$;

-- The first state that is not open; by the person herself it is her report.
create or replace function sec.tell_of_lock()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.tell_of_access(
        case when sec.actor_of_access() = new.person_id then 'reported' else 'locked' end, new.person_id, null
    );
    return null;
end
$$;

-- What is added to an account or taken away; the roles that it comes with are told by its code, those of the management were approved.
create or replace function sec.tell_of_role()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    account private.accounts;
begin
    select a.* into account from private.accounts as a where a.account_id = new.account_id;
    if tg_op = 'UPDATE' then
        perform sec.tell_of_access('role-ended', account.person_id, new.school_role);
    elsif account.created_at < transaction_timestamp() then
        perform sec.tell_of_access('role-granted', account.person_id, new.school_role);
    end if;
    return null;
end
$$;

-- Whom it is about (not of her own acts), the director, and of leaks the administrators.
create or replace function sec.is_told_of(event private.access_events, me sec.identity)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return event.caused_by is distinct from me.person_id and (
        event.person_id = me.person_id or 'director' = any (me.roles)
        or ('administrator' = any (me.roles) and event.kind in ('reported', 'not-me', 'recovered', 'password-outside'))
    );
end
$$;

reset role;
grant execute on function sec.tell_of_code(), sec.tell_of_lock(), sec.tell_of_role() to ${owner};
