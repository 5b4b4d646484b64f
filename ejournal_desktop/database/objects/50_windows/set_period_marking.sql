-- Whether a course takes marks in a period (rulings 28): grade 2 begins with the second quarter.
set role ${api};

create or replace function api.set_period_marking(course_id integer, period_id smallint, marking text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['administrator']);
begin
    update journal.period_markings as m set marking = set_period_marking.marking
    where m.course_id = set_period_marking.course_id and m.period_id = set_period_marking.period_id
        and m.marking is distinct from set_period_marking.marking;
    if not found then
        insert into journal.period_markings (course_id, period_id, marking)
        values (set_period_marking.course_id, set_period_marking.period_id, set_period_marking.marking)
        on conflict do nothing;
    end if;
end
$$;

reset role;
grant execute on function api.set_period_marking(integer, smallint, text) to ${administrator};
