-- Reason: dated norms with their source: whoever is judged by them may read them.

alter table journal.norms enable row level security;
alter table journal.norms force row level security;
grant select on journal.norms to ${guard};

drop policy if exists seen_by_all_seeing on journal.norms;
create policy seen_by_all_seeing on journal.norms for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.norms to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.norms;
create policy windows_read on journal.norms for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.norms to ${api};

drop policy if exists windows_create on journal.norms;
create policy windows_create on journal.norms for insert to ${api}
with check (
    (select sec.has_role('administrator'))
);
grant insert on journal.norms to ${api};

drop policy if exists windows_change on journal.norms;
create policy windows_change on journal.norms for update to ${api}
using (
    (select sec.has_role('administrator'))
);
grant update (value, source, order_id) on journal.norms to ${api};
