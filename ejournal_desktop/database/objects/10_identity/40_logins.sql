-- The one place that makes and changes LOGIN roles. Its owner may create roles and nothing else; the verifier is made on the client.
set role ${guard};
create or replace function sec.demand_verifier(role_name text, verifier text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if left(role_name, length('${u}_')) <> '${u}_' or substr(role_name, length('${u}_') + 1) !~ '^[0-9a-f]{16}$' then
        perform sec.refuse('EJ050', 'not a name of an account', jsonb_build_object('reason', 'role-name'));
    end if;
    if coalesce(verifier, '') !~ '^SCRAM-SHA-256\$[0-9]{4,7}:[A-Za-z0-9+/]{22,44}={0,2}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$' then
        perform sec.refuse('EJ050', 'not a SCRAM-SHA-256 verifier', jsonb_build_object('reason', 'verifier'));
    end if;
end
$$;
reset role;
grant execute on function sec.demand_verifier(text, text), sec.refuse(text, text, jsonb) to ${rolemaker};

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
end
$$;

reset role;
grant execute on function sec.make_login(text, text, text [], integer), sec.change_my_verifier(text) to ${guard};
