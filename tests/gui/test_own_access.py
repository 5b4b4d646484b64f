"""One's own password, sessions and a leak, from the menu under the name."""

import pytest
from PySide6.QtWidgets import QMenu

from ejournal_desktop.gui.main_window import MainWindow
from ejournal_desktop.gui.own_access import PasswordDialog, ReportDialog, SessionsDialog
from tests.gui.fake_school import FakeDesk, context
from tests.gui.fakes.access import GOOD


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def dialog(qtbot, dressed, lanes, desk):
    def make(kind):
        made = kind(desk, lanes)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


def fill(window, qtbot, present="Весна-2026", password=GOOD):
    window.present.set_text(present)
    window.password.field.edit.setText(password)
    window.password.judge()
    qtbot.waitUntil(window.password.is_good)


def test_a_new_password_takes_the_present_one(dialog, desk, qtbot):
    window = dialog(PasswordDialog)
    fill(window, qtbot)

    window.do_button.click()
    qtbot.waitUntil(lambda: not window.isVisible())

    assert desk.present_password == GOOD


def test_a_wrong_present_password_is_told_and_changes_nothing(dialog, desk, qtbot):
    window = dialog(PasswordDialog)
    fill(window, qtbot, present="не тот")

    window.do_button.click()
    qtbot.waitUntil(lambda: bool(window.error.text()))

    assert "пароль" in window.error.text()
    assert desk.present_password == "Весна-2026"


def test_a_strange_session_is_ended_and_ones_own_is_not(dialog, desk, qtbot):
    window = dialog(SessionsDialog)
    qtbot.waitUntil(lambda: window.list.topLevelItemCount() == 2)
    own = window.end_button.isEnabled()
    window.list.setCurrentItem(window.list.topLevelItem(1))

    window.end_button.click()
    qtbot.waitUntil(lambda: window.list.topLevelItemCount() == 1)

    assert not own
    assert ("end_session", 12) in desk.asked


def test_a_report_wants_the_password_and_says_what_follows(dialog, desk, qtbot):
    window = dialog(ReportDialog)
    window.password.set_text("не тот")
    window.do_button.click()
    qtbot.waitUntil(lambda: bool(window.error.text()))

    window.password.set_text("Весна-2026")
    window.do_button.click()
    qtbot.waitUntil(lambda: not window.isVisible())

    assert [asked for asked in desk.asked if asked[0] == "report_own_account"] == [
        ("report_own_account", "не тот"),
        ("report_own_account", "Весна-2026"),
    ]


def test_the_menu_of_the_person_offers_all_three_and_never_says_burglary(qtbot, dressed, lanes, tmp_path):
    window = MainWindow(context(lanes, tmp_path), FakeDesk(), "teacher", "Школа")
    qtbot.addWidget(window)

    words = [action.text() for menu in window.findChildren(QMenu) for action in menu.actions()]

    assert {"Сменить пароль…", "Мои сеансы…", "Сообщить о нарушении конфиденциальности доступа…"} <= set(words)
    assert not [each for each in words if "взлом" in each.casefold()]
