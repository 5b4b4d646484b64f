-- Reason: whether a page is handed over: whoever may read something of the page.

alter table journal.handovers enable row level security;
alter table journal.handovers force row level security;
grant select on journal.handovers to ${guard};

drop policy if exists seen_by_all_seeing on journal.handovers;
create policy seen_by_all_seeing on journal.handovers for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.handovers to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.handovers;
create policy windows_read on journal.handovers for select to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.sees_all())
    or course_id = any((select sec.readable_course_ids())::integer [])
);
grant select on journal.handovers to ${api};

drop policy if exists windows_create on journal.handovers;
create policy windows_create on journal.handovers for insert to ${api}
with check (
    course_id = any((select sec.my_course_ids())::integer [])
);
grant insert on journal.handovers to ${api};
