-- Reason: what was printed when: those who see all, and one's own printouts; written by api.note_printout.

alter table journal.printouts enable row level security;
alter table journal.printouts force row level security;
grant select on journal.printouts to ${guard};

drop policy if exists seen_by_all_seeing on journal.printouts;
create policy seen_by_all_seeing on journal.printouts for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.printouts to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.printouts;
create policy windows_read on journal.printouts for select to ${api}
using (
    (select sec.sees_all())
    or printed_by = (select sec.person_id())
);
grant select on journal.printouts to ${api};

drop policy if exists windows_create on journal.printouts;
create policy windows_create on journal.printouts for insert to ${api}
with check (
    printed_by = (select sec.person_id())
);
grant insert on journal.printouts to ${api};
