-- Reason: who replaced whom: those who see all; through windows the lessons one may read.

alter table journal.substitutions enable row level security;
alter table journal.substitutions force row level security;
grant select on journal.substitutions to ${guard};

drop policy if exists seen_by_all_seeing on journal.substitutions;
create policy seen_by_all_seeing on journal.substitutions for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.substitutions to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.substitutions;
create policy windows_read on journal.substitutions for select to ${api}
using (
    person_id = (select sec.person_id())
    or (select sec.sees_all())
    or exists (select from journal.lessons as l where l.lesson_id = substitutions.lesson_id)
);
grant select on journal.substitutions to ${api};
grant update (seen_by_director_at) on journal.substitutions to ${guard};
