-- Reason: which operation was applied once: one's own only, so a replay tells nothing of strangers.

alter table private.applied_operations enable row level security;
alter table private.applied_operations force row level security;
grant select on private.applied_operations to ${guard};

drop policy if exists windows_read on private.applied_operations;
create policy windows_read on private.applied_operations for select to ${api}
using (
    account_id = (select sec.account_id())
);
grant select on private.applied_operations to ${api};

drop policy if exists windows_create on private.applied_operations;
create policy windows_create on private.applied_operations for insert to ${api}
with check (
    account_id = (select sec.account_id())
);
grant insert on private.applied_operations to ${api};
