-- After connecting: who am I here. The only window that a due change of password does not shut.
set role ${guard};

-- What sign_in writes: the moment, and the record.
create or replace function sec.note_sign_in(client_version integer, changed_outside boolean)
returns timestamptz
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    before timestamptz;
begin
    select a.last_sign_in_at into before from private.accounts as a where a.account_id = sec.account_id();
    update private.accounts as a set last_sign_in_at = clock_timestamp() where a.account_id = sec.account_id();
    perform sec.note_event(
        'sign-in', 'private.accounts', jsonb_build_object('account_id', sec.account_id()), null, jsonb_strip_nulls(jsonb_build_object(
            'client_version', client_version, 'settings_taken_back', sec.take_back_settings(session_user),
            'verifier_changed_outside', nullif(changed_outside, false)
        ))
    );
    if changed_outside then
        perform sec.tell_of_verifier();
    end if;
    return before;
end
$$;

-- Once for each such change: its owner (whoever holds the password now), the director and the administrators are told, and the present
-- verifier is from now on the known one. Nobody caused it: whose hand it was is the very question.
create or replace function sec.tell_of_verifier()
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    present bytea;
begin
    execute 'select server.present_verifier_hash()' into present;
    update private.accounts as a set verifier_hash = present where a.account_id = sec.account_id();
    insert into private.access_events (kind, person_id) values ('password-outside', sec.person_id());
end
$$;

-- True when the password was changed past this program. The server's own verifiers are read by a function that only a superuser can
-- make (set-up on the server's host); without it the answer is unknown: null.
create or replace function sec.verifier_changed_outside()
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    present bytea;
    known bytea;
begin
    if to_regprocedure('server.present_verifier_hash()') is null then
        return null;
    end if;
    execute 'select server.present_verifier_hash()' into present;
    select a.verifier_hash into known from private.accounts as a where a.account_id = sec.account_id();
    return known <> present;  -- null while either is unknown
end
$$;

reset role;
grant execute on function sec.note_sign_in(integer, boolean), sec.verifier_changed_outside() to ${api};

set role ${api};

create or replace function api.sign_in(client_version integer)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    schema_version constant integer := 1;
    min_client_version constant integer := 1;
    me sec.identity := sec.me();
    before timestamptz;
    changed_outside constant boolean := sec.verifier_changed_outside();
begin
    if me.account_id is null then
        perform sec.refuse('EJ001', 'no active account', jsonb_build_object('state', sec.account_state()));
    end if;
    if client_version is null or client_version < min_client_version then
        perform sec.refuse('EJ003', 'the client is too old', jsonb_build_object('client_version', client_version, 'min_client_version', min_client_version));
    end if;
    before := sec.note_sign_in(client_version, changed_outside);
    return (
        select json_build_object(
            'account_id', me.account_id, 'person_id', me.person_id,
            'last_name', p.last_name, 'first_name', p.first_name, 'middle_name', p.middle_name,
            'roles', to_json(me.roles),
            'school', (
                select json_build_object('full_name', s.full_name, 'short_name', s.short_name, 'zone', s.zone, 'is_demo', s.is_demo)
                from journal.schools as s
            ),
            'must_change_password', me.must_change_password,
            'schema_version', schema_version, 'min_client_version', min_client_version,
            'server_time', sec.local_iso(clock_timestamp()), 'last_sign_in_at', sec.local_iso(before),
            'class_teacher_of', array(
                select c.name from journal.school_classes as c
                where c.class_id = any (sec.my_class_ids()) order by c.grade, c.letter
            ),
            'school_year', (
                select json_build_object('school_year_id', y.school_year_id, 'name', y.name, 'starts_on', y.starts_on, 'ends_on', y.ends_on)
                from journal.school_years as y where y.school_year_id = sec.present_year()
            ),
            'verifier_changed_outside', changed_outside
        )
        from journal.people as p where p.person_id = me.person_id
    );
end
$$;

reset role;
grant execute on function api.sign_in(integer) to ${person};
