"""«Сроки редактирования отметок»: the setting in its exact words, the queue, and who may do what in it."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QDate, QDateTime, Qt, QTime
from PySide6.QtTest import QAbstractItemModelTester, QTest

from ejournal_desktop.domain.edit_windows import EditWindows
from ejournal_desktop.domain.errors import RuleBrokenError
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.page_registry import pages_of
from ejournal_desktop.gui.pages.edit_windows_page import EditWindowsPage
from ejournal_desktop.gui.session_port import Workplace
from tests.gui.fake_school import FakeDesk, FakeGradebook, session
from tests.gui.fakes.unlocks import MOSCOW, WINDOWS, period_unlock, unlock

BOSS = 50  # the reader of the page, not the teacher who asks


@pytest.fixture
def open_page(qtbot, dressed, lanes):
    def make(role, *rows, **desk):
        desk = FakeDesk(session(role), unlock_rows=list(rows), reader_id=desk.pop("reader_id", BOSS), **desk)
        page = EditWindowsPage(Workplace(desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook()), role)
        page.resize(1300, 640)
        page.desk = desk
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: bool(page.ui.presentLabel.text()) and page.summary is not None)
        return page

    return make


@pytest.fixture(autouse=True)
def summary(monkeypatch):
    """What the status bar was told last."""
    monkeypatch.setattr(EditWindowsPage, "summary", None, raising=False)
    shown = EditWindowsPage._show_queue

    def tell(page):
        shown(page)
        page.summary = page.ui.countLabel.text()

    monkeypatch.setattr(EditWindowsPage, "_show_queue", tell)


def enabled(page):
    return {step for step, button in page._buttons.items() if button.isVisible() and button.isEnabled()}


def calls(qtbot, page, count=1):
    qtbot.waitUntil(lambda: len(page.desk.unlock_calls) == count)
    return page.desk.unlock_calls


@pytest.mark.parametrize(
    ("role", "has"), [("deputy", True), ("administrator", True), ("director", True), ("teacher", False)]
)
def test_who_opens_and_who_signs_has_the_page(role, has):
    assert ("edit_windows" in [spec.page_id for spec in pages_of(role, session(role))]) is has


# The setting


@pytest.mark.parametrize(
    ("kind", "words", "closed"),
    [
        ("never", "Никогда", "Закрытых сроком отметок нет"),
        ("1 week", "Через неделю", "всё до 18.09"),
        ("2 weeks", "Через 2 недели", "всё до 11.09"),
        ("3 weeks", "Через 3 недели", "всё до 04.09"),
        ("1 month", "Через месяц", "всё до 25.08"),
    ],
)
def test_the_setting_stands_in_the_words_of_the_regulation(open_page, kind, words, closed):
    windows = EditWindows(WINDOWS.today, (replace(WINDOWS.windows[2], kind=kind),))
    page = open_page("deputy", windows=windows)

    assert page.ui.presentLabel.text() == f"Запрет редактирования наступает: {words}"
    assert closed in page.ui.closedLabel.text()


def test_the_history_tells_what_comes_and_under_which_order(open_page):
    page = open_page("director")

    assert page.ui.historyLabel.text().splitlines() == [
        "будет с 01.10.2026 — Через месяц · приказ № 40 от 20.09.2026",
        "с 01.09.2026 — Через 2 недели · приказ № 31 от 28.08.2026",
        "с 01.09.2025 — Через неделю · Порядок, п. 3.6",
    ]


def test_the_administrator_sets_it_from_tomorrow_under_an_order(qtbot, open_page):
    page = open_page("administrator")
    ui = page.ui
    QTest.mouseClick(ui.setButton, Qt.MouseButton.LeftButton)
    ui.fromEdit.setDate(QDate(2026, 9, 1))  # too early: the field keeps tomorrow
    ui.kindCombo.setCurrentText("Через 3 недели")
    QTest.mouseClick(ui.applyButton, Qt.MouseButton.LeftButton)
    unsaid = ui.errorLabel.text()
    ui.orderEdit.setText("44")
    QTest.mouseClick(ui.applyButton, Qt.MouseButton.LeftButton)

    assert "номер приказа" in unsaid
    assert calls(qtbot, page) == [("set", "3 weeks", date(2026, 9, 26), "44", date(2026, 9, 25))]


@pytest.mark.parametrize("role", ["deputy", "director"])
def test_nobody_else_sets_it(open_page, role):
    assert not open_page(role).ui.setButton.isVisible()


# The queue


def test_the_queue_is_a_sound_model(open_page):
    page = open_page("deputy", unlock(), period_unlock())
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    assert page.ui.countLabel.text() == "ждёт решения: 2"


def test_enter_agrees_as_the_deputy(qtbot, open_page):
    page = open_page("deputy", unlock(4))

    QTest.keyClick(page.ui.list, Qt.Key.Key_Return)

    assert calls(qtbot, page) == [("agree", (4,))]


def test_several_requests_are_agreed_at_once(qtbot, open_page):
    page = open_page("deputy", unlock(4), unlock(5))
    page.ui.list.selectAll()

    page.act("agree")

    assert calls(qtbot, page) == [("agree", (4, 5))]


def test_the_administrator_opens_until_the_moment_she_names(qtbot, open_page):
    page = open_page("administrator", unlock(4, state="agreed", agreed_by="Тарасова И. Н."))
    QTest.keyClick(page.ui.list, Qt.Key.Key_Return)
    asked = page.ui.untilEdit.dateTime().toString("dd.MM.yyyy HH:mm")
    page.ui.untilEdit.setDateTime(QDateTime(QDate(2026, 10, 12), QTime(18, 0)))

    QTest.mouseClick(page.ui.answerButton, Qt.MouseButton.LeftButton)

    assert asked == "28.09.2026 18:00"
    assert calls(qtbot, page) == [("open", (4,), datetime(2026, 10, 12, 18, 0, tzinfo=MOSCOW))]


def test_enter_in_the_time_opens(qtbot, open_page):
    page = open_page("administrator", unlock(4, state="agreed", agreed_by="Тарасова И. Н."))
    page.act("open")

    QTest.keyClick(page.ui.untilEdit, Qt.Key.Key_Return)

    assert calls(qtbot, page) == [("open", (4,), unlock().open_until)]


def test_a_refusal_wants_a_reason(qtbot, open_page):
    page = open_page("deputy", unlock(4))
    page.act("refuse")
    QTest.mouseClick(page.ui.answerButton, Qt.MouseButton.LeftButton)
    unsaid = page.ui.errorLabel.text()
    page.ui.reasonEdit.setText("нет оснований")
    QTest.keyClick(page.ui.reasonEdit, Qt.Key.Key_Return)

    assert "причину отказа" in unsaid
    assert calls(qtbot, page) == [("refuse", (4,), "нет оснований")]


def test_a_closed_period_goes_to_the_director_and_is_opened_when_signed(qtbot, open_page):
    page = open_page("deputy", period_unlock(6))
    first = enabled(page)
    page.act("propose")
    QTest.mouseClick(page.ui.answerButton, Qt.MouseButton.LeftButton)
    calls(qtbot, page)
    page.desk.unlock_rows = [period_unlock(6, draft="approved")]
    page.refresh()
    qtbot.waitUntil(lambda: "open" in enabled(page))

    assert first == {"propose", "refuse"}
    assert page.desk.unlock_calls[0][:2] == ("propose", 6)
    assert "Приказ подписан" in page.ui.detailLabel.text()


@pytest.mark.parametrize(
    ("role", "row", "steps"),
    [
        ("deputy", unlock(), {"agree", "refuse"}),
        ("deputy", unlock(state="agreed"), {"refuse"}),
        ("deputy", unlock(person_id=BOSS), set()),
        ("deputy", period_unlock(draft="waiting"), {"refuse"}),
        ("administrator", unlock(), {"refuse"}),
        ("administrator", unlock(state="agreed"), {"open", "refuse"}),
        ("administrator", unlock(state="agreed", agreed_by_me=True), {"refuse"}),
        ("administrator", unlock(state="agreed", person_id=BOSS), set()),
        ("administrator", period_unlock(draft="approved"), {"refuse"}),
        ("administrator", unlock(state="open"), {"close"}),
        ("director", unlock(), {"see"}),
        ("director", unlock(state="open", seen_at=datetime(2026, 9, 25, 9, 0, tzinfo=MOSCOW)), set()),
    ],
)
def test_a_step_is_offered_to_whom_the_database_lets_take_it(qtbot, open_page, role, row, steps):
    page = open_page(role, row)
    page.ui.filterCombo.setCurrentIndex(2)

    assert enabled(page) == steps


def test_who_already_acted_is_told(open_page):
    at = datetime(2026, 9, 25, 10, 40, tzinfo=MOSCOW)
    page = open_page("administrator", unlock(state="agreed", agreed_by="Тарасова И. Н.", agreed_at=at))

    assert "Согласовано: Тарасова И. Н., 25.09 10:40" in page.ui.detailLabel.text()


def test_a_refusal_of_the_server_is_told_on_the_page(qtbot, open_page):
    page = open_page("deputy", unlock(4))
    page.desk.unlock_error = RuleBrokenError("EJ020", {"reason": "unlock-settled"})

    page.act("agree")

    qtbot.waitUntil(lambda: "рассмотрел другой человек" in page.ui.errorLabel.text())


def test_esc_takes_the_answer_back(open_page):
    page = open_page("deputy", unlock(4))
    page.act("refuse")

    QTest.keyClick(page.ui.reasonEdit, Qt.Key.Key_Escape)

    assert not page.ui.answerBar.isVisible()


def test_an_empty_queue_says_where_requests_come_from(open_page):
    assert "Ctrl+Shift+L" in open_page("deputy").ui.emptyState.words()


def test_the_page_fits_a_small_window(open_page):
    page = open_page("administrator", unlock(4))
    page.act("refuse")
    QTest.mouseClick(page.ui.setButton, Qt.MouseButton.LeftButton)

    assert page.minimumSizeHint().width() <= 1024 - 60  # the rail of icons beside it


def test_the_director_is_told_what_she_has_not_seen(open_page):
    page = open_page("director", unlock(4), unlock(5, seen_at=datetime(2026, 9, 25, 9, 0, tzinfo=MOSCOW)))

    assert page.ui.countLabel.text() == "не просмотрено: 1"
    assert [row.unlock_id for row in page.model.unlocks] == [4]
