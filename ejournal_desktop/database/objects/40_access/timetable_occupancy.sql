-- Reason: what is published of the timetable: the whole staff in windows, those who see all directly.

alter table journal.timetable_occupancy enable row level security;
alter table journal.timetable_occupancy force row level security;
grant select on journal.timetable_occupancy to ${guard};

drop policy if exists seen_by_all_seeing on journal.timetable_occupancy;
create policy seen_by_all_seeing on journal.timetable_occupancy for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.timetable_occupancy to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.timetable_occupancy;
create policy windows_read on journal.timetable_occupancy for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.timetable_occupancy to ${api};
