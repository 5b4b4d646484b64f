-- Reason: personal data: nobody reads the table; windows that log show it to the management, the secretary and the class teacher.

alter table private.person_details enable row level security;
alter table private.person_details force row level security;
grant select on private.person_details to ${guard};

drop policy if exists windows_read on private.person_details;
create policy windows_read on private.person_details for select to ${api}
using (
    (select sec.sees_families())
    or person_id = any((select sec.my_class_family_ids())::integer [])
);
grant select on private.person_details to ${api};

drop policy if exists contacts_create on private.person_details;
create policy contacts_create on private.person_details for insert to ${api}
with check (
    (select sec.has_any_role('{secretary,administrator}'))
    or person_id = any((select sec.my_class_family_ids())::integer [])
);
grant insert on private.person_details to ${api};

drop policy if exists contacts_change on private.person_details;
create policy contacts_change on private.person_details for update to ${api}
using (
    (select sec.has_any_role('{secretary,administrator}'))
    or person_id = any((select sec.my_class_family_ids())::integer [])
);
grant update (phone, email, address) on private.person_details to ${api};
