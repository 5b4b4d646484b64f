-- Reason: the notices about access: definer functions of sec only; each is told hers by api.access_notices().

alter table private.access_events enable row level security;
alter table private.access_events force row level security;
grant select, insert on private.access_events to ${guard};
