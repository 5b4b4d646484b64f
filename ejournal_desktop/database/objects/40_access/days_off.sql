-- Reason: the calendar of the school is public inside it.

alter table journal.days_off enable row level security;
alter table journal.days_off force row level security;
grant select on journal.days_off to ${guard};

drop policy if exists seen_by_all_seeing on journal.days_off;
create policy seen_by_all_seeing on journal.days_off for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.days_off to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.days_off;
create policy windows_read on journal.days_off for select to ${api}
using (
    (select sec.account_id()) is not null
);
grant select on journal.days_off to ${api};
