-- Imports «curriculum», «load» (subjects, study groups, courses, holders) and «groups» (who is in which subgroup).

set role ${api};

create or replace function sec.import_subjects(batch uuid, names jsonb)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    insert into journal.subjects (name, batch_id)
    select distinct n.name, batch from jsonb_array_elements_text(names) as n (name)
    where not exists (select from journal.subjects as s where s.name = n.name)
    order by n.name;
$$;

create or replace function sec.import_curriculum(batch uuid, plan jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    school_year journal.school_years := sec.import_year(plan);
    created integer;
    changed integer;
begin
    perform sec.import_subjects(batch, (
        select coalesce(jsonb_agg(c.value -> 'subject'), '[]') from jsonb_array_elements(plan -> 'cells') as c (value)
    ));
    with incoming as (
        select c.stream, s.subject_id, c.hours from jsonb_to_recordset(plan -> 'cells') as c (stream text, subject text, hours numeric)
        join journal.subjects as s on s.name = c.subject
    ),

    updated as (
        update journal.curriculum_hours as t set hours_per_week = i.hours
        from incoming as i
        where t.school_year_id = school_year.school_year_id and (t.stream, t.subject_id) = (i.stream, i.subject_id)
            and t.hours_per_week is distinct from i.hours
        returning 1
    ),

    inserted as (
        insert into journal.curriculum_hours (school_year_id, stream, subject_id, hours_per_week, batch_id)
        select school_year.school_year_id, i.stream, i.subject_id, i.hours, batch from incoming as i
        where not exists (
            select from journal.curriculum_hours as t
            where t.school_year_id = school_year.school_year_id and (t.stream, t.subject_id) = (i.stream, i.subject_id)
        )
        returning 1
    )

    select (select count(*) from inserted), (select count(*) from updated) into created, changed;
    return sec.import_counts(created, changed, jsonb_array_length(plan -> 'cells'));
end
$$;

-- Which person of the staff a file means: «Зыкова Ксения Николаевна» or «Зыкова К.Н.». Unknown or two possible: refused whole.
create or replace function sec.resolve_teachers(names jsonb)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
    resolved jsonb;
    unknown text [];
    doubtful text [];
begin
    with wanted as (select distinct n.name, sec.name_key(n.name) as name_key from jsonb_array_elements_text(names) as n (name)),

    staff as (
        select
            t.person_id, sec.name_key(p.sort_key) as full_key,
            sec.name_key(p.last_name || ' ' || left(p.first_name, 1) || '.'
                || case when p.middle_name <> '' then left(p.middle_name, 1) || '.' else '' end) as short_key
        from journal.staff as t join journal.people as p on p.person_id = t.person_id
    ),

    found as (
        select w.name, min(s.person_id) as person_id, count(s.person_id) as candidates
        from wanted as w left join staff as s on w.name_key in (s.full_key, s.short_key)
        group by w.name
    )

    select
        jsonb_object_agg(f.name, f.person_id), array_agg(f.name) filter (where f.candidates = 0),
        array_agg(f.name) filter (where f.candidates > 1)
    into resolved, unknown, doubtful
    from found as f;
    if unknown is not null then
        perform sec.refuse_import('teacher', unknown);
    end if;
    if doubtful is not null then
        perform sec.refuse_import('namesakes', doubtful);
    end if;
    return coalesce(resolved, '{}');
end
$$;

create or replace function sec.refuse_unknown_classes(school_year smallint, names jsonb)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
    unknown text [];
begin
    select array_agg(distinct n.name) into unknown from jsonb_array_elements_text(names) as n (name)
    where not exists (select from journal.school_classes as c where c.school_year_id = school_year and c.name = n.name);
    if unknown is not null then
        perform sec.refuse_import('class', unknown);
    end if;
end
$$;

create or replace function sec.import_study_groups(batch uuid, school_year smallint, courses jsonb)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    insert into journal.study_groups (school_year_id, name, is_whole_class, batch_id)
    select distinct school_year, c.group_name, false, batch from jsonb_to_recordset(courses) as c (group_name text)
    where not exists (select from journal.study_groups as g where g.school_year_id = school_year and g.name = c.group_name)
    order by c.group_name;

    insert into journal.study_group_classes (group_id, class_id)
    select distinct g.group_id, k.class_id
    from jsonb_to_recordset(courses) as c (group_name text, class_names jsonb)
    cross join jsonb_array_elements_text(c.class_names) as n (name)
    join journal.study_groups as g on g.school_year_id = school_year and g.name = c.group_name
    join journal.school_classes as k on k.school_year_id = school_year and k.name = n.name
    where not exists (select from journal.study_group_classes as l where (l.group_id, l.class_id) = (g.group_id, k.class_id));
$$;

create or replace function sec.import_load(batch uuid, plan jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    school_year journal.school_years := sec.import_year(plan);
    teachers jsonb;
    created integer;
    changed integer;
    since date := greatest(school_year.starts_on, sec.today());
begin
    perform sec.refuse_unknown_classes(school_year.school_year_id, (
        select coalesce(jsonb_agg(n.name), '[]') from jsonb_array_elements(plan -> 'courses') as c (value)
        cross join jsonb_array_elements_text(c.value -> 'class_names') as n (name)
    ));
    teachers := sec.resolve_teachers((
        select coalesce(jsonb_agg(c.value -> 'teacher'), '[]') from jsonb_array_elements(plan -> 'courses') as c (value)
    ));
    perform sec.import_subjects(batch, (
        select coalesce(jsonb_agg(c.value -> 'subject'), '[]') from jsonb_array_elements(plan -> 'courses') as c (value)
    ));
    perform sec.import_study_groups(batch, school_year.school_year_id, plan -> 'courses');

    with incoming as materialized (
        select s.subject_id, g.group_id, c.hours, c.marking, (teachers ->> c.teacher)::integer as person_id
        from jsonb_to_recordset(plan -> 'courses') as c (subject text, group_name text, hours numeric, marking text, teacher text)
        join journal.subjects as s on s.name = c.subject
        join journal.study_groups as g on g.school_year_id = school_year.school_year_id and g.name = c.group_name
    ),

    inserted as (
        insert into journal.courses (school_year_id, subject_id, group_id, hours_per_week, marking, batch_id)
        select school_year.school_year_id, i.subject_id, i.group_id, i.hours, i.marking, batch from incoming as i
        where not exists (select from journal.courses as t where (t.subject_id, t.group_id) = (i.subject_id, i.group_id))
        returning course_id, subject_id, group_id
    ),

    updated as (
        update journal.courses as t set hours_per_week = i.hours
        from incoming as i
        where (t.subject_id, t.group_id) = (i.subject_id, i.group_id) and t.hours_per_week is distinct from i.hours
        returning t.course_id
    ),

    known as (
        select t.course_id, i.person_id, h.person_id as held_by, h.course_holder_id, lower(h.during) as held_since
        from incoming as i
        join journal.courses as t on (t.subject_id, t.group_id) = (i.subject_id, i.group_id)
        left join journal.course_holders as h on h.course_id = t.course_id and upper_inf(h.during) and h.sets_finals
    ),

    released as (
        update journal.course_holders as h set during = daterange(lower(h.during), since)
        from known as k
        where h.course_holder_id = k.course_holder_id and k.held_by <> k.person_id and k.held_since < since
        returning h.course_id
    ),

    held as (
        insert into journal.course_holders (course_id, person_id, during, batch_id)
        select n.course_id, i.person_id, daterange(school_year.starts_on, null), batch
        from inserted as n join incoming as i on (i.subject_id, i.group_id) = (n.subject_id, n.group_id)
        union all
        select k.course_id, k.person_id, daterange(case
            when k.held_by is not null then since
            else coalesce((  -- never the days of who held it before: rights follow course × date
                select max(upper(o.during)) from journal.course_holders as o where o.course_id = k.course_id
            ), school_year.starts_on)
        end, null), batch
        from known as k
        where k.held_by is distinct from k.person_id
        returning course_id
    )

    select
        (select count(*) from inserted),
        (
            select count(*) from (
                select u.course_id from updated as u union select r.course_id from released as r
                union select h.course_id from held as h where h.course_id not in (select n.course_id from inserted as n)
            ) as touched
        )
    into created, changed;
    return sec.import_counts(created, changed, jsonb_array_length(plan -> 'courses')) || jsonb_build_object('own_courses', (
        -- courses of who brings the file in: they open nothing to her until the director approves the load (sec.judge_self_entry)
        select coalesce(jsonb_agg(g.name || ' · ' || s.name order by g.name, s.name), '[]')
        from jsonb_to_recordset(plan -> 'courses') as i (subject text, group_name text, teacher text)
        join journal.subjects as s on s.name = i.subject
        join journal.study_groups as g on g.school_year_id = school_year.school_year_id and g.name = i.group_name
        join journal.courses as c on (c.subject_id, c.group_id) = (s.subject_id, g.group_id)
        join journal.course_holders as h on h.course_id = c.course_id and upper_inf(h.during)
        where (teachers ->> i.teacher)::integer = sec.person_id() and h.person_id = sec.person_id() and h.approved_by is null
    ));
end
$$;

create or replace function sec.import_groups(batch uuid, plan jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    school_year journal.school_years := sec.import_year(plan);
    since date := greatest(school_year.starts_on, sec.today());
    unknown text [];
    members jsonb;
    created integer;
    changed integer;
begin
    perform sec.refuse_unknown_classes(school_year.school_year_id, (
        select coalesce(jsonb_agg(m.value -> 'class_name'), '[]') from jsonb_array_elements(plan -> 'members') as m (value)
    ));
    select array_agg(distinct m.group_name) into unknown from jsonb_to_recordset(plan -> 'members') as m (group_name text)
    where not exists (
        select from journal.study_groups as g
        where g.school_year_id = school_year.school_year_id and g.name = m.group_name and not g.is_whole_class
    );  -- the list of a whole class follows the movement of pupils, not this file
    if unknown is not null then
        perform sec.refuse_import('group', unknown);
    end if;

    with named as (
        select m.group_name, m.class_name, m.full_name, sec.name_key(m.full_name) as name_key
        from jsonb_to_recordset(plan -> 'members') as m (group_name text, class_name text, full_name text)
    ),

    enrolled as (
        select c.name as class_name, sec.name_key(p.sort_key) as name_key, e.pupil_id, lower(e.during) as since
        from journal.class_memberships as e
        join journal.school_classes as c on c.class_id = e.class_id
        join journal.people as p on p.person_id = e.pupil_id
        where c.school_year_id = school_year.school_year_id
    ),

    found as (
        select n.group_name, n.class_name, n.full_name, min(e.pupil_id) as pupil_id, min(e.since) as since, count(e.pupil_id) as candidates
        from named as n left join enrolled as e on (e.class_name, e.name_key) = (n.class_name, n.name_key)
        group by n.group_name, n.class_name, n.full_name
    )

    select
        jsonb_agg(jsonb_build_object('group_id', g.group_id, 'pupil_id', f.pupil_id, 'joined_on', f.since)),
        array_agg(f.class_name || ' ' || f.full_name) filter (where f.candidates <> 1)
    into members, unknown
    from found as f
    join journal.study_groups as g on g.school_year_id = school_year.school_year_id and g.name = f.group_name;
    if unknown is not null then
        perform sec.refuse_import('pupil', unknown);
    end if;

    with incoming as (
        select * from jsonb_to_recordset(members) as m (group_id integer, pupil_id integer, joined_on date)
    ),

    released as (
        update journal.group_memberships as t set during = daterange(lower(t.during), since)
        where t.group_id in (select i.group_id from incoming as i)
            and upper_inf(t.during) and lower(t.during) < since
            and not exists (select from incoming as i where (i.group_id, i.pupil_id) = (t.group_id, t.pupil_id))
        returning t.group_id
    ),

    inserted as (
        insert into journal.group_memberships (group_id, pupil_id, during, batch_id)
        select
            i.group_id, i.pupil_id,
            daterange(
                case when exists (select from journal.group_memberships as t where t.group_id = i.group_id) then since else i.joined_on end, null
            ), batch
        from incoming as i
        where not exists (
            select from journal.group_memberships as t where (t.group_id, t.pupil_id) = (i.group_id, i.pupil_id) and upper_inf(t.during)
        )
        returning 1
    )

    select (select count(*) from inserted), (select count(*) from released) into created, changed;
    return sec.import_counts(created, 0, jsonb_array_length(plan -> 'members')) || jsonb_build_object('changed', changed);
end
$$;

reset role;
