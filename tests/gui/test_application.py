import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMessageBox, QWidget

from ejournal_desktop.background.lanes import Lanes
from ejournal_desktop.gui import application
from ejournal_desktop.gui.application import Windows
from ejournal_desktop.gui.screen_room import fits, show_whole
from tests.gui.fake_school import FakeDesk, FakeDoor, context, session

ROLES = ("teacher", "deputy")


@pytest.fixture
def windows(qapp, qtbot, tmp_path):
    door, shown = FakeDoor(desk=FakeDesk(session(*ROLES))), []
    made = Windows(qapp, context(Lanes(), tmp_path, door, catch_bugs=shown.append))
    made.door, made.caught = door, shown
    qtbot.addWidget(made.login)
    qtbot.addWidget(made.help)
    made.show_sign_in()
    yield made
    if made.main is not None:
        made.main.close()
    made.end()


@pytest.fixture
def signed_in(windows, qtbot):
    windows.login.ui.loginEdit.setText("petrova.av")
    windows.login.ui.passwordField.set_text("Весна-2026")
    windows.login.ui.signInButton.click()
    qtbot.waitUntil(lambda: windows.login.ui.pages.currentWidget() is windows.login.role_choice)
    QTest.keyClick(windows.login.role_choice, Qt.Key.Key_1)
    return windows


def test_after_the_role_the_window_of_work_stands_alone(signed_in):
    assert signed_in.main.isVisible()
    assert signed_in.main.role == "teacher"
    assert not signed_in.login.isVisible()


def test_signing_out_ends_the_session_and_lets_the_next_person_in(signed_in, qtbot):
    signed_in.main.sign_out()

    qtbot.waitUntil(lambda: signed_in.door.desk.closed)
    assert signed_in.main is None
    assert signed_in.login.isVisible()
    assert signed_in.login.ui.passwordField.text() == ""
    assert signed_in.login.ui.loginEdit.text() == ""


def test_closing_the_window_closes_the_program_and_not_only_the_session(signed_in):
    signed_in.main.close()

    assert not signed_in.login.isVisible()
    assert not signed_in.help.isVisible()


def test_a_change_of_role_keeps_the_session_and_shows_the_other_pages(signed_in, monkeypatch):
    monkeypatch.setattr(application, "ask_role", lambda _session, _present, _parent: "deputy")

    signed_in.main.role_change_wanted.emit()

    rail = signed_in.main.ui.navRail.ids()
    assert signed_in.main.role == "deputy"
    assert {"journals", "paper_copy", "changed_marks"} <= set(rail)
    assert "my_journals" not in rail
    assert not signed_in.door.desk.closed


def test_f1_opens_the_guide_at_the_page_in_front(signed_in):
    signed_in.main.ui.helpButton.click()

    assert signed_in.help.isVisible()
    assert signed_in.help.topic == "today"


def test_a_bug_is_said_once_and_the_window_lives_on(signed_in, qtbot):
    (show,) = signed_in.caught

    show(ZeroDivisionError("boom"))

    box = signed_in.main.findChild(QMessageBox)
    assert "Данные на сервере целы" in box.text()
    assert "ZeroDivisionError" in box.detailedText()
    box.close()
    assert signed_in.main.isVisible()


def test_standard_buttons_and_numbers_are_russian(windows, qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)

    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Отмена"
    assert QLocale().toString(4.33, "f", 2) == "4,33"
    assert QApplication.applicationDisplayName() == "Электронный журнал"


def test_a_window_that_has_no_room_with_its_frame_is_maximised(windows, qtbot):
    screen = windows.login.screen().availableGeometry()

    show_whole(window := QWidget(), QSize(screen.width(), screen.height()))
    qtbot.addWidget(window)

    assert window.isMaximized()
    assert screen.contains(window.geometry())


def test_a_window_that_has_room_stands_in_the_middle_with_its_size(windows, qtbot):
    screen = windows.login.screen().availableGeometry()

    show_whole(window := QWidget(), QSize(400, 300))
    qtbot.addWidget(window)

    assert window.size() == QSize(400, 300)
    assert (window.geometry().center() - screen.center()).manhattanLength() <= 2


@pytest.mark.parametrize(
    ("available", "has_room"), [((1366, 768), False), ((1366, 728), False), ((1440, 860), True), ((1024, 600), False)]
)
def test_the_frame_counts_when_the_room_is_judged(available, has_room):
    assert fits(QSize(1366, 768), QRect(QPoint(0, 0), QSize(*available))) is has_room
