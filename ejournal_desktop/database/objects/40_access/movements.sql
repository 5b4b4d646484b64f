-- Reason: where a pupil came from and went to is personal data: windows that log show it to the management, the secretary and the class teacher.

alter table journal.movements enable row level security;
alter table journal.movements force row level security;
grant select on journal.movements to ${guard};

drop policy if exists windows_read on journal.movements;
create policy windows_read on journal.movements for select to ${api}
using (
    (select sec.sees_families())
    or pupil_id = any((select sec.my_class_pupil_ids())::integer [])
);
grant select on journal.movements to ${api};

drop policy if exists movements_create on journal.movements;
create policy movements_create on journal.movements for insert to ${api}
with check (
    (select sec.has_any_role('{secretary,administrator}'))
);
grant insert on journal.movements to ${api};

drop policy if exists movements_change on journal.movements;
create policy movements_change on journal.movements for update to ${api}
using (
    (select sec.has_any_role('{secretary,administrator}'))
);
grant update (order_id) on journal.movements to ${api};
