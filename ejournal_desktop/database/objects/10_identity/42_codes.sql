-- Access codes (security.md, 1; rulings 21, 22): whom one may let in, the living code of a person, the code at work.
set role ${guard};

-- The code whose role this session is, while it lives or in the transaction that redeems it.
create or replace function sec.code_at_work()
returns integer
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (
        select c.access_code_id from private.access_codes as c
        where c.role_name = session_user and c.voided_at is null and c.valid_until > clock_timestamp()
            and (c.redeemed_at is null or c.redeemed_at >= transaction_timestamp())
    );
end
$$;

-- The door of windows that every account has, whatever its roles.
create or replace function sec.demand_account()
returns sec.identity
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.me();
begin
    if me.account_id is null then
        perform sec.refuse('EJ001', 'no active account', jsonb_build_object('state', sec.account_state()));
    elsif me.must_change_password then
        perform sec.refuse('EJ004', 'the password must be changed first', '{}');
    end if;
    return me;
end
$$;

-- Roles follow what the person is in this school: no account of a teacher for somebody whom no list of staff knows.
create or replace function sec.demand_fitting_roles(asked_person_id integer, school_roles text [], today date)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    of_staff constant text [] := array['teacher', 'class_teacher', 'deputy', 'director', 'administrator', 'secretary', 'psychologist'];
begin
    if coalesce(school_roles, '{}') = '{}' or not school_roles <@ (of_staff || array['inspector', 'pupil', 'guardian']) then
        perform sec.refuse('EJ050', 'not a group of this school', jsonb_build_object('reason', 'group'));
    elsif (
        school_roles && of_staff
        and not exists (select from journal.staff as s where s.person_id = asked_person_id and s.employed @> today)
    ) or (
        'pupil' = any (school_roles) and not sec.learns_here(asked_person_id, today)
    ) or (
        'guardian' = any (school_roles) and not sec.has_child_here(asked_person_id, today)
    ) then
        perform sec.refuse('EJ050', 'the person is not of these roles', jsonb_build_object('reason', 'person-role', 'roles', school_roles));
    end if;
end
$$;

-- The administrator lets everybody in but herself; a class teacher the pupils of her class and their families, never a colleague.
create or replace function sec.demand_may_let_in(asked_person_id integer, school_roles text [])
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['administrator', 'class_teacher']);
    own_class boolean;
begin
    if asked_person_id = me.person_id then
        perform sec.refuse('EJ002', 'not to oneself', jsonb_build_object('reason', 'self-grant'));
    elsif 'administrator' = any (me.roles) then
        return;
    end if;
    own_class := exists (
        select from journal.class_memberships as m
        where m.class_id = any (sec.my_class_ids()) and m.during @> me.today and (
            m.pupil_id = asked_person_id
            or exists (select from journal.guardians as g where g.pupil_id = m.pupil_id and g.person_id = asked_person_id)
        )
    );
    if not own_class or not coalesce(school_roles, '{}') <@ array['pupil', 'guardian']
        or exists (select from journal.staff as s where s.person_id = asked_person_id) then
        perform sec.refuse('EJ002', 'not of this class', jsonb_build_object('reason', 'class'));
    end if;
end
$$;

-- Ends every living code that these people own, or issued. The sealed code of recovery outlives a lock of the account that it gives
-- back, not of the director's who printed it.
create or replace function sec.void_codes(of_person_id integer, of_issuer_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    code record;
begin
    for code in
        select c.access_code_id, c.role_name from private.access_codes as c
        where (c.person_id = of_person_id and not c.is_recovery or c.issued_by = of_issuer_id) and c.redeemed_at is null and c.voided_at is null
        for update
    loop
        perform sec.end_code(code.role_name);
        update private.access_codes as c set voided_at = clock_timestamp() where c.access_code_id = code.access_code_id;
        perform sec.end_sessions_of(code.role_name);
    end loop;
end
$$;

create or replace function sec.add_code(asked_person_id integer, known_account_id integer, code_role text, verifier text, school_roles text [])
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    until timestamptz := clock_timestamp() + make_interval(days => coalesce((select s.access_code_days from journal.schools as s), 30));
    most_a_day constant integer := case when sec.has_role('administrator') then 5000 else 300 end;  -- a school at once; a class and its families
    made integer;
begin
    -- every code is a role of the server for ever: a flood of them would slow the sign-in of everybody
    if (
        select count(*) from private.access_codes as c
        where c.issued_by = sec.person_id() and c.issued_at > clock_timestamp() - interval '1 day'
    ) >= most_a_day then
        perform sec.refuse('EJ020', 'too many codes in a day', jsonb_build_object('reason', 'code-flood', 'most', most_a_day));
    end if;
    if exists (select from pg_roles as r where r.rolname = code_role) then
        perform sec.refuse('EJ050', 'the name is taken', jsonb_build_object('reason', 'taken'));
    end if;
    perform sec.void_codes(asked_person_id, null);
    perform sec.make_code(code_role, verifier, until);
    insert into private.access_codes (person_id, account_id, role_name, school_roles, issued_by, valid_until)
    values (asked_person_id, known_account_id, code_role, school_roles, sec.person_id(), until)
    returning access_code_id into made;
    return jsonb_build_object('access_code_id', made, 'valid_until', sec.local_iso(until));
end
$$;

reset role;
grant execute on function sec.demand_account(), sec.demand_may_let_in(integer, text []) to ${api};
