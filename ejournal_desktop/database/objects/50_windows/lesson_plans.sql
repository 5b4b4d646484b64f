-- Lesson plans (КТП): the list, one plan with the lessons it is laid over, saving, assigning, deciding, correcting.
set role ${api};

-- Teachers: their own and those of their subjects, of every year, to reuse; those who see all: every plan of the present year.
create or replace function api.lesson_plans()
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['teacher', 'psychologist', 'deputy', 'director', 'administrator', 'inspector']);
    sees_all boolean := sec.sees_all();
    my_subjects integer [] := array(
        select c.subject_id from journal.courses as c where c.course_id = any (sec.my_course_ids())
    );
begin
    return (
        select coalesce(json_agg(json_build_object(
            'lesson_plan_id', p.lesson_plan_id, 'subject', s.name, 'grade', p.grade, 'title', p.title, 'author', sec.author(p.author_id),
            'is_mine', p.author_id is not distinct from me.person_id, 'state', p.state, 'version', p.version, 'year', y.name,
            'is_current', me.today between y.starts_on and y.ends_on, 'submitted_at', sec.local_iso(p.submitted_at),
            'decided_at', sec.local_iso(p.decided_at), 'decided_by', sec.author(p.decided_by), 'returned_reason', p.returned_reason,
            'topics', t.topics, 'courses', t.courses
        ) order by p.state <> 'waiting', y.starts_on desc, s.name, p.grade, p.lesson_plan_id), '[]')
        from journal.lesson_plans as p
        join journal.subjects as s on s.subject_id = p.subject_id
        join journal.school_years as y on y.school_year_id = p.school_year_id
        cross join lateral (
            select
                (select count(*) from journal.lesson_plan_topics as x where x.lesson_plan_id = p.lesson_plan_id and x.voided_at is null) as topics,
                (
                    select coalesce(json_agg(json_build_array(c.course_id, g.name) order by g.name), '[]')
                    from journal.lesson_plan_courses as a
                    join journal.courses as c on c.course_id = a.course_id
                    join journal.study_groups as g on g.group_id = c.group_id
                    where a.lesson_plan_id = p.lesson_plan_id
                ) as courses
        ) as t
        where p.author_id is not distinct from me.person_id or p.subject_id = any (my_subjects)
            or (sees_all and me.today between y.starts_on and y.ends_on)
    );
end
$$;

-- A plan with its topics and, for one course, the lessons of the year and the corrections; the course's own plan when none is named.
create or replace function api.lesson_plan(lesson_plan_id integer, course_id integer)
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
    me sec.identity := sec.demand(array['teacher', 'psychologist', 'deputy', 'director', 'administrator', 'inspector']);
    asked_plan_id integer := coalesce(lesson_plan.lesson_plan_id, (
        select a.lesson_plan_id from journal.lesson_plan_courses as a where a.course_id = lesson_plan.course_id
    ));
begin
    return json_build_object(
        'today', me.today,
        'school', (select s.short_name from journal.schools as s),
        'plan', (
            select json_build_object(
                'lesson_plan_id', p.lesson_plan_id, 'subject', s.name, 'grade', p.grade, 'title', p.title,
                'author', sec.author(p.author_id), 'is_mine', p.author_id is not distinct from me.person_id, 'state', p.state,
                'version', p.version, 'decided_at', sec.local_iso(p.decided_at), 'decided_by', sec.author(p.decided_by),
                'submitted_at', sec.local_iso(p.submitted_at), 'returned_reason', p.returned_reason, 'year', y.name
            )
            from journal.lesson_plans as p
            join journal.subjects as s on s.subject_id = p.subject_id
            join journal.school_years as y on y.school_year_id = p.school_year_id
            where p.lesson_plan_id = asked_plan_id
        ),
        'topics', (
            select coalesce(json_agg(json_build_array(
                t.lesson_plan_topic_id, t.section, t.topic, t.lesson_type, t.homework, t.work_kind_id, t.pinned_on
            ) order by t.place), '[]')
            from journal.lesson_plan_topics as t where t.lesson_plan_id = asked_plan_id and t.voided_at is null
        ),
        'courses', (
            select coalesce(json_agg(json_build_array(c.course_id, g.name) order by g.name), '[]')
            from journal.lesson_plan_courses as a
            join journal.courses as c on c.course_id = a.course_id
            join journal.study_groups as g on g.group_id = c.group_id
            where a.lesson_plan_id = asked_plan_id
        ),
        'course', (
            select json_build_object(
                'course_id', c.course_id, 'subject', s.name, 'group_name', g.name, 'hours_per_week', c.hours_per_week::text,
                'teacher', (
                    select string_agg(sec.author(h.person_id), ', ') from journal.course_holders as h
                    where h.course_id = c.course_id and h.during @> me.today
                )
            )
            from journal.courses as c
            join journal.subjects as s on s.subject_id = c.subject_id
            join journal.study_groups as g on g.group_id = c.group_id
            where c.course_id = lesson_plan.course_id
        ),
        'norm', sec.plan_norm(lesson_plan.course_id),
        'lessons', (
            select coalesce(json_agg(json_build_array(
                l.lesson_id, l.held_on, l.lesson_no, l.state, l.topic, l.lesson_plan_topic_id,
                case l.state when 'cancelled' then sec.cause_of_day(l.course_id, l.held_on) else '' end
            ) order by l.held_on, l.lesson_no), '[]')
            from journal.lessons as l where l.course_id = lesson_plan.course_id
        ),
        'corrections', (
            select coalesce(json_agg(json_build_array(
                k.lesson_plan_correction_id, k.kind, k.lesson_plan_topic_id, k.until_place, k.on_date, k.reason,
                sec.author(k.entered_by), sec.local_iso(k.entered_at)
            ) order by k.lesson_plan_correction_id), '[]')
            from journal.lesson_plan_corrections as k
            join journal.lesson_plan_topics as t on t.lesson_plan_topic_id = k.lesson_plan_topic_id
            where k.course_id = lesson_plan.course_id and t.lesson_plan_id = asked_plan_id and k.voided_at is null
        )
    );
end
$$;

create or replace function sec.replace_topics(plan_id integer, topics jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if jsonb_typeof(topics) is distinct from 'array' or jsonb_array_length(topics) > 2000 then
        raise exception 'an array of at most 2000 topics is expected' using errcode = '22023';
    elsif exists (
        select from jsonb_array_elements(topics) as g
        left join journal.lesson_plan_topics as t
            on t.lesson_plan_topic_id = (g.value ->> 'topic_id')::integer and t.lesson_plan_id = plan_id and t.voided_at is null
        where g.value ->> 'topic_id' is not null and t.lesson_plan_topic_id is null
    ) then
        perform sec.refuse('EJ014', 'not a topic of the plan of that course', jsonb_build_object('reason', 'plan-topic'));
    end if;
    update journal.lesson_plan_topics as t set voided_at = clock_timestamp(), place = -t.lesson_plan_topic_id
    where t.lesson_plan_id = plan_id and t.voided_at is null and not exists (
        select from jsonb_array_elements(topics) as g where (g.value ->> 'topic_id')::integer = t.lesson_plan_topic_id
    );
    update journal.lesson_plan_topics as t
    set place = g.place, section = g.section, topic = g.topic, lesson_type = g.lesson_type, homework = g.homework,
        work_kind_id = g.work_kind_id, pinned_on = g.pinned_on
    from sec.given_topics(topics) as g
    where t.lesson_plan_topic_id = g.topic_id and (
        t.place, t.section, t.topic, t.lesson_type, t.homework, t.work_kind_id, t.pinned_on
    ) is distinct from (g.place, g.section, g.topic, g.lesson_type, g.homework, g.work_kind_id, g.pinned_on);
    insert into journal.lesson_plan_topics (lesson_plan_id, place, section, topic, lesson_type, homework, work_kind_id, pinned_on)
    select plan_id, g.place, g.section, g.topic, g.lesson_type, g.homework, g.work_kind_id, g.pinned_on
    from sec.given_topics(topics) as g
    where g.topic_id is null
    order by g.place;
end
$$;

create or replace function sec.given_topics(topics jsonb)
returns table (
    topic_id integer, place integer, section text, topic text, lesson_type text, homework text, work_kind_id smallint, pinned_on date
)
language sql
immutable
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO, YMD'
as $$
select
    (g.value ->> 'topic_id')::integer, g.ordinality::integer, btrim(coalesce(g.value ->> 'section', '')), btrim(g.value ->> 'topic'),
    coalesce(g.value ->> 'lesson_type', 'урок'), btrim(coalesce(g.value ->> 'homework', '')), (g.value ->> 'work_kind_id')::smallint,
    (g.value ->> 'pinned_on')::date
from jsonb_array_elements(topics) with ordinality as g
$$;

create or replace function sec.keep_lesson_plan(me sec.identity, operation jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    asked_operation_id uuid := sec.begin_operation(operation);
    asked_course_id integer := (operation ->> 'course_id')::integer;
    p journal.lesson_plans;
begin
    if operation ->> 'lesson_plan_id' is null then
        if not asked_course_id = any (sec.my_course_ids()) then
            perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
        end if;
        insert into journal.lesson_plans (school_year_id, subject_id, grade, title, author_id)
        select c.school_year_id, c.subject_id, k.grade, btrim(operation ->> 'title'), me.person_id
        from journal.courses as c
        cross join lateral sec.classes_of_group(c.group_id) as k
        where c.course_id = asked_course_id
        returning * into p;
        insert into journal.lesson_plan_courses (course_id, lesson_plan_id) values (asked_course_id, p.lesson_plan_id)
        on conflict (course_id) do update set lesson_plan_id = excluded.lesson_plan_id;
    else
        select * into p from journal.lesson_plans as x where x.lesson_plan_id = (operation ->> 'lesson_plan_id')::integer for update;
        if not found then
            perform sec.refuse('EJ002', 'not a plan of yours', jsonb_build_object('reason', 'not-yours'));
        elsif p.version is distinct from (operation ->> 'seen')::integer then
            perform sec.refuse_stale(p.version, to_jsonb(p.title), p.author_id, null);
        end if;
        update journal.lesson_plans as x set title = btrim(operation ->> 'title') where x.lesson_plan_id = p.lesson_plan_id returning * into p;
    end if;
    perform sec.replace_topics(p.lesson_plan_id, operation -> 'topics');
    if operation ->> 'lesson_plan_id' is null then
        perform sec.carry_corrections(asked_course_id);
    end if;
    return sec.keep_outcome(me.account_id, operation, jsonb_build_object(
        'operation_id', asked_operation_id, 'result', 'saved', 'version', p.version, 'entry_id', p.lesson_plan_id,
        'receipt', sec.last_event_id()
    ));
end
$$;

create or replace function api.save_lesson_plan(format integer, operation jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['teacher', 'psychologist']);
    refusal_detail text;
begin
    perform sec.demand_operations(format, jsonb_build_array(operation));
    begin
        return sec.keep_lesson_plan(me, operation);
    exception
        when check_violation or foreign_key_violation or not_null_violation or invalid_text_representation or numeric_value_out_of_range
            or datetime_field_overflow or invalid_datetime_format
        then
            return sec.outcome_of_refusal(me.account_id, operation, 'EJ014', '{"reason": "plan-row"}');
        when insufficient_privilege or sqlstate 'EJ002' or sqlstate 'EJ014' or sqlstate 'EJ018' or sqlstate 'EJ020' or sqlstate 'EJ030'
            or sqlstate 'EJ031'
        then
            get stacked diagnostics refusal_detail = pg_exception_detail;
            return sec.outcome_of_refusal(me.account_id, operation, sqlstate, refusal_detail);
    end;
end
$$;

-- The course follows that plan from now on; topics of held lessons stay what they are.
create or replace function api.assign_lesson_plan(course_id integer, lesson_plan_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
begin
    perform sec.demand(array['teacher', 'psychologist', 'deputy']);
    insert into journal.lesson_plan_courses as x (course_id, lesson_plan_id)
    values (assign_lesson_plan.course_id, assign_lesson_plan.lesson_plan_id)
    on conflict (course_id) do update set lesson_plan_id = excluded.lesson_plan_id
    where x.lesson_plan_id <> excluded.lesson_plan_id;
    if assign_lesson_plan.course_id = any (sec.my_course_ids()) then
        perform sec.carry_corrections(assign_lesson_plan.course_id);
    end if;
end
$$;

-- submit and withdraw: the author; approve, return (with a reason) and reopen: the deputy or the director, over the version that was read.
create or replace function api.decide_lesson_plan(lesson_plan_id integer, seen integer, act text, reason text)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['teacher', 'psychologist', 'deputy', 'director']);
    p journal.lesson_plans;
begin
    select * into p from journal.lesson_plans as x where x.lesson_plan_id = decide_lesson_plan.lesson_plan_id for update;
    if decide_lesson_plan.act not in ('submit', 'withdraw', 'approve', 'return', 'reopen') then
        raise exception 'an act is submit, withdraw, approve, return or reopen' using errcode = '22023';
    elsif p.lesson_plan_id is null then
        perform sec.refuse('EJ002', 'not a plan of yours', jsonb_build_object('reason', 'not-yours'));
    elsif p.version is distinct from decide_lesson_plan.seen then
        perform sec.refuse_stale(p.version, to_jsonb(p.state), p.author_id, null);
    end if;
    update journal.lesson_plans as x
    set state = case decide_lesson_plan.act when 'submit' then 'waiting' when 'approve' then 'approved' else 'draft' end,
        returned_reason = case when decide_lesson_plan.act in ('return', 'reopen') then btrim(coalesce(decide_lesson_plan.reason, '')) else '' end
    where x.lesson_plan_id = p.lesson_plan_id
    returning * into p;
    return json_build_object('state', p.state, 'version', p.version);
end
$$;

-- One line of the correction sheet: added, or taken back by its id.
create or replace function api.correct_lesson_plan(
    course_id integer, correction_id integer, kind text, topic_id integer, until_place integer, on_date date, reason text
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
    me sec.identity := sec.demand(array['teacher', 'psychologist']);
    made_id integer;
begin
    if correct_lesson_plan.correction_id is not null then
        update journal.lesson_plan_corrections as x set voided_at = clock_timestamp()
        where x.lesson_plan_correction_id = correct_lesson_plan.correction_id and x.course_id = correct_lesson_plan.course_id
        returning x.lesson_plan_correction_id into made_id;
    elsif correct_lesson_plan.course_id = any (sec.my_course_ids()) then
        insert into journal.lesson_plan_corrections (course_id, lesson_plan_topic_id, kind, until_place, on_date, reason, entered_by)
        values (
            correct_lesson_plan.course_id, correct_lesson_plan.topic_id, correct_lesson_plan.kind, correct_lesson_plan.until_place,
            correct_lesson_plan.on_date, btrim(correct_lesson_plan.reason), me.person_id
        )
        returning lesson_plan_correction_id into made_id;
    end if;
    if made_id is null then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
    end if;
    return made_id;
end
$$;

reset role;
grant execute on function api.lesson_plans(), api.lesson_plan(integer, integer)
to ${teacher}, ${psychologist}, ${deputy}, ${director}, ${administrator}, ${inspector};
grant execute on function api.save_lesson_plan(integer, jsonb) to ${teacher}, ${psychologist};
grant execute on function api.assign_lesson_plan(integer, integer) to ${teacher}, ${psychologist}, ${deputy};
grant execute on function api.decide_lesson_plan(integer, integer, text, text) to ${teacher}, ${psychologist}, ${deputy}, ${director};
grant execute on function api.correct_lesson_plan(integer, integer, text, integer, integer, date, text) to ${teacher}, ${psychologist};
