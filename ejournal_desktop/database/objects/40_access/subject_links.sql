-- Reason: who may teach what where: the whole staff in windows, those who see all directly.

alter table journal.subject_links enable row level security;
alter table journal.subject_links force row level security;
grant select on journal.subject_links to ${guard};

drop policy if exists seen_by_all_seeing on journal.subject_links;
create policy seen_by_all_seeing on journal.subject_links for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.subject_links to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.subject_links;
create policy windows_read on journal.subject_links for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.subject_links to ${api};
