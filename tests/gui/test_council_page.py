"""«Решения педсовета»: what the results speak for is chosen, a protocol is asked, the director signs changes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from ejournal_desktop.domain.council import CouncilBoard, CouncilDecision, CouncilPupil, usual_decision
from ejournal_desktop.domain.errors import RuleBrokenError
from ejournal_desktop.gui.pages.consent import ConsentDialog
from ejournal_desktop.gui.pages.council_page import CouncilPage, standing_words, weak_words
from ejournal_desktop.gui.pages.results_order_dialog import ResultsOrderDialog
from tests.gui.fake_school import FakeDesk, session

FIRST = CouncilDecision(1, "переведён условно", "8", date(2026, 5, 28))
LATER = CouncilDecision(2, "переведён", "11", date(2026, 9, 20), supplements=1)
PASSES = CouncilPupil(1, "Абрамов Кирилл")
WEAK = CouncilPupil(2, "Белов Артём", ("Алгебра — 2",), 1)
WAITS = CouncilPupil(3, "Волкова Дарья", decisions=(FIRST, LATER))
BOARD = CouncilBoard(
    1, "7А", 7, "2026/27", date(2026, 9, 25), True, False, (PASSES, WEAK, WAITS), ends_on=date(2026, 9, 30)
)


@pytest.fixture
def council(qtbot, dressed, lanes):
    def open_page(board=BOARD, **desk):
        desk = FakeDesk(session("deputy"), board=board, **desk)
        page = CouncilPage(SimpleNamespace(desk=desk, lanes=lanes))
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        qtbot.waitUntil(lambda: page.table.rowCount() == len(board.pupils))
        page.desk = desk
        return page

    return open_page


def test_what_the_results_speak_for_is_chosen_already(council):
    page = council()

    assert [box.currentText() for box in page.choices] == ["переведён", "переведён условно", "—"]
    assert not page.choices[2].isEnabled()
    assert page.save_button.text() == "Записать решения: 2"
    assert page.table.item(1, 1).text() == "Алгебра — 2; 1 задолженность"


def test_long_before_the_end_of_a_year_nothing_is_chosen(council):
    page = council(replace(BOARD, ends_on=date(2027, 5, 31)))

    assert [box.currentText() for box in page.choices] == ["—", "—", "—"]
    assert not page.save_button.isEnabled()


def test_the_deputy_records_what_is_chosen_under_a_protocol(council, qtbot):
    page = council()
    page.choices[1].setCurrentIndex(page.choices[1].findData("оставлен на повторный год"))
    page.save_button.click()
    without_protocol = page.said.text(), page.desk.recorded
    page.protocol.setText(" 8 ")
    page.day.setDate(QDate(2026, 9, 24))

    page.save_button.click()

    entries = ((1, "переведён"), (2, "оставлен на повторный год"))
    qtbot.waitUntil(lambda: page.desk.recorded == [(1, "8", date(2026, 9, 24), entries)])
    assert without_protocol[0] == "Укажите номер протокола педсовета."


def test_a_refusal_is_said_in_words(council, qtbot):
    refusal = RuleBrokenError("EJ020", {"reason": "same-decision", "decision": "переведён"})
    page = council(council_error=refusal)
    page.protocol.setText("8")

    page.save_button.click()

    qtbot.waitUntil(lambda: page.said.text().startswith("Решение «переведён» уже записано."))


def test_enter_on_a_row_goes_to_its_choice_and_arrows_choose(council):
    page = council()
    page.table.setFocus()

    QTest.keyClick(page.table, Qt.Key.Key_Return)
    QTest.keyClick(page.choices[0], Qt.Key.Key_Down)

    assert page.choices[0].hasFocus()
    assert page.choices[0].currentText() == "переведён условно"


def test_who_only_reads_sees_neither_choices_nor_the_bar(council):
    page = council(replace(BOARD, may_record=False))

    assert page.table.isColumnHidden(3)
    assert page.bar.isHidden()
    assert page.sign_button.isHidden()


def test_the_director_signs_what_waits_with_her_password(council, qtbot):
    page = council(replace(BOARD, may_sign=True))
    assert not page.sign_button.isHidden()

    page.consent._proved_at = page.consent._clock()
    page.sign_button.click()
    dialog = page.findChild(ConsentDialog)
    dialog.accept()

    qtbot.waitUntil(lambda: page.desk.signed == [(2,)])


def test_a_later_decision_is_shown_beside_the_one_that_stands_until_it_is_signed():
    signed = replace(LATER, signed_at=datetime(2026, 9, 21, tzinfo=UTC), signed_by="Орлова")

    assert standing_words(WAITS) == (
        "переведён условно, № 8 от 28.05.2026 → переведён, № 11 от 20.09.2026: ждёт подписи директора"
    )
    assert standing_words(replace(WAITS, decisions=(FIRST, signed))) == "переведён, № 11 от 20.09.2026"
    assert weak_words(replace(PASSES, without_mark=3)) == "нет годовой отметки: 3"


LET = CouncilDecision(5, "допущен к ГИА", "9", date(2026, 5, 20))


@pytest.mark.parametrize(
    ("grade", "pupil", "decision"),
    [
        (7, PASSES, "переведён"),
        (7, WEAK, "переведён условно"),
        (7, replace(PASSES, without_mark=1), None),
        (7, replace(PASSES, decisions=(FIRST,)), "переведён"),
        (7, replace(WEAK, decisions=(FIRST,)), None),
        (9, PASSES, "допущен к ГИА"),
        (9, WEAK, "не допущен к ГИА"),
        (9, replace(PASSES, decisions=(LET,)), "выпущен"),
        (11, replace(PASSES, decisions=(LET,), without_mark=2), None),
    ],
)
def test_what_the_results_speak_for(grade, pupil, decision):
    assert usual_decision(grade, pupil) == decision


def test_an_order_for_results_names_what_is_ticked(qtbot, dressed, lanes):
    desk = FakeDesk(session("deputy"), norms=(((7, "Алгебра"),), ()))
    dialog = ResultsOrderDialog(SimpleNamespace(desk=desk, lanes=lanes))
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.classes.count() == 2 and dialog.subject.count() == 2)
    dialog.results["exam"].setChecked(True)
    dialog.classes.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.subject.setCurrentIndex(1)

    asked = dialog.proposal().asked

    assert dialog.proposal().subject == "results"
    assert (asked["results"], asked["class_ids"], asked["subject_id"], asked["pupil_id"]) == (["exam"], [2], 7, None)
    qtbot.waitUntil(lambda: dialog.pupil.count() > 1)
