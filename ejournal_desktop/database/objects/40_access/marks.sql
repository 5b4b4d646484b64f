-- Reason: marks: those who see all read, nobody of them writes; a teacher by course × date, a class teacher reads her own pupils,
-- a family its own child's set ones: never a dot or a draft (rulings 3).

alter table journal.marks enable row level security;
alter table journal.marks force row level security;
grant select on journal.marks to ${guard};

drop policy if exists seen_by_all_seeing on journal.marks;
create policy seen_by_all_seeing on journal.marks for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.marks to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.marks;
create policy windows_read on journal.marks for select to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.sees_all())
    or work_id = any((select sec.my_work_ids())::integer [])
    or (course_id = any((select sec.my_class_course_ids())::integer []) and pupil_id = any((select sec.my_class_pupil_ids())::integer []))
    or (pupil_id = any((select sec.my_child_ids())::integer []) and course_id = any((select sec.my_child_course_ids())::integer []) and value <> '.' and value !~ '\?$')
);
grant select on journal.marks to ${api};

-- The writer of marks sees no more than it may write: the windows themselves hold no right to write here.
drop policy if exists writer_reads on journal.marks;
create policy writer_reads on journal.marks for select to ${writer}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or work_id = any((select sec.my_work_ids())::integer [])
);
grant select on journal.marks to ${writer};

drop policy if exists writer_creates on journal.marks;
create policy writer_creates on journal.marks for insert to ${writer}
with check (
    course_id = any((select sec.my_course_ids())::integer [])
    or work_id = any((select sec.my_work_ids())::integer [])
);
grant insert (work_id, pupil_id, course_id, value, entered_by) on journal.marks to ${writer};

-- the same words as for reading: the planner asks them once
drop policy if exists writer_changes on journal.marks;
create policy writer_changes on journal.marks for update to ${writer}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or work_id = any((select sec.my_work_ids())::integer [])
);
grant update (value) on journal.marks to ${writer};
