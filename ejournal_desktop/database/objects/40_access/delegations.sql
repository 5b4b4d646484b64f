-- Reason: who acts for whom by which order is no secret among the staff; those who see names read it directly.

alter table journal.delegations enable row level security;
alter table journal.delegations force row level security;
grant select on journal.delegations to ${guard};

drop policy if exists seen_by_all_seeing on journal.delegations;
create policy seen_by_all_seeing on journal.delegations for select to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary}
using ((select sec.sees_names()));
grant select on journal.delegations to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary};

drop policy if exists windows_read on journal.delegations;
create policy windows_read on journal.delegations for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.delegations to ${api};
grant insert on journal.delegations to ${guard};
grant update (during) on journal.delegations to ${guard};
