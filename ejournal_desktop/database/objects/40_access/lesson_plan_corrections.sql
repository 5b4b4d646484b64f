-- Reason: the correction sheet of a course: as the plan.

alter table journal.lesson_plan_corrections enable row level security;
alter table journal.lesson_plan_corrections force row level security;
grant select on journal.lesson_plan_corrections to ${guard};

drop policy if exists seen_by_all_seeing on journal.lesson_plan_corrections;
create policy seen_by_all_seeing on journal.lesson_plan_corrections for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.lesson_plan_corrections to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.lesson_plan_corrections;
create policy windows_read on journal.lesson_plan_corrections for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.lesson_plan_corrections to ${api};

drop policy if exists windows_create on journal.lesson_plan_corrections;
create policy windows_create on journal.lesson_plan_corrections for insert to ${api}
with check (
    course_id = any((select sec.my_course_ids())::integer [])
);
grant insert on journal.lesson_plan_corrections to ${api};

drop policy if exists windows_change on journal.lesson_plan_corrections;
create policy windows_change on journal.lesson_plan_corrections for update to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
);
grant update (voided_at, lesson_plan_topic_id) on journal.lesson_plan_corrections to ${api};
