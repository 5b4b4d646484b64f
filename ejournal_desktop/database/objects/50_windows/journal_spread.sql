-- The paper view of one journal: the content of its copy for a class of its group, found by name. The read is on record, no printout is.
set role ${api};

create or replace function api.journal_spread(class_name text, course_id integer, period_id smallint)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    shown smallint := (
        select k.class_id
        from journal.courses as c
        join journal.study_group_classes as g on g.group_id = c.group_id
        join journal.school_classes as k on k.class_id = g.class_id
        where c.course_id = journal_spread.course_id and k.name = journal_spread.class_name
    );
begin
    return api.journal_copy(shown, array[journal_spread.course_id], journal_spread.period_id);
end
$$;

reset role;
grant execute on function api.journal_spread(text, integer, smallint)
to ${teacher}, ${psychologist}, ${class_teacher}, ${deputy}, ${director}, ${administrator};
