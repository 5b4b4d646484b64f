"""An approval is signed: the password is asked for, checked by the server, counted for ten minutes and never kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ejournal_desktop.domain.errors import ServerUnavailableError
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.pages.consent import PROVED_FOR_S, Consent, ConsentDialog
from ejournal_desktop.gui.session_port import Workplace
from tests.gui.fake_school import FakeDesk, FakeGradebook, session

RIGHT = "Весна-2026"


class Signer:
    """A director who is asked, on a clock of the test's own."""

    def __init__(self, qtbot, lanes, desk):
        self.qtbot, self.desk, self.now, self.agreed = qtbot, desk, 0.0, 0
        self.page = QWidget()
        qtbot.addWidget(self.page)
        workplace = Workplace(desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook())
        self.consent = Consent(workplace, self.page, lambda: self.now)

    def ask(self):
        self.consent.ask("Утвердить «Нагрузка»?", "Решение не отменяется.", self._agree)
        return self.page.findChildren(ConsentDialog)[-1]

    def answer(self, dialog, password):
        dialog.field.set_text(password)
        self.qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)

    def _agree(self):
        self.agreed += 1


@pytest.fixture
def signer(qtbot, dressed, lanes):
    return Signer(qtbot, lanes, FakeDesk(session=session("director")))


def test_the_server_checks_the_password_before_anything_is_approved(signer, qtbot):
    dialog = signer.ask()
    signer.answer(dialog, RIGHT)
    qtbot.waitUntil(lambda: signer.agreed == 1)

    assert ("prove_password", RIGHT) in signer.desk.asked
    assert dialog.field.text() == ""


def test_a_wrong_password_approves_nothing_and_is_asked_for_again(signer, qtbot):
    dialog = signer.ask()
    signer.answer(dialog, "не он")
    qtbot.waitUntil(lambda: dialog.problem.text() == "Пароль не подошёл. Ничего не утверждено.")

    assert (signer.agreed, dialog.isVisible(), dialog.field.text(), signer.consent.is_proved) == (0, True, "", False)
    signer.answer(dialog, RIGHT)
    qtbot.waitUntil(lambda: signer.agreed == 1)


def test_without_a_password_nobody_is_asked(signer):
    dialog = signer.ask()
    signer.answer(dialog, "")

    assert dialog.problem.text() == "Введите пароль: решение подписываете вы."
    assert (signer.agreed, signer.desk.asked) == (0, [])


def test_one_proof_counts_for_ten_minutes_and_no_longer(signer, qtbot):
    signer.answer(signer.ask(), RIGHT)
    qtbot.waitUntil(lambda: signer.agreed == 1)
    signer.now = PROVED_FOR_S - 1
    within = signer.ask()
    qtbot.mouseClick(within.yes, Qt.MouseButton.LeftButton)
    agreed_without = signer.agreed
    signer.now = PROVED_FOR_S

    assert (within.field, agreed_without) == (None, 2)
    assert signer.ask().field is not None


def test_who_says_not_now_has_proved_nothing(signer):
    signer.ask().reject()
    assert (signer.agreed, signer.consent.is_proved) == (0, False)


def test_a_silent_server_is_said_in_words(signer, qtbot):
    signer.desk.refusals["prove_password"] = ServerUnavailableError("сервер", None)
    dialog = signer.ask()
    signer.answer(dialog, RIGHT)
    qtbot.waitUntil(lambda: "Нет связи" in dialog.problem.text())
    assert signer.agreed == 0
