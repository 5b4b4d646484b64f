-- Reason: year, exam and final marks: as the final marks of a period; past the year its last holder sets them (rulings 10).

alter table journal.year_marks enable row level security;
alter table journal.year_marks force row level security;
grant select on journal.year_marks to ${guard};

drop policy if exists seen_by_all_seeing on journal.year_marks;
create policy seen_by_all_seeing on journal.year_marks for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.year_marks to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.year_marks;
create policy windows_read on journal.year_marks for select to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or course_id = any((select sec.my_result_course_ids())::integer [])
    or (select sec.sees_all())
    or (course_id = any((select sec.my_class_course_ids())::integer []) and pupil_id = any((select sec.my_class_pupil_ids())::integer []))
    or (pupil_id = any((select sec.my_child_ids())::integer []) and course_id = any((select sec.my_child_course_ids())::integer []))
);
grant select on journal.year_marks to ${api};

drop policy if exists windows_create on journal.year_marks;
create policy windows_create on journal.year_marks for insert to ${api}
with check (
    course_id = any((select sec.my_result_course_ids())::integer [])
);
grant insert on journal.year_marks to ${api};

drop policy if exists windows_change on journal.year_marks;
create policy windows_change on journal.year_marks for update to ${api}
using (
    course_id = any((select sec.my_result_course_ids())::integer [])
);
grant update (value, reason, order_id) on journal.year_marks to ${api};
