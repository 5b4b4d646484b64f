-- Reason: academic debts: as the final marks of a period.

alter table journal.debts enable row level security;
alter table journal.debts force row level security;
grant select on journal.debts to ${guard};

drop policy if exists seen_by_all_seeing on journal.debts;
create policy seen_by_all_seeing on journal.debts for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.debts to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.debts;
create policy windows_read on journal.debts for select to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or course_id = any((select sec.my_result_course_ids())::integer [])
    or (select sec.sees_all())
    or (course_id = any((select sec.my_class_course_ids())::integer []) and pupil_id = any((select sec.my_class_pupil_ids())::integer []))
);
grant select on journal.debts to ${api};

drop policy if exists windows_create on journal.debts;
create policy windows_create on journal.debts for insert to ${api}
with check (
    (select sec.has_role('deputy'))
);
grant insert on journal.debts to ${api};

drop policy if exists windows_change on journal.debts;
create policy windows_change on journal.debts for update to ${api}
using (
    (select sec.has_role('deputy')) or course_id = any((select sec.my_result_course_ids())::integer [])
);
grant update (due_on, settled_on, settled_by, result, order_id) on journal.debts to ${api};
