-- Imports «school», «calendar» and «bells».

set role ${api};

create or replace function sec.import_school(plan jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    changed integer;
begin
    update journal.schools as s
    set full_name = plan ->> 'full_name', short_name = plan ->> 'short_name', city = plan ->> 'city'
    where (s.full_name, s.short_name, s.city) is distinct from (plan ->> 'full_name', plan ->> 'short_name', plan ->> 'city');
    get diagnostics changed = row_count;
    return sec.import_counts(0, changed, 1);
end
$$;

create or replace function sec.import_calendar(batch uuid, plan jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    school_year journal.school_years;
    created integer := 0;
    changed integer := 0;
    made integer;
    mended integer;
begin
    insert into journal.school_years (name, starts_on, ends_on, batch_id)
    select plan ->> 'school_year', (plan ->> 'starts_on')::date, (plan ->> 'ends_on')::date, batch
    where not exists (select from journal.school_years as y where y.name = plan ->> 'school_year');
    get diagnostics created = row_count;
    school_year := sec.import_year(plan);
    update journal.school_years as y set starts_on = (plan ->> 'starts_on')::date, ends_on = (plan ->> 'ends_on')::date
    where y.school_year_id = school_year.school_year_id
        and (y.starts_on, y.ends_on) is distinct from ((plan ->> 'starts_on')::date, (plan ->> 'ends_on')::date);
    get diagnostics changed = row_count;

    with incoming as (
        select * from jsonb_to_recordset(plan -> 'periods') as p (
            kind text, number smallint, grade_from smallint, grade_to smallint, starts_on date, ends_on date
        )
    ),

    updated as (
        update journal.periods as t set grade_to = i.grade_to, starts_on = i.starts_on, ends_on = i.ends_on
        from incoming as i
        where t.school_year_id = school_year.school_year_id
            and (t.kind, t.number, t.grade_from) = (i.kind, i.number, i.grade_from)
            and (t.grade_to, t.starts_on, t.ends_on) is distinct from (i.grade_to, i.starts_on, i.ends_on)
        returning 1
    ),

    inserted as (
        insert into journal.periods (school_year_id, kind, number, grade_from, grade_to, starts_on, ends_on, batch_id)
        select school_year.school_year_id, i.kind, i.number, i.grade_from, i.grade_to, i.starts_on, i.ends_on, batch
        from incoming as i
        where not exists (
            select from journal.periods as t
            where t.school_year_id = school_year.school_year_id
                and (t.kind, t.number, t.grade_from) = (i.kind, i.number, i.grade_from)
        )
        order by i.grade_from, i.starts_on
        returning 1
    )

    select (select count(*) from inserted), (select count(*) from updated) into made, mended;
    created := created + made;
    changed := changed + mended;

    with incoming as (
        select d.*, daterange(d.starts_on, d.ends_on, '[]') as during from jsonb_to_recordset(plan -> 'days_off') as d (
            name text, is_holiday_week boolean, grade_from smallint, grade_to smallint, starts_on date, ends_on date
        )
    ),

    updated as (
        update journal.days_off as t set grade_to = i.grade_to, during = i.during, is_holiday_week = i.is_holiday_week
        from incoming as i
        where t.school_year_id = school_year.school_year_id and (t.name, t.grade_from) = (i.name, i.grade_from)
            and (t.grade_to, t.during, t.is_holiday_week) is distinct from (i.grade_to, i.during, i.is_holiday_week)
        returning 1
    ),

    inserted as (
        insert into journal.days_off (school_year_id, name, is_holiday_week, grade_from, grade_to, during, batch_id)
        select school_year.school_year_id, i.name, i.is_holiday_week, i.grade_from, i.grade_to, i.during, batch
        from incoming as i
        where not exists (
            select from journal.days_off as t
            where t.school_year_id = school_year.school_year_id and (t.name, t.grade_from) = (i.name, i.grade_from)
        )
        order by i.starts_on
        returning 1
    )

    select (select count(*) from inserted), (select count(*) from updated) into made, mended;
    return sec.import_counts(
        created + made, changed + mended, 1 + jsonb_array_length(plan -> 'periods') + jsonb_array_length(plan -> 'days_off')
    );
end
$$;

create or replace function sec.import_bells(batch uuid, plan jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    created integer;
    changed integer;
begin
    with inserted as (
        insert into journal.bell_schedules (name, is_default, batch_id)
        select s.name, s.is_default, batch from jsonb_to_recordset(plan -> 'schedules') as s (name text, is_default boolean)
        where not exists (select from journal.bell_schedules as t where t.name = s.name)
        returning 1
    )

    select count(*) into created from inserted;

    with incoming as (
        select t.bell_schedule_id, t.batch_id is not distinct from batch as is_new, b.*
        from jsonb_to_recordset(plan -> 'schedules') as s (name text, bells jsonb)
        join journal.bell_schedules as t on t.name = s.name
        cross join jsonb_to_recordset(s.bells) as b (lesson_no smallint, starts_at time, ends_at time)
    ),

    updated as (
        update journal.bells as t set starts_at = i.starts_at, ends_at = i.ends_at
        from incoming as i
        where (t.bell_schedule_id, t.lesson_no) = (i.bell_schedule_id, i.lesson_no)
            and (t.starts_at, t.ends_at) is distinct from (i.starts_at, i.ends_at)
        returning t.bell_schedule_id
    ),

    inserted as (
        insert into journal.bells (bell_schedule_id, lesson_no, starts_at, ends_at)
        select i.bell_schedule_id, i.lesson_no, i.starts_at, i.ends_at from incoming as i
        where not exists (
            select from journal.bells as t where (t.bell_schedule_id, t.lesson_no) = (i.bell_schedule_id, i.lesson_no)
        )
        returning bell_schedule_id
    ),

    touched as (select u.bell_schedule_id from updated as u union select n.bell_schedule_id from inserted as n)

    select count(distinct i.bell_schedule_id) into changed
    from incoming as i join touched as t on t.bell_schedule_id = i.bell_schedule_id where not i.is_new;
    return sec.import_counts(created, changed, jsonb_array_length(plan -> 'schedules'));
end
$$;

reset role;
