-- What the kinds of import share. Functions of sec run inside api.apply_import with its rights and cannot be called by people.

set role ${api};

-- 1. A refusal: the whole import is rolled back; the detail names the reason and what does not fit.
create or replace function sec.refuse_import(what text, names text [])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform sec.refuse(
        'EJ041', 'the import does not fit: ' || what,
        jsonb_build_object('reason', what, 'names', to_jsonb(names[1:20]), 'count', cardinality(names))
    );
end
$$;

-- 2. The year a plan speaks of.
create or replace function sec.import_year(plan jsonb)
returns journal.school_years
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
    school_year journal.school_years;
begin
    select * into school_year from journal.school_years as y where y.name = plan ->> 'school_year';
    if not found then
        perform sec.refuse_import('school-year', array[coalesce(plan ->> 'school_year', '')]);
    end if;
    if school_year.closed_at is not null then
        perform sec.refuse('EJ018', 'the school year is closed', jsonb_build_object('school_year', school_year.name));
    end if;
    return school_year;
end
$$;

-- 3. Counts of a kind, in the words of the window.
create or replace function sec.import_counts(created integer, changed integer, total integer, skipped integer default 0)
returns jsonb
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_build_object(
        'created', created, 'changed', changed, 'unchanged', greatest(total - created - changed - skipped, 0), 'skipped', skipped
    );
$$;

-- 4. Classes named by a plan, each with the study group of the whole class; returns how many were made.
create or replace function sec.import_classes(batch uuid, school_year smallint, names jsonb)
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    made integer;
begin
    with named as (
        select distinct (regexp_match(n.name, '^(\d+)(.+)$'))[1]::smallint as grade, (regexp_match(n.name, '^(\d+)(.+)$'))[2] as letter
        from jsonb_array_elements_text(names) as n (name)
    ),

    created as (
        insert into journal.school_classes (school_year_id, grade, letter, batch_id)
        select school_year, n.grade, n.letter, batch from named as n
        where not exists (
            select from journal.school_classes as c where c.school_year_id = school_year and c.grade = n.grade and c.letter = n.letter
        )
        order by n.grade, n.letter
        returning class_id
    )

    select count(*) into made from created;
    insert into journal.study_groups (school_year_id, name, is_whole_class, batch_id)
    select school_year, c.name, true, batch from journal.school_classes as c
    where c.school_year_id = school_year
        and not exists (select from journal.study_groups as g where g.school_year_id = school_year and g.name = c.name)
    order by c.grade, c.letter;
    insert into journal.study_group_classes (group_id, class_id)
    select g.group_id, c.class_id from journal.school_classes as c
    join journal.study_groups as g on g.school_year_id = school_year and g.name = c.name and g.is_whole_class
    where c.school_year_id = school_year
        and not exists (select from journal.study_group_classes as l where l.group_id = g.group_id and l.class_id = c.class_id);
    return made;
end
$$;

-- 5. People with their details: new ones get ids, known ones are brought up to what the file says; an empty cell never erases.
-- Details are written only when the row names their basis (rulings 1).
create or replace function sec.import_people(batch uuid, people jsonb)
returns table (key text, person_id integer, is_new boolean, is_changed boolean)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    with incoming as materialized (
        select
            p.*,
            coalesce(p.known_id, nextval('journal.people_person_id_seq')::integer) as id,
            p.known_id is null as fresh
        from jsonb_to_recordset(people) as p (
            key text, known_id integer, last_name text, first_name text, middle_name text, birth_date date, sex text,
            snils text, phone text, email text, address text, basis text
        )
    ),

    created as (
        insert into journal.people (person_id, last_name, first_name, middle_name, batch_id)
        overriding system value
        select i.id, i.last_name, i.first_name, i.middle_name, batch from incoming as i where i.fresh
        returning person_id
    ),

    renamed as (
        update journal.people as t
        set last_name = i.last_name, first_name = i.first_name, middle_name = i.middle_name
        from incoming as i
        where t.person_id = i.id and not i.fresh
            and (t.last_name, t.first_name, t.middle_name) is distinct from (i.last_name, i.first_name, i.middle_name)
        returning t.person_id
    ),

    detailed as (
        insert into private.person_details (person_id, birth_date, sex, snils, phone, email, address, basis, batch_id)
        select
            i.id, i.birth_date, i.sex, nullif(i.snils, ''), nullif(i.phone, ''), nullif(i.email, ''), nullif(i.address, ''), i.basis, batch
        from incoming as i
        where i.basis is not null and not exists (select from private.person_details as d where d.person_id = i.id)
        returning person_id
    ),

    mended as (
        update private.person_details as t
        set birth_date = coalesce(i.birth_date, t.birth_date), sex = coalesce(i.sex, t.sex),
            snils = coalesce(nullif(i.snils, ''), t.snils), phone = coalesce(nullif(i.phone, ''), t.phone),
            email = coalesce(nullif(i.email, ''), t.email), address = coalesce(nullif(i.address, ''), t.address)
        from incoming as i
        where t.person_id = i.id and i.basis is not null
            and (t.birth_date, t.sex, t.snils, t.phone, t.email, t.address) is distinct from (
                coalesce(i.birth_date, t.birth_date), coalesce(i.sex, t.sex), coalesce(nullif(i.snils, ''), t.snils),
                coalesce(nullif(i.phone, ''), t.phone), coalesce(nullif(i.email, ''), t.email),
                coalesce(nullif(i.address, ''), t.address)
            )
        returning t.person_id
    )

    select
        i.key, i.id, i.fresh,
        not i.fresh and i.id in (
            select r.person_id from renamed as r union all select d.person_id from detailed as d union all select m.person_id from mended as m
        )
    from incoming as i;
end
$$;

-- 6. The key by which names are compared: as journal.people.sort_key.
create or replace function sec.name_key(full_name text)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
    select replace(lower(regexp_replace(trim(full_name), '\s+', ' ', 'g')), 'ё', 'е');
$$;

reset role;
