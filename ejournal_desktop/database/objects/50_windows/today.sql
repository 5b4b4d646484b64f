-- One's own lessons of a day, substitutions too, in order.
set role ${api};

create or replace function api.today(on_date date)
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
begin
    return (
        select coalesce(json_agg(json_build_object(
            'lesson_id', l.lesson_id, 'course_id', l.course_id, 'subject', s.name, 'group_name', g.name, 'is_whole_class', g.is_whole_class,
            'class_names', k.class_names,
            'lesson_no', l.lesson_no, 'starts_at', b.starts_at, 'ends_at', b.ends_at, 'room', coalesce(r.name, ''),
            'topic', l.topic, 'homework', l.homework, 'homework_none', l.homework_none, 'attendance_checked', l.attendance_checked,
            'is_substitution', u.person_id is not distinct from me.person_id, 'state', l.state,
            'kind', c.kind, 'grade', k.grade,
            'absent', (select count(*) from journal.attendance as a where a.lesson_id = l.lesson_id and a.fact = 'absent'),
            'homework_deadline', case when l.held_on = me.today then sec.local_iso(sec.homework_deadline(l.lesson_id)) end
        ) order by l.lesson_no, s.name, g.name), '[]')
        from journal.lessons as l
        join journal.courses as c on c.course_id = l.course_id
        join journal.subjects as s on s.subject_id = c.subject_id
        join journal.study_groups as g on g.group_id = c.group_id
        cross join lateral sec.classes_of_group(c.group_id) as k
        left join journal.rooms as r on r.room_id = l.room_id
        left join journal.bell_schedules as d on d.is_default
        left join journal.bells as b on b.bell_schedule_id = d.bell_schedule_id and b.lesson_no = l.lesson_no
        left join journal.substitutions as u on u.lesson_id = l.lesson_id
        where l.held_on = on_date and (
            u.person_id = me.person_id
            or u.person_id is null and exists (
                select from journal.course_holders as h
                where h.course_id = l.course_id and h.person_id = me.person_id and h.during @> on_date
            )
        )
    );
end
$$;

reset role;
grant execute on function api.today(date) to ${teacher}, ${psychologist};
