-- Reason: the school's card: no personal data, every account sees its own school.

alter table journal.schools enable row level security;
alter table journal.schools force row level security;
grant select on journal.schools to ${guard};

drop policy if exists seen_by_all_seeing on journal.schools;
create policy seen_by_all_seeing on journal.schools for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.schools to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.schools;
create policy windows_read on journal.schools for select to ${api}
using (
    (select sec.account_id()) is not null
);
grant select on journal.schools to ${api};
grant update (access_name, access_room, access_phone, access_hours) on journal.schools to ${guard};  -- sec.set_access_keeper
