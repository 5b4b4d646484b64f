-- Reason: remarks and praise of one pupil are personal: windows only, as attendance.

alter table journal.pupil_notes enable row level security;
alter table journal.pupil_notes force row level security;
grant select on journal.pupil_notes to ${guard};

drop policy if exists windows_read on journal.pupil_notes;
create policy windows_read on journal.pupil_notes for select to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.sees_all())
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
    or (course_id = any((select sec.my_class_course_ids())::integer []) and pupil_id = any((select sec.my_class_pupil_ids())::integer []))
    or (pupil_id = any((select sec.my_child_ids())::integer []) and course_id = any((select sec.my_child_course_ids())::integer []) and voided_at is null)
);
grant select on journal.pupil_notes to ${api};

drop policy if exists windows_create on journal.pupil_notes;
create policy windows_create on journal.pupil_notes for insert to ${api}
with check (
    course_id = any((select sec.my_course_ids())::integer [])
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
);
grant insert on journal.pupil_notes to ${api};

drop policy if exists windows_change on journal.pupil_notes;
create policy windows_change on journal.pupil_notes for update to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
);
grant update (voided_at) on journal.pupil_notes to ${api};
