-- The history loader: a school moves in with the marks it already has, and the demo is built. Owner only (people have no way
-- here), checks over whole sets, audit «imported» with the source's hash, closed for good after use.
-- It reads temporary tables that database/history.py fills by COPY. Triggers are off inside it and nowhere else.

set role ${owner};

create or replace function private.refuse_history(what text, amount bigint, sample text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if amount > 0 then
        perform sec.refuse('EJ041', 'the history does not fit: ' || what, jsonb_build_object('reason', what, 'count', amount, 'sample', sample));
    end if;
end
$$;

-- 1. Every check before anything is written.
create or replace function private.check_history(today date)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    amount bigint;
    sample text;
begin
    create temporary table history_places on commit drop as
    select l.lesson_id, l.course_id, l.held_on, l.state, c.group_id, c.marking
    from journal.lessons as l join journal.courses as c on c.course_id = l.course_id;
    create unique index on history_places (lesson_id);
    analyze history_places;

    select count(*), min(h.lesson_id::text) into amount, sample from pg_temp.history_lessons as h
    left join pg_temp.history_places as p on p.lesson_id = h.lesson_id
    where p.lesson_id is null or (h.attendance_checked and p.held_on > today);
    perform private.refuse_history('lesson', amount, sample);

    select count(*), min(h.lesson_id::text) into amount, sample from pg_temp.history_works as h
    left join pg_temp.history_places as p on p.lesson_id = h.lesson_id
    left join journal.work_kinds as k on k.work_kind_id = h.work_kind_id
    where p.lesson_id is null or k.work_kind_id is null or p.held_on > today or p.state = 'cancelled';
    perform private.refuse_history('work', amount, sample);

    select count(*), min(h.lesson_id::text || ' ' || coalesce(h.value, '')) into amount, sample from pg_temp.history_marks as h
    left join pg_temp.history_places as p on p.lesson_id = h.lesson_id
    left join pg_temp.history_works as w on (w.lesson_id, w.work_no) = (h.lesson_id, h.work_no)
    left join journal.work_kinds as k on k.work_kind_id = w.work_kind_id
    where p.lesson_id is null or w.lesson_id is null or h.value is null
        or not sec.fits_scale(h.value, p.marking, k.two_marks);
    perform private.refuse_history('scale', amount, sample);

    select count(*), min(h.lesson_id::text || ' ' || h.pupil_id::text) into amount, sample from (
        select m.lesson_id, m.pupil_id, m.entered_at, m.entered_by from pg_temp.history_marks as m
        union all
        select a.lesson_id, a.pupil_id, a.entered_at, a.entered_by from pg_temp.history_attendance as a
    ) as h
    join pg_temp.history_places as p on p.lesson_id = h.lesson_id
    where p.held_on > today or p.state = 'cancelled' or h.entered_at > clock_timestamp()
        or h.entered_at < p.held_on::timestamp - interval '1 day';
    perform private.refuse_history('date', amount, sample);

    select count(*), min(h.lesson_id::text || ' ' || h.pupil_id::text) into amount, sample from (
        select m.lesson_id, m.pupil_id from pg_temp.history_marks as m
        union all
        select a.lesson_id, a.pupil_id from pg_temp.history_attendance as a
    ) as h
    left join pg_temp.history_places as p on p.lesson_id = h.lesson_id
    left join journal.group_memberships as g on (g.group_id, g.pupil_id) = (p.group_id, h.pupil_id) and g.during @> p.held_on
    where g.group_membership_id is null;
    perform private.refuse_history('membership', amount, sample);

    select count(*), min(m.lesson_id::text || ' ' || m.pupil_id::text) into amount, sample from pg_temp.history_marks as m
    join pg_temp.history_attendance as a on (a.lesson_id, a.pupil_id) = (m.lesson_id, m.pupil_id) and a.fact = 'absent'
    join pg_temp.history_places as p on p.lesson_id = m.lesson_id
    where m.entered_at::date <= p.held_on;
    perform private.refuse_history('mark-and-absence', amount, sample);

    select count(*), min(f.course_id::text || ' ' || f.pupil_id::text) into amount, sample from pg_temp.history_finals as f
    left join journal.courses as c on c.course_id = f.course_id
    left join journal.periods as p on p.period_id = f.period_id
    where c.course_id is null or p.period_id is null
        or not case c.marking
            when 'five' then f.value in ('5', '4', '3', '2', '1', 'н/а', 'осв')
            when 'pass' then f.value in ('зач', 'незач', 'н/а', 'осв')
            else false
        end
        or not exists (
            select from journal.group_memberships as g
            where (g.group_id, g.pupil_id) = (c.group_id, f.pupil_id) and g.during && daterange(p.starts_on, p.ends_on, '[]')
        );
    perform private.refuse_history('final', amount, sample);
end
$$;

-- 2. Orders and movement: the days of membership follow the order's date.
create or replace function private.load_movements(source text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    with made as (
        insert into journal.orders (number, issued_on, kind, title)
        select h.number, h.issued_on, h.kind, h.title from pg_temp.history_orders as h
        on conflict on constraint orders_key do nothing
        returning *
    )

    insert into audit.events (ground, table_name, operation, row_key, new_row)
    select source, 'journal.orders', 'imported', jsonb_build_object('order_id', m.order_id), to_jsonb(m) - array['order_id', 'ground'] from made as m;

    with moved as (
        update journal.class_memberships as t
        set during = case h.kind
                when 'admitted' then daterange(h.on_date, upper(t.during)) else daterange(lower(t.during), h.on_date) end,
            admitted_by = case h.kind when 'admitted' then o.order_id else t.admitted_by end,
            departed_by = case h.kind when 'departed' then o.order_id else t.departed_by end
        from pg_temp.history_movements as h
        join journal.orders as o on (o.number, o.issued_on) = (h.order_number, h.order_date)
        where t.pupil_id = h.pupil_id and t.during @> h.on_date
        returning t.*
    )

    insert into audit.events (ground, table_name, operation, row_key, new_row)
    select
        source, 'journal.class_memberships', 'imported', jsonb_build_object(
            'class_membership_id', m.class_membership_id, 'class_id', m.class_id, 'pupil_id', m.pupil_id
        ), to_jsonb(m) - array['class_membership_id', 'class_id', 'pupil_id']
    from moved as m;

    with moved as (
        update journal.group_memberships as t
        set during = case h.kind
            when 'admitted' then daterange(h.on_date, upper(t.during)) else daterange(lower(t.during), h.on_date) end
        from pg_temp.history_movements as h
        where t.pupil_id = h.pupil_id and t.during @> h.on_date
        returning t.*
    )

    insert into audit.events (ground, table_name, operation, row_key, new_row)
    select
        source, 'journal.group_memberships', 'imported', jsonb_build_object(
            'group_membership_id', m.group_membership_id, 'group_id', m.group_id, 'pupil_id', m.pupil_id
        ), to_jsonb(m) - array['group_membership_id', 'group_id', 'pupil_id']
    from moved as m;
end
$$;

-- 3. Lessons, works, marks, attendance.
create or replace function private.load_lessons(source text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    with written as (
        update journal.lessons as t
        set topic = h.topic, homework = h.homework, homework_none = h.homework_none, lesson_type = h.lesson_type,
            attendance_checked = h.attendance_checked, ground = source,
            topic_version = t.topic_version + (h.topic <> '')::integer,
            homework_version = t.homework_version + (h.homework <> '' or h.homework_none)::integer,
            lesson_type_version = t.lesson_type_version + (h.lesson_type <> 'урок')::integer,
            attendance_checked_version = t.attendance_checked_version + h.attendance_checked::integer,
            topic_entered_at = case when h.topic <> '' then h.entered_at end,
            homework_entered_at = case when h.homework <> '' or h.homework_none then h.entered_at end
        from pg_temp.history_lessons as h
        where t.lesson_id = h.lesson_id
        returning t.*
    )

    insert into audit.events (ground, table_name, operation, row_key, new_row)
    select
        source, 'journal.lessons', 'imported', jsonb_build_object('lesson_id', w.lesson_id, 'course_id', w.course_id),
        to_jsonb(w) - array['lesson_id', 'course_id', 'ground']
    from written as w;

    with made as (
        insert into journal.substitutions (lesson_id, person_id, reason, entered_at)
        select h.lesson_id, h.person_id, h.reason, h.entered_at from pg_temp.history_substitutions as h
        returning *
    )

    insert into audit.events (ground, table_name, operation, row_key, new_row)
    select
        source, 'journal.substitutions', 'imported',
        jsonb_build_object('lesson_id', m.lesson_id, 'course_id', p.course_id), to_jsonb(m) - 'lesson_id'
    from made as m join pg_temp.history_places as p on p.lesson_id = m.lesson_id;
end
$$;

create or replace function private.load_marks(source text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    with made as (
        insert into journal.works (lesson_id, course_id, work_no, work_kind_id, weight, title, ground)
        select h.lesson_id, p.course_id, h.work_no, h.work_kind_id, h.weight, h.title, source
        from pg_temp.history_works as h join pg_temp.history_places as p on p.lesson_id = h.lesson_id
        order by p.held_on, h.lesson_id, h.work_no
        returning *
    )

    insert into audit.events (ground, table_name, operation, row_key, new_row)
    select
        source, 'journal.works', 'imported', jsonb_build_object('work_id', m.work_id, 'course_id', m.course_id),
        to_jsonb(m) - array['work_id', 'course_id', 'ground']
    from made as m;

    with made as (
        insert into journal.marks (work_id, pupil_id, course_id, value, entered_at, entered_by, first_marked_at, ground)
        select
            w.work_id, h.pupil_id, w.course_id, h.value, h.entered_at, h.entered_by,
            case when sec.is_set_mark(h.value) then h.entered_at end, source
        from pg_temp.history_marks as h join journal.works as w on (w.lesson_id, w.work_no) = (h.lesson_id, h.work_no)
        order by w.course_id, w.work_id
        returning *
    )

    insert into audit.events (ground, table_name, operation, row_key, new_row)
    select
        source, 'journal.marks', 'imported',
        jsonb_build_object('work_id', m.work_id, 'pupil_id', m.pupil_id, 'course_id', m.course_id),
        to_jsonb(m) - array['work_id', 'pupil_id', 'course_id', 'ground']
    from made as m;

    with made as (
        insert into journal.attendance (lesson_id, pupil_id, course_id, fact, reason, minutes_late, entered_at, entered_by, ground)
        select h.lesson_id, h.pupil_id, p.course_id, h.fact, h.reason, h.minutes_late, h.entered_at, h.entered_by, source
        from pg_temp.history_attendance as h join pg_temp.history_places as p on p.lesson_id = h.lesson_id
        order by p.course_id, h.lesson_id
        returning *
    )

    insert into audit.events (ground, table_name, operation, row_key, new_row)
    select
        source, 'journal.attendance', 'imported',
        jsonb_build_object('lesson_id', m.lesson_id, 'pupil_id', m.pupil_id, 'course_id', m.course_id),
        to_jsonb(m) - array['lesson_id', 'pupil_id', 'course_id', 'ground']
    from made as m;
end
$$;

-- 4. Final marks and handed-over pages.
create or replace function private.load_finals(source text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    with made as (
        insert into journal.final_marks (course_id, period_id, pupil_id, value, order_id, entered_at, entered_by)
        select h.course_id, h.period_id, h.pupil_id, h.value, o.order_id, h.entered_at, h.entered_by
        from pg_temp.history_finals as h
        left join journal.orders as o on (o.number, o.issued_on) = (h.order_number, h.order_date)
        returning *
    )

    insert into audit.events (ground, table_name, operation, row_key, new_row)
    select
        source, 'journal.final_marks', 'imported',
        jsonb_build_object('course_id', m.course_id, 'period_id', m.period_id, 'pupil_id', m.pupil_id),
        to_jsonb(m) - array['course_id', 'period_id', 'pupil_id', 'ground']
    from made as m;

    with made as (
        insert into journal.handovers (course_id, period_id, handed_over_at, handed_over_by, order_id)
        select h.course_id, h.period_id, h.handed_over_at, h.handed_over_by, o.order_id
        from pg_temp.history_handovers as h
        left join journal.orders as o on (o.number, o.issued_on) = (h.order_number, h.order_date)
        returning *
    )

    insert into audit.events (ground, table_name, operation, row_key, new_row)
    select
        source, 'journal.handovers', 'imported', jsonb_build_object('course_id', m.course_id, 'period_id', m.period_id),
        to_jsonb(m) - array['course_id', 'period_id', 'ground']
    from made as m;
end
$$;

-- 5. The loader itself; closed for good in the same transaction.
create or replace function private.load_history(source_sha256 bytea)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set work_mem = '64MB'
as $$
declare
    loaded_tables constant text [] := array[
        'class_memberships', 'group_memberships', 'orders', 'lessons', 'substitutions', 'works', 'marks', 'attendance', 'final_marks', 'handovers'
    ];
    source constant text := 'history:' || encode(source_sha256, 'hex');
    closed timestamptz;
    counts jsonb;
    name text;
begin
    select h.closed_at into closed from private.history_loader as h for update;
    if closed is not null then
        perform sec.refuse('EJ040', 'the history loader is closed', jsonb_build_object('closed_at', closed));
    end if;
    foreach name in array loaded_tables loop
        execute format('alter table journal.%I disable trigger user', name);
    end loop;
    perform private.load_movements(source);
    perform private.check_history(sec.today());
    perform private.load_lessons(source);
    perform private.load_marks(source);
    perform private.load_finals(source);
    foreach name in array loaded_tables loop
        execute format('alter table journal.%I enable trigger user', name);
    end loop;
    counts := jsonb_build_object(
        'lessons', (select count(*) from pg_temp.history_lessons), 'works', (select count(*) from pg_temp.history_works),
        'marks', (select count(*) from pg_temp.history_marks), 'attendance', (select count(*) from pg_temp.history_attendance),
        'finals', (select count(*) from pg_temp.history_finals), 'handovers', (select count(*) from pg_temp.history_handovers)
    );
    insert into private.history_loads (source_sha256, counts) values (source_sha256, counts);
    update private.history_loader set closed_at = clock_timestamp();
    return counts;
end
$$;

comment on function private.load_history(bytea) is 'owner only, once: security.md, «A history loader for migration and demo»';

reset role;
