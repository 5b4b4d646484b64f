-- Import «staff»: people, details (by contract), posts, class teachers. Identity: СНИЛС, else name with birth date.

set role ${api};

create or replace function sec.match_staff(people jsonb)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
    doubtful text [];
    matched jsonb;
begin
    with incoming as (
        select p.*, sec.name_key(concat_ws(' ', p.last_name, p.first_name, p.middle_name)) as name_key
        from jsonb_to_recordset(people) as p (
            key text, last_name text, first_name text, middle_name text, birth_date date, snils text
        )
    ),

    by_snils as (
        select i.key, d.person_id from incoming as i
        join private.person_details as d on d.snils = nullif(i.snils, '')
    ),

    by_name as (
        select i.key, min(p.person_id) as person_id, count(*) as candidates
        from incoming as i
        join journal.people as p on sec.name_key(p.sort_key) = i.name_key
        left join private.person_details as d on d.person_id = p.person_id
        where (d.birth_date is null or i.birth_date is null or d.birth_date = i.birth_date)
            and (d.snils is null or coalesce(i.snils, '') in ('', d.snils))
            and not exists (select from journal.pupils as u where u.pupil_id = p.person_id)
            and not exists (select from journal.guardians as g where g.person_id = p.person_id)
        group by i.key
    ),

    decided as (
        select i.key, coalesce(s.person_id, n.person_id) as person_id, s.person_id is null and n.candidates > 1 as is_doubtful
        from incoming as i left join by_snils as s on s.key = i.key left join by_name as n on n.key = i.key
    )

    select
        jsonb_object_agg(d.key, d.person_id) filter (where d.person_id is not null),
        array_agg(d.key) filter (where d.is_doubtful)
    into matched, doubtful
    from decided as d;
    if doubtful is not null then
        perform sec.refuse_import('namesakes', doubtful);
    end if;
    return coalesce(matched, '{}');
end
$$;

create or replace function sec.import_staff(batch uuid, plan jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    school_year journal.school_years := sec.import_year(plan);
    known jsonb := sec.match_staff(plan -> 'people');
    resolved jsonb;
    changed_keys text [];
    led jsonb;
begin
    select jsonb_agg(jsonb_build_object('key', r.key, 'id', r.person_id, 'is_new', r.is_new, 'is_changed', r.is_changed))
    into resolved
    from sec.import_people(batch, (
        select jsonb_agg(e.value || jsonb_build_object('known_id', known -> (e.value ->> 'key'), 'basis', 'договор'))
        from jsonb_array_elements(plan -> 'people') as e (value)
    )) as r;

    with incoming as (
        select p.*, r.id from jsonb_to_recordset(plan -> 'people') as p (
            key text, positions text [], subjects text [], category text, room text
        )
        join jsonb_to_recordset(resolved) as r (key text, id integer) on r.key = p.key
    ),

    updated as (
        update journal.staff as t
        set positions = i.positions, subjects = i.subjects, category = i.category, room = i.room
        from incoming as i
        where t.person_id = i.id
            and (t.positions, t.subjects, t.category, t.room) is distinct from (i.positions, i.subjects, i.category, i.room)
        returning t.person_id
    ),

    inserted as (
        insert into journal.staff (person_id, positions, subjects, category, room, batch_id)
        select i.id, i.positions, i.subjects, i.category, i.room, batch from incoming as i
        where not exists (select from journal.staff as t where t.person_id = i.id)
        returning person_id
    )

    select array_agg(i.key) into changed_keys from incoming as i
    where i.id in (select u.person_id from updated as u union all select n.person_id from inserted as n);

    led := sec.import_class_teachers(batch, school_year, plan, resolved);
    return (
        select sec.import_counts(
            (count(*) filter (where r.is_new))::integer,
            (count(*) filter (where not r.is_new and (r.is_changed or r.key = any (changed_keys) or led -> 'keys' ? r.key)))::integer,
            count(*)::integer
        ) || jsonb_build_object('own_classes', led -> 'own_classes')
        from jsonb_to_recordset(resolved) as r (key text, is_new boolean, is_changed boolean)
    );
end
$$;

-- Keys of who leads a class from now on, and the classes that the file gives to who brings it in: another person gives her those.
create or replace function sec.import_class_teachers(batch uuid, school_year journal.school_years, plan jsonb, resolved jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    changed_keys text [];
    own_classes text [];
    since date := greatest(school_year.starts_on, sec.today());
begin
    perform sec.import_classes(
        batch, school_year.school_year_id,
        (select coalesce(jsonb_agg(c.value -> 'class_name'), '[]') from jsonb_array_elements(plan -> 'class_teachers') as c (value))
    );
    with incoming as (
        select l.key, r.id, c.class_id, c.name, r.id = sec.person_id() as is_own
        from jsonb_to_recordset(plan -> 'class_teachers') as l (key text, class_name text)
        join jsonb_to_recordset(resolved) as r (key text, id integer) on r.key = l.key
        join journal.school_classes as c on c.school_year_id = school_year.school_year_id and c.name = l.class_name
    )

    select array_agg(i.key) filter (where not i.is_own), array_agg(i.name order by i.name) filter (where i.is_own)
    into changed_keys, own_classes
    from incoming as i
    where not exists (
        select from journal.class_teachers as t where t.class_id = i.class_id and t.person_id = i.id and upper_inf(t.during)
    );
    -- who led the class before leads it until yesterday; a class without anybody gets its teacher from the year's start
    update journal.class_teachers as t set during = daterange(lower(t.during), since)
    from journal.school_classes as c, jsonb_to_recordset(plan -> 'class_teachers') as l (key text, class_name text)
    where c.school_year_id = school_year.school_year_id and c.name = l.class_name and t.class_id = c.class_id
        and l.key = any (changed_keys) and upper_inf(t.during) and lower(t.during) < since;
    insert into journal.class_teachers (class_id, person_id, during, batch_id)
    select
        c.class_id, r.id,
        daterange(
            case when exists (select from journal.class_teachers as t where t.class_id = c.class_id) then since else school_year.starts_on end, null
        ), batch
    from jsonb_to_recordset(plan -> 'class_teachers') as l (key text, class_name text)
    join jsonb_to_recordset(resolved) as r (key text, id integer) on r.key = l.key
    join journal.school_classes as c on c.school_year_id = school_year.school_year_id and c.name = l.class_name
    where l.key = any (changed_keys);
    return jsonb_build_object('keys', coalesce(to_jsonb(changed_keys), '[]'), 'own_classes', coalesce(to_jsonb(own_classes), '[]'));
end
$$;

reset role;
