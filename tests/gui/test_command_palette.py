"""Ctrl+K finds pages, journals, pupils and actions by what people really type."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ejournal_desktop.gui.main_window import MainWindow
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from ejournal_desktop.gui.palette_ranking import PaletteEntry, PaletteIndex
from ejournal_desktop.gui.ports.palette import CoursePupils
from tests.gui.fake_gradebook import FakeGradebook as JournalBook
from tests.gui.fake_school import FakeDesk, context, course, session
from tests.gui.journal_pages import small_page

pytestmark = pytest.mark.qt_log_ignore("does not support")


def entry(group, text, also="", reason=""):
    return PaletteEntry(group, text, lambda: None, also=also, reason=reason)


INDEX = PaletteIndex(
    (
        entry("Открыть", "Журнал"),
        entry("Открыть", "КТП"),
        entry("Открыть", "7А · Алгебра", "журнал"),
        entry("Открыть", "7Б · Алгебра", "журнал"),
        entry("Открыть", "7А · Геометрия", "журнал"),
        entry("Ученики", "Белов Артём", "7А · Алгебра"),
        entry("Ученики", "Королёва Анна", "7А · Алгебра"),
        entry("Действия", "Заблокировать окно", "блокировка уйти"),
        entry("Действия", "Добавить графу работы…", "", "Страница открыта для просмотра."),
        entry("Отчёты", "Бумажная копия журнала 7А", "печать журнал"),
        entry("Отчёты", "Бумажная копия журнала 7Б", "печать журнал"),
    )
)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("журнал", "Журнал"),
        (":ehyfk", "Журнал"),
        ("rng", "КТП"),
        ("7а алгебра", "7А · Алгебра"),
        ("алг 7а", "7А · Алгебра"),
        ("7a алгебра", "7А · Алгебра"),
        ("7f fkut,hf", "7А · Алгебра"),
        ("белов", "Белов Артём"),
        (",tkjd", "Белов Артём"),
        ("королева", "Королёва Анна"),
        ("белво", "Белов Артём"),
        ("печать 7а", "Бумажная копия журнала 7А"),
        ("уйти", "Заблокировать окно"),
        ("граф", "Добавить графу работы…"),
    ],
)
def test_what_people_type_finds_what_they_mean(typed, first):
    assert INDEX.find(typed)[0].text == first


def test_a_surname_goes_before_a_first_name():
    index = PaletteIndex((entry("Ученики", "Баранова Полина"), entry("Ученики", "Полякова Марина")))

    assert [each.text for each in index.find("пол")] == ["Полякова Марина", "Баранова Полина"]


def test_every_word_has_to_fit():
    assert [each.text for each in INDEX.find("7б алгебра")] == ["7Б · Алгебра"]
    assert INDEX.find("химия") == []


def test_nothing_typed_shows_how_each_group_begins():
    assert INDEX.find("")[0].group == "Открыть"
    assert {each.group for each in INDEX.find("")} == {"Открыть", "Ученики", "Действия", "Отчёты"}


def make_journal(page, workplace, of_course, lesson_id, parent):
    return JournalPageWidget(workplace, of_course, JournalBook(page), lesson_id, parent)


@pytest.fixture
def window(qtbot, dressed, lanes, tmp_path):
    page = small_page()
    desk = FakeDesk(session("teacher"), found=(CoursePupils(course(), page.pupils), CoursePupils(course(3, "Химия"))))
    made = MainWindow(context(lanes, tmp_path, make_journal=partial(make_journal, page)), desk, "teacher", "")
    qtbot.addWidget(made, before_close_func=lambda window: window.lock.end())
    made.resize(1366, 768)
    made.show()
    return made


@pytest.fixture
def window_of(qtbot, dressed, lanes, tmp_path):
    def make(desk, role):
        made = MainWindow(context(lanes, tmp_path), desk, role, "")
        qtbot.addWidget(made, before_close_func=lambda window: window.lock.end())
        made.show()
        return made

    return make


def open_palette(window, qtbot, typed):
    window.command_palette.open()
    box = window.command_palette.box
    qtbot.waitUntil(lambda: any(each.group == "Ученики" for each in box.index.entries))
    box.line.setText(typed)
    return box


def test_a_pupil_opens_the_journal_at_her_row(window, qtbot):
    box = open_palette(window, qtbot, "белов")
    assert box.chosen().text == "Белов Артём"

    QTest.keyClick(box.line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: getattr(window.page(), "grid", None) is not None)
    row = [pupil.last_name for pupil in window.page().grid.store.pupils].index("Белов")
    qtbot.waitUntil(lambda: window.page().grid.view.cursor()[0] == row)


def test_arrows_choose_and_enter_opens(window, qtbot):
    box = open_palette(window, qtbot, "химия")
    QTest.keyClick(box.line, Qt.Key.Key_Down)
    QTest.keyClick(box.line, Qt.Key.Key_Up)

    QTest.keyClick(box.line, Qt.Key.Key_Return)

    assert window.windowTitle().startswith("7А · Химия")


def test_a_disabled_action_says_why_and_does_nothing(window, qtbot):
    box = open_palette(window, qtbot, "сменить роль")
    chosen = box.chosen()
    assert chosen.reason == "У вас одна роль."

    QTest.keyClick(box.line, Qt.Key.Key_Return)

    assert window.command_palette.box is box


def test_an_action_shows_its_key_and_is_done(window, qtbot):
    box = open_palette(window, qtbot, "заблокировать")
    assert box.chosen().note == "Ctrl+L"

    QTest.keyClick(box.line, Qt.Key.Key_Return)

    assert window.lock.is_locked


def test_what_fits_nothing_is_said(window, qtbot):
    box = open_palette(window, qtbot, "ъъъ")

    assert box.nothing.isVisible()
    assert box.found() == []


@pytest.mark.parametrize(("role", "reads"), [("teacher", False), ("deputy", True), ("inspector", True)])
def test_who_reads_looks_through_all_classes_and_a_teacher_through_her_own(window_of, qtbot, role, reads):
    desk = FakeDesk(session(role), found=(CoursePupils(course(), small_page().pupils),))
    window = window_of(desk, role)

    box = open_palette(window, qtbot, "белов")

    assert box.chosen().text == "Белов Артём"
    assert ("journals_to_find", reads) in desk.asked
