-- Reason: briefings of a lesson: through windows, as the lesson.

alter table journal.safety_briefings enable row level security;
alter table journal.safety_briefings force row level security;
grant select on journal.safety_briefings to ${guard};

drop policy if exists windows_read on journal.safety_briefings;
create policy windows_read on journal.safety_briefings for select to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.sees_all())
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
    or course_id = any((select sec.my_class_course_ids())::integer [])
);
grant select on journal.safety_briefings to ${api};

drop policy if exists windows_create on journal.safety_briefings;
create policy windows_create on journal.safety_briefings for insert to ${api}
with check (
    course_id = any((select sec.my_course_ids())::integer [])
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
);
grant insert on journal.safety_briefings to ${api};

drop policy if exists windows_change on journal.safety_briefings;
create policy windows_change on journal.safety_briefings for update to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
);
grant update (title, voided_at) on journal.safety_briefings to ${api};
