-- Reason: file numbers and refusals are personal: nobody reads the table; windows show own pupils.

alter table journal.pupils enable row level security;
alter table journal.pupils force row level security;
grant select on journal.pupils to ${guard};

drop policy if exists windows_read on journal.pupils;
create policy windows_read on journal.pupils for select to ${api}
using (
    (select sec.sees_names())
    or pupil_id = any((select sec.my_pupil_ids())::integer [])
);
grant select on journal.pupils to ${api};

drop policy if exists movements_create on journal.pupils;
create policy movements_create on journal.pupils for insert to ${api}
with check (
    (select sec.has_any_role('{secretary,administrator}'))
);
grant insert on journal.pupils to ${api};

drop policy if exists movements_change on journal.pupils;
create policy movements_change on journal.pupils for update to ${api}
using (
    (select sec.has_any_role('{secretary,administrator}'))
    or pupil_id = any((select sec.my_class_family_ids())::integer [])
);
grant update (refuses_electronic) on journal.pupils to ${api};
