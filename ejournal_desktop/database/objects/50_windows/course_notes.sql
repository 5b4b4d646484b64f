-- Remarks, praise and recommendations of a course in a period; what of them is seen, row security decides.
set role ${api};

create or replace function api.course_notes(course_id integer, period_id smallint)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(sec.staff_roles());
    p journal.periods;
begin
    select q.* into p
    from journal.courses as c
    join journal.periods as q on q.school_year_id = c.school_year_id
    where c.course_id = course_notes.course_id and q.period_id = course_notes.period_id;
    if p.period_id is null then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
    end if;
    if sec.sees_all() then  -- who controls journals of others
        perform sec.note_event(
            'read', 'journal.pupil_notes', jsonb_build_object('course_id', course_notes.course_id, 'period_id', p.period_id), sec.common_ground()
        );
    end if;
    return (
        select coalesce(json_agg(json_build_array(
            l.lesson_id, n.pupil_note_id, n.pupil_id, n.kind, n.text, sec.author(n.entered_by), sec.local_iso(n.entered_at)
        ) order by l.held_on, l.lesson_no, n.pupil_note_id), '[]')
        from journal.lessons as l
        join journal.pupil_notes as n on n.lesson_id = l.lesson_id and n.voided_at is null
        where l.course_id = course_notes.course_id and l.held_on between p.starts_on and p.ends_on
    );
end
$$;

reset role;
grant execute on function api.course_notes(integer, smallint)
to ${teacher}, ${psychologist}, ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
