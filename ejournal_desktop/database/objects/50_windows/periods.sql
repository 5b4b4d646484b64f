-- The reporting periods of a course, each with its hand-over.
set role ${api};

create or replace function api.periods(course_id integer)
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
    me sec.identity := sec.demand(sec.staff_roles());
    c record;
begin
    select x.course_id, x.school_year_id, x.group_id, k.grade into c
    from journal.courses as x cross join lateral sec.classes_of_group(x.group_id) as k
    where x.course_id = periods.course_id;
    if not found then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
    end if;
    return (
        select coalesce(json_agg(json_build_object(
            'period_id', p.period_id, 'kind', p.kind, 'number', p.number, 'starts_on', p.starts_on, 'ends_on', p.ends_on,
            'handed_over_at', coalesce(h.handed_over_at, sec.page_ended_at(c.course_id, p.period_id, me.today, me.zone))
        ) order by p.starts_on, p.number), '[]')
        from journal.periods as p
        left join journal.handovers as h on h.course_id = c.course_id and h.period_id = p.period_id
        where p.school_year_id = c.school_year_id and c.grade between p.grade_from and p.grade_to
    );
end
$$;

reset role;
grant execute on function api.periods(integer) to ${teacher}, ${psychologist}, ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
