"""Several plans decided at once by the deputy; what an act of a day explains needs no reason (ux 5.9; rulings 37)."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from ejournal_desktop.domain.errors import ChangedByAnotherError
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.models.plan_cell_rules import PLANNED
from ejournal_desktop.gui.pages.lesson_plan_page import LessonPlanPage
from ejournal_desktop.gui.pages.plan_corrections import CorrectionsDialog
from ejournal_desktop.gui.pages.plan_dialogs import ReasonDialog
from ejournal_desktop.gui.pages.plan_queue import PlanQueueDialog
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.services.lesson_plans import correction_sheet
from tests.gui.fake_school import FakeDesk, FakeGradebook, course, session
from tests.gui.fakes.lesson_plans import plan_book, plan_lessons, plan_summary

WAITING = tuple(
    plan_summary(lesson_plan_id=key, state="waiting", is_mine=False, author=author, version=3)
    for key, author in ((7, "Петрова А. В."), (8, "Орлов П. И."), (9, "Сидоров С. С."))
)


@pytest.fixture
def open_page(qtbot, dressed, lanes):
    def make(role="deputy", plan=None, **more):
        book = plan or plan_book("А", state="waiting", is_mine=False)
        desk = FakeDesk(session(role), courses=(course(),), plan=book, **more)
        page = LessonPlanPage(Workplace(desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook()), role)
        page.resize(1166, 640)
        page.desk = desk
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: page._book is not None)
        return page

    return make


def queue_of(page, qtbot):
    page.queue.open()
    qtbot.waitUntil(lambda: page.findChild(PlanQueueDialog) is not None)
    return page.findChild(PlanQueueDialog)


def tick(dialog, *rows):
    for row in rows:
        dialog.list.item(row).setCheckState(Qt.CheckState.Checked)


def test_chosen_plans_are_approved_together_with_the_versions_that_were_read(open_page, qtbot):
    page = open_page(plan_list=WAITING)
    offered = page.form.queue.text()
    dialog = queue_of(page, qtbot)
    empty = dialog.yes.isEnabled()
    tick(dialog, 0, 2)

    dialog.accept()
    qtbot.waitUntil(lambda: page.form.saved.text() == "Утверждено: 2")

    assert (offered, empty) == ("Ждут: 3…", False)
    assert ("approve", ((7, 3), (9, 3)), "") in page.desk.plan_acts


def test_one_that_changed_meanwhile_does_not_hold_the_others_up_and_is_named(open_page, qtbot):
    refusals = {8: ChangedByAnotherError("EJ030", {})}
    page = open_page(plan_list=WAITING, plan_refusals=refusals)
    dialog = queue_of(page, qtbot)
    dialog.all.setChecked(True)

    dialog.accept()
    qtbot.waitUntil(page.form.error.isVisible)

    assert page.form.saved.text() == "Утверждено: 2"
    assert "Орлов П. И." in page.form._error_words.text()


def test_chosen_plans_are_returned_with_a_reason_only(open_page, qtbot):
    page = open_page(plan_list=WAITING)
    dialog = queue_of(page, qtbot)
    tick(dialog, 1)
    dialog.give_back.click()
    qtbot.waitUntil(lambda: page.findChild(ReasonDialog) is not None)
    asked = page.findChild(ReasonDialog)
    asked_text = asked.text
    without, focus = asked.yes.isEnabled(), asked.focusWidget()
    asked.text.setPlainText("Нет контрольных работ")

    asked.accept()
    qtbot.waitUntil(lambda: page.form.saved.text() == "Возвращено: 1")

    assert (without, focus) == (False, asked_text)
    assert ("return", ((8, 3),), "Нет контрольных работ") in page.desk.plan_acts


def test_enter_opens_the_plan_under_the_cursor_and_decides_nothing(open_page, qtbot):
    page = open_page(plan_list=WAITING)
    dialog = queue_of(page, qtbot)
    dialog.list.setCurrentRow(2)

    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.desk.plan_acts[-1] == ("open", 9, 1))

    assert [act for act in page.desk.plan_acts if act[0] in {"approve", "return"}] == []


@pytest.mark.parametrize(("role", "mine"), [("inspector", False), ("administrator", False), ("deputy", True)])
def test_who_decides_nothing_has_no_queue(open_page, role, mine):
    page = open_page(role, plan_list=(replace(WAITING[0], is_mine=mine),))

    assert not page.form.queue.isVisible()


def test_a_lesson_lost_to_an_act_of_the_school_explains_itself(open_page, qtbot):
    lessons = tuple(
        replace(one, cause="Актированный день, приказ № 5") if one.is_cancelled else one
        for one in plan_lessons(cancelled={1}, held=("А", "", "Б"))
    )
    page = open_page("teacher", plan_book("А", "Б", "В", lessons=lessons))

    page.take_sheet()
    qtbot.waitUntil(lambda: page.findChild(CorrectionsDialog) is not None)
    shown = page.findChild(CorrectionsDialog).list
    [line] = correction_sheet(page._book).lines

    assert "Пропал" not in page.form.bar.words.text()
    assert "Актированный день" in page.model.index(1, PLANNED).data(Qt.ItemDataRole.ToolTipRole)
    assert shown.item(0).text() == "08.09 · урок не состоялся · Актированный день, приказ № 5"
    assert (line.places, line.topics, line.planned_on, line.corrected_on) == (
        "2",
        "Б",
        date(2026, 9, 8),
        date(2026, 9, 15),
    )
