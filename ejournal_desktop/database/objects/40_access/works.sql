-- Reason: a teacher sees works of her courses and of lessons she substitutes, a class teacher those of her class.

alter table journal.works enable row level security;
alter table journal.works force row level security;
grant select on journal.works to ${guard};

drop policy if exists seen_by_all_seeing on journal.works;
create policy seen_by_all_seeing on journal.works for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.works to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.works;
create policy windows_read on journal.works for select to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.sees_all())
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
    or course_id = any((select sec.my_class_course_ids())::integer [])
    or course_id = any((select sec.my_child_course_ids())::integer [])
);
grant select on journal.works to ${api};

-- whose marks a person may set
drop policy if exists writer_reads on journal.works;
create policy writer_reads on journal.works for select to ${writer}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
);
grant select on journal.works to ${writer};

drop policy if exists windows_create on journal.works;
create policy windows_create on journal.works for insert to ${api}
with check (
    course_id = any((select sec.my_course_ids())::integer [])
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
);
grant insert on journal.works to ${api};

drop policy if exists windows_change on journal.works;
create policy windows_change on journal.works for update to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
);
grant update (work_kind_id, weight, title, voided_at, reason) on journal.works to ${api};
-- the lock of sec.judge_mark
grant update (work_id) on journal.works to ${guard};
