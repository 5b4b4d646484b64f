-- Reason: a note «видно в дневнике» is personal: windows only; who reads the mark there reads the note (rulings 3).

alter table journal.mark_notes enable row level security;
alter table journal.mark_notes force row level security;
grant select on journal.mark_notes to ${guard};

drop policy if exists windows_read on journal.mark_notes;
create policy windows_read on journal.mark_notes for select to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.sees_all())
    or work_id = any((select sec.my_work_ids())::integer [])
    or (course_id = any((select sec.my_class_course_ids())::integer []) and pupil_id = any((select sec.my_class_pupil_ids())::integer []))
    or (pupil_id = any((select sec.my_child_ids())::integer []) and course_id = any((select sec.my_child_course_ids())::integer []) and content <> '')
);
grant select on journal.mark_notes to ${api};

drop policy if exists windows_create on journal.mark_notes;
create policy windows_create on journal.mark_notes for insert to ${api}
with check (
    course_id = any((select sec.my_course_ids())::integer [])
    or work_id = any((select sec.my_work_ids())::integer [])
);
grant insert on journal.mark_notes to ${api};

drop policy if exists windows_change on journal.mark_notes;
create policy windows_change on journal.mark_notes for update to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or work_id = any((select sec.my_work_ids())::integer [])
);
grant update (content) on journal.mark_notes to ${api};
