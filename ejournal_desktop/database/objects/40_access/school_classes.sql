-- Reason: names of classes are public inside the school.

alter table journal.school_classes enable row level security;
alter table journal.school_classes force row level security;
grant select on journal.school_classes to ${guard};

drop policy if exists seen_by_all_seeing on journal.school_classes;
create policy seen_by_all_seeing on journal.school_classes for select to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary}
using ((select sec.sees_names()));
grant select on journal.school_classes to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary};

drop policy if exists windows_read on journal.school_classes;
create policy windows_read on journal.school_classes for select to ${api}
using (
    (select sec.account_id()) is not null
);
grant select on journal.school_classes to ${api};
