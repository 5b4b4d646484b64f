-- Reason: duties settled by hand: those who see all; everybody her own in windows.

alter table journal.duty_checks enable row level security;
alter table journal.duty_checks force row level security;
grant select on journal.duty_checks to ${guard};

drop policy if exists seen_by_all_seeing on journal.duty_checks;
create policy seen_by_all_seeing on journal.duty_checks for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.duty_checks to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.duty_checks;
create policy windows_read on journal.duty_checks for select to ${api}
using (
    (select sec.sees_all())
    or person_id = (select sec.person_id())
);
grant select on journal.duty_checks to ${api};

drop policy if exists windows_create on journal.duty_checks;
create policy windows_create on journal.duty_checks for insert to ${api}
with check (
    (select sec.has_role('deputy')) or (select sec.has_role('director')) or (select sec.has_role('administrator'))
);
grant insert on journal.duty_checks to ${api};
