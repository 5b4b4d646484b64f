-- Sessions of this database, seen and ended one role at a time. Their owner may signal every session of the cluster that is no
-- superuser's, so each function here narrows to one account itself and takes no pid that it did not look up.
set role ${signaller};

create or replace function sec.sessions_of_me()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return coalesce((
        select jsonb_agg(jsonb_build_object(
            'pid', s.pid, 'started_at', s.backend_start, 'address', host(s.client_addr), 'application', s.application_name,
            'is_this', s.pid = pg_backend_pid()
        ) order by s.backend_start)
        from pg_stat_activity as s
        where s.usename = session_user and s.datname = current_database()
    ), '[]');
end
$$;

-- Never the session that asks: it would end its own transaction.
create or replace function sec.end_session_of_me(asked_pid integer)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return coalesce((
        select pg_terminate_backend(s.pid) from pg_stat_activity as s
        where s.pid = asked_pid and s.usename = session_user and s.datname = current_database() and s.pid <> pg_backend_pid()
    ), false);
end
$$;

create or replace function sec.sessions_of(role_name text)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if left(role_name, length('${u}_')) <> '${u}_' then
        return '[]';
    end if;
    return coalesce((
        select jsonb_agg(jsonb_build_object(
            'pid', s.pid, 'started_at', s.backend_start, 'address', host(s.client_addr), 'application', s.application_name
        ) order by s.backend_start)
        from pg_stat_activity as s
        where s.usename = role_name and s.datname = current_database()
    ), '[]');
end
$$;

create or replace function sec.end_sessions_of(role_name text)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if left(role_name, length('${u}_')) <> '${u}_' and left(role_name, length('${c}_')) <> '${c}_' then
        return 0;
    end if;
    return (
        select count(*) filter (where pg_terminate_backend(s.pid)) from pg_stat_activity as s
        where s.usename = role_name and s.datname = current_database() and s.pid <> pg_backend_pid()
    );
end
$$;

reset role;
grant execute on function sec.sessions_of_me(), sec.end_session_of_me(integer) to ${api};
grant execute on function sec.sessions_of(text), sec.end_sessions_of(text) to ${guard};
