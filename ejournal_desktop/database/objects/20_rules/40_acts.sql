-- What the judges of plain acts share: who acts, and that what was written stands.
set role ${guard};

-- The person who acts, by one of these roles; the owner at work passes.
create or replace function sec.actor(school_roles text [])
returns sec.identity
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.me();
begin
    perform sec.demand_read_committed();
    if me.is_owner then
        return me;
    elsif me.account_id is null then
        perform sec.refuse('EJ001', 'no active account', '{}');
    elsif not me.roles && school_roles then
        perform sec.refuse('EJ002', 'not for this role', jsonb_build_object('reason', 'role', 'needs', school_roles));
    end if;
    return me;
end
$$;

-- Only these columns of a row may change.
create or replace function sec.demand_only(was jsonb, becomes jsonb, columns text [])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if was - columns is distinct from becomes - columns then
        perform sec.refuse('EJ020', 'what was written stands', jsonb_build_object('reason', 'written'));
    end if;
end
$$;

create or replace function sec.demand_other(me sec.identity, other_person_id integer)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if me.person_id = other_person_id then
        perform sec.refuse('EJ002', 'not to oneself', jsonb_build_object('reason', 'self-grant'));
    end if;
end
$$;

-- Does the new row give its person more than the old one did? What only ends earlier, is explained or is approved gives nothing.
create or replace function sec.gives_more(was jsonb, becomes jsonb)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
    aside constant text [] := array[
        'during', 'reason', 'entered_at', 'entered_by', 'seen_by_director_at', 'approved_by', 'order_id', 'batch_id', 'is_self_entered'
    ];
begin
    return was is null or was - aside is distinct from becomes - aside
        or not coalesce((becomes ->> 'during')::daterange <@ (was ->> 'during')::daterange, true);
end
$$;

-- The one judge of what gives a right to a person: nobody enters it for herself, by whatever window or file.
create or replace function sec.judge_self_grant()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if sec.gives_more(case when tg_op = 'UPDATE' then to_jsonb(old) end, to_jsonb(new)) then
        perform sec.demand_other(sec.me(), new.person_id);
    end if;
    return new;
end
$$;

-- A course is the exception: a line of the load may name who brings it in, and opens nothing to her until the director has approved the
-- load (rulings 16). Who lengthens or approves otherwise what she entered does not take the mark away.
create or replace function sec.judge_self_entry()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    is_mine boolean := coalesce((sec.me()).person_id = new.person_id, false);
begin
    if tg_op = 'INSERT' then
        new.is_self_entered := is_mine;
    elsif new.person_id <> old.person_id then
        new.is_self_entered := is_mine;
    else
        new.is_self_entered := old.is_self_entered or (is_mine and sec.gives_more(to_jsonb(old), to_jsonb(new)));
    end if;
    return new;
end
$$;

create or replace function sec.demand_year_of_course_open(asked_course_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    y record;
begin
    select x.name, x.closed_at into y from journal.courses as c
    join journal.school_years as x on x.school_year_id = c.school_year_id
    where c.course_id = asked_course_id;
    if y.closed_at is not null then
        perform sec.refuse('EJ018', 'the school year is closed', jsonb_build_object('school_year', y.name, 'closed_at', y.closed_at));
    end if;
end
$$;

reset role;
grant execute on function sec.judge_self_grant(), sec.judge_self_entry() to ${owner};
