-- Reason: the curriculum is public inside the school.

alter table journal.curriculum_hours enable row level security;
alter table journal.curriculum_hours force row level security;
grant select on journal.curriculum_hours to ${guard};

drop policy if exists seen_by_all_seeing on journal.curriculum_hours;
create policy seen_by_all_seeing on journal.curriculum_hours for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.curriculum_hours to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.curriculum_hours;
create policy windows_read on journal.curriculum_hours for select to ${api}
using (
    (select sec.account_id()) is not null
);
grant select on journal.curriculum_hours to ${api};
grant update (approved_by) on journal.curriculum_hours to ${guard};
