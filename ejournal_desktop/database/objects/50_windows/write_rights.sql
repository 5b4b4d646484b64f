-- What gives write access to marks is listed until the director has seen it: holders outside the approved load, substitutions, unlocks.
set role ${guard};

create or replace function sec.author_of_role(asked_role_name text)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (select sec.author(a.person_id) from private.accounts as a where a.role_name = asked_role_name);
end
$$;

create or replace function sec.write_rights()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    year smallint := sec.present_year();
    today date := sec.today();
begin
    return coalesce((
        select jsonb_agg(jsonb_build_object(
            'kind', x.kind, 'row_id', x.row_id, 'person', sec.author(x.person_id), 'group', g.name, 'subject', j.name,
            'starts_on', x.starts_on, 'ends_on', x.ends_on, 'given_by', coalesce(x.given_by, '')
        ) order by x.kind, g.name collate "C", j.name collate "C", x.row_id)
        from (
            select 'holder' as kind, h.course_holder_id as row_id, h.course_id, h.person_id, lower(h.during) as starts_on,
                upper(h.during) - 1 as ends_on, null as given_by
            from journal.course_holders as h
            where h.approved_by is null and h.seen_by_director_at is null and (upper_inf(h.during) or upper(h.during) > today)
            union all
            select 'substitution', s.lesson_id, l.course_id, s.person_id, l.held_on, l.held_on, sec.author_of_role(s.entered_by)
            from journal.substitutions as s join journal.lessons as l on l.lesson_id = s.lesson_id
            where s.seen_by_director_at is null
            union all
            select 'unlock', u.unlock_id, u.course_id, u.person_id, (u.opened_at at time zone sec.zone())::date,
                (u.open_until at time zone sec.zone())::date, sec.author(u.opened_by)
            from journal.unlocks as u where u.opened_at is not null and u.seen_by_director_at is null
        ) as x
        join journal.courses as c on c.course_id = x.course_id and c.school_year_id = year
        join journal.study_groups as g on g.group_id = c.group_id
        join journal.subjects as j on j.subject_id = c.subject_id
    ), '[]');
end
$$;

create or replace function sec.see_write_rights(holder_ids integer [], lesson_ids integer [], unlock_ids integer [])
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    holders integer;
    substitutions integer;
    unlocks integer;
begin
    update journal.course_holders as h set seen_by_director_at = clock_timestamp()
    where h.course_holder_id = any (holder_ids) and h.seen_by_director_at is null and not exists (  -- her own she leaves to the director
        select from journal.import_batches as b where b.batch_id = h.batch_id and b.imported_by = session_user
    );
    get diagnostics holders = row_count;
    update journal.substitutions as s set seen_by_director_at = clock_timestamp()
    where s.lesson_id = any (lesson_ids) and s.seen_by_director_at is null and s.entered_by is distinct from session_user::text;
    get diagnostics substitutions = row_count;
    update journal.unlocks as u set seen_by_director_at = clock_timestamp()
    where u.unlock_id = any (unlock_ids) and u.opened_at is not null and u.seen_by_director_at is null
        and u.opened_by is distinct from sec.person_id();
    get diagnostics unlocks = row_count;
    return holders + substitutions + unlocks;
end
$$;

reset role;
grant execute on function sec.write_rights(), sec.see_write_rights(integer [], integer [], integer []) to ${api};

set role ${api};

create or replace function api.write_rights()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['director']);
    return sec.write_rights();
end
$$;

create or replace function api.see_write_rights(holder_ids integer [], lesson_ids integer [], unlock_ids integer [])
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['director']);
    return sec.see_write_rights(holder_ids, lesson_ids, unlock_ids);
end
$$;

reset role;
grant execute on function api.write_rights(), api.see_write_rights(integer [], integer [], integer []) to ${director};
