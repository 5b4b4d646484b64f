-- Who is told of what happens to accounts, codes and roles (38_access_events.sql).
set role ${owner};

create or replace trigger tell_of_reissue after insert on private.access_codes
for each row when (new.account_id is not null) execute function sec.tell_of_code();
create or replace trigger tell_of_recovery after update on private.access_codes
for each row when (new.is_recovery and old.redeemed_at is null and new.redeemed_at is not null) execute function sec.tell_of_code();
create or replace trigger tell_of_lock after update on private.accounts
for each row when (new.state = 'locked' and old.state <> 'locked') execute function sec.tell_of_lock();
create or replace trigger tell_of_role after insert or update on private.role_grants
for each row execute function sec.tell_of_role();
create or replace trigger insert_only before update or delete on private.access_events
for each row execute function sec.refuse_rewriting();
create or replace trigger insert_only before update or delete on private.access_event_readings
for each row execute function sec.refuse_rewriting();
create or replace trigger record after insert or update or delete on private.access_events
for each row execute function sec.record_change('access_event_id', 'person_id', '--');
create or replace trigger record after insert or update or delete on private.access_event_readings
for each row execute function sec.record_change('access_event_id', 'person_id', '--');

reset role;
