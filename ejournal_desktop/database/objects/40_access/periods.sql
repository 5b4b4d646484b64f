-- Reason: the calendar of the school is public inside it.

alter table journal.periods enable row level security;
alter table journal.periods force row level security;
grant select on journal.periods to ${guard};

drop policy if exists seen_by_all_seeing on journal.periods;
create policy seen_by_all_seeing on journal.periods for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.periods to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.periods;
create policy windows_read on journal.periods for select to ${api}
using (
    (select sec.account_id()) is not null
);
grant select on journal.periods to ${api};
