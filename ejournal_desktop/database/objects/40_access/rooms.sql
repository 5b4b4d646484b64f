-- Reason: rooms are public inside the school.

alter table journal.rooms enable row level security;
alter table journal.rooms force row level security;
grant select on journal.rooms to ${guard};

drop policy if exists seen_by_all_seeing on journal.rooms;
create policy seen_by_all_seeing on journal.rooms for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.rooms to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.rooms;
create policy windows_read on journal.rooms for select to ${api}
using (
    (select sec.account_id()) is not null
);
grant select on journal.rooms to ${api};
