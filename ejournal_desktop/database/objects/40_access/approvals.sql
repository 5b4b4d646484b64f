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

drop policy if exists windows_propose_unlocks on journal.approvals;
create policy windows_propose_unlocks on journal.approvals for insert to ${api}
with check (
    subject = 'unlock' and proposed_by = (select sec.person_id()) and (select sec.has_role('deputy'))
);
grant insert on journal.approvals to ${api};
