-- Access codes: issued for a person who has no account, or for one who forgot her password; redeemed by the person herself.
set role ${guard};

-- Roles that the account has now or will have: a code gives back no more than it was issued for.
create or replace function sec.roles_of_account(asked_account_id integer, today date)
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
        select distinct g.school_role from private.role_grants as g
        where g.account_id = asked_account_id and (upper_inf(g.during) or upper(g.during) > today) and not isempty(g.during)
        order by g.school_role
    );
end
$$;

create or replace function sec.issue_code(asked_person_id integer, code_role text, verifier text, school_roles text [])
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_may_let_in(asked_person_id, school_roles);
    perform sec.demand_fitting_roles(asked_person_id, school_roles, sec.today());
    perform sec.demand_confirmed_roles(asked_person_id, school_roles, clock_timestamp());
    if exists (select from private.accounts as a where a.person_id = asked_person_id and a.state <> 'closed') then
        perform sec.refuse('EJ020', 'the person has an account', jsonb_build_object('reason', 'account-exists'));
    end if;
    return sec.add_code(asked_person_id, null, code_role, verifier, school_roles);
end
$$;

create or replace function sec.reissue(asked_person_id integer, code_role text, verifier text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    known integer;
    roles text [];
    of_two constant text [] := sec.roles_of_two();
begin
    select a.account_id into known from private.accounts as a where a.person_id = asked_person_id and a.state <> 'closed' for update;
    roles := sec.roles_of_account(known, sec.today());
    perform sec.demand_may_let_in(asked_person_id, roles);
    if known is null then
        perform sec.refuse('EJ020', 'the person has no account', jsonb_build_object('reason', 'no-account'));
    elsif roles = '{}' then
        perform sec.refuse('EJ050', 'the account has no role left', jsonb_build_object('reason', 'group'));
    elsif sec.state_of_account(known) = 'left' then
        perform sec.refuse('EJ050', 'the person is not of these roles', jsonb_build_object('reason', 'person-role', 'roles', roles));
    elsif roles && of_two and not sec.reissue_is_confirmed(asked_person_id) then
        perform sec.refuse('EJ051', 'a second person has to confirm', jsonb_build_object(
            'reason', 'second-person', 'roles', array(select r from unnest(roles) as r where r = any (of_two))
        ));
    end if;
    return sec.add_code(asked_person_id, known, code_role, verifier, roles);
end
$$;

-- The sealed code of recovery was printed long ago: it gives the account back with the roles of today.
create or replace function sec.give_back_account(
    asked_account_id integer, school_roles text [], is_recovery boolean, asked_role_name text, verifier text
)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    present private.accounts;
begin
    select a.* into present from private.accounts as a where a.account_id = asked_account_id for update;
    if present.state = 'closed'
        or not is_recovery and not sec.roles_of_account(asked_account_id, sec.today()) <@ school_roles then
        perform sec.refuse('EJ052', 'the account is not what the code was issued for', jsonb_build_object('reason', 'changed'));
    elsif asked_role_name <> present.role_name and exists (select from pg_roles as r where r.rolname = asked_role_name) then
        perform sec.refuse('EJ050', 'the login is taken', jsonb_build_object('reason', 'taken'));
    end if;
    perform sec.end_sessions_of(present.role_name);
    perform sec.replace_login(present.role_name, asked_role_name, verifier);
    update private.accounts as a
    set role_name = asked_role_name, state = 'active', must_change_password = false, verifier_hash = sha256(convert_to(verifier, 'UTF8'))
    where a.account_id = asked_account_id;
end
$$;

create or replace function sec.redeem(asked_role_name text, verifier text)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    code private.access_codes;
begin
    select c.* into code from private.access_codes as c
    where c.role_name = session_user and c.redeemed_at is null and c.voided_at is null and c.valid_until > clock_timestamp()
    for update;
    if not found then  -- a session that outlived its code
        perform sec.refuse('EJ052', 'the code has ended', '{}');
    end if;
    if code.account_id is null then
        perform sec.add_account(code.person_id, asked_role_name, verifier, code.school_roles, false);
    else
        perform sec.give_back_account(code.account_id, code.school_roles, code.is_recovery, asked_role_name, verifier);
    end if;
    update private.access_codes as c set redeemed_at = clock_timestamp() where c.access_code_id = code.access_code_id;
    perform sec.end_code(code.role_name);
    return (
        select json_build_object(
            'last_name', p.last_name, 'first_name', p.first_name, 'middle_name', p.middle_name, 'roles', to_json(code.school_roles)
        ) from journal.people as p where p.person_id = code.person_id
    );
end
$$;

-- The director and the administrator are told of every code, its owner of hers, its issuer of those she issued.
create or replace function sec.issued_codes()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand_account();
    sees_all boolean := me.roles && array['administrator', 'director'];
begin
    return coalesce((
        select jsonb_agg(jsonb_build_object(
            'access_code_id', c.access_code_id, 'person_id', c.person_id,
            'person', sec.short_name(p.last_name, p.first_name, p.middle_name), 'roles', to_jsonb(c.school_roles),
            'is_reissue', c.account_id is not null, 'is_recovery', c.is_recovery, 'issued_at', sec.local_iso(c.issued_at),
            'issued_by', sec.short_name(i.last_name, i.first_name, i.middle_name), 'valid_until', sec.local_iso(c.valid_until),
            'state', case
                when c.redeemed_at is not null then 'redeemed' when c.voided_at is not null then 'voided'
                when c.valid_until <= clock_timestamp() then 'expired' else 'open'
            end,
            'ended_at', sec.local_iso(coalesce(c.redeemed_at, c.voided_at))
        ) order by c.access_code_id desc)
        from private.access_codes as c
        join journal.people as p on p.person_id = c.person_id
        join journal.people as i on i.person_id = c.issued_by
        where sees_all or c.person_id = me.person_id or c.issued_by = me.person_id
    ), '[]');
end
$$;

reset role;
grant execute on function sec.issue_code(integer, text, text, text []), sec.reissue(integer, text, text), sec.redeem(text, text), sec.issued_codes()
to ${api};

set role ${api};

create or replace function api.issue_code(person_id integer, code_role name, verifier text, school_roles text [])
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['administrator', 'class_teacher']);
    return sec.issue_code(issue_code.person_id, code_role, verifier, school_roles);
end
$$;

create or replace function api.reissue(person_id integer, code_role name, verifier text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['administrator', 'class_teacher']);
    return sec.reissue(reissue.person_id, code_role, verifier);
end
$$;

-- The one window of a code: no account yet, so no other door than the code itself.
create or replace function api.redeem(role_name name, verifier text)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return sec.redeem(role_name, verifier);
end
$$;

create or replace function api.issued_codes()
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_account();
    return sec.issued_codes();
end
$$;

reset role;
grant execute on function api.issue_code(integer, name, text, text []), api.reissue(integer, name, text) to ${administrator}, ${class_teacher};
grant execute on function api.redeem(name, text) to ${code};
grant execute on function api.issued_codes() to ${person};
