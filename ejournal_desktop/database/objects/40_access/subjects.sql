-- Reason: subjects are public inside the school.

alter table journal.subjects enable row level security;
alter table journal.subjects force row level security;
grant select on journal.subjects to ${guard};

drop policy if exists seen_by_all_seeing on journal.subjects;
create policy seen_by_all_seeing on journal.subjects for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.subjects to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.subjects;
create policy windows_read on journal.subjects for select to ${api}
using (
    (select sec.account_id()) is not null
);
grant select on journal.subjects to ${api};
