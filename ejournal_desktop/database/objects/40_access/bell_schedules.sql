-- Reason: bells are public inside the school.

alter table journal.bell_schedules enable row level security;
alter table journal.bell_schedules force row level security;
grant select on journal.bell_schedules to ${guard};

drop policy if exists seen_by_all_seeing on journal.bell_schedules;
create policy seen_by_all_seeing on journal.bell_schedules for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.bell_schedules to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.bell_schedules;
create policy windows_read on journal.bell_schedules for select to ${api}
using (
    (select sec.account_id()) is not null
);
grant select on journal.bell_schedules to ${api};
