-- The way back of a school with one administrator (rulings 21): a code for her account, printed by the director and kept sealed.
set role ${guard};

create or replace function sec.issue_recovery_code(asked_person_id integer, code_role text, verifier text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    account private.accounts;
    older record;
    until timestamptz := clock_timestamp() + interval '2 years';
    made integer;
begin
    select a.* into account from private.accounts as a where a.person_id = asked_person_id and a.state <> 'closed' for update;
    if not found or not 'administrator' = any (sec.standing_roles(account, sec.today())) then
        perform sec.refuse('EJ020', 'not an administrator', jsonb_build_object('reason', 'not-administrator'));
    elsif exists (select from pg_roles as r where r.rolname = code_role) then
        perform sec.refuse('EJ050', 'the name is taken', jsonb_build_object('reason', 'taken'));
    elsif not sec.person_is(sec.person_id(), 'director') then  -- an и.о. of some days prints no way in of two years
        perform sec.refuse('EJ002', 'not for this role', jsonb_build_object('reason', 'role', 'needs', array['director']));
    elsif asked_person_id = sec.person_id() then
        perform sec.refuse('EJ002', 'not to oneself', jsonb_build_object('reason', 'self-grant'));
    end if;
    for older in
        select c.access_code_id, c.role_name from private.access_codes as c
        where c.person_id = asked_person_id and c.is_recovery and c.redeemed_at is null and c.voided_at is null for update
    loop
        perform sec.end_code(older.role_name);
        update private.access_codes as c set voided_at = clock_timestamp() where c.access_code_id = older.access_code_id;
        perform sec.end_sessions_of(older.role_name);
    end loop;
    perform sec.make_code(code_role, verifier, until);
    insert into private.access_codes (person_id, account_id, role_name, school_roles, issued_by, valid_until, is_recovery)
    values (asked_person_id, account.account_id, code_role, array['administrator'], sec.person_id(), until, true)
    returning access_code_id into made;
    return jsonb_build_object('access_code_id', made, 'valid_until', sec.local_iso(until));
end
$$;

reset role;
grant execute on function sec.issue_recovery_code(integer, text, text) to ${api};

set role ${api};

create or replace function api.issue_recovery_code(person_id integer, code_role name, verifier text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['director']);
    return sec.issue_recovery_code(issue_recovery_code.person_id, code_role, verifier);
end
$$;

reset role;
grant execute on function api.issue_recovery_code(integer, name, text) to ${director};
