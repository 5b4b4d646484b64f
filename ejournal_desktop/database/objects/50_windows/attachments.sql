-- Files of a lesson: added whole, in one operation; given out one at a time to whoever may see the lesson.
set role ${api};

create or replace function sec.keep_attachment(account_id integer, operation jsonb, content bytea)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    asked_operation_id uuid := sec.begin_operation(operation);
    asked_course_id integer;
    added_id integer;
begin
    select l.course_id into asked_course_id from journal.lessons as l where l.lesson_id = (operation ->> 'lesson_id')::integer;
    if not found then
        perform sec.refuse('EJ002', 'not your lesson', jsonb_build_object('reason', 'not-holder'));
    end if;
    insert into journal.attachments (lesson_id, course_id, pupil_id, file_name, media_type, size, content_sha256, added_by)
    values (
        (operation ->> 'lesson_id')::integer, asked_course_id, (operation ->> 'pupil_id')::integer, operation ->> 'file_name',
        operation ->> 'media_type', (operation ->> 'size')::integer, decode(operation ->> 'sha256', 'hex'), sec.person_id()
    )
    returning attachment_id into added_id;
    insert into journal.attachment_contents (attachment_id, content) values (added_id, content);
    return sec.keep_outcome(account_id, operation, jsonb_build_object(
        'operation_id', asked_operation_id, 'result', 'saved', 'version', 1, 'entry_id', added_id, 'receipt', sec.last_event_id(),
        'course_id', asked_course_id
    ));
end
$$;

create or replace function api.add_attachment(format integer, operation jsonb, content bytea)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['teacher', 'psychologist']);
    outcome jsonb;
    refusal_detail text;
begin
    perform sec.demand_operations(format, jsonb_build_array(operation));
    begin
        outcome := sec.keep_attachment(me.account_id, operation, content);
    exception
        when check_violation or foreign_key_violation or not_null_violation or invalid_text_representation or numeric_value_out_of_range
            or invalid_parameter_value
        then
            return sec.outcome_of_refusal(me.account_id, operation, 'EJ014', '{"reason": "file"}');
        when insufficient_privilege or sqlstate 'EJ002' or sqlstate 'EJ011' or sqlstate 'EJ012' or sqlstate 'EJ013' or sqlstate 'EJ014'
            or sqlstate 'EJ016' or sqlstate 'EJ018' or sqlstate 'EJ020' or sqlstate 'EJ031'
        then
            get stacked diagnostics refusal_detail = pg_exception_detail;
            return sec.outcome_of_refusal(me.account_id, operation, sqlstate, refusal_detail);
    end;
    perform sec.hint_course((outcome ->> 'course_id')::integer);
    return outcome;
end
$$;

create or replace function api.attachment(
    attachment_id integer, out file_name text, out media_type text, out content_sha256 bytea, out content bytea
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(sec.staff_roles());
    select a.file_name, a.media_type, a.content_sha256, c.content into file_name, media_type, content_sha256, content
    from journal.attachments as a
    join journal.attachment_contents as c on c.attachment_id = a.attachment_id
    where a.attachment_id = attachment.attachment_id and a.voided_at is null;
    if not found then
        perform sec.refuse('EJ002', 'not a file of your lessons', jsonb_build_object('reason', 'not-holder'));
    end if;
end
$$;

reset role;
grant execute on function api.add_attachment(integer, jsonb, bytea) to ${teacher}, ${psychologist};
grant execute on function api.attachment(integer)
to ${teacher}, ${psychologist}, ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
