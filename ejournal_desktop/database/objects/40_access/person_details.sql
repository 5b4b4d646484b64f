-- Reason: personal data: nobody reads the table; windows that log show it to the management, the secretary and the class teacher.

alter table private.person_details enable row level security;
alter table private.person_details force row level security;
grant select on private.person_details to ${guard};

drop policy if exists windows_read on private.person_details;
create policy windows_read on private.person_details for select to ${api}
using (
    (select sec.sees_families())
    or person_id = any((select sec.my_class_pupil_ids())::integer [])
);
grant select on private.person_details to ${api};
