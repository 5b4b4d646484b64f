-- Classes of the present year whose journals this person may read, and what is read of each.
set role ${api};

-- Those who see all: any class of the school; a class teacher: her own.
create or replace function sec.demand_class(asked_class_id integer)
returns sec.identity
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
    me sec.identity := sec.demand(array['deputy', 'director', 'administrator', 'inspector', 'class_teacher']);
begin
    if not sec.sees_all() and asked_class_id <> all (sec.my_class_ids()) then
        perform sec.refuse('EJ002', 'not your class', jsonb_build_object('reason', 'class'));
    elsif not exists (select from journal.school_classes as k where k.class_id = asked_class_id) then
        perform sec.refuse('EJ002', 'no such class', jsonb_build_object('reason', 'class'));
    end if;
    return me;
end
$$;

create or replace function api.classes()
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['deputy', 'director', 'administrator', 'inspector', 'class_teacher']);
    own integer [] := sec.my_class_ids();
    all_of_them boolean := sec.sees_all();
begin
    return (
        select coalesce(json_agg(json_build_object(
            'class_id', k.class_id, 'name', k.name, 'grade', k.grade,
            'pupils', (
                select count(*) from journal.class_memberships as m where m.class_id = k.class_id and m.during @> sec.today()
            )
        ) order by k.grade, k.letter), '[]')
        from journal.school_classes as k
        where k.school_year_id = sec.present_year() and (all_of_them or k.class_id = any (own))
    );
end
$$;

create or replace function api.courses_of_class(class_id smallint)
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand_class(courses_of_class.class_id);
begin
    return (
        select coalesce(json_agg(json_build_object(
            'course_id', c.course_id, 'subject', s.name, 'group_name', g.name, 'is_whole_class', g.is_whole_class,
            'class_names', k.class_names, 'grade', k.grade,
            'teachers', array(
                select sec.short_name(p.last_name, p.first_name, p.middle_name)
                from journal.course_holders as h join journal.people as p on p.person_id = h.person_id
                where h.course_id = c.course_id and h.during @> sec.today()
                order by p.sort_key collate "C"
            ),
            'hours_per_week', c.hours_per_week::text, 'marking', coalesce((
                select m.marking from journal.period_markings as m join journal.periods as p on p.period_id = m.period_id
                where m.course_id = c.course_id and me.today between p.starts_on and p.ends_on
            ), c.marking)
        ) order by replace(lower(s.name), 'ё', 'е') collate "C", g.name), '[]')
        from journal.study_group_classes as x
        join journal.study_groups as g on g.group_id = x.group_id
        join journal.courses as c on c.group_id = g.group_id
        join journal.subjects as s on s.subject_id = c.subject_id
        cross join lateral sec.classes_of_group(g.group_id) as k
        where x.class_id = courses_of_class.class_id and c.kind <> 'psychologist'
    );
end
$$;

create or replace function api.periods_of_class(class_id smallint)
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand_class(periods_of_class.class_id);
begin
    return (
        select coalesce(json_agg(json_build_object(
            'period_id', p.period_id, 'kind', p.kind, 'number', p.number, 'starts_on', p.starts_on, 'ends_on', p.ends_on
        ) order by p.starts_on, p.number), '[]')
        from journal.school_classes as k
        join journal.periods as p on p.school_year_id = k.school_year_id and k.grade between p.grade_from and p.grade_to
        where k.class_id = periods_of_class.class_id
    );
end
$$;

reset role;
grant execute on function api.classes(), api.courses_of_class(smallint), api.periods_of_class(smallint)
to ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
