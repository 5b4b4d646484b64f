-- The one place that makes and changes LOGIN roles. Its owner may create roles and nothing else; the verifier is made on the client.
set role ${guard};
create or replace function sec.demand_scram(verifier text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    -- how often the password was hashed: a verifier of few rounds would make a stolen backup cheap to guess
    if coalesce(verifier, '') !~ '^SCRAM-SHA-256\$[0-9]{4,7}:[A-Za-z0-9+/]{22,44}={0,2}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$'
        or substring(verifier from '^SCRAM-SHA-256\$([0-9]{4,7}):')::integer < 4096 then
        perform sec.refuse('EJ050', 'not a SCRAM-SHA-256 verifier', jsonb_build_object('reason', 'verifier'));
    end if;
end
$$;

create or replace function sec.demand_account_name(role_name text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if left(role_name, length('${u}_')) is distinct from '${u}_' or substr(role_name, length('${u}_') + 1) !~ '^[0-9a-f]{16}$' then
        perform sec.refuse('EJ050', 'not a name of an account', jsonb_build_object('reason', 'role-name'));
    end if;
end
$$;

create or replace function sec.demand_code_name(role_name text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if left(role_name, length('${c}_')) is distinct from '${c}_' or substr(role_name, length('${c}_') + 1) !~ '^[0-9a-z]{6}$' then
        perform sec.refuse('EJ050', 'not a name of a code', jsonb_build_object('reason', 'role-name'));
    end if;
end
$$;

create or replace function sec.demand_verifier(role_name text, verifier text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform sec.demand_account_name(role_name);
    perform sec.demand_scram(verifier);
end
$$;
reset role;
grant execute on function sec.demand_scram(text), sec.demand_account_name(text), sec.demand_code_name(text), sec.demand_verifier(text, text),
sec.refuse(text, text, jsonb) to ${rolemaker};

set role ${rolemaker};

create or replace function sec.make_login(role_name text, verifier text, school_roles text [], connections integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    school_role text;
begin
    perform sec.demand_verifier(role_name, verifier);
    execute format('create role %I login password %L connection limit %s', role_name, verifier, greatest(1, least(connections, 20)));
    execute format('grant %I to %I', '${person}', role_name);
    foreach school_role in array school_roles loop
        if school_role <> all (array[
            'teacher', 'class_teacher', 'deputy', 'director', 'administrator', 'secretary', 'psychologist', 'inspector', 'pupil', 'guardian'
        ]) then
            perform sec.refuse('EJ050', 'not a group of this school', jsonb_build_object('reason', 'group'));
        end if;
        execute format('grant %I to %I', left('${person}', -length('person')) || school_role, role_name);
    end loop;
end
$$;

-- Anybody may lay settings upon her own role (alter role … set), and so may who sat at her open session: read-only transactions, another
-- isolation, a strange order of names would stay for good. They are taken back; returns what they were, null when there were none.
create or replace function sec.take_back_settings(role_name text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    laid jsonb;
    place record;
begin
    if left(role_name, length('${u}_')) is distinct from '${u}_' then
        return null;  -- the owner at work, an operator
    end if;
    for place in
        select s.setconfig, d.datname from pg_db_role_setting as s
        join pg_roles as r on r.oid = s.setrole
        left join pg_database as d on d.oid = s.setdatabase
        where r.rolname = role_name and (d.datname is null or d.datname = current_database())
    loop
        laid := coalesce(laid, '[]') || to_jsonb(place.setconfig);
        if place.datname is null then
            execute format('alter role %I reset all', role_name);
        else
            execute format('alter role %I in database %I reset all', role_name, place.datname);
        end if;
    end loop;
    return laid;
end
$$;

-- Only of the person who asks: her new password.
create or replace function sec.change_my_verifier(verifier text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_verifier(session_user, verifier);
    execute format('alter role %I password %L', session_user, verifier);
    perform sec.take_back_settings(session_user);
end
$$;

-- A forgotten password: the same role under the login and the password that its owner chose; open again if it was shut.
create or replace function sec.replace_login(old_name text, new_name text, verifier text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_account_name(old_name);
    perform sec.demand_verifier(new_name, verifier);
    if old_name <> new_name then
        execute format('alter role %I rename to %I', old_name, new_name);
    end if;
    execute format('alter role %I login password %L', new_name, verifier);
    perform sec.take_back_settings(new_name);
end
$$;

-- The group follows a dated role: it opens windows to call; what they answer is judged by the date.
create or replace function sec.set_group(role_name text, school_role text, is_member boolean)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    school_group text := left('${person}', -length('person')) || school_role;
begin
    perform sec.demand_account_name(role_name);
    if school_role is null or school_role <> all (array[
        'teacher', 'class_teacher', 'deputy', 'director', 'administrator', 'secretary', 'psychologist', 'inspector', 'pupil', 'guardian'
    ]) then
        perform sec.refuse('EJ050', 'not a group of this school', jsonb_build_object('reason', 'group'));
    elsif is_member then
        execute format('grant %I to %I', school_group, role_name);
    else
        execute format('revoke %I from %I', school_group, role_name);
    end if;
end
$$;

create or replace function sec.shut_login(role_name text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_account_name(role_name);
    execute format('alter role %I nologin', role_name);
end
$$;

drop function if exists sec.join_group(text, text);  -- what sec.set_group does

-- An access code is itself a role: it may connect, one session at a time, until its day, and call api.redeem.
create or replace function sec.make_code(role_name text, verifier text, until timestamptz)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_code_name(role_name);
    perform sec.demand_scram(verifier);
    execute format('create role %I login password %L connection limit 1 valid until %L', role_name, verifier, until);
    execute format('grant %I to %I', '${code}', role_name);
end
$$;

-- Without a verifier the server answers as to an unknown name.
create or replace function sec.end_code(role_name text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_code_name(role_name);
    execute format('alter role %I nologin password null', role_name);
end
$$;

reset role;
grant execute on function sec.replace_login(text, text, text), sec.shut_login(text), sec.make_code(text, text, timestamptz), sec.end_code(text),
sec.set_group(text, text, boolean)
to ${guard};
grant execute on function sec.make_login(text, text, text [], integer), sec.change_my_verifier(text), sec.take_back_settings(text) to ${guard};
