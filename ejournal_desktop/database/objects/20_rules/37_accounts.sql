-- Nobody gives a role to herself, by whatever window (rulings 16, security: what gives write access).
set role ${guard};

create or replace function sec.judge_role_grant()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.me();
begin
    if me.is_owner then
        return new;
    end if;
    if sec.code_at_work() is not null then
        -- what the issuer granted, by the hand of the person herself; the account is the one that api.redeem makes right now
        if not exists (
            select from private.access_codes as c join private.accounts as a on a.person_id = c.person_id
            where c.access_code_id = sec.code_at_work() and a.account_id = new.account_id and new.school_role = any (c.school_roles)
        ) or tg_op <> 'INSERT' then
            perform sec.refuse('EJ002', 'not what the code was issued for', jsonb_build_object('reason', 'self-grant'));
        end if;
        perform sec.demand_grant_confirmed(new);
        new.granted_by := session_user;
        new.granted_at := clock_timestamp();
        return new;
    end if;
    if not 'administrator' = any (me.roles) and not new.school_role = any (sec.roles_of_two()) then
        perform sec.refuse('EJ002', 'accounts are the administrator''s', jsonb_build_object('reason', 'role', 'needs', array['administrator']));
    end if;
    if tg_op = 'UPDATE' and new.during <@ old.during then  -- it ends earlier: who gave it stands
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['during']);
        perform sec.judge_role_end(old, new, me);
        return new;
    end if;
    perform sec.demand_other(me, (select a.person_id from private.accounts as a where a.account_id = new.account_id));
    perform sec.demand_grant_confirmed(new);
    new.granted_by := session_user;
    new.granted_at := clock_timestamp();
    return new;
end
$$;

-- An administrator alone would rid herself of who watches her: the end of a role of the management takes two, as its grant does. A leak is met
-- by the lock, which is one person's, and a departure by its date.
create or replace function sec.judge_role_end(was private.role_grants, becomes private.role_grants, me sec.identity)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    ends_before date := case when isempty(becomes.during) then sec.today() else upper(becomes.during) end;
begin
    if not was.school_role = any (sec.roles_of_two()) then
        perform sec.demand_other(me, (select a.person_id from private.accounts as a where a.account_id = becomes.account_id));
    elsif not sec.role_end_is_confirmed(becomes.role_grant_id, ends_before) then
        perform sec.refuse('EJ051', 'two people end a role', jsonb_build_object('reason', 'second-person-end', 'roles', array[was.school_role]));
    end if;
end
$$;

-- Administrator, deputy, director: a second person has confirmed it, for these days (rulings 21).
create or replace function sec.demand_grant_confirmed(given private.role_grants)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    person integer := (select a.person_id from private.accounts as a where a.account_id = given.account_id);
begin
    perform sec.demand_confirmed_roles(person, array[given.school_role], sec.moment_of_grant());
    if given.school_role = any (sec.roles_of_two())
        and not given.during <@ sec.confirmed_days(person, given.school_role, sec.moment_of_grant())
    then
        perform sec.refuse('EJ051', 'confirmed for other days', jsonb_build_object('reason', 'second-person', 'roles', array[given.school_role]));
    end if;
end
$$;

-- The one way in which an account that is there gets a role: the dated grant, which its judge looks at, and the group of PostgreSQL.
create or replace function sec.add_role(account private.accounts, asked_role text, asked_during daterange)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    given integer;
begin
    insert into private.role_grants (account_id, school_role, during) values (account.account_id, asked_role, asked_during)
    returning role_grant_id into given;
    perform sec.set_group(account.role_name, asked_role, true);
    return given;
end
$$;

reset role;
grant execute on function sec.judge_role_grant() to ${owner};
