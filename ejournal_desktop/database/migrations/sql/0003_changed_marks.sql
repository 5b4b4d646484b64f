-- 0003: what the report of changed marks (Порядок, 3.7) looks for: changes are few among the events of a year, so both indexes stay small
-- and a first entry of a mark costs nothing more.
set role ${owner};

create index events_changed_values_idx on audit.events (at) where operation = 'update' and new_row ? 'value';
create index events_voided_idx on audit.events (at) where operation = 'update' and new_row ? 'voided_at';

reset role;
