-- Reason: how a course is marked in a period is no secret: those who see all; in windows whoever may read the course.

alter table journal.period_markings enable row level security;
alter table journal.period_markings force row level security;
grant select on journal.period_markings to ${guard};

drop policy if exists seen_by_all_seeing on journal.period_markings;
create policy seen_by_all_seeing on journal.period_markings for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.period_markings to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.period_markings;
create policy windows_read on journal.period_markings for select to ${api}
using (
    exists (select from journal.courses as c where c.course_id = period_markings.course_id)
);
grant select on journal.period_markings to ${api};

drop policy if exists windows_create on journal.period_markings;
create policy windows_create on journal.period_markings for insert to ${api}
with check (
    (select sec.has_role('administrator'))
);
grant insert on journal.period_markings to ${api};

drop policy if exists windows_change on journal.period_markings;
create policy windows_change on journal.period_markings for update to ${api}
using (
    (select sec.has_role('administrator'))
);
grant update (marking) on journal.period_markings to ${api};
