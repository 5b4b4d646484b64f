-- Accounts as their keeper sees them, the lock (rulings 19), and one's own sessions (ACC-5).
set role ${guard};

create or replace function sec.accounts()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['administrator', 'director']);
begin
    return coalesce((
        select jsonb_agg(jsonb_build_object(
            'account_id', a.account_id, 'person_id', a.person_id,
            'last_name', p.last_name, 'first_name', p.first_name, 'middle_name', p.middle_name,
            'roles', to_jsonb(sec.roles_of_account(a.account_id, me.today)),
            'state', sec.state_of(a, me.today),
            'must_change_password', a.must_change_password, 'last_sign_in_at', sec.local_iso(a.last_sign_in_at)
        ) order by p.sort_key collate "C", a.account_id)
        from private.accounts as a join journal.people as p on p.person_id = a.person_id
    ), '[]');
end
$$;

-- At once: no window, no new session, no session left, and no code of hers or issued by her that is still to be redeemed.
create or replace function sec.lock_account(asked_account_id integer)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    shut private.accounts;
begin
    select a.* into shut from private.accounts as a where a.account_id = asked_account_id and a.state <> 'closed' for update;
    if not found then
        perform sec.refuse('EJ020', 'no such account', jsonb_build_object('reason', 'no-account'));
    end if;
    perform sec.void_codes(shut.person_id, shut.person_id);
    update private.accounts as a set state = 'locked' where a.account_id = asked_account_id and a.state <> 'locked';
    perform sec.shut_login(shut.role_name);
    return sec.end_sessions_of(shut.role_name);
end
$$;

reset role;
grant execute on function sec.accounts(), sec.lock_account(integer) to ${api};

set role ${api};

create or replace function api.accounts()
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['administrator', 'director']);
    perform sec.note_event('read', 'private.accounts', '{}', sec.common_ground());
    return sec.accounts();
end
$$;

-- Her own account everybody locks at once, even while its password is due; another's the administrator and the director.
create or replace function api.lock_account(account_id integer)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if sec.account_id() is null or sec.account_id() is distinct from lock_account.account_id then
        perform sec.demand(array['administrator', 'director']);
    end if;
    return sec.lock_account(lock_account.account_id);
end
$$;

create or replace function api.my_sessions()
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_account();
    return sec.sessions_of_me();
end
$$;

create or replace function api.end_session(pid integer)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_account();
    return sec.end_session_of_me(end_session.pid);
end
$$;

reset role;
grant execute on function api.accounts() to ${administrator}, ${director};
grant execute on function api.lock_account(integer), api.my_sessions(), api.end_session(integer) to ${person};
