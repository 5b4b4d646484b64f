-- Contacts of a family and its refusal of the electronic form, kept current by the class teacher, the secretary, the administrator (CLS-4).
set role ${api};

create or replace function sec.demand_keeps_family(asked_person_id integer)
returns sec.identity
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
    me sec.identity := sec.demand(array['secretary', 'administrator', 'class_teacher']);
begin
    if not me.roles && array['secretary', 'administrator'] and asked_person_id <> all (sec.my_class_family_ids())
        or not exists (select from journal.people as p where p.person_id = asked_person_id)
    then
        perform sec.refuse('EJ002', 'not a pupil of your class', jsonb_build_object('reason', 'class'));
    end if;
    return me;
end
$$;

create or replace function api.save_contacts(person_id integer, phone text, email text, address text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand_keeps_family(save_contacts.person_id);
begin
    update private.person_details as d
    set phone = nullif(btrim(save_contacts.phone), ''), email = nullif(btrim(save_contacts.email), ''),
        address = nullif(btrim(save_contacts.address), '')
    where d.person_id = save_contacts.person_id;
    if not found then
        insert into private.person_details (person_id, phone, email, address)
        values (
            save_contacts.person_id, nullif(btrim(save_contacts.phone), ''), nullif(btrim(save_contacts.email), ''),
            nullif(btrim(save_contacts.address), '')
        );
    end if;
end
$$;

create or replace function api.set_refusal(pupil_id integer, refuses_electronic boolean)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand_keeps_family(set_refusal.pupil_id);
begin
    update journal.pupils as p set refuses_electronic = set_refusal.refuses_electronic
    where p.pupil_id = set_refusal.pupil_id and p.refuses_electronic <> set_refusal.refuses_electronic;
end
$$;

reset role;
grant execute on function api.save_contacts(integer, text, text, text), api.set_refusal(integer, boolean)
to ${secretary}, ${administrator}, ${class_teacher};
