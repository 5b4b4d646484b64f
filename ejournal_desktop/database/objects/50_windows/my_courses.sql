-- The teacher's journals of the present year: what she holds, held or will hold.
set role ${api};

create or replace function api.my_courses()
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['teacher', 'psychologist']);
    present_year smallint := sec.present_year();
begin
    return (
        select coalesce(json_agg(json_build_object(
            'course_id', c.course_id, 'subject', s.name, 'group_name', g.name, 'is_whole_class', g.is_whole_class,
            'class_names', k.class_names, 'grade', k.grade, 'hours_per_week', c.hours_per_week::text, 'marking', coalesce((
                select m.marking from journal.period_markings as m join journal.periods as p on p.period_id = m.period_id
                where m.course_id = c.course_id and me.today between p.starts_on and p.ends_on
            ), c.marking),
            'held_from', lower(h.during), 'held_to', upper(h.during) - 1
        ) order by k.grade, k.class_names, s.name, g.name), '[]')
        from journal.course_holders as h
        join journal.courses as c on c.course_id = h.course_id
        join journal.subjects as s on s.subject_id = c.subject_id
        join journal.study_groups as g on g.group_id = c.group_id
        cross join lateral sec.classes_of_group(c.group_id) as k
        where h.person_id = me.person_id and c.school_year_id = present_year
    );
end
$$;

reset role;
grant execute on function api.my_courses() to ${teacher}, ${psychologist};
