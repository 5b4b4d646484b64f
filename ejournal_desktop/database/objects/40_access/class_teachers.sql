-- Reason: who leads which class: known to the staff.

alter table journal.class_teachers enable row level security;
alter table journal.class_teachers force row level security;
grant select on journal.class_teachers to ${guard};

drop policy if exists seen_by_all_seeing on journal.class_teachers;
create policy seen_by_all_seeing on journal.class_teachers for select to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary}
using ((select sec.sees_names()));
grant select on journal.class_teachers to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary};

drop policy if exists windows_read on journal.class_teachers;
create policy windows_read on journal.class_teachers for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.class_teachers to ${api};
grant insert (class_id, person_id, during, order_id), update (during) on journal.class_teachers to ${guard};  -- sec.appoint_class_teacher
