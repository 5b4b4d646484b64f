"""The summary of a class and the report of the school against the bare queries of the same figures."""

import statistics

import psycopg
from sqlalchemy import Engine

from ejournal_desktop.services.accounts import sign_in
from tests.benchmarks.measure import Row, timed
from tests.benchmarks.school import PASSWORD, School

_SUMMARY = "select api.class_summary(%(class)s::smallint, %(period)s::smallint)"
_REPORT = "select api.school_report(%(period)s::smallint)"
_FIGURES = """
    count(*) as marks, round(sum(m.value::numeric * w.weight) / sum(w.weight), 2) as average,
    count(*) filter (where m.value = '5') as fives, count(*) filter (where m.value = '4') as fours,
    count(*) filter (where m.value = '3') as threes, count(*) filter (where m.value in ('2', '1')) as twos
"""
BARE_SUMMARY = f"""
with lesson as (
    select l.lesson_id, l.course_id from journal.study_group_classes g
    inner join journal.courses c using (group_id) inner join journal.lessons l using (course_id)
    inner join journal.periods p on p.period_id = %(period)s
    where g.class_id = %(class)s and l.held_on between p.starts_on and p.ends_on and l.state <> 'cancelled'),
mark as (
    select m.pupil_id, m.course_id, {_FIGURES}
    from lesson inner join journal.works w using (lesson_id) inner join journal.marks m using (work_id)
    where w.voided_at is null and m.value ~ '^[1-5]$' group by m.pupil_id, m.course_id),
missed as (
    select a.pupil_id, a.course_id, count(*) as absent, count(*) filter (where a.reason = 'ill') as ill,
        count(*) filter (where a.reason = 'excused') as excused
    from lesson inner join journal.attendance a using (lesson_id)
    where a.fact = 'absent' group by a.pupil_id, a.course_id)
select json_build_array(
    (select json_agg(row_to_json(x)) from (select * from mark full join missed using (pupil_id, course_id)) x),
    (select json_agg(row_to_json(x) order by x.sort_key) from (
        select p.person_id, p.last_name, p.first_name, p.middle_name, p.sort_key from journal.class_memberships m
        inner join journal.people p on p.person_id = m.pupil_id where m.class_id = %(class)s) x),
    (select json_agg(row_to_json(x)) from (
        select c.course_id, s.name, g.name as group_name, t.last_name from journal.study_group_classes k
        inner join journal.study_groups g using (group_id) inner join journal.courses c using (group_id)
        inner join journal.subjects s using (subject_id) inner join journal.course_holders h using (course_id)
        inner join journal.people t on t.person_id = h.person_id where k.class_id = %(class)s) x),
    (select json_agg(row_to_json(f)) from journal.study_group_classes k
     inner join journal.courses c using (group_id) inner join journal.final_marks f using (course_id)
     where k.class_id = %(class)s))
"""
BARE_REPORT = f"""
with lesson as (
    select l.lesson_id, l.course_id, l.topic, l.homework, l.homework_none, l.attendance_checked
    from journal.periods p inner join journal.lessons l on l.held_on between p.starts_on and p.ends_on
    where p.period_id = %(period)s and l.state <> 'cancelled'),
held as (
    select course_id, count(*) as lessons, count(*) filter (where topic = '') as without_topic,
        count(*) filter (where homework = '' and not homework_none) as without_homework,
        count(*) filter (where not attendance_checked) as unchecked
    from lesson group by course_id),
mark as (
    select m.course_id, m.pupil_id, sum(m.value::numeric * w.weight) as points, sum(w.weight) as weights, {_FIGURES}
    from lesson inner join journal.works w using (lesson_id) inner join journal.marks m using (work_id)
    where w.voided_at is null and m.value ~ '^[1-5]$' group by m.course_id, m.pupil_id)
select json_agg(row_to_json(x)) from (
    select k.name, c.course_id, s.name as subject, h.lessons, h.without_topic, h.without_homework, h.unchecked,
        (select array_agg(t.last_name) from journal.course_holders o inner join journal.people t using (person_id)
         where o.course_id = c.course_id) as teachers,
        count(*) as pupils, sum(m.marks) as marks, round(sum(m.points) / sum(m.weights), 2) as average,
        count(*) filter (where m.marks is null) as unmarked, count(*) filter (where m.marks = 1) as marked_once,
        sum(m.fives) as fives, sum(m.fours) as fours, sum(m.threes) as threes, sum(m.twos) as twos,
        count(*) filter (where f.value = '5') as final_fives, count(*) filter (where f.value = '4') as final_fours,
        count(*) filter (where f.value = '3') as final_threes, count(*) filter (where f.value = '2') as final_twos
    from journal.courses c inner join journal.subjects s using (subject_id)
    inner join journal.group_memberships b using (group_id)
    inner join journal.class_memberships a using (pupil_id) inner join journal.school_classes k using (class_id)
    left join held h using (course_id)
    left join mark m on m.course_id = c.course_id and m.pupil_id = b.pupil_id
    left join journal.final_marks f
        on f.course_id = c.course_id and f.pupil_id = b.pupil_id and f.period_id = %(period)s
    group by k.name, c.course_id, s.name, h.lessons, h.without_topic, h.without_homework, h.unchecked) x
"""


def rows(school: School) -> list[Row]:
    _session, engine = sign_in(school.profile, school.deputy, PASSWORD)
    with school.superuser() as connection:
        asked = {
            "class": connection.execute("select min(class_id) from journal.school_classes").fetchone()[0],
            "period": connection.execute("select min(period_id) from journal.periods").fetchone()[0],
        }
        summary = _pair(connection, engine, (_SUMMARY, BARE_SUMMARY, asked), 30)
        report = _pair(connection, engine, (_REPORT, BARE_REPORT, asked), 9)
    engine.dispose()
    return [
        _row("class summary 30 pupils × 12 subjects", *summary, 1.7),
        _row("report of the whole school, a period", *report, 1.1),
    ]


def _pair(
    superuser: psycopg.Connection, engine: Engine, queries: tuple[str, str, dict[str, int]], times: int
) -> tuple[float, float]:
    window, bare, asked = queries
    with engine.connect() as connection:
        raw = connection.connection.cursor()
        rounds = [  # by turns: a busy moment of the machine falls on both
            (
                timed(lambda: raw.execute(window, asked).fetchone(), 1, warm_up=0).median_ms,
                timed(lambda: superuser.execute(bare, asked).fetchone(), 1, warm_up=0).median_ms,
            )
            for _ in range(times)
        ]
    guarded, plain = zip(*rounds, strict=True)
    return statistics.median(guarded), statistics.median(plain)


def _row(what: str, guarded: float, plain: float, goal: float) -> Row:
    ratio = guarded / plain
    return Row(what, f"{guarded:.1f} ms", f"{plain:.1f} ms", f"{ratio:.2f}", f"≤ {goal} ×", ratio <= goal)
