-- Reason: a certificate is health data: the class teacher's alone; all others see the reason in the attendance (rulings 2).

alter table private.absence_documents enable row level security;
alter table private.absence_documents force row level security;
grant select on private.absence_documents to ${guard};

drop policy if exists windows_read on private.absence_documents;
create policy windows_read on private.absence_documents for select to ${api}
using (
    pupil_id = any((select sec.my_class_pupil_ids())::integer [])
);
grant select on private.absence_documents to ${api};

drop policy if exists windows_create on private.absence_documents;
create policy windows_create on private.absence_documents for insert to ${api}
with check (
    pupil_id = any((select sec.my_class_pupil_ids())::integer [])
);
grant insert on private.absence_documents to ${api};

drop policy if exists windows_change on private.absence_documents;
create policy windows_change on private.absence_documents for update to ${api}
using (
    pupil_id = any((select sec.my_class_pupil_ids())::integer [])
);
grant update (voided_at) on private.absence_documents to ${api};
