-- Reason: who works here: known to the staff.

alter table journal.staff enable row level security;
alter table journal.staff force row level security;
grant select on journal.staff to ${guard};

drop policy if exists seen_by_all_seeing on journal.staff;
create policy seen_by_all_seeing on journal.staff for select to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary}
using ((select sec.sees_names()));
grant select on journal.staff to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary};

drop policy if exists windows_read on journal.staff;
create policy windows_read on journal.staff for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.staff to ${api};
grant update (employed, departure_order_id) on journal.staff to ${guard};  -- sec.set_departure
