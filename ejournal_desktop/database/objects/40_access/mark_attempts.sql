-- Reason: re-sits: as the marks they belong to.

alter table journal.mark_attempts enable row level security;
alter table journal.mark_attempts force row level security;
grant select on journal.mark_attempts to ${guard};

drop policy if exists seen_by_all_seeing on journal.mark_attempts;
create policy seen_by_all_seeing on journal.mark_attempts for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.mark_attempts to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.mark_attempts;
create policy windows_read on journal.mark_attempts for select to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.sees_all())
    or work_id = any((select sec.my_work_ids())::integer [])
    or (course_id = any((select sec.my_class_course_ids())::integer []) and pupil_id = any((select sec.my_class_pupil_ids())::integer []))
    or (pupil_id = any((select sec.my_child_ids())::integer []) and course_id = any((select sec.my_child_course_ids())::integer []))
);
grant select on journal.mark_attempts to ${api};

drop policy if exists windows_create on journal.mark_attempts;
create policy windows_create on journal.mark_attempts for insert to ${api}
with check (
    course_id = any((select sec.my_course_ids())::integer [])
);
grant insert on journal.mark_attempts to ${api};
