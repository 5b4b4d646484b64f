-- What came to a journal page since it was read: the record names the cells, row security decides which of them this person sees.
--
-- A version is not an event id: ids are drawn before the commit, so a smaller one may appear after a greater one was read. It is the oldest
-- transaction still under way when the page was read (as the seal of the record counts): whatever that look could not see has this number
-- or a later one. Some changes come twice, none is missed.
set role ${api};

create or replace function sec.version_of_now()
returns bigint
language sql
stable
return pg_snapshot_xmin(pg_current_snapshot())::text::bigint;

reset role;
set role ${guard};

drop type if exists sec.page_event cascade;
create type sec.page_event as (
    table_name text,
    lesson_id integer,
    work_id integer,
    pupil_id integer,
    period_id smallint,
    changes_page boolean  -- more than a cell: the page is to be read anew
);

-- Keys only: which rows of a course were written by transactions from that number on.
create or replace function sec.page_events(asked_course_id integer, since bigint)
returns setof sec.page_event
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    oldest xid8 := since::text::xid8;
    newest xid8 := greatest(pg_snapshot_xmax(pg_current_snapshot()), pg_current_xact_id_if_assigned());
begin
    return query
    select distinct
        e.table_name, (e.row_key ->> 'lesson_id')::integer, (e.row_key ->> 'work_id')::integer, (e.row_key ->> 'pupil_id')::integer,
        (e.row_key ->> 'period_id')::smallint,
        e.table_name in (
            'journal.handovers', 'journal.course_holders', 'journal.courses', 'journal.unlocks', 'journal.mark_notices'
        ) or (
            e.table_name = 'journal.lessons'
            and (e.operation <> 'update' or e.new_row ?| array['held_on', 'lesson_no', 'state', 'room_id', 'course_id'])
        )
    from audit.events as e
    where e.row_key ? 'course_id' and (e.row_key ->> 'course_id')::integer = asked_course_id
        and e.transaction_id between oldest and newest
        and e.operation in ('insert', 'update', 'delete', 'imported')
        and e.table_name in (
            'journal.marks', 'journal.attendance', 'journal.works', 'journal.lessons', 'journal.final_marks',
            'journal.handovers', 'journal.course_holders', 'journal.courses', 'journal.unlocks', 'journal.mark_notices',
            'journal.mark_notes', 'private.own_mark_notes'
        )
    union all
    -- whose record does not name the course: who takes a lesson, and who belongs to the group
    select e.table_name, null::integer, null::integer, null::integer, null::smallint, true
    from audit.events as e
    where e.transaction_id between oldest and newest and e.operation in ('insert', 'update', 'delete') and (
        e.table_name = 'journal.substitutions' and exists (
            select from journal.lessons as l
            where l.lesson_id = (e.row_key ->> 'lesson_id')::integer and l.course_id = asked_course_id
        )
        or e.table_name = 'journal.group_memberships' and (e.row_key ->> 'group_id')::integer = (
            select c.group_id from journal.courses as c where c.course_id = asked_course_id
        )
    );
end
$$;

reset role;
grant execute on function sec.page_events(integer, bigint) to ${api};
set role ${api};

create or replace function api.changes_since(course_id integer, version bigint)
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(sec.staff_roles());
    is_teacher boolean := me.roles && array['teacher', 'psychologist'];
    present bigint := sec.version_of_now();
    events sec.page_event [];
begin
    if not exists (select from journal.courses as c where c.course_id = changes_since.course_id) then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
    elsif changes_since.version is null or changes_since.version < 0 or changes_since.version > present then
        -- a version of another life of the server: nothing can be told from it
        return json_build_object('version', present, 'page_changed', true);
    end if;
    events := array(
        select e from sec.page_events(changes_since.course_id, changes_since.version) as e
    );
    if events = '{}' then
        return json_build_object('version', present, 'page_changed', false);
    end if;
    return (
        with event as materialized (
            select e.table_name, e.lesson_id, e.work_id, e.pupil_id, e.period_id, e.changes_page from unnest(events) as e
        ),

        norm as materialized (
            select w.kind, w.valid_from, coalesce(lead(w.valid_from) over (order by w.valid_from), 'infinity') as valid_before
            from journal.edit_windows as w
        ),

        holding as materialized (
            select range_agg(h.during) as days from journal.course_holders as h
            where h.course_id = changes_since.course_id and h.person_id = me.person_id
                and sec.holding_lets_write(h.approved_by, h.is_self_entered, me.roles)
        ),

        bell as materialized (
            select b.lesson_no, b.starts_at, b.ends_at
            from journal.bell_schedules as d
            join journal.bells as b on b.bell_schedule_id = d.bell_schedule_id
            where d.is_default
        )

        select json_build_object(
            'version', present,
            'page_changed', (select bool_or(e.changes_page) from event as e),
            'lessons', (
                select coalesce(json_agg(json_build_array(
                    l.lesson_id, l.held_on, l.lesson_no, b.starts_at, b.ends_at, coalesce(r.name, ''), l.state, l.lesson_type,
                    l.topic, l.topic_version, l.homework, l.homework_none, l.homework_version, l.lesson_type_version,
                    l.attendance_checked, l.attendance_checked_version, sec.author(u.person_id),
                    is_teacher and (
                        coalesce(h.days @> l.held_on, false)
                        or coalesce(u.person_id = me.person_id and (u.entered_at at time zone me.zone)::date <= l.held_on, false)
                    ),
                    sec.local_iso(l.homework_due), l.homework_character, l.lesson_plan_topic_id,
                    case when l.held_on = me.today and l.state = 'planned' then sec.local_iso(sec.homework_deadline(l.lesson_id)) end
                ) order by l.held_on, l.lesson_no), '[]')
                from journal.lessons as l
                cross join holding as h
                left join journal.rooms as r on r.room_id = l.room_id
                left join bell as b on b.lesson_no = l.lesson_no
                left join journal.substitutions as u on u.lesson_id = l.lesson_id
                where l.course_id = changes_since.course_id
                    and l.lesson_id in (select e.lesson_id from event as e where e.table_name = 'journal.lessons')
            ),
            'works', (
                select coalesce(json_agg(json_build_array(
                    w.work_id, w.lesson_id, w.work_no, w.work_kind_id, k.name, k.short_name, w.weight::text, w.title, k.two_marks,
                    k.is_control, w.version
                ) order by w.lesson_id, w.work_no), '[]')
                from journal.works as w
                join journal.work_kinds as k on k.work_kind_id = w.work_kind_id
                where w.course_id = changes_since.course_id and w.voided_at is null
                    and w.work_id in (select e.work_id from event as e where e.table_name = 'journal.works')
            ),
            'voided_works', (
                select coalesce(json_agg(w.work_id), '[]')
                from journal.works as w
                where w.course_id = changes_since.course_id and w.voided_at is not null
                    and w.work_id in (select e.work_id from event as e where e.table_name = 'journal.works')
            ),
            'marks', (
                select coalesce(json_agg(json_build_array(
                    m.work_id, m.pupil_id, m.value, m.version, m.entered_at, sec.author(coalesce(m.changed_by, m.entered_by)),
                    case when m.first_marked_at is not null then sec.edit_closes_on(l.held_on, n.kind) end,
                    coalesce(m.changed_by, m.entered_by) = me.person_id
                )), '[]')
                from event as e
                join journal.marks as m on m.work_id = e.work_id and m.pupil_id = e.pupil_id
                join journal.works as w on w.work_id = m.work_id and w.voided_at is null
                join journal.lessons as l on l.lesson_id = w.lesson_id
                left join norm as n on n.valid_from <= l.held_on and l.held_on < n.valid_before
                where e.table_name = 'journal.marks' and m.course_id = changes_since.course_id
            ),
            'notes', (
                select coalesce(json_agg(json_build_array(n.work_id, n.pupil_id, n.is_private, n.content, n.version, sec.author(n.written_by))), '[]')
                from (
                    select x.work_id, x.pupil_id, false as is_private, x.content, x.version, x.written_by
                    from event as e join journal.mark_notes as x on x.work_id = e.work_id and x.pupil_id = e.pupil_id
                    where e.table_name = 'journal.mark_notes' and x.course_id = changes_since.course_id
                    union all
                    select x.work_id, x.pupil_id, true, x.content, x.version, x.person_id
                    from event as e join private.own_mark_notes as x on x.work_id = e.work_id and x.pupil_id = e.pupil_id
                    where e.table_name = 'private.own_mark_notes' and x.course_id = changes_since.course_id
                ) as n
            ),
            'attendance', (
                select coalesce(json_agg(json_build_array(
                    a.lesson_id, a.pupil_id, a.fact, a.reason, a.minutes_late, a.version, sec.author(coalesce(a.changed_by, a.entered_by))
                )), '[]')
                from event as e
                join journal.attendance as a on a.lesson_id = e.lesson_id and a.pupil_id = e.pupil_id
                where e.table_name = 'journal.attendance' and a.course_id = changes_since.course_id
            ),
            'finals', (
                select coalesce(json_agg(json_build_array(f.period_id, f.pupil_id, f.value, f.version)), '[]')
                from event as e
                join journal.final_marks as f
                    on f.course_id = changes_since.course_id and f.period_id = e.period_id and f.pupil_id = e.pupil_id
                where e.table_name = 'journal.final_marks'
            )
        )
    );
end
$$;

reset role;
grant execute on function api.changes_since(integer, bigint)
to ${teacher}, ${psychologist}, ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
