"""A teacher's first page: «Мои сроки», «Пока вас не было» and the day against the bare rows under them."""

from datetime import datetime, timedelta

from sqlalchemy import event

from ejournal_desktop.services import duties
from ejournal_desktop.services.accounts import sign_in
from tests.benchmarks.journal_page import dense_course
from tests.benchmarks.measure import Row, timed
from tests.benchmarks.school import PASSWORD, School

BARE = """
with lesson as (
    select l.* from journal.course_holders h
    inner join journal.courses c using (course_id) inner join journal.lessons l using (course_id)
    where h.person_id = %(person)s and l.held_on between current_date - 60 and current_date and l.state = 'planned'),
work as (
    select w.work_id, l.lesson_id, c.group_id from lesson l inner join journal.courses c using (course_id)
    inner join journal.works w using (lesson_id) inner join journal.work_kinds k using (work_kind_id)
    where w.voided_at is null and k.is_control)
select json_build_array(
    (select json_agg(json_build_array(l.course_id, l.lesson_id, l.held_on, l.topic = '', l.homework = ''))
     from lesson l where l.topic = '' or not l.attendance_checked or l.homework = '' and not l.homework_none),
    (select count(*) from work w inner join journal.group_memberships m using (group_id)
     left join journal.marks x on x.work_id = w.work_id and x.pupil_id = m.pupil_id where x.value is null))
"""


def rows(school: School) -> list[Row]:
    """The window of the duties and what it costs beside the bare query; both are one statement."""
    _course, _period, login, _starts, _ends = dense_course(school)
    session, engine = sign_in(school.profile, login, PASSWORD)
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    duties.my_duties(engine)
    asked = len(statements)
    since = datetime.now(session.server_time.tzinfo) - timedelta(days=7)
    with school.superuser() as connection:
        bare = timed(lambda: connection.execute(BARE, {"person": session.person_id}).fetchone(), 60)
    with engine.connect() as connection:
        raw = connection.connection.cursor()
        window = timed(lambda: raw.execute("select api.my_duties()").fetchone(), 60)
        away = timed(lambda: raw.execute("select api.while_away(%s)", (since,)).fetchone(), 60)
    engine.dispose()
    return [
        Row("my duties of a teacher, database part", f"{window.median_ms:.1f} ms", f"{bare.median_ms:.1f} ms",
            f"{window.median_ms / bare.median_ms:.1f}", "≤ 3 ×", window.median_ms <= 3 * bare.median_ms),
        Row("my duties, statements", str(asked), "", "", "1", asked == 1),
        Row("while away of a teacher, database part", f"{away.median_ms:.1f} ms", "", "", "≤ 100 ms",
            away.median_ms <= 100),
    ]  # fmt: skip
