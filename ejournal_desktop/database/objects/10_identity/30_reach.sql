-- What the person may reach, as arrays of ids: policies compare with = any ((select sec.my_…())::integer[]), which runs once a query.
-- Rights follow course × date, never authorship (rulings 13).
set role ${guard};

-- Courses held today by the order of the load: the whole journal of each.
create or replace function sec.my_course_ids()
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
    if not me.roles && array['teacher', 'psychologist'] then
        return '{}';
    end if;
    return array(
        select h.course_id from journal.course_holders as h
        where h.person_id = me.person_id and h.during @> me.today and sec.holding_counts(h.approved_by, h.is_self_entered)
    );
end
$$;

-- Lessons reached without holding their course today: as a substitute (never before the substitution was entered), or of the days
-- on which the course was, or will be, held.
create or replace function sec.my_lesson_ids()
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
    school_zone text := sec.zone();
    other_holdings integer [];
begin
    if not me.roles && array['teacher', 'psychologist'] then
        return '{}';
    end if;
    other_holdings := array(
        select h.course_holder_id from journal.course_holders as h
        where h.person_id = me.person_id and not h.during @> me.today and sec.holding_counts(h.approved_by, h.is_self_entered)
    );
    if other_holdings = '{}' and not exists (select from journal.substitutions as s where s.person_id = me.person_id) then
        return '{}';  -- the usual case costs two looks
    end if;
    return array(
        select s.lesson_id from journal.substitutions as s
        join journal.lessons as l on l.lesson_id = s.lesson_id
        where s.person_id = me.person_id and (s.entered_at at time zone school_zone)::date <= l.held_on
        union
        select l.lesson_id from journal.course_holders as h
        join journal.lessons as l on l.course_id = h.course_id and h.during @> l.held_on
        where h.course_holder_id = any (other_holdings)
    );
end
$$;

-- Sessions of a psychologist's courses held on the days of her own holding: a later holder does not read what was said before her.
create or replace function sec.my_session_ids()
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
    if not 'psychologist' = any (me.roles) then
        return '{}';
    end if;
    return array(
        select l.lesson_id from journal.course_holders as h
        join journal.courses as c on c.course_id = h.course_id and c.kind = 'psychologist'
        join journal.lessons as l on l.course_id = h.course_id and h.during @> l.held_on
        where h.person_id = me.person_id and sec.holding_counts(h.approved_by, h.is_self_entered)
    );
end
$$;

-- Works of those lessons.
create or replace function sec.my_work_ids()
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
    lessons integer [] := sec.my_lesson_ids();
begin
    if lessons = '{}' then
        return '{}';
    end if;
    return array(
        select w.work_id from journal.works as w where w.lesson_id = any (lessons)
    );
end
$$;

-- Classes led today.
create or replace function sec.my_class_ids()
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
    if not 'class_teacher' = any (me.roles) then
        return '{}';
    end if;
    return array(
        select t.class_id::integer from journal.class_teachers as t
        where t.person_id = me.person_id and t.during @> me.today
    );
end
$$;

-- Every course in which pupils of the classes led take part, but a psychologist's: who comes to her is hers to know (JRN-11).
create or replace function sec.my_class_course_ids()
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
    classes integer [] := sec.my_class_ids();
begin
    if not 'class_teacher' = any (me.roles) then
        return '{}';
    end if;
    return array(
        select c.course_id from journal.study_group_classes as g
        join journal.courses as c on c.group_id = g.group_id
        where g.class_id = any (classes) and c.kind <> 'psychologist'
    );
end
$$;

-- Groups of a psychologist alone, but one's own: who comes to her is hers to know (rulings 2; JRN-11).
create or replace function sec.closed_group_ids()
returns integer []
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    mine integer [] := sec.my_course_ids();
begin
    return array(
        select c.group_id from journal.courses as c
        group by c.group_id
        having bool_and(c.kind = 'psychologist') and not bool_or(c.course_id = any (mine))
    );
end
$$;

-- Pupils of the classes led, those who left during the year too.
create or replace function sec.my_class_pupil_ids()
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
    classes integer [] := sec.my_class_ids();
begin
    if not 'class_teacher' = any (me.roles) then
        return '{}';
    end if;
    return array(
        select distinct m.pupil_id from journal.class_memberships as m where m.class_id = any (classes)
    );
end
$$;

-- Courses of which at least something may be read: held on some day, substituted once, or of a class led.
create or replace function sec.readable_course_ids()
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
    if me.person_id is null then
        return '{}';
    end if;
    return array(
        select h.course_id from journal.course_holders as h
        where h.person_id = me.person_id and me.roles && array['teacher', 'psychologist']
            and sec.holding_counts(h.approved_by, h.is_self_entered)
        union
        select l.course_id from journal.substitutions as s
        join journal.lessons as l on l.lesson_id = s.lesson_id
        where s.person_id = me.person_id and me.roles && array['teacher', 'psychologist']
        union
        select unnest(sec.my_class_course_ids()) where 'class_teacher' = any (me.roles)
    );
end
$$;

-- Study groups of the courses that a person holds on some day or substituted once.
create or replace function sec.groups_of_teacher(asked_person_id integer)
returns integer []
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
    groups integer [] := array(
        select c.group_id from journal.course_holders as h
        join journal.courses as c on c.course_id = h.course_id
        where h.person_id = asked_person_id
    );
begin
    if exists (select from journal.substitutions as s where s.person_id = asked_person_id) then
        groups := groups || array(
            select c.group_id from journal.substitutions as s
            join journal.lessons as l on l.lesson_id = s.lesson_id
            join journal.courses as c on c.course_id = l.course_id
            where s.person_id = asked_person_id
        );
    end if;
    return groups;
end
$$;

-- Study groups of those courses that are taught.
create or replace function sec.my_group_ids()
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
    if not me.roles && array['teacher', 'psychologist'] then
        return '{}';
    end if;
    return sec.groups_of_teacher(me.person_id);
end
$$;

-- Pupils of those groups and of the classes led.
create or replace function sec.my_pupil_ids()
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
    groups integer [];
    pupils integer [] := '{}';
begin
    if me.roles && array['teacher', 'psychologist'] then
        groups := sec.groups_of_teacher(me.person_id);
        pupils := array(
            select m.pupil_id from journal.group_memberships as m where m.group_id = any (groups)
        );
    end if;
    if 'class_teacher' = any (me.roles) then
        pupils := pupils || sec.my_class_pupil_ids();
    end if;
    return pupils;
end
$$;

-- Colleagues: their names are no secret among the staff.
create or replace function sec.staff_ids()
returns integer []
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if not sec.is_staff() then
        return '{}';
    end if;
    return array(
        select s.person_id from journal.staff as s
    );
end
$$;

reset role;
grant execute on function sec.closed_group_ids() to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary};
grant execute on function sec.my_session_ids(), sec.my_course_ids(), sec.my_lesson_ids(), sec.my_work_ids(), sec.my_class_ids(), sec.my_class_course_ids(),
sec.my_class_pupil_ids(), sec.closed_group_ids(), sec.readable_course_ids(), sec.my_group_ids(), sec.my_pupil_ids(), sec.staff_ids()
to ${api};
grant execute on function sec.my_course_ids(), sec.my_lesson_ids(), sec.my_work_ids() to ${writer};
