-- What a family may reach, and whose family a class teacher keeps, as arrays of ids (see 30_reach.sql).
set role ${guard};

-- The pupil herself; a guardian's own children.
create or replace function sec.my_child_ids()
returns integer []
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.me();
begin
    if not me.roles && array['pupil', 'guardian'] then
        return '{}';
    end if;
    return array(
        select p.pupil_id from journal.pupils as p where p.pupil_id = me.person_id and 'pupil' = any (me.roles)
        union
        select g.pupil_id from journal.guardians as g where g.person_id = me.person_id and 'guardian' = any (me.roles)
    );
end
$$;

-- Courses in which those children take part or took part; a psychologist's is in no diary.
create or replace function sec.my_child_course_ids()
returns integer []
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    children integer [] := sec.my_child_ids();
begin
    if children = '{}' then
        return '{}';
    end if;
    return array(
        select distinct c.course_id from journal.group_memberships as m
        join journal.courses as c on c.group_id = m.group_id and c.kind <> 'psychologist'
        where m.pupil_id = any (children)
    );
end
$$;

-- Pupils whose present or last class is one led today, and their guardians: a class teacher keeps no longer the family that moved on.
create or replace function sec.my_class_family_ids()
returns integer []
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    classes integer [] := sec.my_class_ids();
    pupils integer [];
begin
    if classes = '{}' then
        return '{}';
    end if;
    pupils := array(
        select m.pupil_id from journal.class_memberships as m
        where m.class_id = any (classes) and not exists (
            select from journal.class_memberships as n
            where n.pupil_id = m.pupil_id and n.class_id <> m.class_id and lower(n.during) > lower(m.during) and lower(n.during) <= sec.today()
        )
    );
    return pupils || array(
        select g.person_id from journal.guardians as g where g.pupil_id = any (pupils)
    );
end
$$;

reset role;
grant execute on function sec.my_child_ids(), sec.my_child_course_ids(), sec.my_class_family_ids() to ${api};
