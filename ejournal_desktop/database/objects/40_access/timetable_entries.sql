-- Reason: the timetable is public inside the school.

alter table journal.timetable_entries enable row level security;
alter table journal.timetable_entries force row level security;
grant select on journal.timetable_entries to ${guard};

drop policy if exists seen_by_all_seeing on journal.timetable_entries;
create policy seen_by_all_seeing on journal.timetable_entries for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.timetable_entries to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.timetable_entries;
create policy windows_read on journal.timetable_entries for select to ${api}
using (
    (select sec.account_id()) is not null
);
grant select on journal.timetable_entries to ${api};
