"""Key → painted, and one mark sent → committed with its audit row against the bare upsert."""

import itertools
import uuid

from sqlalchemy import Engine

from ejournal_desktop.domain.gradebook import CellOperation
from ejournal_desktop.domain.people import Session
from ejournal_desktop.services import gradebook
from ejournal_desktop.services.accounts import sign_in
from tests.benchmarks.journal_page import dense_course
from tests.benchmarks.journal_window import JournalWindow
from tests.benchmarks.measure import Row, Timing, timed
from tests.benchmarks.school import PASSWORD, School

BARE = (
    "insert into bare_marks (work_id, pupil_id, value) values (%s, %s, %s)"
    " on conflict (work_id, pupil_id) do update set value = excluded.value, version = bare_marks.version + 1"
)


def rows(school: School) -> list[Row]:
    course, _first, login, _starts, _ends = dense_course(school)
    session, engine = sign_in(school.profile, login, PASSWORD)
    cell = _Cell(engine, course)
    bare = _bare_upserts(school, cell.work.work_id)
    saved = timed(cell.save, 200)
    quiet = gradebook.changes_since(engine, course, cell.page.version).version
    nothing = timed(lambda: gradebook.changes_since(engine, course, quiet), 200)
    key = _key_to_painted(engine, session, course)
    engine.dispose()
    ratio = f"{saved.median_ms / bare.median_ms:.1f}"
    return [
        Row("key press → painted (p95)", f"{key.p95_ms:.1f} ms", "", "", "≤ 16 ms", key.p95_ms <= 16),
        Row("send → committed with audit (p95)", f"{saved.p95_ms:.1f} ms", f"{bare.median_ms:.2f} ms upsert", ratio,
            "≤ 30 ms", saved.p95_ms <= 30),
        Row("save one mark (median)", f"{saved.median_ms:.2f} ms", f"{bare.median_ms:.2f} ms upsert", ratio,
            "≤ 6 × and ≤ 2 ms", saved.median_ms <= min(6 * bare.median_ms, 2)),
        Row("changes since, nothing came (median)", f"{nothing.median_ms:.2f} ms", "", "", "≤ 1 ms",
            nothing.median_ms <= 1),
    ]  # fmt: skip


def _bare_upserts(school: School, work_id: int) -> Timing:
    with school.superuser() as connection:
        connection.execute(
            "create table bare_marks (work_id int, pupil_id int, value text, version int default 1,"
            " primary key (work_id, pupil_id))"
        )
        values = itertools.cycle("2345")
        return timed(lambda: connection.execute(BARE, (work_id, 1, next(values))), 200)


class _Cell:
    """A mark of the last lessons, which may still be changed, saved by the program again and again."""

    def __init__(self, engine: Engine, course: int) -> None:
        self._engine = engine
        self.page = gradebook.open_page(engine, course, gradebook.periods(engine, course)[-1].period_id)
        self.work = self.page.works[-1]
        self._pupil = self.page.pupils[0].pupil_id
        versions = {(mark.work_id, mark.pupil_id): mark.version for mark in self.page.marks}
        self._version = versions[self.work.work_id, self._pupil]
        self._values = itertools.cycle("2345")

    def save(self) -> None:
        operation = CellOperation(
            str(uuid.uuid4()), self.work.lesson_id, self.work.work_id, self._pupil, "mark", self._version,
            next(self._values),
        )  # fmt: skip
        [outcome] = gradebook.save_cells(self._engine, [operation])
        if outcome.result != "saved":
            raise RuntimeError(outcome)
        self._version = outcome.version or 0


def _key_to_painted(engine: Engine, session: Session, course_id: int) -> Timing:
    course = next(each for each in gradebook.my_courses(engine) if each.course_id == course_id)
    window = JournalWindow(engine, session)
    window.open(course)
    window.go_to_editable()
    try:
        return timed(window.type_a_mark, 60, warm_up=5)
    finally:
        window.escape()
        window.close()
