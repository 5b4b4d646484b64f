-- Reason: one pupil's homework: those who see all; through windows as attendance.

alter table journal.individual_homework enable row level security;
alter table journal.individual_homework force row level security;
grant select on journal.individual_homework to ${guard};

drop policy if exists seen_by_all_seeing on journal.individual_homework;
create policy seen_by_all_seeing on journal.individual_homework for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.individual_homework to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.individual_homework;
create policy windows_read on journal.individual_homework for select to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.sees_all())
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
    or (course_id = any((select sec.my_class_course_ids())::integer []) and pupil_id = any((select sec.my_class_pupil_ids())::integer []))
    or (pupil_id = any((select sec.my_child_ids())::integer []) and course_id = any((select sec.my_child_course_ids())::integer []))
);
grant select on journal.individual_homework to ${api};

drop policy if exists windows_create on journal.individual_homework;
create policy windows_create on journal.individual_homework for insert to ${api}
with check (
    course_id = any((select sec.my_course_ids())::integer [])
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
);
grant insert on journal.individual_homework to ${api};

drop policy if exists windows_change on journal.individual_homework;
create policy windows_change on journal.individual_homework for update to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
);
grant update (homework) on journal.individual_homework to ${api};
