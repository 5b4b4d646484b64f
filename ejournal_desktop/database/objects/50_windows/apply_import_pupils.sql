-- Import «pupils»: people, details where there is a consent, guardians, consents, classes, memberships from the year's start.
-- Identity: СНИЛС, else name with birth date, else name within the class.

set role ${api};

create or replace function sec.match_pupils(school_year smallint, pupils jsonb)
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
        from jsonb_to_recordset(pupils) as p (
            key text, class_name text, last_name text, first_name text, middle_name text, birth_date date, snils text
        )
    ),

    known as (
        select
            u.pupil_id, sec.name_key(n.sort_key) as name_key, d.birth_date, d.snils,
            (
                select c.name from journal.class_memberships as m join journal.school_classes as c on c.class_id = m.class_id
                where m.pupil_id = u.pupil_id and c.school_year_id = school_year
                order by m.during desc limit 1
            ) as class_name
        from journal.pupils as u
        join journal.people as n on n.person_id = u.pupil_id
        left join private.person_details as d on d.person_id = u.pupil_id
    ),

    candidates as (
        select i.key, k.pupil_id, 1 as strength from incoming as i join known as k on k.snils = nullif(i.snils, '')
        union all
        select i.key, k.pupil_id, 2 from incoming as i
        join known as k on k.name_key = i.name_key and k.birth_date = i.birth_date
        where k.snils is null or coalesce(i.snils, '') in ('', k.snils)
        union all
        select i.key, k.pupil_id, 3 from incoming as i
        join known as k on k.name_key = i.name_key and k.class_name = i.class_name
        where k.birth_date is null or i.birth_date is null
    ),

    strongest as (
        select c.key, c.pupil_id from candidates as c
        where c.strength = (select min(b.strength) from candidates as b where b.key = c.key)
    ),

    decided as (
        select s.key, min(s.pupil_id) as pupil_id, count(distinct s.pupil_id) as candidates from strongest as s group by s.key
    )

    select jsonb_object_agg(d.key, d.pupil_id), array_agg(d.key) filter (where d.candidates > 1)
    into matched, doubtful
    from decided as d;
    if doubtful is not null then
        perform sec.refuse_import('namesakes', doubtful);
    end if;
    return coalesce(matched, '{}');
end
$$;

create or replace function sec.import_pupils(batch uuid, plan jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    school_year journal.school_years := sec.import_year(plan);
    known jsonb;
    resolved jsonb;
    changed_keys text [];
    moved_keys text [];
begin
    perform sec.import_classes(
        batch, school_year.school_year_id,
        (select coalesce(jsonb_agg(distinct e.value -> 'class_name'), '[]') from jsonb_array_elements(plan -> 'pupils') as e (value))
    );
    known := sec.match_pupils(school_year.school_year_id, plan -> 'pupils');
    select jsonb_agg(jsonb_build_object('key', r.key, 'id', r.person_id, 'is_new', r.is_new, 'is_changed', r.is_changed))
    into resolved
    from sec.import_people(batch, (
        select jsonb_agg(
            e.value || jsonb_build_object(
                'known_id', known -> (e.value ->> 'key'),
                'basis', case when (e.value ->> 'has_consent')::boolean then 'согласие' end
            )
        )
        from jsonb_array_elements(plan -> 'pupils') as e (value)
    )) as r;

    with incoming as (
        select p.*, r.id from jsonb_to_recordset(plan -> 'pupils') as p (key text, file_number text, refuses_electronic boolean)
        join jsonb_to_recordset(resolved) as r (key text, id integer) on r.key = p.key
    ),

    updated as (
        update journal.pupils as t
        set file_number = coalesce(nullif(i.file_number, ''), t.file_number), refuses_electronic = i.refuses_electronic
        from incoming as i
        where t.pupil_id = i.id and (t.file_number, t.refuses_electronic) is distinct from (
            coalesce(nullif(i.file_number, ''), t.file_number), i.refuses_electronic
        )
        returning t.pupil_id
    ),

    inserted as (
        insert into journal.pupils (pupil_id, file_number, refuses_electronic, batch_id)
        select i.id, i.file_number, i.refuses_electronic, batch from incoming as i
        where not exists (select from journal.pupils as t where t.pupil_id = i.id)
        returning pupil_id
    )

    select array_agg(i.key) into changed_keys from incoming as i
    where i.id in (select u.pupil_id from updated as u union all select n.pupil_id from inserted as n);

    moved_keys := sec.import_memberships(batch, school_year, plan, resolved);
    changed_keys := changed_keys || sec.import_consents(batch, plan, resolved) || sec.import_guardians(batch, plan, resolved);
    return (
        select sec.import_counts(
            (count(*) filter (where r.is_new))::integer,
            (count(*) filter (where not r.is_new and (r.is_changed or r.key = any (changed_keys)) and r.key <> all (moved_keys)))::integer,
            count(*)::integer,
            (count(*) filter (where r.key = any (moved_keys)))::integer
        ) || jsonb_build_object('moved', to_jsonb(moved_keys))
        from jsonb_to_recordset(resolved) as r (key text, is_new boolean, is_changed boolean)
    );
end
$$;

-- Classes and whole-class groups from the year's start. A pupil who is in another class of the year is left there and told:
-- a transfer needs its order. Returns the keys of these.
create or replace function sec.import_memberships(batch uuid, school_year journal.school_years, plan jsonb, resolved jsonb)
returns text []
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    moved_keys text [];
begin
    with incoming as (
        select p.key, r.id, c.class_id
        from jsonb_to_recordset(plan -> 'pupils') as p (key text, class_name text)
        join jsonb_to_recordset(resolved) as r (key text, id integer) on r.key = p.key
        join journal.school_classes as c on c.school_year_id = school_year.school_year_id and c.name = p.class_name
    ),

    placed as (
        select m.pupil_id, m.class_id from journal.class_memberships as m
        join journal.school_classes as c on c.class_id = m.class_id
        where c.school_year_id = school_year.school_year_id
    ),

    enrolled as (
        insert into journal.class_memberships (class_id, pupil_id, during, batch_id)
        select i.class_id, i.id, daterange(school_year.starts_on, null), batch from incoming as i
        where not exists (select from placed as p where p.pupil_id = i.id)
        returning pupil_id
    )

    select array_agg(i.key) into moved_keys from incoming as i
    where exists (select from placed as p where p.pupil_id = i.id)
        and not exists (select from placed as p where p.pupil_id = i.id and p.class_id = i.class_id);

    insert into journal.group_memberships (group_id, pupil_id, during, batch_id)
    select g.group_id, m.pupil_id, m.during, batch
    from journal.class_memberships as m
    join journal.school_classes as c on c.class_id = m.class_id
    join journal.study_groups as g on g.school_year_id = c.school_year_id and g.name = c.name and g.is_whole_class
    where c.school_year_id = school_year.school_year_id and m.batch_id = batch;
    return coalesce(moved_keys, '{}');
end
$$;

create or replace function sec.import_consents(batch uuid, plan jsonb, resolved jsonb)
returns text []
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    changed_keys text [];
begin
    with incoming as (
        select p.key, r.id, coalesce(p.consent_number, '') as number, p.consent_date as given_on
        from jsonb_to_recordset(plan -> 'pupils') as p (key text, has_consent boolean, consent_number text, consent_date date)
        join jsonb_to_recordset(resolved) as r (key text, id integer) on r.key = p.key
        where p.has_consent
    ),

    inserted as (
        insert into private.consents (person_id, number, given_on, batch_id)
        select i.id, i.number, i.given_on, batch from incoming as i
        where not exists (
            select from private.consents as c
            where c.person_id = i.id and (c.number, c.given_on) is not distinct from (i.number, i.given_on)
        )
        returning person_id
    )

    select array_agg(i.key) into changed_keys from incoming as i where i.id in (select n.person_id from inserted as n);
    return coalesce(changed_keys, '{}');
end
$$;

-- One guardian of two pupils is one person: same name and phone, in the file as in the database.
create or replace function sec.import_guardians(batch uuid, plan jsonb, resolved jsonb)
returns text []
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    guardians jsonb;
    people jsonb;
    changed_keys text [];
begin
    select jsonb_agg(to_jsonb(g)) into guardians from (
        select
            p.key as pupil_key, r.id as pupil_id, e.*,
            sec.name_key(concat_ws(' ', e.last_name, e.first_name, e.middle_name)) || '|' || coalesce(e.phone, '') as key
        from jsonb_to_recordset(plan -> 'pupils') as p (key text, has_consent boolean, guardians jsonb)
        join jsonb_to_recordset(resolved) as r (key text, id integer) on r.key = p.key
        cross join jsonb_to_recordset(p.guardians) as e (
            relation text, last_name text, first_name text, middle_name text, phone text, email text
        )
        where p.has_consent
    ) as g;
    if guardians is null then
        return '{}';
    end if;

    with unique_people as (
        select distinct on (g.key) g.* from jsonb_to_recordset(guardians) as g (
            key text, pupil_id integer, last_name text, first_name text, middle_name text, phone text, email text
        )
        order by g.key, (coalesce(g.email, '') <> '') desc
    ),

    known as (
        select distinct on (1) sec.name_key(n.sort_key) || '|' || coalesce(d.phone, '') as key, n.person_id
        from journal.people as n
        left join private.person_details as d on d.person_id = n.person_id
        where exists (select from journal.guardians as g where g.person_id = n.person_id)
        order by 1, 2
    )

    select
        jsonb_agg(to_jsonb(u) || jsonb_build_object('known_id', k.person_id, 'basis', 'согласие'))
    into people
    from unique_people as u left join known as k on k.key = u.key;

    with stored as materialized (select * from sec.import_people(batch, people)),

    incoming as (
        select g.pupil_key, g.pupil_id, s.person_id, min(g.relation) as relation, bool_or(s.is_changed) as is_changed
        from jsonb_to_recordset(guardians) as g (key text, pupil_key text, pupil_id integer, relation text)
        join stored as s on s.key = g.key
        group by g.pupil_key, g.pupil_id, s.person_id
    ),

    linked as (
        insert into journal.guardians (pupil_id, person_id, relation, batch_id)
        select i.pupil_id, i.person_id, i.relation, batch from incoming as i
        where not exists (select from journal.guardians as t where (t.pupil_id, t.person_id) = (i.pupil_id, i.person_id))
        returning pupil_id, person_id
    )

    select array_agg(distinct i.pupil_key) into changed_keys from incoming as i
    where i.is_changed or exists (select from linked as l where (l.pupil_id, l.person_id) = (i.pupil_id, i.person_id));
    return coalesce(changed_keys, '{}');
end
$$;

reset role;
