"""Control works on screen: over a plan, at a lesson, the month of the deputy (ux 5.9; rulings 15)."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.models.plan_cell_rules import HELD
from ejournal_desktop.gui.page_registry import pages_of
from ejournal_desktop.gui.pages.control_schedule_page import ControlSchedulePage
from ejournal_desktop.gui.pages.lesson_plan_page import LessonPlanPage
from ejournal_desktop.gui.session_port import Workplace
from tests.gui.fake_school import FakeDesk, FakeGradebook, course, session
from tests.gui.fakes.control_schedule import control_work
from tests.gui.fakes.lesson_plans import plan_book

TODAY = date(2026, 9, 25)


@pytest.fixture
def workplace(dressed, lanes):
    def make(role="deputy", **more):
        desk = FakeDesk(session(role), courses=(course(),), **more)
        return Workplace(desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook())

    return make


@pytest.fixture
def month(qtbot, workplace):
    def make(*works):
        place = workplace(controls=works)
        page = ControlSchedulePage(place, TODAY)
        page.resize(1166, 640)
        page.desk = place.desk
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: page._found is not None)
        return page

    return make


@pytest.fixture
def plan_page(qtbot, workplace):
    def make(book, *works):
        page = LessonPlanPage(workplace("teacher", plan=book, controls=works), "teacher")
        page.resize(1166, 640)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: page._book is not None and page._controls._others == works)
        return page

    return make


def control_plan():
    book = plan_book("А", "Б", "В")
    return replace(book, topics=(book.topics[0], replace(book.topics[1], lesson_type="контроль"), book.topics[2]))


def badges(page):
    return [badge.text() for badge in page.form.controls.badges if badge.isVisible()]


@pytest.mark.parametrize("role", ["deputy", "director", "administrator", "inspector"])
def test_who_controls_has_the_schedule(role):
    assert "control_schedule" in [spec.page_id for spec in pages_of(role, session(role))]


def test_works_of_others_and_of_the_plan_itself_stand_over_it(plan_page):
    page = plan_page(control_plan(), control_work(date(2026, 9, 28)), control_work(date(2026, 10, 6), "История"))

    assert badges(page) == ["пн 28.09 Физика", "вт 06.10 История, Алгебра · 2 в день"]


def test_a_second_work_of_a_day_is_warned_of_at_its_topic_and_may_be_planned_all_the_same(plan_page):
    page = plan_page(control_plan(), control_work(date(2026, 10, 6), "История"))

    said = page.model.index(1, HELD).data(Qt.ItemDataRole.ToolTipRole)

    assert "7А вт 06.10 уже пишет: История" in said
    assert page.form.decide.isEnabled()


def test_a_control_work_whose_pinned_lesson_fell_out_says_where_it_went(plan_page):
    book = control_plan()
    lessons = tuple(replace(one, is_cancelled=one.held_on == date(2026, 10, 6)) for one in book.lessons)
    topics = (book.topics[0], replace(book.topics[1], pinned_on=date(2026, 10, 6)), book.topics[2])

    page = plan_page(replace(book, lessons=lessons, topics=topics))

    assert page.model.index(1, HELD).data() == "жд. 13.10"
    assert "Урока 06.10 нет" in page.model.index(1, HELD).data(Qt.ItemDataRole.ToolTipRole)


def test_days_that_do_not_fit_are_counted(plan_page):
    page = plan_page(control_plan(), *(control_work(date(2026, 10, day), f"Предмет {day}") for day in range(1, 12)))
    page.resize(500, 600)

    shown = len(badges(page))

    assert 1 <= shown < 11
    assert page.form.controls._more.text() == f"ещё {11 - shown}"


def test_the_deputy_sees_classes_days_and_where_there_is_too_much(month, qtbot):
    page = month(
        control_work(date(2026, 9, 30)),
        control_work(date(2026, 9, 30), "Алгебра", is_planned=True),
        control_work(date(2026, 9, 29), "История", "10А", is_planned=True),
    )
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    page.next_crowded()

    assert page.model.classes == ("7А", "10А")
    assert page.table.currentIndex().data() == "Физ\nАлг"
    assert page.crowd.text() == "Больше одной в день: 1"
    assert page.detail.text().startswith("7А · Среда, 30 сентября: Физика, Алгебра")
    assert "2 в день" in page.detail.text()


def test_months_are_turned(month, qtbot):
    page = month(control_work(date(2026, 10, 5)))
    empty = (page.model.rowCount(), page.detail.text())

    page.turn(1)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)

    assert empty == (0, "В этом месяце контрольных работ нет ни в журналах, ни в КТП.")
    assert page.month.text() == "Октябрь 2026"
    assert page.desk.controls_asked[-1] == (None, date(2026, 10, 1), date(2026, 10, 31))


def test_the_month_becomes_a_workbook_in_which_texts_stay_texts(month, qtbot, tmp_path):
    page = month(control_work(date(2026, 9, 30), "=1+1"), control_work(date(2026, 9, 30), "Алгебра"))
    path = tmp_path / "график.xlsx"

    page.save_sheet_to(path)
    qtbot.waitUntil(lambda: path.exists() and page.state.text() == "Сохранено: график.xlsx")

    sheet = openpyxl.load_workbook(BytesIO(path.read_bytes())).active
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row if cell.value}
    assert cells["! =1+1, Алгебра"] == "s"
    assert "ср 30.09" in cells


def test_a_file_that_cannot_be_written_is_said(month, qtbot, tmp_path):
    page = month(control_work(date(2026, 9, 30)))

    page.save_sheet_to(tmp_path / "нет такой папки" / "график.xlsx")

    qtbot.waitUntil(lambda: "график.xlsx" in page.detail.text())
