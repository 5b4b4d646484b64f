-- Reason: on what basis each group of a person's data is kept: personal data, seen in windows that log by those who keep them.

alter table private.data_bases enable row level security;
alter table private.data_bases force row level security;
grant select on private.data_bases to ${guard};

drop policy if exists windows_read on private.data_bases;
create policy windows_read on private.data_bases for select to ${api}
using (
    (select sec.sees_families())
    or person_id = any((select sec.my_class_family_ids())::integer [])
);
grant select on private.data_bases to ${api};
