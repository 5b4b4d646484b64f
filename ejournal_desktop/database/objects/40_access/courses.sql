-- Reason: which subject is taught to whom: those who see all; through windows the courses of which something may be read.

alter table journal.courses enable row level security;
alter table journal.courses force row level security;
grant select on journal.courses to ${guard};

drop policy if exists seen_by_all_seeing on journal.courses;
create policy seen_by_all_seeing on journal.courses for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.courses to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.courses;
create policy windows_read on journal.courses for select to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.sees_all())
    or course_id = any((select sec.readable_course_ids())::integer [])
    or course_id = any((select sec.my_child_course_ids())::integer [])
);
grant select on journal.courses to ${api};
-- locks of a page: sec.facts_of_lesson shares it, sec.lock_page takes it alone
grant update (course_id) on journal.courses to ${guard};
grant update (approved_by) on journal.courses to ${guard};
