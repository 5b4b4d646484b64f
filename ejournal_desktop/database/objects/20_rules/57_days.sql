-- Days that people name lie in a school's time: an endless or absurd one would break every page that shows it, to all who read it.
set role ${guard};

create or replace function sec.demand_days(content jsonb, columns text [])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    name text;
begin
    foreach name in array columns loop
        if content ->> name !~ '^(((19|20|21)\d\d-\d\d-\d\d)[^B]*|empty|[\[(]((19|20|21)\d\d-\d\d-\d\d)?,((19|20|21)\d\d-\d\d-\d\d)?[\])])$' then
            perform sec.refuse('EJ014', 'not a day of a school', jsonb_build_object('reason', 'day', 'field', name));
        end if;
    end loop;
end
$$;

-- Arguments: the columns that hold a day, a moment or days of a row.
create or replace function sec.judge_days()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_days(to_jsonb(new), tg_argv);
    return new;
end
$$;

reset role;
grant execute on function sec.judge_days() to ${owner};

set role ${owner};

create or replace trigger judge_days before insert on journal.lessons
for each row execute function sec.judge_days('held_on', 'homework_due');
create or replace trigger judge_days_changed before update on journal.lessons
for each row when ((new.held_on, new.homework_due) is distinct from (old.held_on, old.homework_due))
execute function sec.judge_days('held_on', 'homework_due');
create or replace trigger judge_days before insert or update on journal.unlocks
for each row execute function sec.judge_days('open_until');
create or replace trigger judge_days before insert or update on journal.orders
for each row execute function sec.judge_days('issued_on');
create or replace trigger judge_days before insert or update on journal.movements
for each row execute function sec.judge_days('happened_on');
create or replace trigger judge_days before insert or update on journal.debts
for each row execute function sec.judge_days('arose_on', 'due_on');
create or replace trigger judge_days before insert or update on journal.council_decisions
for each row execute function sec.judge_days('decided_on');
create or replace trigger judge_days before insert or update on journal.remarks
for each row execute function sec.judge_days('due_on');
create or replace trigger judge_days before insert or update on journal.duty_checks
for each row execute function sec.judge_days('for_day');
create or replace trigger judge_days before insert or update on journal.edit_windows
for each row execute function sec.judge_days('valid_from');
create or replace trigger judge_days before insert or update on journal.norms
for each row execute function sec.judge_days('valid_from');
create or replace trigger judge_days before insert or update on journal.finals_scopes
for each row execute function sec.judge_days('opens_on', 'closes_on');
create or replace trigger judge_days before insert or update on journal.results_scopes
for each row execute function sec.judge_days('opens_on', 'closes_on');
create or replace trigger judge_days before insert or update on journal.lesson_plan_topics
for each row execute function sec.judge_days('pinned_on');
create or replace trigger judge_days before insert or update on journal.lesson_plan_corrections
for each row execute function sec.judge_days('on_date');
create or replace trigger judge_days before insert or update on journal.school_years
for each row execute function sec.judge_days('starts_on', 'ends_on');
create or replace trigger judge_days before insert or update on journal.periods
for each row execute function sec.judge_days('starts_on', 'ends_on');
create or replace trigger judge_days before insert or update on journal.days_off
for each row execute function sec.judge_days('during');
create or replace trigger judge_days before insert or update on journal.timetable_versions
for each row execute function sec.judge_days('valid_from');
create or replace trigger judge_days before insert or update on journal.class_memberships
for each row execute function sec.judge_days('during');
create or replace trigger judge_days before insert or update on journal.group_memberships
for each row execute function sec.judge_days('during');
create or replace trigger judge_days before insert or update on journal.course_holders
for each row execute function sec.judge_days('during');
create or replace trigger judge_days before insert or update on journal.class_teachers
for each row execute function sec.judge_days('during');
create or replace trigger judge_days before insert or update on journal.delegations
for each row execute function sec.judge_days('during');
create or replace trigger judge_days before insert or update on private.role_grants
for each row execute function sec.judge_days('during');
create or replace trigger judge_days before insert or update on private.absence_documents
for each row execute function sec.judge_days('during');
create or replace trigger judge_days before insert or update on private.consents
for each row execute function sec.judge_days('given_on', 'withdrawn_on');
create or replace trigger judge_days before insert or update on private.person_details
for each row execute function sec.judge_days('birth_date');

reset role;
