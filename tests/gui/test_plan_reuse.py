"""A plan of last year is copied into this one; what held days then holds none now (PLN-3)."""

from dataclasses import replace
from datetime import date

import pytest

from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.models.plan_cell_rules import HELD
from ejournal_desktop.gui.pages.lesson_plan_page import LessonPlanPage
from ejournal_desktop.gui.pages.plan_dialogs import ReuseDialog
from ejournal_desktop.gui.session_port import Workplace
from tests.gui.fake_school import FakeDesk, FakeGradebook, course, session
from tests.gui.fakes.lesson_plans import plan_book, plan_summary

LAST_YEAR = plan_summary(lesson_plan_id=9, year="2025/26", is_current=False, state="approved")
PIN = date(2025, 11, 20)


@pytest.fixture
def page(qtbot, dressed, lanes):
    desk = FakeDesk(session("teacher"), courses=(course(),), plan=plan_book(), plan_list=(LAST_YEAR,))
    page = LessonPlanPage(Workplace(desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook()), "teacher")
    page.desk = desk
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page._book is not None and page._plans != ())
    old = plan_book("А", "Контрольная", "В", state="approved")
    control = replace(old.topics[1], lesson_type="контроль", pinned_on=PIN)
    desk.plan = replace(old, topics=(old.topics[0], control, old.topics[2]))
    return page


def topics(page):
    return [(topic.topic_id, topic.topic, topic.pinned_on) for topic in page.model.topics()]


def test_a_plan_of_last_year_may_only_be_copied(page, qtbot):
    page.choose_plan()
    qtbot.waitUntil(lambda: page.findChild(ReuseDialog) is not None)
    dialog = page.findChild(ReuseDialog)

    assert "2025/26" in dialog.list.item(0).text()
    assert (dialog.follow.isEnabled(), dialog.copy.isChecked()) == (False, True)


def test_what_was_pinned_to_days_of_last_year_flows_with_the_lessons_of_this_one(page, qtbot):
    page._reuse(LAST_YEAR, True)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)

    assert topics(page) == [(None, "А", None), (None, "Контрольная", None), (None, "В", None)]
    assert [page.model.index(row, HELD).data() for row in range(3)] == ["жд. 29.09", "жд. 06.10", "жд. 13.10"]


def test_a_copy_of_this_years_plan_keeps_its_pins(page, qtbot):
    page._reuse(replace(LAST_YEAR, is_current=True), True)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)

    assert topics(page)[1] == (None, "Контрольная", PIN)
