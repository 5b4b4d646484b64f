-- Reason: that a session was held and its hours: its psychologist and who sees all (rulings 2).

alter table journal.session_facts enable row level security;
alter table journal.session_facts force row level security;
grant select on journal.session_facts to ${guard};

drop policy if exists seen_by_all_seeing on journal.session_facts;
create policy seen_by_all_seeing on journal.session_facts for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.session_facts to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.session_facts;
create policy windows_read on journal.session_facts for select to ${api}
using (
    (select sec.sees_all())
    or lesson_id = any((select sec.my_session_ids())::integer [])
);
grant select on journal.session_facts to ${api};

drop policy if exists windows_create on journal.session_facts;
create policy windows_create on journal.session_facts for insert to ${api}
with check (
    lesson_id = any((select sec.my_session_ids())::integer [])
);
grant insert on journal.session_facts to ${api};

drop policy if exists windows_change on journal.session_facts;
create policy windows_change on journal.session_facts for update to ${api}
using (
    lesson_id = any((select sec.my_session_ids())::integer [])
);
grant update (minutes, is_individual) on journal.session_facts to ${api};
