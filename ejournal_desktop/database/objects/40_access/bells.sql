-- Reason: bells are public inside the school.

alter table journal.bells enable row level security;
alter table journal.bells force row level security;
grant select on journal.bells to ${guard};

drop policy if exists seen_by_all_seeing on journal.bells;
create policy seen_by_all_seeing on journal.bells for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.bells to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.bells;
create policy windows_read on journal.bells for select to ${api}
using (
    (select sec.account_id()) is not null
);
grant select on journal.bells to ${api};
