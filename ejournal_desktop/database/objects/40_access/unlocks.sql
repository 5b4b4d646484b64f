-- Reason: who may change what is closed until when: those who see all directly; its teacher and the course's holders in windows.

alter table journal.unlocks enable row level security;
alter table journal.unlocks force row level security;
grant select on journal.unlocks to ${guard};

drop policy if exists seen_by_all_seeing on journal.unlocks;
create policy seen_by_all_seeing on journal.unlocks for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.unlocks to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.unlocks;
create policy windows_read on journal.unlocks for select to ${api}
using (
    (select sec.sees_all())
    or person_id = (select sec.person_id())
    or course_id = any((select sec.my_course_ids())::integer [])
);
grant select on journal.unlocks to ${api};

drop policy if exists windows_create on journal.unlocks;
create policy windows_create on journal.unlocks for insert to ${api}
with check (
    person_id = (select sec.person_id())
);
grant insert on journal.unlocks to ${api};

drop policy if exists windows_change on journal.unlocks;
create policy windows_change on journal.unlocks for update to ${api}
using (
    (select sec.has_any_role('{deputy,administrator,director}'))
);
grant update (agreed_by, opened_by, open_until, order_id, refused_by, refused_reason, seen_by_director_at) on journal.unlocks to ${api};
grant update (seen_by_director_at) on journal.unlocks to ${guard};
