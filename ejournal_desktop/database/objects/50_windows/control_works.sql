-- The schedule of control works: of the classes of one course, for whoever teaches or leads them; of the school, for who sees all.
set role ${api};

create or replace function api.control_works(course_id integer, since date, until date)
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
    me sec.identity := sec.demand(array['teacher', 'class_teacher', 'deputy', 'director', 'administrator', 'inspector']);
    classes integer [];
begin
    if control_works.until - control_works.since not between 0 and 400 then
        raise exception 'a span of at most 400 days is expected' using errcode = '22023';
    elsif control_works.course_id is not null and not sec.sees_all()
        and not control_works.course_id = any (sec.readable_course_ids())
    then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
    elsif control_works.course_id is not null or not sec.sees_all() then
        classes := array(
            select distinct g.class_id::integer from journal.courses as c
            join journal.study_group_classes as g on g.group_id = c.group_id
            where c.course_id = control_works.course_id and c.kind in ('curriculum', 'elective')
                or control_works.course_id is null and c.course_id = any (sec.readable_course_ids())
        );
    end if;
    return json_build_object(
        'today', me.today, 'entered', sec.entered_controls(classes, control_works.since, control_works.until),
        'waiting', sec.waiting_controls(classes, control_works.until)
    );
end
$$;

reset role;
grant execute on function api.control_works(integer, date, date)
to ${teacher}, ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
