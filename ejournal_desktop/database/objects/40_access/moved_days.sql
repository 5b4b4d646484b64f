-- Reason: the production calendar is everybody's: the whole staff in windows, those who see all directly.

alter table journal.moved_days enable row level security;
alter table journal.moved_days force row level security;
grant select on journal.moved_days to ${guard};

drop policy if exists seen_by_all_seeing on journal.moved_days;
create policy seen_by_all_seeing on journal.moved_days for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.moved_days to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.moved_days;
create policy windows_read on journal.moved_days for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.moved_days to ${api};
