-- A school of 1 000 pupils, 34 classes, ≥ 380 000 marks, ≥ 190 000 attendance rows, made where it stands.
-- Run by the superuser of a throw-away cluster with triggers off: the benchmarks measure windows, not this.
set session_replication_role = replica;

insert into journal.schools (school_id, full_name, short_name, is_demo) values (1, 'Школа замеров', 'Школа замеров', true)
on conflict (school_id) do nothing;

insert into journal.school_years (name, starts_on, ends_on)
select 'замеры', current_date - 200, current_date + 100;

insert into journal.periods (school_year_id, kind, number, grade_from, grade_to, starts_on, ends_on)
select y.school_year_id, 'quarter', n, 1, 11, y.starts_on + (n - 1) * 68, y.starts_on + n * 68 - 1
from journal.school_years as y, generate_series(1, 3) as n;

insert into journal.subjects (name)
select 'Предмет ' || n from generate_series(1, 12) as n;

insert into journal.bell_schedules (name, is_default) values ('замеры', true);
insert into journal.bells (bell_schedule_id, lesson_no, starts_at, ends_at)
select b.bell_schedule_id, n, time '08:00' + n * interval '50 min', time '08:40' + n * interval '50 min'
from journal.bell_schedules as b, generate_series(1, 7) as n;

-- 34 teachers, 1 000 pupils; pupil i sits in class 1 + (i - 1) % 34: 30 in the first 14 classes, 29 in the others
insert into journal.people (last_name, first_name, middle_name)
select 'Учителев' || n, 'Иван', 'Иванович' from generate_series(1, 34) as n;
insert into journal.staff (person_id, positions) select p.person_id, array['учитель'] from journal.people as p where p.last_name like 'Учителев%';
insert into journal.people (last_name, first_name, middle_name)
select 'Ученик' || to_char(n, 'FM0000'), 'Пётр', 'Петрович' from generate_series(1, 1000) as n;
insert into journal.pupils (pupil_id) select p.person_id from journal.people as p where p.last_name like 'Ученик%';

insert into journal.school_classes (school_year_id, grade, letter)
select y.school_year_id, 1 + (n - 1) / 4 + 1, substr('АБВГ', 1 + (n - 1) % 4, 1)
from journal.school_years as y, generate_series(1, 34) as n;
insert into journal.class_memberships (class_id, pupil_id, during)
select c.class_id, p.pupil_id, daterange(y.starts_on, null)
from (select pupil_id, 1 + (row_number() over (order by pupil_id) - 1) % 34 as n from journal.pupils) as p
inner join (select class_id, row_number() over (order by class_id) as n from journal.school_classes) as c using (n)
cross join journal.school_years as y;

insert into journal.study_groups (school_year_id, name, is_whole_class)
select c.school_year_id, c.name, true from journal.school_classes as c;
insert into journal.study_group_classes (group_id, class_id)
select g.group_id, c.class_id from journal.study_groups as g inner join journal.school_classes as c on c.name = g.name;
insert into journal.group_memberships (group_id, pupil_id, during)
select gc.group_id, m.pupil_id, m.during
from journal.study_group_classes as gc inner join journal.class_memberships as m using (class_id);

insert into journal.courses (school_year_id, subject_id, group_id, hours_per_week)
select g.school_year_id, s.subject_id, g.group_id, 5 from journal.study_groups as g, journal.subjects as s;
insert into journal.course_holders (course_id, person_id, during)
select c.course_id, t.person_id, daterange(y.starts_on, null)
from (select course_id, 1 + (course_id * 7) % 34 as n from journal.courses) as c
inner join (select person_id, row_number() over (order by person_id) as n from journal.staff) as t using (n)
cross join journal.school_years as y;

-- 45 lessons a quarter and course, the last quarter's all held by today
insert into journal.lessons (course_id, held_on, lesson_no, topic, homework, attendance_checked)
select c.course_id, p.starts_on + (n * 3) / 2 - 1, 1 + (c.course_id + n) % 7, 'Тема урока № ' || n, '§ ' || n || ', упр. ' || n * 3, true
from journal.courses as c, journal.periods as p, generate_series(1, 45) as n
where p.starts_on + (n * 3) / 2 - 1 < current_date;

insert into journal.works (lesson_id, course_id, work_kind_id)
select l.lesson_id, l.course_id, 1 + l.lesson_id % 3 from journal.lessons as l;

-- every cell of course 1 holds a mark (the worst page), a quarter of the cells elsewhere
insert into journal.marks (work_id, pupil_id, course_id, value, entered_by, entered_at)
select w.work_id, m.pupil_id, w.course_id, (2 + (w.work_id * 31 + m.pupil_id * 17) % 4)::text, h.person_id, clock_timestamp() - interval '1 day'
from journal.works as w
inner join journal.courses as c using (course_id)
inner join journal.group_memberships as m using (group_id)
inner join journal.course_holders as h using (course_id)
where (w.work_id * 7919 + m.pupil_id * 104729) % 100 < 28 or w.course_id = (select min(course_id) from journal.courses);

insert into journal.attendance (lesson_id, pupil_id, course_id, fact, reason, entered_by)
select l.lesson_id, m.pupil_id, l.course_id, 'absent', case when l.lesson_id % 2 = 0 then 'ill' end, h.person_id
from journal.lessons as l
inner join journal.courses as c using (course_id)
inner join journal.group_memberships as m using (group_id)
inner join journal.course_holders as h using (course_id)
where (l.lesson_id * 6151 + m.pupil_id * 49157) % 100 < 14;

set session_replication_role = origin;
analyze;
