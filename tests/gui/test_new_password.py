"""The field for a new password: Enter may come before the password is judged."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ejournal_desktop.domain.passwords import Judgement
from ejournal_desktop.gui.widgets.new_password import NewPassword


class SlowJudge:
    """Judges when it is let: as zxcvbn on a bad PC."""

    def __init__(self):
        self.may_answer = threading.Event()

    def __call__(self, *_question):
        self.may_answer.wait(10)
        return Judgement((), 4)


@pytest.fixture
def judge():
    made = SlowJudge()
    yield made
    made.may_answer.set()


@pytest.fixture
def field(qtbot, dressed, lanes, judge):
    made = NewPassword(lanes, judge)
    qtbot.addWidget(made)
    made.heard = []
    made.entered.connect(lambda: made.heard.append(made.is_good()))
    made.show()
    QTest.keyClicks(made.field.edit, "sinyaya tetrad v shkafu")
    QTest.keyClick(made.field.edit, Qt.Key.Key_Return)
    return made


def test_enter_waits_for_the_judgement_and_finds_it_good(qtbot, field, judge):
    assert field.heard == []

    judge.may_answer.set()

    qtbot.waitUntil(lambda: field.heard == [True])


def test_a_password_changed_after_enter_is_not_taken_by_itself(qtbot, field, judge):
    QTest.keyClicks(field.field.edit, "!")
    judge.may_answer.set()
    qtbot.waitUntil(field.is_good)

    assert field.heard == []


def test_an_empty_field_says_so_at_once(qtbot, field):
    field.clear()

    QTest.keyClick(field.field.edit, Qt.Key.Key_Return)

    assert field.heard == [False]
