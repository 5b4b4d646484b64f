-- Reason: names of groups are public inside the school.

alter table journal.study_groups enable row level security;
alter table journal.study_groups force row level security;
grant select on journal.study_groups to ${guard};

drop policy if exists seen_by_all_seeing on journal.study_groups;
create policy seen_by_all_seeing on journal.study_groups for select to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary}
using ((select sec.sees_names()));
grant select on journal.study_groups to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary};

drop policy if exists windows_read on journal.study_groups;
create policy windows_read on journal.study_groups for select to ${api}
using (
    (select sec.account_id()) is not null
);
grant select on journal.study_groups to ${api};
