-- Personal details and classes of pupils: who may write which of them, whatever a window allows. An import is the administrator's.
set role ${guard};

-- Contacts are kept by the class teacher too; birth date, sex and СНИЛС by the secretary and the administrator.
create or replace function sec.judge_person_details()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['administrator', 'secretary', 'class_teacher']);
begin
    perform sec.demand_plain_text(new.phone, 100), sec.demand_plain_text(new.email, 254), sec.demand_plain_text(new.address, 500);
    if me.is_owner or me.roles && array['administrator', 'secretary'] then
        return new;
    elsif new.person_id <> all (sec.my_class_family_ids()) then
        perform sec.refuse('EJ002', 'not a family of your class', jsonb_build_object('reason', 'class'));
    elsif tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['phone', 'email', 'address']);
    end if;
    return new;
end
$$;

-- A pupil's days in a class: begun and ended by a movement, never of another pupil or another class, not in a closed year.
create or replace function sec.judge_class_membership()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    y record;
begin
    perform sec.actor(array['secretary', 'administrator']);
    select x.name, x.closed_at into y from journal.school_classes as k
    join journal.school_years as x on x.school_year_id = k.school_year_id
    where k.class_id = new.class_id;
    if y.closed_at is not null then
        perform sec.refuse('EJ018', 'the school year is closed', jsonb_build_object('school_year', y.name, 'closed_at', y.closed_at));
    end if;
    if tg_op = 'UPDATE' and (new.class_id, new.pupil_id) is distinct from (old.class_id, old.pupil_id) then
        perform sec.refuse('EJ020', 'a membership does not move', jsonb_build_object('reason', 'moved'));
    end if;
    return new;
end
$$;

reset role;
grant execute on function sec.judge_person_details(), sec.judge_class_membership() to ${owner};
