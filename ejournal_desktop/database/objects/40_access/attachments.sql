-- Reason: files of lessons: names of files may tell of people, so windows only, as the lesson; those of one pupil's homework as that.

alter table journal.attachments enable row level security;
alter table journal.attachments force row level security;
grant select on journal.attachments to ${guard};

drop policy if exists windows_read on journal.attachments;
create policy windows_read on journal.attachments for select to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.sees_all())
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
    or (
        course_id = any((select sec.my_class_course_ids())::integer [])
        and (pupil_id is null or pupil_id = any((select sec.my_class_pupil_ids())::integer []))
    )
    or (
        course_id = any((select sec.my_child_course_ids())::integer []) and voided_at is null
        and (pupil_id is null or pupil_id = any((select sec.my_child_ids())::integer []))
    )
);
grant select on journal.attachments to ${api};

drop policy if exists windows_create on journal.attachments;
create policy windows_create on journal.attachments for insert to ${api}
with check (
    course_id = any((select sec.my_course_ids())::integer [])
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
);
grant insert on journal.attachments to ${api};

drop policy if exists windows_change on journal.attachments;
create policy windows_change on journal.attachments for update to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
);
grant update (voided_at) on journal.attachments to ${api};
