-- Reason: the owner's history loader: people have no way here.

alter table private.history_loads enable row level security;
alter table private.history_loads force row level security;
grant select on private.history_loads to ${guard};
