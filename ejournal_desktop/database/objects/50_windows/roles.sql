-- Roles of an account, dated: the administrator gives and ends those of others. Those of the management the judge of the table lets
-- pass only after a second person (EJ051): they are proposed and given by the approvals (rulings 16, 21).
set role ${guard};

create or replace function sec.account_of_another(asked_account_id integer)
returns private.accounts
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    account private.accounts;
begin
    select a.* into account from private.accounts as a where a.account_id = asked_account_id and a.state <> 'closed' for update;
    if not found then
        perform sec.refuse('EJ020', 'no such account', jsonb_build_object('reason', 'no-account'));
    elsif account.person_id = sec.person_id() then
        perform sec.refuse('EJ002', 'not to oneself', jsonb_build_object('reason', 'self-grant'));
    end if;
    return account;
end
$$;

create or replace function sec.grant_role(asked_account_id integer, asked_role text, starts_on date, ends_on date)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    account private.accounts := sec.account_of_another(asked_account_id);
    today date := sec.today();
begin
    perform sec.demand_fitting_roles(account.person_id, array[asked_role], today);
    if coalesce(starts_on, today) < today or ends_on < coalesce(starts_on, today) then
        perform sec.refuse('EJ020', 'a role begins today or later and ends after', jsonb_build_object('reason', 'role-dates'));
    elsif exists (
        select from private.role_grants as g
        where g.account_id = account.account_id and g.school_role = asked_role
            and g.during && daterange(coalesce(starts_on, today), ends_on, '[]')
    ) then
        perform sec.refuse('EJ020', 'the person has that role', jsonb_build_object('reason', 'has-role'));
    end if;
    return sec.add_role(account, asked_role, daterange(coalesce(starts_on, today), ends_on, '[]'));
end
$$;

create or replace function sec.name_of(asked_person_id integer)
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
        select sec.short_name(p.last_name, p.first_name, p.middle_name) from journal.people as p where p.person_id = asked_person_id
    );
end
$$;

-- The last day is today or later, or the role ends at once: yesterday was its last day. A role of the management the judge lets end only
-- after a second person (EJ051): propose «role-end».
create or replace function sec.end_role(asked_grant_id integer, last_day date)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    role_grant private.role_grants;
    ends_before date := coalesce(last_day, sec.today() - 1) + 1;
begin
    select g.* into role_grant from private.role_grants as g where g.role_grant_id = asked_grant_id;
    if not found then
        perform sec.refuse('EJ020', 'no such role of an account', jsonb_build_object('reason', 'no-role'));
    end if;
    perform sec.account_of_another(role_grant.account_id);
    if ends_before < sec.today() then
        perform sec.refuse('EJ020', 'a role ends today or later', jsonb_build_object('reason', 'role-dates'));
    end if;
    perform sec.close_role(asked_grant_id, ends_before);
end
$$;

reset role;
grant execute on function sec.grant_role(integer, text, date, date), sec.end_role(integer, date) to ${api};

set role ${api};

create or replace function api.grant_role(account_id integer, school_role text, starts_on date, ends_on date)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['administrator']);
    return sec.grant_role(grant_role.account_id, grant_role.school_role, grant_role.starts_on, grant_role.ends_on);
end
$$;

create or replace function api.end_role(role_grant_id integer, last_day date)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['administrator', 'director']);
    perform sec.end_role(end_role.role_grant_id, end_role.last_day);
end
$$;

reset role;
grant execute on function api.grant_role(integer, text, date, date), api.end_role(integer, date) to ${administrator};
grant execute on function api.end_role(integer, date) to ${director};
