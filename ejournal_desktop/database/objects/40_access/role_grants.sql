-- Reason: identity itself: only definer functions of sec touch it.

alter table private.role_grants enable row level security;
alter table private.role_grants force row level security;
grant select on private.role_grants to ${guard};
grant insert on private.role_grants to ${guard};
grant update (during) on private.role_grants to ${guard};
