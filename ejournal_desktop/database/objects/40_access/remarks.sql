-- Reason: remarks on the keeping of a journal: those who see all; the holders of the course in windows.

alter table journal.remarks enable row level security;
alter table journal.remarks force row level security;
grant select on journal.remarks to ${guard};

drop policy if exists seen_by_all_seeing on journal.remarks;
create policy seen_by_all_seeing on journal.remarks for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.remarks to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.remarks;
create policy windows_read on journal.remarks for select to ${api}
using (
    (select sec.sees_all())
    or course_id = any((select sec.my_course_ids())::integer [])
);
grant select on journal.remarks to ${api};
