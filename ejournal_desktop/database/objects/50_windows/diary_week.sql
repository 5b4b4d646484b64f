-- The diary of one's own child, or one's own (rulings 3): no dots, no drafts, no other children. What it shows is noted once: the days of a
-- notice count from there (rulings 30).
set role ${api};

create or replace function sec.demand_own_child(asked_pupil_id integer)
returns sec.identity
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
    me sec.identity := sec.demand(array['pupil', 'guardian']);
begin
    if asked_pupil_id is null or asked_pupil_id <> all (sec.my_child_ids()) then
        perform sec.refuse('EJ002', 'not a diary of yours', jsonb_build_object('reason', 'not-yours'));
    end if;
    return me;
end
$$;

create or replace function api.my_diaries()
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['pupil', 'guardian']);
begin
    return (
        select coalesce(json_agg(json_build_object(
            'pupil_id', p.person_id, 'last_name', p.last_name, 'first_name', p.first_name, 'middle_name', p.middle_name,
            'class_name', coalesce((
                select k.name from journal.class_memberships as m join journal.school_classes as k on k.class_id = m.class_id
                where m.pupil_id = p.person_id and m.during @> me.today
            ), '')
        ) order by p.sort_key collate "C", p.person_id), '[]')
        from journal.people as p
        where p.person_id = any (sec.my_child_ids())
    );
end
$$;

create or replace function api.diary_week(pupil_id integer, monday date)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand_own_child(diary_week.pupil_id);
    first_day date := date_trunc('week', coalesce(monday, me.today)::timestamp)::date;
    answer json;
begin
    with lesson as materialized (
        select l.*, s.name as subject, b.starts_at, b.ends_at, coalesce(r.name, '') as room, u.person_id as substitute_id
        from journal.group_memberships as g
        join journal.courses as c on c.group_id = g.group_id and c.kind <> 'psychologist'
        join journal.subjects as s on s.subject_id = c.subject_id
        join journal.lessons as l on l.course_id = c.course_id and l.held_on between first_day and first_day + 6 and g.during @> l.held_on
        left join journal.rooms as r on r.room_id = l.room_id
        left join journal.bell_schedules as d on d.is_default
        left join journal.bells as b on b.bell_schedule_id = d.bell_schedule_id and b.lesson_no = l.lesson_no
        left join journal.substitutions as u on u.lesson_id = l.lesson_id
        where g.pupil_id = diary_week.pupil_id
    ),

    mark as materialized (
        select m.work_id, l.lesson_id, k.name as kind, w.title, k.is_control, m.value, (m.entered_at at time zone me.zone)::date as entered_on
        from lesson as l
        join journal.works as w on w.lesson_id = l.lesson_id and w.voided_at is null
        join journal.work_kinds as k on k.work_kind_id = w.work_kind_id
        join journal.marks as m on m.work_id = w.work_id and m.pupil_id = diary_week.pupil_id and sec.is_set_mark(m.value)
    ),

    shown as (
        insert into journal.mark_showings (work_id, pupil_id)
        select m.work_id, diary_week.pupil_id from mark as m
        where not exists (
            select from journal.mark_showings as s where s.work_id = m.work_id and s.pupil_id = diary_week.pupil_id
        )
        on conflict do nothing
    )

    select json_build_object(
        'pupil_id', diary_week.pupil_id, 'monday', first_day, 'today', me.today,
        'lessons', (
            select coalesce(json_agg(json_build_array(
                l.lesson_id, l.held_on, l.lesson_no, l.starts_at, l.ends_at, l.room, l.state, l.subject,
                sec.author(coalesce(l.substitute_id, (
                    select h.person_id from journal.course_holders as h where h.course_id = l.course_id and h.during @> l.held_on
                    order by h.sets_finals desc, lower(h.during) desc nulls last limit 1
                ))), l.substitute_id is not null, l.lesson_type, l.topic, l.homework, l.homework_none, sec.local_iso(l.homework_due),
                coalesce(i.homework, ''), sec.attendance_text(a.fact, a.reason, a.minutes_late), l.attendance_checked
            ) order by l.held_on, l.lesson_no, l.subject), '[]')
            from lesson as l
            left join journal.individual_homework as i on i.lesson_id = l.lesson_id and i.pupil_id = diary_week.pupil_id
            left join journal.attendance as a on a.lesson_id = l.lesson_id and a.pupil_id = diary_week.pupil_id
        ),
        'marks', (
            select coalesce(json_agg(json_build_array(
                m.work_id, m.lesson_id, m.kind, m.title, m.is_control, m.value, m.entered_on
            ) order by m.work_id), '[]')
            from mark as m
        ),
        'mark_notes', (
            select coalesce(json_agg(json_build_array(m.work_id, n.content) order by m.work_id), '[]')
            from mark as m join journal.mark_notes as n on n.work_id = m.work_id and n.pupil_id = diary_week.pupil_id
        ),
        'attempts', (
            select coalesce(json_agg(json_build_array(t.work_id, t.attempt, t.value, t.set_on) order by t.work_id, t.attempt), '[]')
            from mark as m join journal.mark_attempts as t on t.work_id = m.work_id and t.pupil_id = diary_week.pupil_id
        ),
        'notes', (
            select coalesce(json_agg(json_build_array(n.lesson_id, n.kind, n.text) order by n.pupil_note_id), '[]')
            from lesson as l join journal.pupil_notes as n on n.lesson_id = l.lesson_id and n.pupil_id = diary_week.pupil_id
            where n.voided_at is null
        ),
        'files', (
            select coalesce(json_agg(json_build_array(f.attachment_id, f.lesson_id, f.file_name, f.size) order by f.attachment_id), '[]')
            from lesson as l
            join journal.attachments as f on f.lesson_id = l.lesson_id and f.voided_at is null
                and (f.pupil_id is null or f.pupil_id = diary_week.pupil_id)
        ),
        'notices', (
            select coalesce(json_agg(json_build_array(
                n.mark_notice_id, n.work_id, n.text, sec.local_iso(n.sent_at), sec.local_iso(n.answered_at), n.answer, n.is_mended
            ) order by n.mark_notice_id), '[]')
            from mark as m join journal.mark_notices as n on n.work_id = m.work_id and n.pupil_id = diary_week.pupil_id
        )
    ) into answer;
    return answer;
end
$$;

-- Marks of periods, of the year, of exams (rulings 3).
create or replace function api.diary_finals(pupil_id integer)
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
    me sec.identity := sec.demand_own_child(diary_finals.pupil_id);
begin
    return (
        select coalesce(json_agg(json_build_array(x.subject, x.kind, x.number, x.value) order by x.subject, x.place, x.number), '[]')
        from (
            select s.name as subject, p.kind, p.number, f.value, 0 as place
            from journal.final_marks as f
            join journal.courses as c on c.course_id = f.course_id and c.school_year_id = sec.present_year()
            join journal.subjects as s on s.subject_id = c.subject_id
            join journal.periods as p on p.period_id = f.period_id
            where f.pupil_id = diary_finals.pupil_id and f.value is not null
            union all
            select s.name, y.kind, null, y.value, 1
            from journal.year_marks as y
            join journal.courses as c on c.course_id = y.course_id and c.school_year_id = sec.present_year()
            join journal.subjects as s on s.subject_id = c.subject_id
            where y.pupil_id = diary_finals.pupil_id and y.value is not null
        ) as x
    );
end
$$;

-- One file of homework out of the diary: what row security and the days of the group show of it.
create or replace function api.diary_file(attachment_id integer)
returns bytea
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['pupil', 'guardian']);
    found_content bytea;
begin
    select c.content into found_content from journal.attachments as f
    join journal.attachment_contents as c on c.attachment_id = f.attachment_id
    join journal.lessons as l on l.lesson_id = f.lesson_id
    join journal.courses as x on x.course_id = l.course_id
    where f.attachment_id = diary_file.attachment_id and f.voided_at is null and exists (  -- as the diary shows it: of days in the group
        select from journal.group_memberships as m
        where m.group_id = x.group_id and m.pupil_id = any (sec.my_child_ids()) and m.during @> l.held_on
    );
    if not found then
        perform sec.refuse('EJ002', 'not a diary of yours', jsonb_build_object('reason', 'not-yours'));
    end if;
    return found_content;
end
$$;

reset role;
grant execute on function api.diary_file(integer) to ${pupil}, ${guardian};
grant execute on function api.my_diaries(), api.diary_week(integer, date), api.diary_finals(integer) to ${pupil}, ${guardian};
