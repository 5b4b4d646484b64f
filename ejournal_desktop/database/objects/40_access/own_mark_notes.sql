-- Reason: a note «для себя» is its author's alone: closed to administrator, director, deputy and inspector, to colleagues and families.

alter table private.own_mark_notes enable row level security;
alter table private.own_mark_notes force row level security;
grant select on private.own_mark_notes to ${guard};

drop policy if exists windows_read on private.own_mark_notes;
create policy windows_read on private.own_mark_notes for select to ${api}
using (person_id = (select sec.person_id()));
grant select on private.own_mark_notes to ${api};

drop policy if exists windows_create on private.own_mark_notes;
create policy windows_create on private.own_mark_notes for insert to ${api}
with check (
    person_id = (select sec.person_id())
    and (
        course_id = any((select sec.my_course_ids())::integer [])
        or work_id = any((select sec.my_work_ids())::integer [])
    )
);
grant insert on private.own_mark_notes to ${api};

drop policy if exists windows_change on private.own_mark_notes;
create policy windows_change on private.own_mark_notes for update to ${api}
using (person_id = (select sec.person_id()));
grant update (content) on private.own_mark_notes to ${api};
