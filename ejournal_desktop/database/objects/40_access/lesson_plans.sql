-- Reason: plans of lessons are the school's: every teacher may reuse a colleague's.

alter table journal.lesson_plans enable row level security;
alter table journal.lesson_plans force row level security;
grant select on journal.lesson_plans to ${guard};

drop policy if exists seen_by_all_seeing on journal.lesson_plans;
create policy seen_by_all_seeing on journal.lesson_plans for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.lesson_plans to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.lesson_plans;
create policy windows_read on journal.lesson_plans for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.lesson_plans to ${api};

drop policy if exists windows_create on journal.lesson_plans;
create policy windows_create on journal.lesson_plans for insert to ${api}
with check (
    author_id = (select sec.person_id())
);
grant insert on journal.lesson_plans to ${api};

drop policy if exists windows_change on journal.lesson_plans;
create policy windows_change on journal.lesson_plans for update to ${api}
using (
    author_id = (select sec.person_id()) or (select sec.sees_all())
);
grant update (title, state, version, returned_reason) on journal.lesson_plans to ${api};
