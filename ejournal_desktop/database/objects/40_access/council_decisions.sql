-- Reason: decisions of the teachers' council: those who see all; the class teacher of her own pupils.

alter table journal.council_decisions enable row level security;
alter table journal.council_decisions force row level security;
grant select on journal.council_decisions to ${guard};

drop policy if exists seen_by_all_seeing on journal.council_decisions;
create policy seen_by_all_seeing on journal.council_decisions for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.council_decisions to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.council_decisions;
create policy windows_read on journal.council_decisions for select to ${api}
using (
    (select sec.sees_all())
    or pupil_id = any((select sec.my_class_pupil_ids())::integer [])
);
grant select on journal.council_decisions to ${api};
