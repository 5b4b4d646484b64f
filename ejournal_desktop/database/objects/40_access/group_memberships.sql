-- Reason: who is in which group: those who see all; through windows the groups taught and the pupils of the class led. Who comes to a
-- psychologist is hers to know: such groups are closed to everybody else (rulings 2); a departure ends them through sec.end_groups.

alter table journal.group_memberships enable row level security;
alter table journal.group_memberships force row level security;
grant select on journal.group_memberships to ${guard};

drop policy if exists seen_by_all_seeing on journal.group_memberships;
create policy seen_by_all_seeing on journal.group_memberships for select to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary}
using ((select sec.sees_names()) and group_id <> all((select sec.closed_group_ids())::integer []));
grant select on journal.group_memberships to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary};

drop policy if exists windows_read on journal.group_memberships;
create policy windows_read on journal.group_memberships for select to ${api}
using (
    group_id = any((select sec.my_group_ids())::integer [])
    or ((select sec.sees_names()) or pupil_id = any((select sec.my_class_pupil_ids())::integer []))
    and group_id <> all((select sec.closed_group_ids())::integer [])
    or pupil_id = any((select sec.my_child_ids())::integer [])
);
grant select on journal.group_memberships to ${api};

drop policy if exists movements_create on journal.group_memberships;
create policy movements_create on journal.group_memberships for insert to ${api}
with check (
    (select sec.has_any_role('{secretary,administrator}'))
);
grant insert on journal.group_memberships to ${api};

drop policy if exists movements_change on journal.group_memberships;
create policy movements_change on journal.group_memberships for update to ${api}
using (
    (select sec.has_any_role('{secretary,administrator}'))
);
grant update (during) on journal.group_memberships to ${api};
-- sec.end_groups: a departure ends the groups that are closed to who records it
grant update (during) on journal.group_memberships to ${guard};
