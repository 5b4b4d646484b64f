"""The director's queue and the deputy's proposals: keys, the difference, the decision, what is said when it fails."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from ejournal_desktop.domain.approvals import Proposal
from ejournal_desktop.domain.errors import RuleBrokenError
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.page_registry import pages_of
from ejournal_desktop.gui.pages.approvals_page import ApprovalsPage
from ejournal_desktop.gui.pages.finals_order_dialog import FinalsOrderDialog
from ejournal_desktop.gui.session_port import Workplace
from tests.gui.fake_school import FakeDesk, FakeGradebook, session
from tests.gui.fakes.approvals import head, right


class AlwaysSure:
    """Agrees at once: what is asked stands in test_consent.py."""

    def ask(self, _question, _why, agreed):
        agreed()


@pytest.fixture
def open_page(qtbot, dressed, lanes):
    def make(desk, *, is_director=True):
        workplace = Workplace(desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook())
        page = ApprovalsPage(workplace, is_director=is_director)
        page.consent = AlwaysSure()
        page.resize(1160, 640)
        qtbot.addWidget(page)
        page.show()
        ready = page.ui.subjectLabel if desk.waiting else page.ui.emptyState
        qtbot.waitUntil(lambda: ready.isVisible() and (not desk.waiting or bool(ready.text())))
        return page

    return make


def director(*heads, **more):
    return FakeDesk(session=session("director"), waiting=list(heads), **more)


def table(page):
    model = page.detail.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def asked(desk, what):
    return [each for each in desk.asked if isinstance(each, tuple) and each[0] == what]


@pytest.mark.parametrize(
    ("role", "page_id"), [("director", "approvals"), ("deputy", "proposals"), ("administrator", "proposals")]
)
def test_who_decides_and_who_proposes_has_a_page(role, page_id):
    assert page_id in [spec.page_id for spec in pages_of(role, session(role))]


@pytest.mark.parametrize("role", ["teacher", "secretary", "inspector", "pupil", "guardian", "class_teacher"])
def test_nobody_else_has_one(role):
    assert not {"approvals", "proposals"} & {spec.page_id for spec in pages_of(role, session(role))}


def test_nothing_to_approve_is_said_in_words(open_page):
    page = open_page(director())

    assert page.ui.emptyState.words() == "Нечего утверждать."
    assert not page.ui.actionBar.isVisible()


def test_the_first_is_open_with_what_it_changes_and_what_was_checked(open_page):
    page = open_page(director(head()))

    assert table(page) == [
        ["≠", "6Б · Математика", "Сидорова Е. П.", "Петрова А. В.", ""],
        ["−", "6Б · Кружок", "Ким Р. С., 1 ч", "—", "−1"],
    ]
    assert page.ui.waitingButton.text() == "Ждут 1"
    assert page.ui.noteLabel.text() == "Сидорова Е. П. на больничном"
    QAbstractItemModelTester(page.detail.model)
    QAbstractItemModelTester(page.queue)


def test_the_document_stands_beside_its_difference(open_page, qtbot):
    page = open_page(director(head()))

    qtbot.mouseClick(page.ui.documentButton, Qt.MouseButton.LeftButton)

    assert table(page) == [["", "6Б · Математика", "Петрова А. В.", "5"]]


def test_without_a_difference_the_document_is_shown_and_not_an_empty_table(open_page):
    page = open_page(director(head(), same={1}))

    assert (page.ui.changesButton.text(), page.ui.documentButton.isChecked()) == ("Изменения 0", True)
    assert len(table(page)) == 2


def test_y_asks_for_the_order_and_then_approves_under_it(open_page, qtbot):
    desk = director(head())
    page = open_page(desk)

    qtbot.keyClick(page.ui.queueList, Qt.Key.Key_Y)
    without = (page.ui.errorLabel.text(), asked(desk, "approve"))
    page.ui.numberEdit.setText("61-к")
    page.ui.queueList.setFocus()
    qtbot.keyClick(page.ui.queueList, Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: not desk.waiting)

    [(_, ids, order, _words)] = asked(desk, "approve")
    assert without == ("Укажите номер приказа: без него не утвердить.", [])
    assert (ids, order.number, str(order.issued_on)) == ((1,), "61-к", "2026-09-25")
    qtbot.waitUntil(page.ui.emptyState.isVisible)


def test_n_returns_with_a_reason_and_never_without(open_page, qtbot):
    desk = director(head())
    page = open_page(desk)

    qtbot.keyClick(page.ui.queueList, Qt.Key.Key_N)
    silent = asked(desk, "return")
    page.ui.resolutionEdit.setText("Проверьте 6Б")
    page.ui.queueList.setFocus()
    qtbot.keyClick(page.ui.queueList, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: not desk.waiting)

    assert (silent, asked(desk, "return")) == ([], [("return", 1, "Проверьте 6Б")])


def test_what_is_stale_says_so_and_is_not_approved(open_page):
    page = open_page(director(head(), stale={1}))

    assert page.ui.staleBanner.isVisible()
    assert not page.ui.approveButton.isEnabled()
    assert page.ui.returnButton.isEnabled()


def test_several_of_one_kind_are_approved_at_once_and_different_kinds_are_not(open_page, qtbot):
    finals = [head(number, subject="finals", title=f"Приказ {number}") for number in (1, 2)]
    desk = director(*finals, head(3))
    page = open_page(desk)

    page.ui.queueList.selectAll()
    mixed = page.ui.approveButton.isEnabled()
    page.ui.queueList.setCurrentIndex(page.queue.index(0))
    page.ui.queueList.selectionModel().select(
        page.queue.index(1), page.ui.queueList.selectionModel().SelectionFlag.Select
    )
    qtbot.waitUntil(page.ui.approveButton.isEnabled)
    page.ui.numberEdit.setText("52")
    page.approve()
    qtbot.waitUntil(lambda: len(desk.waiting) == 1)

    assert (mixed, asked(desk, "approve")[0][1]) == (False, (1, 2))


def test_a_refusal_is_said_and_everything_stays(open_page, qtbot):
    desk = director(head())
    page = open_page(desk)
    page.ui.numberEdit.setText("61-к")
    desk.error = RuleBrokenError("EJ020", {"reason": "stale", "title": "Нагрузка"})

    page.approve()

    qtbot.waitUntil(page.ui.errorBanner.isVisible)
    assert page.ui.errorLabel.text().startswith("Утвердить нельзя: после внесения данные изменились.")
    assert page.ui.numberEdit.text() == "61-к"


def test_the_proposer_sees_the_reason_of_a_return_and_takes_back_what_waits(open_page, qtbot):
    mine = head(1, is_mine=True, may_decide=False)
    desk = FakeDesk(
        session=session("deputy"), waiting=[mine], decided=[head(2, state="returned", reason="Проверьте 6Б")]
    )
    page = open_page(desk, is_director=False)

    assert page.ui.withdrawButton.isVisible()
    assert not page.ui.approveButton.isVisible()
    page.withdraw()
    qtbot.waitUntil(page.ui.emptyState.isVisible)
    page.show_part("decided")
    qtbot.waitUntil(lambda: "«Проверьте 6Б»" in page.ui.metaLabel.text())


def test_a_proposal_is_shown_in_the_queue_at_once(open_page, qtbot):
    desk = FakeDesk(session=session("deputy"))
    page = open_page(desk, is_director=False)

    page.propose(Proposal("load", note="С 28 сентября"))

    qtbot.waitUntil(lambda: page.ui.noteLabel.text() == "С 28 сентября")
    assert page.ui.waitingButton.text() == "Ждут 1"


def test_rights_to_write_are_listed_until_they_are_seen(open_page, qtbot):
    desk = director(rights=[right(1), right(2, "holder")])
    page = open_page(desk)
    qtbot.waitUntil(lambda: page.ui.rightsButton.text() == "Доступ 2")

    page.show_part("rights")
    qtbot.waitUntil(lambda: page.rights.model.rowCount() == 2)
    qtbot.mouseClick(page.ui.seenAllButton, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: page.ui.rightsButton.text() == "Доступ")
    assert asked(desk, "see") == [("see", (1, 2))]


def test_an_order_for_finals_is_proposed_for_the_ticked_classes(qtbot, dressed, lanes):
    desk = FakeDesk(session=session("deputy"))
    dialog = FinalsOrderDialog(Workplace(desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook()))
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.classes.count() == 2)

    dialog.classes.item(1).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: dialog.pupil.count() == 3)
    dialog.pupil.setCurrentIndex(1)

    proposal = dialog.proposal()
    assert proposal.subject == "finals"
    assert (proposal.asked["class_ids"], proposal.asked["pupil_id"], str(proposal.asked["closes_on"])) == (
        [1],
        11,
        "2026-10-25",
    )


def test_after_a_decision_the_next_one_comes_up_with_the_focus_on_its_card(open_page, qtbot):
    desk = director(*(head(number, title=f"Нагрузка {number}", order_need="none") for number in (1, 2, 3)))
    page = open_page(desk)
    page.activateWindow()
    page.ui.queueList.setCurrentIndex(page.queue.index(1))
    qtbot.waitUntil(lambda: page._approval is not None and page._approval.head.approval_id == 2)
    page.ui.approveButton.setFocus()

    page.approve()
    qtbot.waitUntil(lambda: page.queue.rowCount() == 2)

    assert page.chosen()[0].approval_id == 3
    assert page.ui.queueList.hasFocus()


def test_after_the_last_decision_the_focus_stays_in_the_page(open_page, qtbot):
    page = open_page(director(head(1, order_need="none")))
    page.activateWindow()
    page.ui.approveButton.setFocus()

    page.approve()
    qtbot.waitUntil(page.ui.emptyState.isVisible)

    assert page.ui.waitingButton.hasFocus()


def test_what_was_asked_for_is_asked_no_longer_once_it_is_given(open_page, qtbot):
    page = open_page(director(head()))
    said = []

    for key, edit in ((Qt.Key.Key_Y, page.ui.numberEdit), (Qt.Key.Key_N, page.ui.resolutionEdit)):
        page.ui.queueList.setFocus()
        qtbot.keyClick(page.ui.queueList, key)
        said.append(page.ui.errorBanner.isVisible())
        qtbot.keyClicks(edit, "6")
        said.append(page.ui.errorBanner.isVisible())

    assert said == [True, False, True, False]
