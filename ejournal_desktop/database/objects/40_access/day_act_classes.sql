-- Reason: the classes of such a day: as the act.

alter table journal.day_act_classes enable row level security;
alter table journal.day_act_classes force row level security;
grant select on journal.day_act_classes to ${guard};

drop policy if exists seen_by_all_seeing on journal.day_act_classes;
create policy seen_by_all_seeing on journal.day_act_classes for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.day_act_classes to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.day_act_classes;
create policy windows_read on journal.day_act_classes for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.day_act_classes to ${api};
