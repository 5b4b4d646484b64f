"""«Часы психолога»: hours and sums for who sees all, nothing of whom or about what (rulings 2)."""

from datetime import date

import pytest

from ejournal_desktop.domain.errors import RefusedError
from ejournal_desktop.domain.sessions import SessionHours
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.page_registry import pages_of
from ejournal_desktop.gui.pages.session_hours_page import SessionHoursPage
from ejournal_desktop.gui.session_port import Workplace
from tests.gui.fake_school import FakeDesk, FakeGradebook, session

HELD = (
    SessionHours("Душева А. О.", "Коррекционные занятия", "Адаптация 5", date(2026, 9, 8), 45, False),
    SessionHours("Душева А. О.", "Коррекционные занятия", "", date(2026, 9, 22), 30, True),
)


@pytest.fixture
def open_page(qtbot, dressed, lanes):
    def make(**desk):
        desk = FakeDesk(session("deputy"), **desk)
        page = SessionHoursPage(Workplace(desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook()))
        page.desk = desk
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: bool(page.total.text()) or page.empty.isVisible() or page.message.isVisible())
        return page

    return make


def lines(page):
    table = page.table
    return [
        [table.item(row, column).text() for column in range(table.columnCount())] for row in range(table.rowCount())
    ]


def test_sessions_stand_newest_first_with_the_sum_of_each_psychologist(open_page):
    page = open_page(held_hours=HELD)

    assert lines(page) == [
        ["22.09.2026", "Душева А. О.", "Коррекционные занятия", "индивидуальное", "30 мин"],
        ["08.09.2026", "Душева А. О.", "Коррекционные занятия", "Адаптация 5", "45 мин"],
    ]
    assert page.total.text() == "Душева А. О.: 1 ч 15 мин"


def test_another_time_is_asked_of_the_server(open_page, qtbot):
    page = open_page(held_hours=HELD)

    page.span.setCurrentIndex(1)
    page.span.activated.emit(1)
    qtbot.waitUntil(lambda: len(page.desk.session_calls) == 2)

    assert page.desk.session_calls == [
        ("hours", date(2026, 9, 1), date(2026, 9, 25)),
        ("hours", date(2026, 8, 1), date(2026, 8, 31)),
    ]


def test_a_time_without_sessions_says_so(open_page):
    assert open_page().empty.words().startswith("Проведённых занятий нет.")


def test_a_refusal_is_said(open_page):
    page = open_page(session_error=RefusedError("42501"))

    assert page.message.text()


@pytest.mark.parametrize(
    ("role", "has"),
    [("deputy", True), ("director", True), ("administrator", True), ("inspector", True), ("teacher", False)],
)
def test_who_sees_all_has_the_page(role, has):
    assert ("session_hours" in [spec.page_id for spec in pages_of(role, session(role))]) is has
