-- Reason: the calendar of the school is public inside it.

alter table journal.school_years enable row level security;
alter table journal.school_years force row level security;
grant select on journal.school_years to ${guard};

drop policy if exists seen_by_all_seeing on journal.school_years;
create policy seen_by_all_seeing on journal.school_years for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.school_years to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.school_years;
create policy windows_read on journal.school_years for select to ${api}
using (
    (select sec.account_id()) is not null
);
grant select on journal.school_years to ${api};
