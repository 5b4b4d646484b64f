-- Reason: the timetable is public inside the school.

alter table journal.timetable_versions enable row level security;
alter table journal.timetable_versions force row level security;
grant select on journal.timetable_versions to ${guard};

drop policy if exists seen_by_all_seeing on journal.timetable_versions;
create policy seen_by_all_seeing on journal.timetable_versions for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.timetable_versions to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.timetable_versions;
create policy windows_read on journal.timetable_versions for select to ${api}
using (
    (select sec.account_id()) is not null
);
grant select on journal.timetable_versions to ${api};
