-- Reason: a pupil's notice of a wrong mark: its pupil, the course's holder, the class teacher and the management, in windows.

alter table journal.mark_notices enable row level security;
alter table journal.mark_notices force row level security;
grant select on journal.mark_notices to ${guard};

drop policy if exists windows_read on journal.mark_notices;
create policy windows_read on journal.mark_notices for select to ${api}
using (
    pupil_id = (select sec.person_id())
    or course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.sees_all())
    or (course_id = any((select sec.my_class_course_ids())::integer []) and pupil_id = any((select sec.my_class_pupil_ids())::integer []))
    or pupil_id = any((select sec.my_child_ids())::integer [])
);
grant select on journal.mark_notices to ${api};

drop policy if exists windows_create on journal.mark_notices;
create policy windows_create on journal.mark_notices for insert to ${api}
with check (
    pupil_id = (select sec.person_id()) and (select sec.has_role('pupil'))
);
grant insert on journal.mark_notices to ${api};

drop policy if exists windows_change on journal.mark_notices;
create policy windows_change on journal.mark_notices for update to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer []) and (select sec.has_role('teacher'))
);
grant update (is_mended, answer, answered_by, answered_at) on journal.mark_notices to ${api};
