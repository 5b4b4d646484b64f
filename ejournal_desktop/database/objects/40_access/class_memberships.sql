-- Reason: who is in which class: those who see all; through windows own pupils only.

alter table journal.class_memberships enable row level security;
alter table journal.class_memberships force row level security;
grant select on journal.class_memberships to ${guard};

drop policy if exists seen_by_all_seeing on journal.class_memberships;
create policy seen_by_all_seeing on journal.class_memberships for select to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary}
using ((select sec.sees_names()));
grant select on journal.class_memberships to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary};

drop policy if exists windows_read on journal.class_memberships;
create policy windows_read on journal.class_memberships for select to ${api}
using (
    pupil_id = any((select sec.my_pupil_ids())::integer [])
    or (select sec.sees_names())
    or pupil_id = any((select sec.my_child_ids())::integer [])
);
grant select on journal.class_memberships to ${api};

drop policy if exists movements_create on journal.class_memberships;
create policy movements_create on journal.class_memberships for insert to ${api}
with check (
    (select sec.has_any_role('{secretary,administrator}'))
);
grant insert on journal.class_memberships to ${api};

drop policy if exists movements_change on journal.class_memberships;
create policy movements_change on journal.class_memberships for update to ${api}
using (
    (select sec.has_any_role('{secretary,administrator}'))
);
grant update (during, admitted_by, departed_by) on journal.class_memberships to ${api};
