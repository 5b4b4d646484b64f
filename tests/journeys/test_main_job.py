"""One story on the real stack: a teacher types a column, psql shows it with its record, the deputy prints it."""

import subprocess

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ejournal_desktop.app.bootstrap import make_gradebook, make_journal
from ejournal_desktop.app.door import DatabaseDoor
from ejournal_desktop.background.lanes import Lanes
from ejournal_desktop.config.settings import SettingsStore
from ejournal_desktop.database.embedded.binaries import find_binaries
from ejournal_desktop.gui import application
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from ejournal_desktop.gui.session_port import AppContext
from ejournal_desktop.gui.widgets.lesson_card import LessonCard
from tests.database.school_factory import PASSWORD, School, build_school

ANSWER_WAIT_MS = 60_000  # both cores are busy with the rest of the suite
COLUMN = {"Абрамов": "5", "Белова": "4", "Волков": "3", "Ёлкин": "2"}


@pytest.fixture
def school(fresh_database) -> School:
    return build_school(fresh_database)


@pytest.fixture
def program(qapp, qtbot, tmp_path, school, monkeypatch):
    """The program as it is wired for people, on the test's own server."""
    monkeypatch.setenv("EJOURNAL_HOME", str(tmp_path / "home"))  # her outbox lies in the test's own folder
    lanes = Lanes()
    bugs = []
    context = AppContext(
        version="test",
        lanes=lanes,
        door=DatabaseDoor(lanes.draw, school.database.profile),
        make_gradebook=make_gradebook,
        make_journal=make_journal,
        settings=SettingsStore(tmp_path / "settings.toml"),
        catch_bugs=bugs.append,
    )
    windows = application.Windows(qapp, context)
    qtbot.addWidget(windows.login)
    qtbot.addWidget(windows.help)
    windows.show_sign_in()
    yield windows
    if windows.main is not None:
        windows.main.close()
    windows.end()


def sign_in(program, qtbot, login):
    QTest.keyClicks(program.login.ui.loginEdit, login)
    QTest.keyClicks(program.login.ui.passwordField.edit, PASSWORD)
    QTest.keyClick(program.login.ui.passwordField.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.main is not None, timeout=ANSWER_WAIT_MS)
    return program.main


def open_todays_math(main, qtbot):
    def card():
        cards = main.page().findChildren(LessonCard)
        return next((each for each in cards if each.lesson.subject == "Математика"), None)

    qtbot.waitUntil(lambda: card() is not None, timeout=ANSWER_WAIT_MS)
    QTest.keyClick(card(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(main.page(), JournalPageWidget) and main.page().grid is not None)
    return main.page()


def type_column(journal, qtbot):
    view = journal.grid.view
    for _ in COLUMN:
        QTest.keyClick(view, Qt.Key.Key_Up)
    for value in COLUMN.values():
        QTest.keyClick(view, value)
        QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: journal.unsettled() == 0, timeout=ANSWER_WAIT_MS)


def psql(school, user, password, statement):
    """What the server's own client prints for one statement."""
    server = school.database.server
    program = find_binaries(int(server.version.partition(".")[0])).program("psql")
    address = f"host={server.host} port={server.port} dbname={school.database.name} user={user} sslmode=disable"
    done = subprocess.run(
        [program, address, "-XAtc", statement],
        capture_output=True,
        text=True,
        check=False,
        env={"PGPASSWORD": password, "PGCLIENTENCODING": "UTF8"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def row_on_paper(pdf, subject, name):
    """The text of a pupil's row on the left page of a subject: everything at the height of the name."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            text = page.get_textpage()
            found = text.search(f"{name}\u00a0Анна").get_next() or text.search(f"{name} Анна").get_next()
            if found and text.search(subject).get_next() and text.search("вид контроля").get_next():
                _left, bottom, _right, top = text.get_charbox(found[0])
                return text.get_text_bounded(0, bottom - 1, page.get_width(), top + 1)
    finally:
        document.close()
    raise AssertionError(f"{name} is not on a page of {subject}")


def test_a_column_typed_in_the_window_is_in_the_database_on_record_and_on_paper(program, qtbot, school):
    main = sign_in(program, qtbot, "petrova")
    journal = open_todays_math(main, qtbot)

    type_column(journal, qtbot)

    work = school.works["math", 0]
    own = psql(
        school,
        school.role("petrova"),
        PASSWORD,
        "select string_agg(mark ->> 2, ',' order by p.n) from"
        f" json_array_elements(api.journal_page({school.courses['math']}, {school.period}::smallint) -> 'marks')"
        " as mark"
        " join lateral (select (mark ->> 1)::int as n) as p on true"
        f" where (mark ->> 0)::int = {work}",
    )
    assert own == ",".join(COLUMN.values())

    record = psql(
        school,
        school.database.server.superuser,
        school.database.server.password,
        "select e.operation, e.new_row ->> 'value', e.session_role, e.ground from audit.events as e"
        f" where e.table_name = 'journal.marks' and e.row_key ->> 'work_id' = '{work}' order by e.event_id",
    ).splitlines()
    assert record == [
        f"insert|{value}|{school.role('petrova')}|course:{school.courses['math']}" for value in COLUMN.values()
    ]

    main.sign_out()
    qtbot.waitUntil(program.login.isVisible)
    program.login.ui.loginEdit.clear()
    printed = print_class(program, qtbot, "7А")
    for name, value in COLUMN.items():
        assert row_on_paper(printed, "Математика", name).split()[-1] == value


def print_class(program, qtbot, class_name):
    main = sign_in(program, qtbot, "deputy")
    main.open_page("paper_copy")
    page = main.page()
    choice = page.ui.classCombo
    qtbot.waitUntil(lambda: choice.count() > 0 and page.ui.periodCombo.count() > 0, timeout=ANSWER_WAIT_MS)
    choice.setCurrentIndex(choice.findText(f"{class_name} —", Qt.MatchFlag.MatchStartsWith))
    qtbot.waitUntil(lambda: page.ui.courseCombo.count() > 1, timeout=ANSWER_WAIT_MS)
    page.ui.makeButton.click()
    qtbot.waitUntil(lambda: page.report() is not None, timeout=ANSWER_WAIT_MS)
    return page.report().pdf
