-- Who am I: session_user and the account row of THIS database, never current_user and never a setting of the session.
set role ${guard};

drop type if exists sec.identity cascade;
create type sec.identity as (
    account_id integer,
    person_id integer,
    roles text [],
    must_change_password boolean,
    zone text,
    today date,
    is_owner boolean  -- no account, but a member of the owner: set-up, migration, history loader
);

-- Everything null when the account is unknown, locked, closed, out of its dates or of one who left (22_belonging.sql).
create or replace function sec.me()
returns sec.identity
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    who name := session_user;  -- read once: in the statement it would be looked up for every row of a small table
    account record;
    granted text [];
    me sec.identity;
begin
    -- small statements on purpose: this is asked many times a page, and a join of all this costs more to begin than to run
    select
        a.account_id, a.person_id, a.must_change_password, a.valid, (select s.zone from journal.schools as s) as zone,
        (select s.employed from journal.staff as s where s.person_id = a.person_id) as employed,
        exists (select from journal.delegations as d where d.person_id = a.person_id) as is_delegate
    into account
    from private.accounts as a
    where a.role_name = who and a.state = 'active';
    me.zone := coalesce(account.zone, sec.zone());
    me.today := (clock_timestamp() at time zone me.zone)::date;
    if account.valid @> me.today then
        granted := array(
            select g.school_role from private.role_grants as g where g.account_id = account.account_id and g.during @> me.today order by 1
        );
        me.roles := granted;
        if not account.employed @> me.today or granted && array['pupil', 'guardian'] then  -- what was granted may have ended of itself
            me.roles := (select sec.standing_roles(a, me.today) from private.accounts as a where a.account_id = account.account_id);
        end if;
        if account.is_delegate and account.employed @> me.today then
            me.roles := array(  -- и.о., dated, by order (rulings 18)
                select unnest(me.roles)
                union
                select d.acts_as from journal.delegations as d where d.person_id = account.person_id and d.during @> me.today
                order by 1
            );
        end if;
        if me.roles <> '{}' or granted = '{}' then  -- else she has left
            me.account_id := account.account_id;
            me.person_id := account.person_id;
            me.must_change_password := account.must_change_password;
            return me;
        end if;
    end if;
    me.roles := '{}';
    -- an account that is locked stays a person's: it never becomes an owner
    me.is_owner := pg_has_role(session_user, '${owner}', 'member')
        and not exists (select from private.accounts as a where a.role_name = who);
    return me;
end
$$;

create or replace function sec.account_id()
returns integer
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (sec.me()).account_id;
end
$$;

create or replace function sec.person_id()
returns integer
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (sec.me()).person_id;
end
$$;

create or replace function sec.roles()
returns text []
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (sec.me()).roles;
end
$$;

create or replace function sec.has_role(school_role text)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return school_role = any ((sec.me()).roles);
end
$$;

create or replace function sec.has_any_role(school_roles text [])
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return school_roles && (sec.me()).roles;
end
$$;

-- Those who may see every row of the journal (functions.md, table of rights); while a password is due the tables are as shut as the windows.
create or replace function sec.sees_all()
returns boolean
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
    return me.roles && array['deputy', 'director', 'administrator', 'inspector'] and me.must_change_password is not true;
end
$$;

-- Names of everybody: the secretary keeps people and movements.
create or replace function sec.sees_names()
returns boolean
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
    return me.roles && array['deputy', 'director', 'administrator', 'inspector', 'secretary'] and me.must_change_password is not true;
end
$$;

-- Personal data of pupils and families.
create or replace function sec.sees_families()
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (sec.me()).roles && array['deputy', 'director', 'administrator', 'secretary'];
end
$$;

create or replace function sec.is_staff()
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (sec.me()).roles && array[
        'teacher', 'class_teacher', 'deputy', 'director', 'administrator', 'secretary', 'psychologist', 'inspector'
    ];
end
$$;

-- Roles that open journals.
create or replace function sec.staff_roles()
returns text []
language sql
immutable
return array['teacher', 'psychologist', 'class_teacher', 'deputy', 'director', 'administrator', 'inspector'];

-- A holding that its own teacher entered opens nothing before the director has approved the load (sec.judge_self_entry).
create or replace function sec.holding_counts(approved_by integer, is_self_entered boolean)
returns boolean
language sql
immutable
return approved_by is not null or not is_self_entered;

-- A holding of a course lets its teacher write, approved or not (rulings 15); that of a deputy, director or administrator (и.о. too) who also
-- teaches, and one entered by herself, only once the director has approved the load (rulings 16).
create or replace function sec.holding_lets_write(approved_by integer, is_self_entered boolean, roles text [])
returns boolean
language sql
immutable
return approved_by is not null or not (is_self_entered or coalesce(roles && array['administrator', 'deputy', 'director'], false));

-- One voice for refusals: own SQLSTATE, facts for the sentence as JSON in the detail.
create or replace function sec.refuse(refusal_code text, sentence text, facts jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception using errcode = refusal_code, message = sentence, detail = facts::text;
end
$$;

-- The door of every window: an active account, its password not due for a change, one of the roles.
create or replace function sec.demand(school_roles text [])
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
    elsif not me.roles && school_roles then
        perform sec.refuse('EJ002', 'not for this role', jsonb_build_object('reason', 'role', 'needs', school_roles));
    end if;
    return me;
end
$$;

reset role;
grant execute on function sec.me(), sec.account_id(), sec.person_id(), sec.roles(), sec.has_role(text), sec.has_any_role(text []),
sec.sees_all(), sec.sees_names(), sec.sees_families(), sec.is_staff(), sec.staff_roles(), sec.holding_counts(integer, boolean),
sec.holding_lets_write(integer, boolean, text []),
sec.refuse(text, text, jsonb), sec.demand(text []) to ${api}, ${owner};
grant execute on function sec.sees_all(), sec.sees_names() to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary};
