-- Reason: the load: those who see all; through windows the courses of which something may be read, and one's own.

alter table journal.course_holders enable row level security;
alter table journal.course_holders force row level security;
grant select on journal.course_holders to ${guard};

drop policy if exists seen_by_all_seeing on journal.course_holders;
create policy seen_by_all_seeing on journal.course_holders for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.course_holders to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.course_holders;
create policy windows_read on journal.course_holders for select to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.sees_all())
    or course_id = any((select sec.readable_course_ids())::integer [])
    or person_id = (select sec.person_id())
    or course_id = any((select sec.my_child_course_ids())::integer [])
);
grant select on journal.course_holders to ${api};
grant update (approved_by, seen_by_director_at) on journal.course_holders to ${guard};
