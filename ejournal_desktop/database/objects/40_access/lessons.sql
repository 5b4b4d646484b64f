-- Reason: a teacher sees lessons of her courses and those she substitutes, a class teacher those of her class, so nobody of them reads the table.

alter table journal.lessons enable row level security;
alter table journal.lessons force row level security;
grant select on journal.lessons to ${guard};

drop policy if exists seen_by_all_seeing on journal.lessons;
create policy seen_by_all_seeing on journal.lessons for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.lessons to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.lessons;
create policy windows_read on journal.lessons for select to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or (select sec.sees_all())
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
    or course_id = any((select sec.my_class_course_ids())::integer [])
    or course_id = any((select sec.my_child_course_ids())::integer [])
);
grant select on journal.lessons to ${api};

drop policy if exists windows_change on journal.lessons;
create policy windows_change on journal.lessons for update to ${api}
using (
    course_id = any((select sec.my_course_ids())::integer [])
    or lesson_id = any((select sec.my_lesson_ids())::integer [])
);
grant update (
    topic, homework, homework_none, lesson_type, attendance_checked, homework_due, homework_character, lesson_plan_topic_id
) on journal.lessons to ${api};
-- sessions of a psychologist outside of the timetable: sec.add_session, sec.cancel_session
grant insert (course_id, held_on, lesson_no), update (state) on journal.lessons to ${guard};
