"""The school's rule as the administrator enters it, and how far the finals are, as the deputy sees it."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLineEdit

from ejournal_desktop.domain.errors import RuleBrokenError
from ejournal_desktop.domain.finals import CourseProgress
from ejournal_desktop.domain.marking_policy import NormRow
from ejournal_desktop.gui.pages.finals_progress_page import FinalsProgressPage
from ejournal_desktop.gui.pages.marking_policy_page import MarkingPolicyPage
from ejournal_desktop.gui.sentences.norm_words import norm_cells
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.fake_school import FakeDesk, session
from tests.gui.fakes.finals import MOSCOW

NORM = NormRow(1, "threshold-5", "", "", (5, 9), Decimal("4.60"), date(2026, 9, 1), "приказ № 31", False)
WEIGHT = NormRow(
    2, "weight", "Алгебра", "контрольная работа", (7, 7), Decimal(3), date(2026, 9, 1), "приказ № 31", False
)


def workplace(lanes, **desk):
    return SimpleNamespace(desk=FakeDesk(session("administrator"), **desk), lanes=lanes, gradebook=FakeGradebook())


@pytest.fixture
def policies(qtbot, dressed, lanes):
    def open_page(role="administrator", rows=2, **desk):
        place = workplace(lanes, **({"norms": (((7, "Алгебра"),), (NORM, WEIGHT))} | desk))
        page = MarkingPolicyPage(place, role)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: page.table.rowCount() == rows)
        page.desk = place.desk
        return page

    return open_page


def texts(table, row):
    return [table.item(row, column).text() for column in range(table.columnCount())]


def test_the_register_says_since_when_what_is_in_force_and_under_which_order(policies):
    page = policies("deputy")

    assert texts(page.table, 0) == ["01.09.2026", "«5» от", "4,6", "все", "5–9", "приказ № 31"]
    assert texts(page.table, 1)[1:5] == ["вес: контрольная работа", "3", "Алгебра", "7"]
    assert page.form.isHidden()


def test_the_administrator_enters_borders_and_the_weights_that_she_changed(policies, qtbot):
    page = policies()
    page.number.setText("31")
    page.begins.setDate(QDate(2026, 10, 1))
    page.borders[5].setValue(4.65)
    page.weights[3].setValue(2.5)

    page.save_button.click()

    qtbot.waitUntil(lambda: bool(page.desk.entered_policies))
    [entry] = page.desk.entered_policies
    assert entry.thresholds == ((5, Decimal("4.65")), (4, Decimal("3.60")), (3, Decimal("2.60")))
    assert (entry.weights, entry.order_number, entry.valid_from) == (((3, Decimal("2.5")),), "31", date(2026, 10, 1))
    qtbot.waitUntil(lambda: "01.10.2026" in page.said.text())


def test_the_form_begins_with_what_is_in_force_for_the_subject_and_grades(policies):
    def norm(norm_id, kind, value, subject="", grades=(2, 11)):
        return NormRow(norm_id, kind, subject, "", grades, Decimal(value), date(2026, 9, 1), "приказ № 31", False)

    rules = (
        norm(1, "threshold-5", "4.65"),
        norm(2, "control-decides", "1"),
        norm(3, "exam-weight", "1"),
        norm(4, "half-years", "1", grades=(11, 11)),
        norm(5, "threshold-5", "4.50", subject="Алгебра"),
    )
    page = policies(norms=(((7, "Алгебра"), (8, "Геометрия")), (NORM, WEIGHT, *rules)), rows=7)
    common = page.entry()
    page.subject.setCurrentIndex(1)
    own = page.entry()
    page.subject.setCurrentIndex(0)
    page.first.setValue(11)

    assert (common.thresholds[0], common.extra, common.exam_weight) == (
        (5, Decimal("4.65")),
        {"control-decides"},
        Decimal(1),
    )
    assert own.thresholds[0] == (5, Decimal("4.50"))
    assert page.half_years.isChecked()
    assert not common.counts_half_years


def test_every_figure_of_the_form_has_room_for_its_digits(policies, qtbot):
    page = policies()

    def fields():
        return [spin.findChild(QLineEdit) for spin in (page.first, page.least, *page.borders.values())]

    qtbot.waitUntil(lambda: all(field.width() > 40 and field.height() > 10 for field in fields()))


def test_what_the_server_refuses_is_said_under_the_form(policies, qtbot):
    page = policies(finals_error=RuleBrokenError("EJ020", {"reason": "norm-no-order"}))

    page.save_button.click()

    qtbot.waitUntil(lambda: "приказ школы" in page.said.text())


def test_the_deputy_sees_first_what_is_not_handed_over_and_what_changed_afterwards(qtbot, dressed, lanes):
    at = datetime(2026, 10, 27, 15, 2, tzinfo=MOSCOW)
    rows = (
        CourseProgress(1, "7А", "Алгебра", "Петрова А. В.", 24, 24, 1, at, 0),
        CourseProgress(2, "7А", "Химия", "", 24, 3, 0, None, 2),
    )
    page = FinalsProgressPage(workplace(lanes, progress=rows))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.table.rowCount() == 2)

    assert texts(page.table, 0)[3:5] == ["3 из 24", ""]
    assert texts(page.table, 0)[8] == "выставляет; отметки изменились после выставления: 2"
    assert texts(page.table, 1)[3:5] == ["24 из 24", "1"]
    assert texts(page.table, 1)[8] == "передано 27.10 15:02"
    assert page.table.isColumnHidden(5)
    assert page.said.text() == "Передано на проверку: 1 из 2"


def test_where_results_of_the_year_are_due_their_columns_say_how_many_stand(qtbot, dressed, lanes):
    rows = (CourseProgress(1, "7А", "Алгебра", "Петрова А. В.", 24, 24, 0, None, 0, (20, 3, 0)),)
    page = FinalsProgressPage(workplace(lanes, progress=rows))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)

    assert texts(page.table, 0)[5:8] == ["20 из 24", "3 из 24", ""]
    assert not page.table.isColumnHidden(5)


def test_the_form_has_every_rule_of_a_local_act(policies, qtbot):
    page = policies()
    page.no_five.setChecked(True)
    page.controls.setChecked(True)
    page.exam.setCurrentIndex(2)
    page.half_years.setChecked(True)

    entry = page.entry()

    assert entry.extra == {"no-five-with-two", "control-decides"}
    assert (entry.exam_weight, entry.counts_half_years, entry.parts, entry.parts_first) == (Decimal(1), True, (), None)
    assert page.parts.isHidden()


def test_one_subject_may_be_made_of_others(policies, qtbot):
    page = policies(norms=(((7, "Алгебра"), (8, "Геометрия"), (9, "Математика")), (NORM, WEIGHT)))
    page.subject.setCurrentIndex(3)
    page.parts.item(0).setCheckState(Qt.CheckState.Checked)

    assert not page.parts.isHidden()
    assert page.entry().parts == ((7, True), (8, False))


def test_the_register_says_what_a_subject_is_made_of():
    part = NormRow(3, "part", "Математика", "Алгебра", (9, 9), Decimal(1), date(2026, 9, 1), "приказ № 31", True)

    assert norm_cells(part)[1:4] == ("складывается из предмета: Алгебра", "да", "Математика")
