-- Reason: scales of marks: a directory without people.

alter table journal.mark_scales enable row level security;
alter table journal.mark_scales force row level security;
grant select on journal.mark_scales to ${guard};

drop policy if exists seen_by_all_seeing on journal.mark_scales;
create policy seen_by_all_seeing on journal.mark_scales for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.mark_scales to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.mark_scales;
create policy windows_read on journal.mark_scales for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.mark_scales to ${api};
