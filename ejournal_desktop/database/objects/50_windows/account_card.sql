-- The card of an account: roles with dates and who gave them, open sessions; and the end of these.
set role ${guard};

create or replace function sec.account_card(asked_account_id integer)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['administrator', 'director']);
    return (
        select jsonb_build_object(
            'account_id', a.account_id, 'person_id', a.person_id, 'state', sec.state_of(a, sec.today()),
            'created_at', sec.local_iso(a.created_at), 'last_sign_in_at', sec.local_iso(a.last_sign_in_at),
            'must_change_password', a.must_change_password,
            'grants', coalesce((
                select jsonb_agg(jsonb_build_object(
                    'role_grant_id', g.role_grant_id, 'school_role', g.school_role, 'starts_on', lower(g.during),
                    'ends_on', upper(g.during) - 1, 'granted_at', sec.local_iso(g.granted_at), 'granted_by', coalesce(
                        (
                            select sec.name_of(b.person_id) from private.accounts as b
                            where b.role_name = g.granted_by
                        ), (
                            select sec.name_of(c.issued_by) from private.access_codes as c
                            where c.role_name = g.granted_by
                        )
                    )
                ) order by g.school_role, g.role_grant_id)
                from private.role_grants as g where g.account_id = a.account_id and not isempty(g.during)
            ), '[]'),
            'sessions', sec.sessions_of(a.role_name)
        )
        from private.accounts as a where a.account_id = asked_account_id
    );
end
$$;

create or replace function sec.end_sessions_of_another(asked_account_id integer)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    account private.accounts := sec.account_of_another(asked_account_id);
    ended integer;
begin
    ended := sec.end_sessions_of(account.role_name);
    if ended > 0 then
        perform sec.tell_of_access('sessions-ended', account.person_id, null);
    end if;
    return ended;
end
$$;

reset role;
grant execute on function sec.account_card(integer), sec.end_sessions_of_another(integer) to ${api};

set role ${api};

create or replace function api.account_card(account_id integer)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['administrator', 'director']);
    perform sec.note_event('read', 'private.accounts', jsonb_build_object('account_id', account_card.account_id), sec.common_ground());
    return sec.account_card(account_card.account_id);
end
$$;

create or replace function api.end_sessions(account_id integer)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['administrator', 'director']);
    return sec.end_sessions_of_another(end_sessions.account_id);
end
$$;

reset role;
grant execute on function api.account_card(integer), api.end_sessions(integer) to ${administrator}, ${director};
