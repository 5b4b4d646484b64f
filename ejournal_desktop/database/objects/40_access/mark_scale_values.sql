-- Reason: values of the scales: a directory without people.

alter table journal.mark_scale_values enable row level security;
alter table journal.mark_scale_values force row level security;
grant select on journal.mark_scale_values to ${guard};

drop policy if exists seen_by_all_seeing on journal.mark_scale_values;
create policy seen_by_all_seeing on journal.mark_scale_values for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.mark_scale_values to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.mark_scale_values;
create policy windows_read on journal.mark_scale_values for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.mark_scale_values to ${api};
