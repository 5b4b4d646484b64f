"""Opening a page 30 × 45: the window's statement against the bare query, and request → painted."""

from typing import Any

from sqlalchemy import Engine, event

from ejournal_desktop.domain.people import Session
from ejournal_desktop.services import gradebook
from ejournal_desktop.services.accounts import sign_in
from tests.benchmarks.journal_window import JournalWindow
from tests.benchmarks.measure import Row, Timing, timed
from tests.benchmarks.school import PASSWORD, School

BARE = """
select json_build_array(
    (select json_agg(json_build_array(m.work_id, m.pupil_id, m.value, m.version, m.entered_at))
     from journal.marks m inner join journal.works w using (work_id)
     inner join journal.lessons l on l.lesson_id = w.lesson_id
     where l.course_id = %(course)s and l.held_on between %(starts)s and %(ends)s),
    (select json_agg(json_build_array(a.lesson_id, a.pupil_id, a.fact, a.reason, a.version))
     from journal.attendance a inner join journal.lessons l using (lesson_id)
     where l.course_id = %(course)s and l.held_on between %(starts)s and %(ends)s),
    (select json_agg(json_build_array(l.lesson_id, l.held_on, l.lesson_no, l.topic, l.homework)
                     order by l.held_on, l.lesson_no)
     from journal.lessons l where l.course_id = %(course)s and l.held_on between %(starts)s and %(ends)s),
    (select json_agg(json_build_array(p.person_id, p.last_name, p.first_name) order by p.sort_key)
     from journal.group_memberships g inner join journal.people p on p.person_id = g.pupil_id
     inner join journal.courses c using (group_id) where c.course_id = %(course)s))
"""


def dense_course(school: School) -> tuple[int, int, str, Any, Any]:
    """The course whose every cell holds a mark, its last period, the login of its holder, the period's days."""
    with school.superuser() as connection:
        course, holder = connection.execute(
            "select course_id, person_id from journal.course_holders order by course_id limit 1"
        ).fetchone()
        period, starts, ends = connection.execute(
            "select period_id, starts_on, ends_on from journal.periods order by number limit 1"
        ).fetchone()
        place = connection.execute("select count(*) from journal.staff where person_id < %s", (holder,)).fetchone()[0]
    return course, period, school.teachers[place], starts, ends


def rows(school: School) -> list[Row]:
    course, period, login, starts, ends = dense_course(school)
    session, engine = sign_in(school.profile, login, PASSWORD)
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    page = gradebook.open_page(engine, course, period)
    asked = len(statements)
    with school.superuser() as connection:
        arguments = {"course": course, "starts": starts, "ends": ends}
        bare = timed(lambda: connection.execute(BARE, arguments).fetchone(), 60)
    with engine.connect() as connection:
        raw = connection.connection.cursor()
        window = timed(
            lambda: raw.execute("select api.journal_page(%s, %s::smallint)", (course, period)).fetchone(), 60
        )
    opened = _painted(engine, session, course)
    engine.dispose()
    size = f"{len(page.pupils)} × {len(page.works)}"
    return [
        Row(f"journal page {size}, database part", f"{window.median_ms:.1f} ms", f"{bare.median_ms:.1f} ms",
            f"{window.median_ms / bare.median_ms:.1f}", "≤ 3 ×", window.median_ms <= 3 * bare.median_ms),
        Row("journal page, statements", str(asked), "", "", "≤ 3", asked <= 3),
        Row(f"journal page {size}, request → painted (p95)", f"{opened.p95_ms:.0f} ms", "peer 333 ms", "", "≤ 150 ms",
            opened.p95_ms <= 150),
    ]  # fmt: skip


def _painted(engine: Engine, session: Session, course_id: int) -> Timing:
    course = next(each for each in gradebook.my_courses(engine) if each.course_id == course_id)
    window = JournalWindow(engine, session)
    try:
        return timed(lambda: window.open(course), 15, warm_up=2)
    finally:
        window.close()
