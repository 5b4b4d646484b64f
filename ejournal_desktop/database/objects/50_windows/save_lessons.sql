-- Edits of a lesson's common entries: topic, homework, «не задано», type, «посещаемость проверена», deadline and character of homework, topic of the plan. The shape of save_cells.
set role ${api};

create or replace function sec.save_lesson_field(account_id integer, operation jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    asked_operation_id uuid := sec.begin_operation(operation);
    field text := operation ->> 'field';
    seen integer := coalesce((operation ->> 'seen')::integer, 0);
    entered text := coalesce(operation ->> 'value', '');
    l journal.lessons;
    n journal.lessons;
    present integer;
begin
    select * into l from journal.lessons as x where x.lesson_id = (operation ->> 'lesson_id')::integer for update;
    if not found then
        perform sec.refuse('EJ002', 'not your lesson', jsonb_build_object('reason', 'not-holder'));
    end if;
    present := sec.lesson_field_version(l, field);
    if present <> seen then
        perform sec.refuse_stale(present, to_jsonb(l) -> field, sec.lesson_field_author(l.lesson_id, field), null);
    end if;
    n := l;
    case field
        when 'topic' then
            n.topic := btrim(entered);
            n.lesson_plan_topic_id := sec.planned_topic(l, n.topic);
        when 'lesson_plan_topic_id' then
            n.lesson_plan_topic_id := nullif(entered, '')::integer;
            n.topic := coalesce((
                select t.topic from journal.lesson_plan_topics as t where t.lesson_plan_topic_id = n.lesson_plan_topic_id
            ), n.topic);
        when 'homework_character' then n.homework_character := entered;
        when 'homework_due' then n.homework_due := nullif(entered, '')::timestamptz;
        when 'lesson_type' then n.lesson_type := entered;
        when 'attendance_checked' then n.attendance_checked := entered::boolean;
        when 'homework' then
            n.homework := btrim(entered);
            n.homework_none := n.homework_none and n.homework = '';
        when 'homework_none' then
            n.homework_none := entered::boolean;
            n.homework := case when n.homework_none then '' else n.homework end;
    end case;
    if n is not distinct from l then
        return sec.keep_outcome(account_id, operation, jsonb_build_object(
            'operation_id', asked_operation_id, 'result', 'saved', 'version', present, 'value', to_jsonb(l) -> field
        ));
    end if;
    update journal.lessons as x
    set topic = n.topic, homework = n.homework, homework_none = n.homework_none, lesson_type = n.lesson_type,
        attendance_checked = n.attendance_checked, homework_due = n.homework_due, homework_character = n.homework_character,
        lesson_plan_topic_id = n.lesson_plan_topic_id
    where x.lesson_id = l.lesson_id
    returning * into n;
    return sec.keep_outcome(account_id, operation, jsonb_build_object(
        'operation_id', asked_operation_id, 'result', 'saved', 'version', sec.lesson_field_version(n, field),
        'value', to_jsonb(n) -> field, 'receipt', sec.last_event_id(), 'course_id', n.course_id
    ));
end
$$;

-- The topic of the course's plan that has this text: the lesson's own, else one that no lesson has, else the first; null: an own topic.
create or replace function sec.planned_topic(l journal.lessons, entered text)
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select t.lesson_plan_topic_id from journal.lesson_plan_courses as c
        join journal.lesson_plan_topics as t on t.lesson_plan_id = c.lesson_plan_id
        where c.course_id = l.course_id and t.voided_at is null and t.topic = entered
        order by t.lesson_plan_topic_id is distinct from l.lesson_plan_topic_id, exists (
            select from journal.lessons as o
            where o.course_id = l.course_id and o.lesson_plan_topic_id = t.lesson_plan_topic_id and o.lesson_id <> l.lesson_id
        ), t.place
        limit 1
    );
end
$$;

create or replace function sec.lesson_field_version(l journal.lessons, field text)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
    case field
        when 'topic' then return l.topic_version;
        when 'homework' then return l.homework_version;
        when 'lesson_plan_topic_id' then return l.topic_version;
        when 'homework_none' then return l.homework_version;
        when 'homework_due' then return l.homework_version;
        when 'homework_character' then return l.homework_version;
        when 'lesson_type' then return l.lesson_type_version;
        when 'attendance_checked' then return l.attendance_checked_version;
        else raise exception 'not a field of a lesson' using errcode = '22023';
    end case;
end
$$;

create or replace function api.save_lessons(format integer, operations jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set plan_cache_mode = force_generic_plan
as $$
declare
    me sec.identity := sec.demand(array['teacher', 'psychologist']);
    outcomes jsonb := sec.outcomes_of(me, 'lesson', format, operations);
begin
    perform sec.hint_courses_of(outcomes);
    return outcomes;
end
$$;

reset role;

-- Who wrote a field last is told by the record; the lesson itself keeps no authors.
create or replace function sec.lesson_field_author(asked_lesson_id integer, field text)
returns integer
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (
        select a.person_id
        from audit.events as e
        join journal.lessons as l on l.lesson_id = asked_lesson_id
        join private.accounts as a on a.account_id = e.account_id
        where e.row_key ? 'course_id' and (e.row_key ->> 'course_id')::integer = l.course_id and e.table_name = 'journal.lessons'
            and (e.row_key ->> 'lesson_id')::integer = asked_lesson_id
            and e.new_row ?| case field when 'homework_none' then array['homework', 'homework_none'] else array[field] end
        order by e.event_id desc
        limit 1
    );
end
$$;
alter function sec.lesson_field_author(integer, text) owner to ${guard};
grant execute on function sec.lesson_field_author(integer, text) to ${api};
grant execute on function api.save_lessons(integer, jsonb) to ${teacher}, ${psychologist};
