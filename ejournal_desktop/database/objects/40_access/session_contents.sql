-- Reason: what a psychologist's session was about: hers alone, closed to administrator, director, deputy and inspector (rulings 2).

alter table private.session_contents enable row level security;
alter table private.session_contents force row level security;
grant select on private.session_contents to ${guard};

drop policy if exists windows_read on private.session_contents;
create policy windows_read on private.session_contents for select to ${api}
using (
    lesson_id = any((select sec.my_session_ids())::integer [])
);
grant select on private.session_contents to ${api};

drop policy if exists windows_create on private.session_contents;
create policy windows_create on private.session_contents for insert to ${api}
with check (
    lesson_id = any((select sec.my_session_ids())::integer [])
);
grant insert on private.session_contents to ${api};

drop policy if exists windows_change on private.session_contents;
create policy windows_change on private.session_contents for update to ${api}
using (
    lesson_id = any((select sec.my_session_ids())::integer [])
);
grant update (content) on private.session_contents to ${api};
