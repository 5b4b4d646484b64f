-- Reason: the salt of closed rows: only sec.commitment reads it.

alter table private.audit_salt enable row level security;
alter table private.audit_salt force row level security;
grant select on private.audit_salt to ${guard};
