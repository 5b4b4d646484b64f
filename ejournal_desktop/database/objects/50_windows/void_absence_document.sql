-- A document entered by mistake: it is voided, never deleted, and the reasons that it gave go.
set role ${api};

create or replace function api.void_absence_document(absence_document_id integer)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    courses integer [];
begin
    perform sec.demand(array['class_teacher']);
    update private.absence_documents as d set voided_at = clock_timestamp()
    where d.absence_document_id = void_absence_document.absence_document_id and d.voided_at is null;
    if not found then
        perform sec.refuse('EJ002', 'not your class', jsonb_build_object('reason', 'class'));
    end if;
    with rewritten as (
        update journal.attendance as a set reason = null
        where a.absence_document_id = void_absence_document.absence_document_id and a.fact = 'absent'
        returning a.course_id
    )
    select array_agg(r.course_id) into courses from rewritten as r;
    perform sec.hint_course(c.course_id) from (select distinct unnest(courses) as course_id) as c;
    return coalesce(cardinality(courses), 0);
end
$$;

reset role;
grant execute on function api.void_absence_document(integer) to ${class_teacher};
