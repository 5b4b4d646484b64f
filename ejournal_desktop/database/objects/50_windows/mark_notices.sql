-- Pupils' notices of a wrong mark, the teacher's side (P1; rulings 30): what waits, what was answered, the answer.
set role ${api};

create or replace function api.mark_notices()
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['teacher', 'class_teacher']);
    present_year smallint := sec.present_year();
begin
    return (
        select coalesce(json_agg(json_build_object(
            'mark_notice_id', n.mark_notice_id, 'course_id', n.course_id, 'subject', s.name, 'group_name', g.name,
            'lesson_id', l.lesson_id, 'held_on', l.held_on, 'work_id', n.work_id, 'kind', k.name,
            'pupil_id', n.pupil_id, 'pupil', (select p.last_name || ' ' || p.first_name from journal.people as p where p.person_id = n.pupil_id),
            'value', m.value, 'is_changed', coalesce(m.changed_at > n.sent_at, false), 'text', n.text, 'sent_at', sec.local_iso(n.sent_at),
            'first_shown_on', (n.first_shown_at at time zone me.zone)::date, 'is_late', n.is_late,
            'answered_at', sec.local_iso(n.answered_at), 'answered_by', sec.author(n.answered_by), 'answer', n.answer, 'is_mended', n.is_mended,
            'may_answer', n.answered_at is null and 'teacher' = any (me.roles) and n.course_id = any (sec.my_course_ids())
        ) order by n.answered_at is not null, n.sent_at desc), '[]')
        from (
            select x.* from journal.mark_notices as x
            join journal.courses as y on y.course_id = x.course_id and y.school_year_id = present_year
            where x.pupil_id <> me.person_id and not x.pupil_id = any (sec.my_child_ids())
            order by x.answered_at is not null, x.sent_at desc
            limit 200
        ) as n
        join journal.courses as c on c.course_id = n.course_id
        join journal.subjects as s on s.subject_id = c.subject_id
        join journal.study_groups as g on g.group_id = c.group_id
        join journal.works as w on w.work_id = n.work_id
        join journal.work_kinds as k on k.work_kind_id = w.work_kind_id
        join journal.lessons as l on l.lesson_id = w.lesson_id
        join journal.marks as m on m.work_id = n.work_id and m.pupil_id = n.pupil_id
    );
end
$$;

create or replace function api.answer_mark_notice(mark_notice_id integer, is_mended boolean, answer text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['teacher']);
begin
    update journal.mark_notices as n
    set is_mended = coalesce(answer_mark_notice.is_mended, false), answer = coalesce(btrim(answer_mark_notice.answer), ''),
        answered_by = me.person_id, answered_at = clock_timestamp()
    where n.mark_notice_id = answer_mark_notice.mark_notice_id;
    if not found then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
    end if;
end
$$;

reset role;
grant execute on function api.mark_notices() to ${teacher}, ${class_teacher};
grant execute on function api.answer_mark_notice(integer, boolean, text) to ${teacher};
