-- «Почему?» of a cell: what stands there, by whom, the rule that closes it, and the chain of its changes: a teacher sees her own, a class
-- teacher those of her class, the management and the inspector all but those of a psychologist's sessions: who came is hers to know (rulings 2).
set role ${guard};

-- Changes of a mark and of the attendance beside it, folded from the record; rows of one account, or of all where null.
create or replace function sec.cell_changes(
    asked_course_id integer, asked_work_id integer, asked_lesson_id integer, asked_pupil_id integer, asked_account_id integer
)
returns table (event_id bigint, at timestamptz, person_id integer, ground text, field text, was jsonb, became jsonb)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    e record;
    marked jsonb := '{"value": null}';
    present jsonb := '{"fact": null, "reason": null, "minutes_late": null}';
begin
    for e in
        select x.event_id, x.at, x.account_id, x.ground, x.table_name, x.old_row, x.new_row from audit.events as x
        where x.row_key ? 'course_id' and (x.row_key ->> 'course_id')::integer = asked_course_id
            and (x.row_key ->> 'pupil_id')::integer = asked_pupil_id and x.operation in ('insert', 'update', 'imported')
            and (
                (x.table_name in ('journal.marks', 'journal.mark_attempts') and (x.row_key ->> 'work_id')::integer = asked_work_id)
                or (x.table_name = 'journal.attendance' and (x.row_key ->> 'lesson_id')::integer = asked_lesson_id)
            )
        order by x.event_id
    loop
        event_id := e.event_id;
        at := e.at;
        ground := e.ground;
        if e.table_name = 'journal.attendance' then
            field := 'attendance';
            was := present;
            present := present || sec.key_of(present || e.new_row, array['fact', 'reason', 'minutes_late']);
            became := present;
        elsif e.table_name = 'journal.marks' then
            field := 'mark';
            was := marked;
            marked := sec.key_of(marked || e.new_row, array['value']);
            became := marked;
        else
            field := 'attempt';
            was := sec.key_of(e.old_row, array['value']);
            became := sec.key_of(e.new_row, array['value']);
        end if;
        if was is distinct from became and (asked_account_id is null or e.account_id = asked_account_id) then
            person_id := sec.person_of_account(e.account_id);
            return next;
        end if;
    end loop;
end
$$;

reset role;
grant execute on function sec.cell_changes(integer, integer, integer, integer, integer) to ${api};

set role ${api};

-- What stood in a field of a cell, as it is typed.
create or replace function sec.cell_text(content jsonb)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
    return coalesce(
        content ->> 'value', sec.attendance_text(content ->> 'fact', content ->> 'reason', (content ->> 'minutes_late')::smallint)
    );
end
$$;

create or replace function api.cell_history(lesson_id integer, work_id integer, pupil_id integer)
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
    asked_pupil_id integer := cell_history.pupil_id;
    sees_all_changes boolean := sec.sees_all() or asked_pupil_id = any (sec.my_class_pupil_ids());
    l record;
begin
    select x.lesson_id, x.course_id, x.held_on, n.kind as edit_window, sec.edit_closes_on(x.held_on, n.kind) as closes_on,
        coalesce('приказ ' || sec.order_text(n.order_id), n.source) as source
    into l
    from journal.lessons as x
    left join lateral (
        select w.kind, w.source, w.order_id from journal.edit_windows as w where w.valid_from <= x.held_on order by w.valid_from desc limit 1
    ) as n on true
    where x.lesson_id = cell_history.lesson_id;
    if l.course_id = any (sec.closed_course_ids()) then
        sees_all_changes := false;
    end if;
    -- a class teacher reads of a course only the pupils of her class
    if not found or not (
        sees_all_changes or l.course_id = any (sec.my_course_ids()) or l.lesson_id = any (sec.my_lesson_ids())
    ) then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder', 'held_on', l.held_on));
    end if;
    return json_build_object(
        'edit_window', l.edit_window, 'source', l.source, 'closes_on', l.closes_on, 'sees_all', sees_all_changes,
        'changes', (
            select coalesce(json_agg(json_build_array(
                c.event_id, sec.local_iso(c.at), coalesce(sec.author(c.person_id), ''), coalesce(c.ground, ''), c.field,
                sec.cell_text(c.was), sec.cell_text(c.became)
            ) order by c.event_id), '[]')
            from sec.cell_changes(
                l.course_id, cell_history.work_id, l.lesson_id, asked_pupil_id, case when not sees_all_changes then me.account_id end
            ) as c
        )
    );
end
$$;

reset role;
grant execute on function api.cell_history(integer, integer, integer)
to ${teacher}, ${psychologist}, ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
