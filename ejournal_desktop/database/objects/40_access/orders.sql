-- Reason: titles of orders may name people: staff through windows; those who see all and the secretary directly.

alter table journal.orders enable row level security;
alter table journal.orders force row level security;
grant select on journal.orders to ${guard};

drop policy if exists seen_by_all_seeing on journal.orders;
create policy seen_by_all_seeing on journal.orders for select to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary}
using ((select sec.sees_names()));
grant select on journal.orders to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary};

drop policy if exists windows_read on journal.orders;
create policy windows_read on journal.orders for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.orders to ${api};
