-- Reason: days for many at once: the whole staff in windows, those who see all directly.

alter table journal.day_acts enable row level security;
alter table journal.day_acts force row level security;
grant select on journal.day_acts to ${guard};

drop policy if exists seen_by_all_seeing on journal.day_acts;
create policy seen_by_all_seeing on journal.day_acts for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.day_acts to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.day_acts;
create policy windows_read on journal.day_acts for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.day_acts to ${api};
