-- Reason: what waits for a signature may name people and roles: its author and the signing management, in windows.

alter table journal.approvals enable row level security;
alter table journal.approvals force row level security;
grant select on journal.approvals to ${guard};

drop policy if exists windows_read on journal.approvals;
create policy windows_read on journal.approvals for select to ${api}
using (
    proposed_by = (select sec.person_id())
    or (select sec.has_any_role('{director,deputy,administrator}'))
);
grant select on journal.approvals to ${api};
grant insert on journal.approvals to ${guard};
grant update (state, decided_by, decided_at, reason, order_id) on journal.approvals to ${guard};
