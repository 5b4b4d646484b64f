-- Reason: personal data: nobody reads the table; windows that log show it to the management, the secretary and the class teacher.

alter table private.consents enable row level security;
alter table private.consents force row level security;
grant select on private.consents to ${guard};

drop policy if exists windows_read on private.consents;
create policy windows_read on private.consents for select to ${api}
using (
    (select sec.sees_families())
    or person_id = any((select sec.my_class_family_ids())::integer [])
);
grant select on private.consents to ${api};
