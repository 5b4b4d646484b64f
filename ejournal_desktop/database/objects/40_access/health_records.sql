-- Reason: health data: the class teacher's of the pupil alone; closed to administrator, director, deputy and inspector (rulings 2),
-- and to all once the consent is withdrawn (rulings 1).

alter table private.health_records enable row level security;
alter table private.health_records force row level security;
grant select on private.health_records to ${guard};

drop policy if exists windows_read on private.health_records;
create policy windows_read on private.health_records for select to ${api}
using (
    pupil_id = any((select sec.my_class_family_ids())::integer [])
    and exists (select from private.consents as c where c.consent_id = health_records.consent_id and c.withdrawn_on is null)
);
grant select on private.health_records to ${api};
