-- Everything on a lesson's card beside what the page already holds, in one statement.
set role ${api};

-- Topics of the course's plan in order; of equal texts as many are taught as lessons have that text.
create or replace function sec.plan_of_course(asked_course_id integer)
returns json
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select json_build_object(
            'lesson_plan_id', p.lesson_plan_id, 'title', p.title, 'state', p.state, 'version', p.version,
            'topics', coalesce((
                select json_agg(json_build_array(
                    t.lesson_plan_topic_id, t.place, t.section, t.topic, t.lesson_type, t.homework, t.work_kind_id,
                    u.linked or t.turn <= u.named
                ) order by t.place)
                from (
                    select x.*, row_number() over (partition by x.topic order by x.place) as turn
                    from journal.lesson_plan_topics as x
                    where x.lesson_plan_id = p.lesson_plan_id and x.voided_at is null
                ) as t
                cross join lateral (
                    select coalesce(bool_or(l.lesson_plan_topic_id = t.lesson_plan_topic_id), false) as linked,
                        count(*) filter (where l.topic = t.topic and l.lesson_plan_topic_id is null) as named
                    from journal.lessons as l
                    where l.course_id = asked_course_id and (l.topic = t.topic or l.lesson_plan_topic_id = t.lesson_plan_topic_id)
                ) as u
            ), '[]')
        )
        from journal.lesson_plan_courses as c
        join journal.lesson_plans as p on p.lesson_plan_id = c.lesson_plan_id
        where c.course_id = asked_course_id
    );
end
$$;

create or replace function api.lesson_card(lesson_id integer)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(sec.staff_roles());
    l record;
begin
    select x.lesson_id, x.course_id, x.held_on, x.lesson_no, x.topic, c.subject_id, c.school_year_id, k.grade into l
    from journal.lessons as x
    join journal.courses as c on c.course_id = x.course_id
    cross join lateral sec.classes_of_group(c.group_id) as k
    where x.lesson_id = lesson_card.lesson_id;
    if not found then
        perform sec.refuse('EJ002', 'not your lesson', jsonb_build_object('reason', 'not-holder'));
    end if;
    if sec.sees_all() then  -- who controls journals of others
        perform sec.note_event('read', 'journal.pupil_notes', jsonb_build_object('lesson_id', l.lesson_id), sec.common_ground());
    end if;
    return json_build_object(
        'lesson_id', l.lesson_id, 'now', sec.local_iso(clock_timestamp()), 'deadline', sec.local_iso(sec.homework_deadline(l.lesson_id)),
        'next_lesson_on', (
            select min(n.held_on) from journal.lessons as n
            where n.course_id = l.course_id and n.state = 'planned' and (n.held_on, n.lesson_no) > (l.held_on, l.lesson_no)
        ),
        'plan', sec.plan_of_course(l.course_id),
        'untaught_before', (
            select count(*) from journal.lessons as n
            where n.course_id = l.course_id and n.state = 'planned' and n.topic = '' and (n.held_on, n.lesson_no) < (l.held_on, l.lesson_no)
        ),
        'individual', (
            select coalesce(json_agg(json_build_array(h.pupil_id, h.homework, h.version, sec.author(h.entered_by))), '[]')
            from journal.individual_homework as h where h.lesson_id = l.lesson_id
        ),
        'notes', (
            select coalesce(json_agg(json_build_array(
                n.pupil_note_id, n.pupil_id, n.kind, n.text, sec.author(n.entered_by), sec.local_iso(n.entered_at)
            ) order by n.pupil_note_id), '[]')
            from journal.pupil_notes as n where n.lesson_id = l.lesson_id and n.voided_at is null
        ),
        'briefing', (
            select json_build_object('title', b.title, 'version', b.version, 'is_void', b.voided_at is not null, 'author', sec.author(b.entered_by), 'pupil_ids', (
                select coalesce(json_agg(p.pupil_id), '[]') from journal.safety_briefing_pupils as p
                where p.lesson_id = b.lesson_id and p.is_briefed
            ))
            from journal.safety_briefings as b where b.lesson_id = l.lesson_id
        ),
        'attachments', (
            select coalesce(json_agg(json_build_array(
                a.attachment_id, a.file_name, a.media_type, a.size, a.pupil_id, sec.author(a.added_by)
            ) order by a.attachment_id), '[]')
            from journal.attachments as a where a.lesson_id = l.lesson_id and a.voided_at is null
        ),
        'phrases', (
            select coalesce(json_agg(x.homework order by x.latest desc), '[]')
            from (
                select h.homework, max(h.held_on) as latest from (
                    select n.homework, n.held_on from journal.lessons as n
                    where n.course_id = l.course_id and n.homework <> '' and n.held_on <= l.held_on and n.lesson_id <> l.lesson_id
                    order by n.held_on desc
                    limit 40
                ) as h
                group by h.homework
                order by latest desc
                limit 8
            ) as x
        ),
        'parallels', (
            select coalesce(json_agg(json_build_array(x.group_name, x.topic, x.homework, x.held_on) order by x.held_on desc, x.group_name), '[]')
            from (
                select distinct on (c.course_id) g.name as group_name, n.topic, n.homework, n.held_on
                from journal.courses as c
                join journal.study_groups as g on g.group_id = c.group_id
                cross join lateral sec.classes_of_group(c.group_id) as k
                join journal.lessons as n on n.course_id = c.course_id
                where c.subject_id = l.subject_id and c.school_year_id = l.school_year_id and c.course_id <> l.course_id
                    and k.grade = l.grade and c.course_id = any (sec.my_course_ids()) and n.topic <> '' and n.homework <> ''
                    and (l.topic = '' or n.topic = l.topic) and n.held_on <= me.today
                order by c.course_id, n.held_on desc, n.lesson_no desc
            ) as x
        )
    );
end
$$;

reset role;
grant execute on function api.lesson_card(integer)
to ${teacher}, ${psychologist}, ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
