-- What the person must know about access: shown until she says that she has read it (rulings 19, 21).
set role ${guard};

create or replace function sec.access_notices()
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
begin
    return coalesce((
        select jsonb_agg(jsonb_build_object(
            'access_event_id', e.access_event_id, 'kind', e.kind, 'person', sec.name_of(e.person_id),
            'is_mine', e.person_id = me.person_id, 'caused_by', sec.name_of(e.caused_by), 'school_role', e.school_role,
            'happened_at', sec.local_iso(e.happened_at)
        ) order by e.access_event_id desc)
        from private.access_events as e
        where sec.is_told_of(e, me) and not exists (
            select from private.access_event_readings as r where r.access_event_id = e.access_event_id and r.person_id = me.person_id
        )
    ), '[]');
end
$$;

create or replace function sec.acknowledge_access_notice(asked_event_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand_account();
begin
    if not exists (
        select from private.access_events as e where e.access_event_id = asked_event_id and sec.is_told_of(e, me)
    ) then
        perform sec.refuse('EJ002', 'not a notice to you', jsonb_build_object('reason', 'not-yours'));
    end if;
    insert into private.access_event_readings (access_event_id, person_id) values (asked_event_id, me.person_id) on conflict do nothing;
end
$$;

-- «Это не я»: the code reached somebody else. The account is locked at once, the administrators and the director are told.
create or replace function sec.not_me()
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    account private.accounts;
begin
    select a.* into account from private.accounts as a where a.account_id = sec.account_id();
    if not found then
        perform sec.refuse('EJ001', 'no active account', jsonb_build_object('state', sec.account_state()));
    end if;
    insert into private.access_events (kind, person_id) values ('not-me', account.person_id);
    perform sec.lock_account(account.account_id);
end
$$;

reset role;
grant execute on function sec.access_notices(), sec.acknowledge_access_notice(integer), sec.not_me() to ${api};

set role ${api};

create or replace function api.access_notices()
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_account();
    return sec.access_notices();
end
$$;

create or replace function api.acknowledge_access_notice(access_event_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_account();
    perform sec.acknowledge_access_notice(acknowledge_access_notice.access_event_id);
end
$$;

-- Open while the password is due: it is a way to shut, not to enter.
create or replace function api.not_me()
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.not_me();
end
$$;

reset role;
grant execute on function api.access_notices(), api.acknowledge_access_notice(integer), api.not_me() to ${person};
