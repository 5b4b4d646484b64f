-- Reason: the owner's history loader: people have no way here.

alter table private.history_loader enable row level security;
alter table private.history_loader force row level security;
grant select on private.history_loader to ${guard};
