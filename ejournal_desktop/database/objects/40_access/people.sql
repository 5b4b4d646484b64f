-- Reason: names only. Direct: who may see every name. Windows: colleagues, own pupils and pupils of the class led.

alter table journal.people enable row level security;
alter table journal.people force row level security;
grant select on journal.people to ${guard};

drop policy if exists seen_by_all_seeing on journal.people;
create policy seen_by_all_seeing on journal.people for select to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary}
using ((select sec.sees_names()));
grant select on journal.people to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary};

drop policy if exists windows_read on journal.people;
create policy windows_read on journal.people for select to ${api}
using (
    person_id = any((select sec.my_pupil_ids())::integer [])
    or (select sec.sees_names())
    or person_id = any((select sec.staff_ids())::integer [])
    or person_id = (select sec.person_id())
    or person_id = any((select sec.my_child_ids())::integer [])
    or person_id = any((select sec.my_class_family_ids())::integer [])
);
grant select on journal.people to ${api};

drop policy if exists movements_create on journal.people;
create policy movements_create on journal.people for insert to ${api}
with check (
    (select sec.has_any_role('{secretary,administrator}'))
);
grant insert on journal.people to ${api};
