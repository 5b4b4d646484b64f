-- Reason: families are personal data: nobody reads the table; windows show them to the management, the secretary, the class teacher.

alter table journal.guardians enable row level security;
alter table journal.guardians force row level security;
grant select on journal.guardians to ${guard};

drop policy if exists windows_read on journal.guardians;
create policy windows_read on journal.guardians for select to ${api}
using (
    (select sec.sees_families())
    or pupil_id = any((select sec.my_class_family_ids())::integer [])
);
grant select on journal.guardians to ${api};
