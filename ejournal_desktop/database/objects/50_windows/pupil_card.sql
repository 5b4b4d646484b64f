-- Personal data of pupils and families (CLS-4): the class teacher of her class, the secretary and the management. Every look is on record.
set role ${api};

create or replace function sec.demand_family(asked_pupil_id integer)
returns sec.identity
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
    me sec.identity := sec.demand(array['secretary', 'administrator', 'deputy', 'director', 'class_teacher']);
begin
    if not sec.sees_families() and asked_pupil_id <> all (sec.my_class_family_ids())
        or not exists (select from journal.pupils as p where p.pupil_id = asked_pupil_id)
    then
        perform sec.refuse('EJ002', 'not a pupil of your class', jsonb_build_object('reason', 'class'));
    end if;
    return me;
end
$$;

-- Contacts of one person as they stand; row security decides whether there are any.
create or replace function sec.contacts_of(asked_person_id integer)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select jsonb_build_object(
            'person_id', p.person_id, 'last_name', p.last_name, 'first_name', p.first_name, 'middle_name', p.middle_name,
            'phone', coalesce(d.phone, ''), 'email', coalesce(d.email, ''), 'address', coalesce(d.address, '')
        )
        from journal.people as p left join private.person_details as d on d.person_id = p.person_id
        where p.person_id = asked_person_id
    );
end
$$;

create or replace function sec.family_of(asked_pupil_id integer)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select coalesce(jsonb_agg(
            sec.contacts_of(g.person_id) || jsonb_build_object('relation', g.relation) order by g.relation, g.person_id
        ), '[]')
        from journal.guardians as g
        where g.pupil_id = asked_pupil_id
    );
end
$$;

create or replace function api.pupil_card(pupil_id integer)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand_family(pupil_card.pupil_id);
begin
    perform sec.note_event(
        'read', 'private.person_details', jsonb_build_object('pupil_id', pupil_card.pupil_id, 'window', 'pupil_card'), sec.common_ground()
    );
    return sec.contacts_of(pupil_card.pupil_id) || (
        select jsonb_build_object(
            'pupil_id', p.pupil_id, 'file_number', p.file_number, 'refuses_electronic', p.refuses_electronic,
            'birth_date', d.birth_date, 'sex', d.sex, 'snils', case when sec.sees_families() then d.snils end, 'basis', d.basis,
            'guardians', sec.family_of(p.pupil_id),
            'classes', (
                select coalesce(jsonb_agg(jsonb_build_array(
                    k.name, lower(m.during), upper(m.during), sec.order_text(m.admitted_by), sec.order_text(m.departed_by)
                ) order by m.during), '[]')
                from journal.class_memberships as m join journal.school_classes as k on k.class_id = m.class_id
                where m.pupil_id = p.pupil_id
            ),
            'bases', (
                select coalesce(jsonb_agg(jsonb_build_array(b.data_group, b.basis, b.consent_id) order by b.data_group), '[]')
                from private.data_bases as b where b.person_id = p.pupil_id
            ),
            'consents', (
                select coalesce(jsonb_agg(
                    jsonb_build_array(c.consent_id, c.purpose, c.number, c.given_on, c.withdrawn_on) order by c.consent_id
                ), '[]')
                from private.consents as c where c.person_id = p.pupil_id
            )
        )
        from journal.pupils as p left join private.person_details as d on d.person_id = p.pupil_id
        where p.pupil_id = pupil_card.pupil_id
    );
end
$$;

create or replace function api.class_families(class_id smallint)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['secretary', 'administrator', 'deputy', 'director', 'class_teacher']);
begin
    if not sec.sees_families() and class_families.class_id <> all (sec.my_class_ids()) then
        perform sec.refuse('EJ002', 'not your class', jsonb_build_object('reason', 'class'));
    end if;
    perform sec.note_event(
        'read', 'private.person_details', jsonb_build_object('class_id', class_families.class_id, 'window', 'class_families'), sec.common_ground()
    );
    return (
        select coalesce(jsonb_agg(
            sec.contacts_of(p.pupil_id) || jsonb_build_object(
                'pupil_id', p.pupil_id, 'refuses_electronic', p.refuses_electronic, 'guardians', sec.family_of(p.pupil_id)
            ) order by n.sort_key collate "C", n.person_id
        ), '[]')
        from journal.class_memberships as m
        join journal.pupils as p on p.pupil_id = m.pupil_id
        join journal.people as n on n.person_id = m.pupil_id
        where m.class_id = class_families.class_id and m.during @> me.today
    );
end
$$;

reset role;
grant execute on function api.pupil_card(integer), api.class_families(smallint)
to ${secretary}, ${administrator}, ${deputy}, ${director}, ${class_teacher};
