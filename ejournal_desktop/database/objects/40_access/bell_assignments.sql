-- Reason: which bells ring when: the whole staff in windows, those who see all directly.

alter table journal.bell_assignments enable row level security;
alter table journal.bell_assignments force row level security;
grant select on journal.bell_assignments to ${guard};

drop policy if exists seen_by_all_seeing on journal.bell_assignments;
create policy seen_by_all_seeing on journal.bell_assignments for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.bell_assignments to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.bell_assignments;
create policy windows_read on journal.bell_assignments for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.bell_assignments to ${api};
