-- Reason: a norm of the school, public inside it.

alter table journal.edit_windows enable row level security;
alter table journal.edit_windows force row level security;
grant select on journal.edit_windows to ${guard};

drop policy if exists seen_by_all_seeing on journal.edit_windows;
create policy seen_by_all_seeing on journal.edit_windows for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.edit_windows to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.edit_windows;
create policy windows_read on journal.edit_windows for select to ${api}
using (
    (select sec.account_id()) is not null
);
grant select on journal.edit_windows to ${api};

drop policy if exists windows_create on journal.edit_windows;
create policy windows_create on journal.edit_windows for insert to ${api}
with check (
    (select sec.has_role('administrator'))
);
grant insert on journal.edit_windows to ${api};

drop policy if exists windows_change on journal.edit_windows;
create policy windows_change on journal.edit_windows for update to ${api}
using (
    (select sec.has_role('administrator'))
);
grant update (kind, source, order_id) on journal.edit_windows to ${api};
