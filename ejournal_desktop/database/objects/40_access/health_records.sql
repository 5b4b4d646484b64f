-- Reason: health data: the class teacher's of the pupil alone; closed to administrator, director, deputy and inspector (rulings 2).

alter table private.health_records enable row level security;
alter table private.health_records force row level security;
grant select on private.health_records to ${guard};

drop policy if exists windows_read on private.health_records;
create policy windows_read on private.health_records for select to ${api}
using (
    pupil_id = any((select sec.my_class_pupil_ids())::integer [])
);
grant select on private.health_records to ${api};
