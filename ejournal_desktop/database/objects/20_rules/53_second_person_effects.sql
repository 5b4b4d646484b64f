-- What follows from the approvals of 51_second_person_contents.sql, and what the judge of roles asks of them.
set role ${guard};

-- Was just this end of just this role approved by a second person? Where it ends at once, yesterday is its last day whenever that is done.
create or replace function sec.role_end_is_confirmed(asked_grant_id integer, ends_before date)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return exists (
        select from journal.approvals as a
        where a.subject = 'role-end' and a.state = 'approved' and a.decided_at >= transaction_timestamp()
            and a.content -> 'role_grant_id' = to_jsonb(asked_grant_id)
            and ends_before = coalesce((a.content ->> 'last_day')::date, sec.today() - 1) + 1
    );
end
$$;

-- The role ends, and the group of PostgreSQL with the last grant of it that still runs.
create or replace function sec.close_role(asked_grant_id integer, ends_before date)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    ended private.role_grants;
begin
    update private.role_grants as g
    set during = g.during * daterange(null, ends_before) where g.role_grant_id = asked_grant_id
    returning g.* into ended;
    if not exists (
        select from private.role_grants as g
        where g.account_id = ended.account_id and g.school_role = ended.school_role and not isempty(g.during)
            and (upper_inf(g.during) or upper(g.during) > sec.today())
    ) then
        perform sec.set_group(
            (select a.role_name from private.accounts as a where a.account_id = ended.account_id), ended.school_role, false
        );
    end if;
end
$$;

-- From today; a class that nobody led, from the first day of its year.
create or replace function sec.appoint_class_teacher(asked_person_id integer, asked_class_id smallint, under_order integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    since date := sec.today();
begin
    update journal.class_teachers as t set during = daterange(lower(t.during), since)
    where t.class_id = asked_class_id and t.during @> since;
    insert into journal.class_teachers (class_id, person_id, during, order_id)
    select
        c.class_id, asked_person_id, daterange(case
            when exists (select from journal.class_teachers as t where t.class_id = c.class_id) then since else y.starts_on
        end, null), under_order
    from journal.school_classes as c join journal.school_years as y on y.school_year_id = c.school_year_id
    where c.class_id = asked_class_id;
end
$$;

reset role;
