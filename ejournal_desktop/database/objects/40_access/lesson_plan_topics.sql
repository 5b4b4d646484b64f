-- Reason: rows of the plans: as the plan.

alter table journal.lesson_plan_topics enable row level security;
alter table journal.lesson_plan_topics force row level security;
grant select on journal.lesson_plan_topics to ${guard};

drop policy if exists seen_by_all_seeing on journal.lesson_plan_topics;
create policy seen_by_all_seeing on journal.lesson_plan_topics for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.lesson_plan_topics to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.lesson_plan_topics;
create policy windows_read on journal.lesson_plan_topics for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.lesson_plan_topics to ${api};

drop policy if exists windows_create on journal.lesson_plan_topics;
create policy windows_create on journal.lesson_plan_topics for insert to ${api}
with check (
    (select sec.is_staff())
);
grant insert on journal.lesson_plan_topics to ${api};

drop policy if exists windows_change on journal.lesson_plan_topics;
create policy windows_change on journal.lesson_plan_topics for update to ${api}
using (
    (select sec.is_staff())
);
grant update (place, section, topic, lesson_type, homework, work_kind_id, pinned_on, voided_at) on journal.lesson_plan_topics to ${api};
