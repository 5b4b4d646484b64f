-- Reason: decisions of the teachers' council: those who see all; the class teacher of her own pupils. The deputy and the director record them,
-- the director alone signs a supplement.

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

drop policy if exists windows_create on journal.council_decisions;
create policy windows_create on journal.council_decisions for insert to ${api}
with check (
    (select sec.has_role('deputy')) or (select sec.has_role('director'))
);
grant insert on journal.council_decisions to ${api};

drop policy if exists windows_change on journal.council_decisions;
create policy windows_change on journal.council_decisions for update to ${api}
using (
    (select sec.has_role('director'))
);
grant update (signed_by, signed_at) on journal.council_decisions to ${api};
