-- Reason: final marks: those who see all, the course's holder, the class teacher for her own pupils.

alter table journal.final_marks enable row level security;
alter table journal.final_marks force row level security;
grant select on journal.final_marks to ${guard};

drop policy if exists seen_by_all_seeing on journal.final_marks;
create policy seen_by_all_seeing on journal.final_marks for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.final_marks to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.final_marks;
create policy windows_read on journal.final_marks for select to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.sees_all())
    or (course_id = any((select sec.my_class_course_ids())::integer []) and pupil_id = any((select sec.my_class_pupil_ids())::integer []))
    or (pupil_id = any((select sec.my_child_ids())::integer []) and course_id = any((select sec.my_child_course_ids())::integer []))
);
grant select on journal.final_marks to ${api};

drop policy if exists windows_create on journal.final_marks;
create policy windows_create on journal.final_marks for insert to ${api}
with check (
    course_id = any((select sec.my_course_ids())::integer [])
);
grant insert on journal.final_marks to ${api};

drop policy if exists windows_change on journal.final_marks;
create policy windows_change on journal.final_marks for update to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
);
grant update (value, reason, order_id) on journal.final_marks to ${api};
