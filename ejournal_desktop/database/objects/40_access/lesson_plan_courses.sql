-- Reason: which course follows which plan: as the plan.

alter table journal.lesson_plan_courses enable row level security;
alter table journal.lesson_plan_courses force row level security;
grant select on journal.lesson_plan_courses to ${guard};

drop policy if exists seen_by_all_seeing on journal.lesson_plan_courses;
create policy seen_by_all_seeing on journal.lesson_plan_courses for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.lesson_plan_courses to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.lesson_plan_courses;
create policy windows_read on journal.lesson_plan_courses for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.lesson_plan_courses to ${api};

drop policy if exists windows_create on journal.lesson_plan_courses;
create policy windows_create on journal.lesson_plan_courses for insert to ${api}
with check (
    course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.has_role('deputy'))
);
grant insert on journal.lesson_plan_courses to ${api};

drop policy if exists windows_change on journal.lesson_plan_courses;
create policy windows_change on journal.lesson_plan_courses for update to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.has_role('deputy'))
);
grant update (lesson_plan_id) on journal.lesson_plan_courses to ${api};
