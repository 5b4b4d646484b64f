"""The journal page on the real lane and server: what is typed is in the tables, what is refused is in the cell."""

from functools import partial
from types import SimpleNamespace
from uuid import uuid4

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ejournal_desktop.app.desk import DatabaseDesk
from ejournal_desktop.app.desks.remembered import RememberedReads
from ejournal_desktop.app.strongbox import open_strongbox
from ejournal_desktop.background.course_hints import CourseHints
from ejournal_desktop.background.lanes import Lanes
from ejournal_desktop.domain.gradebook import CellOperation
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.models.outbox_gradebook import OutboxGradebook
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from ejournal_desktop.services import accounts, gradebook
from tests.database.school_factory import PASSWORD, build_school

PATIENCE_MS = 10_000


@pytest.fixture(scope="module")
def school(database):
    return build_school(database)


@pytest.fixture
def journal(school, database, qtbot, tmp_path):
    """Opens the mathematics of 7А as its teacher."""
    session, engine = accounts.sign_in(database.profile, "petrova", PASSWORD)
    lanes = Lanes()
    course = next(course for course in gradebook.my_courses(engine) if course.course_id == school.courses["math"])
    strongbox = open_strongbox(tmp_path / "petrova", PASSWORD)
    book = OutboxGradebook(lanes, RememberedReads(engine, None), strongbox.outbox(lanes, engine))
    desk = DatabaseDesk(session, engine, lanes.draw, database.profile, "petrova")
    workplace = SimpleNamespace(desk=desk, actions=ActionRegistry(), lanes=lanes, changes=ChangeBus())
    page = JournalPageWidget(workplace, course, book)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    qtbot.waitUntil(lambda: page.grid is not None and page.grid.isVisible(), timeout=PATIENCE_MS)
    yield page
    book.send_now()
    qtbot.waitUntil(lambda: book.pending == 0, timeout=PATIENCE_MS)
    book.end()
    lanes.close()
    strongbox.close()
    engine.dispose()


def type_column(page, lesson_id, texts):
    page.grid.view.move_to(0, page.grid.store.column_of_lesson(lesson_id))
    page.grid.view.setFocus()
    for text in texts:
        QTest.keyClicks(page.grid.view, text)
        QTest.keyClick(page.grid.view, Qt.Key.Key_Return)
    page.grid.store.leave_all()


def settled(page, qtbot):
    states = ("unsent", "stored", "sending", "waiting")
    store = page.grid.store
    fields = [(row, column) for row in range(len(store.pupils)) for column in range(len(store.columns))]
    qtbot.waitUntil(
        lambda: not any(state.state in states for at in fields for state in store.fields(*at)), timeout=PATIENCE_MS
    )


def rows(database, statement, *arguments):
    with psycopg.connect(database.conninfo) as connection:
        return connection.execute(statement, arguments).fetchall()


def test_a_typed_column_stands_in_the_tables_with_its_audit(journal, school, database, qtbot):
    lesson_id = school.lessons["math", 0]
    type_column(journal, lesson_id, ["5", "4", "y", "3"])
    settled(journal, qtbot)

    marks = rows(
        database,
        "select p.last_name, m.value from journal.marks as m join journal.people as p on p.person_id = m.pupil_id"
        " where m.work_id = %s",
        school.works["math", 0],
    )
    absent = rows(database, "select fact from journal.attendance where lesson_id = %s", lesson_id)
    audited = rows(
        database,
        "select count(*) from audit.events"
        " where operation = 'insert' and table_name = 'journal.marks' and row_key ->> 'work_id' = %s",
        str(school.works["math", 0]),
    )
    assert dict(marks) == {"Абрамов": "5", "Белова": "4", "Ёлкин": "3"}  # Гусева has left: Enter passes over her
    assert absent == [("absent",)]
    assert audited == [(3,)]
    assert journal.unsettled() == 0


def test_what_only_the_server_knows_is_said_in_the_cell_and_keeps_what_was_typed(journal, school, database, qtbot):
    lesson_id = school.lessons["math", -1]
    with psycopg.connect(database.conninfo) as connection:
        connection.execute("update journal.lessons set state = 'cancelled' where lesson_id = %s", (lesson_id,))
    type_column(journal, lesson_id, ["5"])
    settled(journal, qtbot)

    column = journal.grid.store.column_of_lesson(lesson_id)
    assert journal.grid.store.value(0, column).text == "5"
    assert journal.grid.store.mark(0, column).state == "refused"
    written = rows(database, "select value from journal.marks where work_id = %s", school.works["math", -1])
    assert written == []
    journal.grid.view.move_to(0, column)
    assert "отменён" in journal.grid.hints.text()


def test_a_topic_typed_into_the_pane_stands_in_the_lesson(journal, school, database, qtbot):
    lesson_id = school.lessons["math", 0]
    journal.grid.view.move_to(0, journal.grid.store.column_of_lesson(lesson_id))
    journal.show_pane(shown=True)
    journal.pane._form.topicEdit.setPlainText("Одночлены")
    journal.pane.save_texts()
    qtbot.waitUntil(lambda: journal.unsettled() == 0, timeout=PATIENCE_MS)
    assert rows(database, "select topic from journal.lessons where lesson_id = %s", lesson_id) == [("Одночлены",)]


def test_a_colleagues_committed_mark_appears_by_a_hint_without_moving_the_cursor(journal, school, database, qtbot):
    hints = CourseHints(partial(gradebook.course_hints, journal._gradebook._reads._engine))
    hints.came.connect(journal._gradebook.course_changed)
    heard = []
    hints.came.connect(heard.append)
    hints.start()
    cursor = journal.grid.view.cursor()
    lesson_id, pupil_id = school.lessons["math", 0], school.pupils["Белова"]
    _session, engine = accounts.sign_in(database.profile, "petrova", PASSWORD)
    try:
        with psycopg.connect(database.conninfo) as connection:  # wait until the listener listens
            waiting = "select 1 from pg_stat_activity where query = 'listen journal' and datname = current_database()"
            qtbot.waitUntil(lambda: connection.execute(waiting).fetchone() is not None, timeout=PATIENCE_MS)
        column = journal.grid.store.column_of_lesson(lesson_id)
        row = journal.grid.store.row_of(pupil_id)
        before = journal.grid.store.mark(row, column)
        operation = CellOperation(
            str(uuid4()), lesson_id, school.works["math", 0], pupil_id, "mark", before.version, "3"
        )
        (outcome,) = gradebook.save_cells(engine, [operation])
        assert outcome.result == "saved"
        qtbot.waitUntil(lambda: journal.grid.store.value(row, column).text == "3", timeout=2_000)
    finally:
        hints.close()
        hints._thread.join()
        engine.dispose()
    assert heard == [school.courses["math"]]
    assert journal.grid.view.cursor() == cursor
    assert (row, column) in journal.grid.glow.cells
