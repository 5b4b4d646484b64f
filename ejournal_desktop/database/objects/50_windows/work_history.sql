-- «Показать историю» of a work: who made it, and every change of its kind, weight and title with the reason. A teacher sees her own acts,
-- the management and the inspector all; of a closed journal (a psychologist's) they see nothing of others.
set role ${guard};

-- Acts on a work, folded from the record; of one account, or of all where null.
create or replace function sec.work_changes(asked_course_id integer, asked_work_id integer, asked_account_id integer)
returns table (event_id bigint, at timestamptz, person_id integer, operation text, content jsonb)
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
    stands jsonb := '{}';
begin
    for e in
        select x.event_id, x.at, x.account_id, x.operation, x.new_row from audit.events as x
        where x.row_key ? 'course_id' and (x.row_key ->> 'course_id')::integer = asked_course_id
            and x.table_name = 'journal.works' and (x.row_key ->> 'work_id')::integer = asked_work_id
            and x.operation in ('insert', 'update', 'imported')
        order by x.event_id
    loop
        stands := stands || e.new_row;
        if asked_account_id is null or e.account_id = asked_account_id then
            event_id := e.event_id;
            at := e.at;
            person_id := sec.person_of_account(e.account_id);
            operation := e.operation;
            content := stands;
            return next;
        end if;
    end loop;
end
$$;

reset role;
grant execute on function sec.work_changes(integer, integer, integer) to ${api};

set role ${api};

create or replace function api.work_history(work_id integer)
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
    sees_all_changes boolean := sec.sees_all();
    w record;
begin
    select x.work_id, x.course_id, x.lesson_id into w from journal.works as x where x.work_id = work_history.work_id;
    if w.course_id = any (sec.closed_course_ids()) then
        sees_all_changes := false;
    end if;
    if not found or not (
        sees_all_changes or w.course_id = any (sec.my_course_ids()) or w.lesson_id = any (sec.my_lesson_ids())
    ) then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
    end if;
    return (
        select coalesce(json_agg(json_build_array(
            c.event_id, sec.local_iso(c.at), coalesce(sec.author(c.person_id), ''),
            case when c.operation in ('insert', 'imported') then 'add' when c.content ->> 'voided_at' is not null then 'void' else 'change' end,
            k.name, c.content ->> 'weight', coalesce(c.content ->> 'title', ''), coalesce(c.content ->> 'reason', '')
        ) order by c.event_id), '[]')
        from sec.work_changes(w.course_id, w.work_id, case when not sees_all_changes then me.account_id end) as c
        left join journal.work_kinds as k on k.work_kind_id = (c.content ->> 'work_kind_id')::smallint
    );
end
$$;

reset role;
grant execute on function api.work_history(integer)
to ${teacher}, ${psychologist}, ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
