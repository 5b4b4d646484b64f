-- Reason: when a family first saw a mark tells of the family: windows only.

alter table journal.mark_showings enable row level security;
alter table journal.mark_showings force row level security;
grant select on journal.mark_showings to ${guard};

drop policy if exists windows_read on journal.mark_showings;
create policy windows_read on journal.mark_showings for select to ${api}
using (
    pupil_id = (select sec.person_id())
    or work_id = any((select sec.my_work_ids())::integer [])
    or (select sec.sees_all())
    or pupil_id = any((select sec.my_child_ids())::integer [])
);
grant select on journal.mark_showings to ${api};

drop policy if exists windows_create on journal.mark_showings;
create policy windows_create on journal.mark_showings for insert to ${api}
with check (
    pupil_id = any((select sec.my_child_ids())::integer [])
);
grant insert on journal.mark_showings to ${api};
