-- Reason: the directory of work kinds is public inside the school.

alter table journal.work_kinds enable row level security;
alter table journal.work_kinds force row level security;
grant select on journal.work_kinds to ${guard};

drop policy if exists seen_by_all_seeing on journal.work_kinds;
create policy seen_by_all_seeing on journal.work_kinds for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.work_kinds to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.work_kinds;
create policy windows_read on journal.work_kinds for select to ${api}
using (
    (select sec.account_id()) is not null
);
grant select on journal.work_kinds to ${api};
