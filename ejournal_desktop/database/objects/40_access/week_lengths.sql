-- Reason: five or six days a week: the whole staff in windows, those who see all directly.

alter table journal.week_lengths enable row level security;
alter table journal.week_lengths force row level security;
grant select on journal.week_lengths to ${guard};

drop policy if exists seen_by_all_seeing on journal.week_lengths;
create policy seen_by_all_seeing on journal.week_lengths for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.week_lengths to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.week_lengths;
create policy windows_read on journal.week_lengths for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.week_lengths to ${api};
