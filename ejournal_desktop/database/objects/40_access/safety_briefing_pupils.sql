-- Reason: who was briefed is personal: windows only, as attendance.

alter table journal.safety_briefing_pupils enable row level security;
alter table journal.safety_briefing_pupils force row level security;
grant select on journal.safety_briefing_pupils to ${guard};

drop policy if exists windows_read on journal.safety_briefing_pupils;
create policy windows_read on journal.safety_briefing_pupils for select to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.sees_all())
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
    or (course_id = any((select sec.my_class_course_ids())::integer []) and pupil_id = any((select sec.my_class_pupil_ids())::integer []))
);
grant select on journal.safety_briefing_pupils to ${api};

drop policy if exists windows_create on journal.safety_briefing_pupils;
create policy windows_create on journal.safety_briefing_pupils for insert to ${api}
with check (
    course_id = any((select sec.my_course_ids())::integer [])
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
);
grant insert on journal.safety_briefing_pupils to ${api};

drop policy if exists windows_change on journal.safety_briefing_pupils;
create policy windows_change on journal.safety_briefing_pupils for update to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
);
grant update (is_briefed) on journal.safety_briefing_pupils to ${api};
