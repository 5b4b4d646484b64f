-- Reason: whom an individual session was with: the psychologist's alone (rulings 2).

alter table private.session_pupils enable row level security;
alter table private.session_pupils force row level security;
grant select on private.session_pupils to ${guard};

drop policy if exists windows_read on private.session_pupils;
create policy windows_read on private.session_pupils for select to ${api}
using (
    lesson_id = any((select sec.my_session_ids())::integer [])
);
grant select on private.session_pupils to ${api};

drop policy if exists windows_create on private.session_pupils;
create policy windows_create on private.session_pupils for insert to ${api}
with check (
    lesson_id = any((select sec.my_session_ids())::integer [])
);
grant insert on private.session_pupils to ${api};

drop policy if exists windows_change on private.session_pupils;
create policy windows_change on private.session_pupils for update to ${api}
using (
    lesson_id = any((select sec.my_session_ids())::integer [])
);
grant update (pupil_id) on private.session_pupils to ${api};
