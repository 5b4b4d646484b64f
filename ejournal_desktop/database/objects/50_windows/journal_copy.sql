-- Everything the paper copy of a class's journal prints (RPT-1). The read is on record.
set role ${guard};

-- Who certifies: the person herself when she has the role today, else the first who has it.
create or replace function sec.name_of_role(school_role text)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (
        select sec.short_name(p.last_name, p.first_name, p.middle_name)
        from private.role_grants as g
        join private.accounts as a on a.account_id = g.account_id
        join journal.people as p on p.person_id = a.person_id
        where g.school_role = name_of_role.school_role and g.during @> sec.today() and a.state = 'active'
        order by a.role_name = session_user desc, p.sort_key collate "C", p.person_id
        limit 1
    );
end
$$;

reset role;
grant execute on function sec.name_of_role(text) to ${api};

set role ${api};

-- Printing: administrator, director, deputy any page; class teacher own class; teacher own pages (rulings 4).
create or replace function sec.demand_copy(asked_class_id integer, asked_course_ids integer [])
returns sec.identity
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
    me sec.identity := sec.demand(array['deputy', 'director', 'administrator', 'class_teacher', 'teacher', 'psychologist']);
begin
    if me.roles && array['deputy', 'director', 'administrator'] or asked_class_id = any (sec.my_class_ids()) then
        return me;
    end if;
    if asked_course_ids is null or asked_course_ids = '{}' or not asked_course_ids <@ sec.my_course_ids() then
        perform sec.refuse('EJ002', 'neither your class nor your courses', jsonb_build_object('reason', 'class'));
    end if;
    return me;
end
$$;

create or replace function sec.pupils_of_copy(k journal.school_classes, p journal.periods)
returns json
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select coalesce(json_agg(json_build_array(
            e.person_id, e.last_name, e.first_name, e.middle_name, d.birth_date,
            case when m.admitted_by is not null or lower(m.during) > y.starts_on then lower(m.during) end, sec.order_text(m.admitted_by),
            case when upper(m.during) <= y.ends_on then upper(m.during) end, sec.order_text(m.departed_by)
        ) order by e.sort_key collate "C", e.person_id), '[]')
        from journal.class_memberships as m
        join journal.people as e on e.person_id = m.pupil_id
        join journal.school_years as y on y.school_year_id = k.school_year_id
        left join private.person_details as d on d.person_id = m.pupil_id
        where m.class_id = k.class_id and (lower(m.during) is null or lower(m.during) <= p.ends_on)
    );
end
$$;

-- One course, own class's pupils only (rulings 38); dots and drafts are never printed (rulings 24), nor lessons still ahead.
create or replace function sec.copy_of_course(asked_course_id integer, k journal.school_classes, p journal.periods)
returns json
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
    today date := sec.today();
    school_zone text := sec.zone();
begin
    return (
        with lesson as materialized (
            select l.*, b.starts_at, b.ends_at, r.name as room, u.person_id as substitute_id
            from journal.lessons as l
            left join journal.rooms as r on r.room_id = l.room_id
            left join journal.bell_schedules as d on d.is_default
            left join journal.bells as b on b.bell_schedule_id = d.bell_schedule_id and b.lesson_no = l.lesson_no
            left join journal.substitutions as u on u.lesson_id = l.lesson_id
            where l.course_id = asked_course_id and l.held_on between p.starts_on and least(p.ends_on, today)
        ),

        work as materialized (
            select w.*, l.held_on, l.lesson_no, x.name as kind_name, x.short_name as kind_short, x.two_marks, x.is_control
            from lesson as l
            join journal.works as w on w.lesson_id = l.lesson_id and w.voided_at is null
            join journal.work_kinds as x on x.work_kind_id = w.work_kind_id
        ),

        classmate as materialized (
            select distinct m.pupil_id from journal.class_memberships as m where m.class_id = k.class_id
        ),

        mark as materialized (
            select m.* from work as w
            join journal.marks as m on m.work_id = w.work_id and m.course_id = asked_course_id
            join classmate as c on c.pupil_id = m.pupil_id
            where sec.is_set_mark(m.value)
        ),

        presence as materialized (
            select a.* from lesson as l
            join journal.attendance as a on a.lesson_id = l.lesson_id and a.course_id = asked_course_id
            join classmate as c on c.pupil_id = a.pupil_id
            where a.fact is not null
        ),

        belonging as materialized (
            select m.pupil_id, json_agg(json_build_array(lower(m.during), upper(m.during)) order by m.during) as days
            from journal.courses as c
            join journal.group_memberships as m on m.group_id = c.group_id
            join classmate as x on x.pupil_id = m.pupil_id
            where c.course_id = asked_course_id
            group by m.pupil_id
            having bool_or(m.during && daterange(p.starts_on, p.ends_on, '[]'))
                or m.pupil_id in (select n.pupil_id from mark as n) or m.pupil_id in (select n.pupil_id from presence as n)
        )

        select json_build_object(
            'course', json_build_object(
                'course_id', c.course_id, 'subject', s.name, 'group_name', g.name, 'is_whole_class', g.is_whole_class,
                'class_names', n.class_names, 'grade', n.grade, 'hours_per_week', c.hours_per_week::text,
                'marking', sec.marking_of(c.course_id, p.period_id),
                'teachers', array(
                    select concat_ws(' ', t.last_name, nullif(t.first_name, ''), nullif(t.middle_name, ''))
                    from journal.course_holders as h join journal.people as t on t.person_id = h.person_id
                    where h.course_id = c.course_id and h.during && daterange(p.starts_on, p.ends_on, '[]')
                    order by lower(h.during) nulls first, t.sort_key collate "C"
                )
            ),
            'hours_planned', round(c.hours_per_week * (p.ends_on - p.starts_on + 1) / 7)::integer,
            'final_order', (
                select sec.order_text(max(f.order_id)) from journal.final_marks as f
                where f.course_id = c.course_id and f.period_id = p.period_id
            ),
            'pupils', (
                select coalesce(json_agg(json_build_array(
                    e.person_id, e.last_name, e.first_name, e.middle_name, b.days, sec.order_text(o.admitted_by), sec.order_text(o.departed_by)
                ) order by e.sort_key collate "C", e.person_id), '[]')
                from belonging as b
                join journal.people as e on e.person_id = b.pupil_id
                left join lateral (
                    select m.admitted_by, m.departed_by from journal.class_memberships as m
                    where m.pupil_id = b.pupil_id and m.class_id = k.class_id order by m.during desc limit 1
                ) as o on true
            ),
            'lessons', (
                select coalesce(json_agg(json_build_array(
                    l.lesson_id, l.held_on, l.lesson_no, l.starts_at, l.ends_at, coalesce(l.room, ''), l.state, l.lesson_type, l.topic,
                    l.topic_version, l.homework, l.homework_none, l.homework_version, l.lesson_type_version, l.attendance_checked,
                    l.attendance_checked_version, sec.author(l.substitute_id), false
                ) order by l.held_on, l.lesson_no), '[]')
                from lesson as l
            ),
            'works', (
                select coalesce(json_agg(json_build_array(
                    w.work_id, w.lesson_id, w.work_no, w.work_kind_id, w.kind_name, w.kind_short, w.weight::text, w.title, w.two_marks,
                    w.is_control, w.version
                ) order by w.held_on, w.lesson_no, w.work_no), '[]')
                from work as w
            ),
            'marks', (
                select coalesce(json_agg(json_build_array(
                    m.work_id, m.pupil_id, m.value, (m.entered_at at time zone school_zone)::date
                )), '[]')
                from mark as m
            ),
            'attendance', (
                select coalesce(json_agg(json_build_array(a.lesson_id, a.pupil_id, a.fact, a.reason, a.minutes_late)), '[]')
                from presence as a
            ),
            'finals', (
                select coalesce(json_agg(json_build_array(f.pupil_id, f.value)), '[]')
                from journal.final_marks as f join classmate as x on x.pupil_id = f.pupil_id
                where f.course_id = c.course_id and f.period_id = p.period_id and f.value is not null
            )
        )
        from journal.courses as c
        join journal.subjects as s on s.subject_id = c.subject_id
        join journal.study_groups as g on g.group_id = c.group_id
        cross join lateral sec.classes_of_group(c.group_id) as n
        where c.course_id = asked_course_id
    );
end
$$;

create or replace function api.journal_copy(class_id smallint, course_ids integer [], period_id smallint)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand_copy(journal_copy.class_id, journal_copy.course_ids);
    k journal.school_classes;
    p journal.periods;
    courses integer [];
begin
    select * into k from journal.school_classes as x where x.class_id = journal_copy.class_id;
    select * into p from journal.periods as x
    where x.period_id = journal_copy.period_id and x.school_year_id = k.school_year_id and k.grade between x.grade_from and x.grade_to;
    courses := array(
        select c.course_id
        from journal.study_group_classes as g
        join journal.courses as c on c.group_id = g.group_id
        join journal.subjects as s on s.subject_id = c.subject_id
        join journal.study_groups as n on n.group_id = g.group_id
        where g.class_id = k.class_id and c.kind <> 'psychologist'
            and (coalesce(journal_copy.course_ids, '{}') = '{}' or c.course_id = any (journal_copy.course_ids))
        order by replace(lower(s.name), 'ё', 'е') collate "C", n.name
    );
    if p.period_id is null or not coalesce(journal_copy.course_ids, '{}') <@ courses then
        perform sec.refuse('EJ002', 'no such page of that class', jsonb_build_object('reason', 'class'));
    end if;
    perform sec.note_event('read', 'journal.lessons', jsonb_build_object(
        'window', 'journal_copy', 'class_id', k.class_id, 'course_ids', courses, 'period_id', p.period_id
    ), sec.common_ground());
    return (
        select json_build_object(
            'school', json_build_object(
                'full_name', s.full_name, 'short_name', s.short_name, 'city', s.city, 'prints_makeup', s.prints_makeup
            ),
            'class', json_build_object('class_id', k.class_id, 'name', k.name, 'grade', k.grade, 'class_teacher', (
                select concat_ws(' ', t.last_name, nullif(t.first_name, ''), nullif(t.middle_name, ''))
                from journal.class_teachers as c join journal.people as t on t.person_id = c.person_id
                where c.class_id = k.class_id and c.during && daterange(p.starts_on, p.ends_on, '[]')
                order by c.during desc
                limit 1
            )),
            'period', json_build_object(
                'kind', p.kind, 'number', p.number, 'starts_on', p.starts_on, 'ends_on', p.ends_on,
                'year_name', (select y.name from journal.school_years as y where y.school_year_id = p.school_year_id)
            ),
            'printed_by', sec.author(me.person_id), 'deputy', sec.name_of_role('deputy'), 'director', sec.name_of_role('director'),
            'printed_at', sec.local_iso(clock_timestamp()),
            'pupils', sec.pupils_of_copy(k, p),
            'courses', (
                select coalesce(json_agg(sec.copy_of_course(o.course_id, k, p) order by o.ordinality), '[]')
                from unnest(courses) with ordinality as o (course_id, ordinality)
            )
        )
        from journal.schools as s
    );
end
$$;

create or replace function api.note_printout(
    form text, class_id smallint, course_id integer, period_id smallint, content_sha256 bytea, pages integer
)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand_copy(
        note_printout.class_id, case when note_printout.course_id is not null then array[note_printout.course_id] end
    );
    noted integer;
begin
    if length(note_printout.content_sha256) is distinct from 32 or note_printout.pages is distinct from greatest(note_printout.pages, 1) then
        raise exception 'a sha256 and a number of pages are expected' using errcode = '22023';
    elsif not coalesce(note_printout.form ~ '^[a-z]{1,20}(-[a-z]{1,20}){0,3}$', false) then
        raise exception 'a form is named by a word' using errcode = '22023';
    elsif num_nonnulls(note_printout.class_id, note_printout.period_id) > 0 and not exists (
        select from journal.school_classes as k join journal.periods as p on p.school_year_id = k.school_year_id
        where k.class_id = note_printout.class_id and p.period_id = note_printout.period_id and p.starts_on <= me.today
            and k.grade between p.grade_from and p.grade_to
    ) then  -- the register is of paper that can exist
        perform sec.refuse('EJ002', 'no such page of that class', jsonb_build_object('reason', 'class'));
    elsif note_printout.course_id is not null and not exists (
        select from journal.study_group_classes as g join journal.courses as c on c.group_id = g.group_id
        where g.class_id = note_printout.class_id and c.course_id = note_printout.course_id
    ) then
        perform sec.refuse('EJ002', 'no such page of that class', jsonb_build_object('reason', 'class'));
    end if;
    insert into journal.printouts (form, class_id, course_id, period_id, content_sha256, pages, printed_by)
    values (
        note_printout.form, note_printout.class_id, note_printout.course_id, note_printout.period_id, note_printout.content_sha256,
        note_printout.pages, me.person_id
    )
    returning printout_id into noted;
    perform sec.note_event('printed', 'journal.printouts', jsonb_build_object('printout_id', noted), sec.common_ground(), jsonb_build_object(
        'form', note_printout.form, 'class_id', note_printout.class_id, 'course_id', note_printout.course_id,
        'period_id', note_printout.period_id, 'content_sha256', encode(note_printout.content_sha256, 'hex'), 'pages', note_printout.pages
    ));
    return noted;
end
$$;

reset role;
grant execute on function api.journal_copy(smallint, integer [], smallint),
api.note_printout(text, smallint, integer, smallint, bytea, integer)
to ${teacher}, ${psychologist}, ${class_teacher}, ${deputy}, ${director}, ${administrator};
