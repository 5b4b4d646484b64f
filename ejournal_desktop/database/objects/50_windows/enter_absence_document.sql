-- A document of absence (справка, заявление, приказ) of the class teacher: it gives its reason to the absences of its days that stand, and,
-- by sec.judge_absence_reason, to those entered later. «Дистанционно» is present: it takes the absences away (rulings 27).
set role ${api};

create or replace function api.enter_absence_document(
    pupil_id integer, starts_on date, ends_on date, kind text, number text, reason text, is_remote boolean
)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['class_teacher']);
    document integer;
    courses integer [];
begin
    if not enter_absence_document.pupil_id = any (sec.my_class_pupil_ids()) then
        perform sec.refuse('EJ002', 'not your class', jsonb_build_object('reason', 'class'));
    end if;
    insert into private.absence_documents (pupil_id, during, reason, kind, number, is_remote, entered_by)
    values (
        enter_absence_document.pupil_id, daterange(starts_on, ends_on, '[]'), enter_absence_document.reason,
        enter_absence_document.kind, btrim(coalesce(enter_absence_document.number, '')), coalesce(is_remote, false), me.person_id
    )
    returning absence_document_id into document;
    with rewritten as (
        update journal.attendance as a
        set fact = case when not coalesce(is_remote, false) then 'absent' end,
            reason = case when not coalesce(is_remote, false) then enter_absence_document.reason end
        from journal.lessons as l
        where l.lesson_id = a.lesson_id and a.pupil_id = enter_absence_document.pupil_id and a.fact = 'absent'
            and l.held_on between starts_on and ends_on and l.state <> 'cancelled'
        returning a.course_id
    )
    select array_agg(r.course_id) into courses from rewritten as r;
    perform sec.hint_course(c.course_id) from (select distinct unnest(courses) as course_id) as c;
    return jsonb_build_object('absence_document_id', document, 'absences', coalesce(cardinality(courses), 0));
end
$$;

reset role;
grant execute on function api.enter_absence_document(integer, date, date, text, text, text, boolean) to ${class_teacher};
