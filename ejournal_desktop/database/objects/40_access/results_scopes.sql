-- Reason: who may set results when is no secret among the staff; those who see all read it directly.

alter table journal.results_scopes enable row level security;
alter table journal.results_scopes force row level security;
grant select on journal.results_scopes to ${guard};

drop policy if exists seen_by_all_seeing on journal.results_scopes;
create policy seen_by_all_seeing on journal.results_scopes for select to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary}
using ((select sec.sees_names()));
grant select on journal.results_scopes to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary};

drop policy if exists windows_read on journal.results_scopes;
create policy windows_read on journal.results_scopes for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.results_scopes to ${api};
grant insert on journal.results_scopes to ${guard};
