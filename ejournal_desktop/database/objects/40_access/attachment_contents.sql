-- Reason: the bytes of files: a window gives one file out at a time, to whoever may see its lesson.

alter table journal.attachment_contents enable row level security;
alter table journal.attachment_contents force row level security;
grant select on journal.attachment_contents to ${guard};

drop policy if exists windows_read on journal.attachment_contents;
create policy windows_read on journal.attachment_contents for select to ${api}
using (
    exists (select from journal.attachments as a where a.attachment_id = attachment_contents.attachment_id)
);
grant select on journal.attachment_contents to ${api};

drop policy if exists windows_create on journal.attachment_contents;
create policy windows_create on journal.attachment_contents for insert to ${api}
with check (
    exists (select from journal.attachments as a where a.attachment_id = attachment_contents.attachment_id)
);
grant insert on journal.attachment_contents to ${api};
