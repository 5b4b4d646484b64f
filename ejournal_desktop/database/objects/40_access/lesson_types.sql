-- Reason: types of lessons: a directory without people.

alter table journal.lesson_types enable row level security;
alter table journal.lesson_types force row level security;
grant select on journal.lesson_types to ${guard};

drop policy if exists seen_by_all_seeing on journal.lesson_types;
create policy seen_by_all_seeing on journal.lesson_types for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.lesson_types to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.lesson_types;
create policy windows_read on journal.lesson_types for select to ${api}
using (
    (select sec.is_staff())
);
grant select on journal.lesson_types to ${api};
