-- Accounts: the administrator makes one for another person; the person changes her own password. The verifier comes from the client.
set role ${guard};

create or replace function sec.add_account(
    asked_person_id integer, asked_role_name text, verifier text, school_roles text [], must_change boolean
)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    is_staff boolean := not school_roles <@ array['pupil', 'guardian'];
    made integer;
begin
    if coalesce(school_roles, '{}') = '{}' then
        perform sec.refuse('EJ050', 'an account needs a role', jsonb_build_object('reason', 'group'));
    elsif not exists (select from journal.people as p where p.person_id = asked_person_id) then
        perform sec.refuse('EJ020', 'no such person', jsonb_build_object('reason', 'no-person'));
    elsif exists (select from private.accounts as a where a.person_id = asked_person_id and a.state <> 'closed') then
        perform sec.refuse('EJ020', 'the person has an account', jsonb_build_object('reason', 'account-exists'));
    elsif exists (select from pg_roles as r where r.rolname = asked_role_name) then
        perform sec.refuse('EJ050', 'the login is taken', jsonb_build_object('reason', 'taken'));
    end if;
    if sec.code_at_work() is null then
        if (sec.me()).is_owner is not true and school_roles <> '{}' then  -- what a code may not be issued for is not given by hand either
            perform sec.demand_fitting_roles(asked_person_id, school_roles, sec.today());
        end if;
        perform sec.void_codes(asked_person_id, null);
    end if;
    -- the limit: windows of one person on a few PCs, each with its lanes; pupils and guardians one PC
    perform sec.make_login(asked_role_name, verifier, school_roles, case when is_staff then 12 else 4 end);
    insert into private.accounts (person_id, role_name, must_change_password, verifier_hash)
    values (asked_person_id, asked_role_name, must_change, sha256(convert_to(verifier, 'UTF8')))
    returning account_id into made;
    insert into private.role_grants (account_id, school_role, during)
    select made, r.school_role, coalesce(  -- a role of the management for the days that were confirmed
        case when r.school_role = any (sec.roles_of_two()) then sec.confirmed_days(asked_person_id, r.school_role, sec.moment_of_grant()) end, '(,)'
    )
    from (select distinct unnest(school_roles) as school_role) as r;
    return made;
end
$$;

create or replace function sec.note_new_verifier(verifier text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.change_my_verifier(verifier);
    update private.accounts as a set must_change_password = false, verifier_hash = sha256(convert_to(verifier, 'UTF8'))
    where a.account_id = sec.account_id();
end
$$;

reset role;
grant execute on function sec.add_account(integer, text, text, text [], boolean), sec.note_new_verifier(text) to ${api};
grant execute on function sec.add_account(integer, text, text, text [], boolean) to ${owner};  -- set-up: the first administrator, the demo

set role ${api};

create or replace function api.create_account(person_id integer, role_name name, verifier text, roles text [], must_change boolean)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['administrator']);
begin
    if create_account.person_id = me.person_id then
        perform sec.refuse('EJ002', 'not to oneself', jsonb_build_object('reason', 'self-grant'));
    end if;
    return sec.add_account(create_account.person_id, role_name, verifier, roles, coalesce(must_change, true));
end
$$;

-- Open to an account whose password is due: it is the way out.
create or replace function api.change_password(verifier text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if sec.account_id() is null then
        perform sec.refuse('EJ001', 'no active account', jsonb_build_object('state', sec.account_state()));
    end if;
    perform sec.note_new_verifier(verifier);
end
$$;

reset role;
grant execute on function api.create_account(integer, name, text, text [], boolean) to ${administrator};
grant execute on function api.change_password(text) to ${person};
