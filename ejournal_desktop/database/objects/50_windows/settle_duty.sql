-- A duty of the regulation settled by hand, with its day and basis (rulings 39): a list handed in on paper, a row that does not concern the
-- person. Who settles is judged with the row (not to oneself, no day ahead); what was written stands.
set role ${api};

create or replace function api.settle_duty(person_id integer, duty text, outcome text, for_day date, basis text)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['deputy', 'director', 'administrator']);
    made integer;
begin
    insert into journal.duty_checks (duty, person_id, for_day, outcome, basis, checked_by)
    values (
        btrim(settle_duty.duty), settle_duty.person_id, settle_duty.for_day, settle_duty.outcome, left(btrim(settle_duty.basis), 500),
        me.person_id
    )
    on conflict do nothing
    returning duty_check_id into made;
    if made is null then
        perform sec.refuse('EJ020', 'what was written stands', jsonb_build_object('reason', 'written'));
    end if;
    return made;
end
$$;

reset role;
grant execute on function api.settle_duty(integer, text, text, date, text) to ${deputy}, ${director}, ${administrator};
