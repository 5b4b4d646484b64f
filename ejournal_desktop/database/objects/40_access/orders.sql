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

-- the order of a norm is entered with it
drop policy if exists windows_create_of_norms on journal.orders;
create policy windows_create_of_norms on journal.orders for insert to ${api}
with check (
    kind = 'other' and (select sec.has_role('administrator'))
);
grant insert on journal.orders to ${api};
grant insert on journal.orders to ${guard};
grant update (number, issued_on, title) on journal.orders to ${guard};
