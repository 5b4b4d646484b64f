import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ejournal_desktop.config.settings import SettingsStore
from ejournal_desktop.domain.errors import BadFileError, ServerUnavailableError, SignInFailedError
from ejournal_desktop.gui.login_window import LoginWindow
from ejournal_desktop.gui.session_port import ServerState
from tests.gui.fake_school import DEMO, SCHOOL, FakeDesk, FakeDoor, session

PASSWORD = "Весна-2026"
SEVERAL = ("teacher", "class_teacher", "deputy")


@pytest.fixture
def open_login(qtbot, dressed, lanes, tmp_path):
    def make(door):
        window = LoginWindow(door, lanes, SettingsStore(tmp_path / "settings.toml"), "0.1")
        qtbot.addWidget(window)
        window.entered = []
        window.signed_in.connect(lambda desk, role: window.entered.append((desk, role)))
        window.show()
        qtbot.waitUntil(lambda: "проверяю" not in window.ui.serverCombo.words())
        return window

    return make


def type_in(window, login="petrova.av", password=PASSWORD):
    window.ui.loginEdit.setText(login)
    window.ui.passwordField.set_text(password)
    QTest.keyClick(window.ui.passwordField.edit, Qt.Key.Key_Return)


def letter(window, text, modifiers=Qt.KeyboardModifier.NoModifier):
    event = QKeyEvent(QEvent.Type.KeyPress, ord(text.upper()), modifiers, text)
    QApplication.sendEvent(window.ui.passwordField.edit, event)


def test_enter_in_the_password_signs_in(open_login, qtbot):
    door = FakeDoor()
    window = open_login(door)

    type_in(window)
    qtbot.waitUntil(lambda: bool(window.entered))

    assert door.tried == [("school", "petrova.av", "Весна-2026")]
    assert window.entered == [(door.desk, "teacher")]


def test_the_server_says_its_state_in_words(open_login):
    assert open_login(FakeDoor()).ui.serverCombo.words() == "в сети, 12 мс"
    assert open_login(FakeDoor(state=ServerState(None))).ui.serverCombo.words() == "нет связи"


def test_the_window_lives_while_the_server_thinks(open_login, qtbot):
    gate = threading.Event()
    window = open_login(FakeDoor(gate=gate))

    type_in(window)

    assert window.is_busy()
    assert window.ui.signInButton.text() == "Вхожу…"
    assert not window.ui.passwordField.isEnabled()
    gate.set()
    qtbot.waitUntil(lambda: bool(window.entered))
    assert not window.is_busy()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (SignInFailedError("28P01"), "Неверный логин или пароль. Проверьте раскладку и Caps Lock."),
        (ServerUnavailableError("08006"), "Нет связи с сервером."),
        (SignInFailedError("EJ003"), "Программа на этом компьютере старше"),
    ],
)
def test_a_refusal_is_said_under_the_fields_and_the_password_can_be_typed_over(open_login, qtbot, error, sentence):
    window = open_login(FakeDoor(error=error))

    type_in(window, password="spring")
    qtbot.waitUntil(lambda: bool(window.ui.errorLabel.text()) and not window.is_busy())

    assert window.ui.errorLabel.isVisible()
    assert window.ui.errorLabel.text().startswith(sentence)
    assert window.ui.passwordField.edit.selectedText() != ""
    assert window.entered == []


def test_a_password_of_the_wrong_layout_is_guessed(open_login, qtbot):
    window = open_login(FakeDoor(error=SignInFailedError("28P01")))

    type_in(window, password="ыскштп")
    qtbot.waitUntil(lambda: bool(window.ui.errorLabel.text()))

    assert window.ui.errorLabel.text().endswith("Возможно, включена другая раскладка.")


def test_an_empty_password_is_not_sent(open_login):
    door = FakeDoor()
    window = open_login(door)

    type_in(window, password="")

    assert door.tried == []
    assert window.ui.errorLabel.text() == "Введите логин и пароль."


def test_caps_lock_and_layout_are_seen_from_the_keys(open_login):
    window = open_login(FakeDoor())

    letter(window, "Ы")

    assert window.ui.capsLabel.isVisible()
    assert window.ui.passwordField.badge.text() == "RU"
    letter(window, "q")
    assert not window.ui.capsLabel.isVisible()
    assert window.ui.passwordField.badge.text() == "EN"


def test_a_capital_by_shift_is_not_caps_lock(open_login):
    window = open_login(FakeDoor())

    letter(window, "Ы", Qt.KeyboardModifier.ShiftModifier)

    assert not window.ui.capsLabel.isVisible()


def test_the_password_can_be_shown(open_login):
    window = open_login(FakeDoor())

    window.ui.passwordField.eye.click()

    assert window.ui.passwordField.edit.echoMode() == window.ui.passwordField.edit.EchoMode.Normal
    assert window.ui.passwordField.eye.toolTip() == "Скрыть пароль"


def test_the_password_is_remembered_only_when_asked(open_login, qtbot):
    door = FakeDoor()
    window = open_login(door)
    type_in(window)
    qtbot.waitUntil(lambda: bool(window.entered))
    assert door.kept == {}

    window.ui.rememberCheck.setChecked(True)
    type_in(window)

    qtbot.waitUntil(lambda: door.kept == {"school": ("petrova.av", "Весна-2026")})


def test_without_a_keyring_the_reason_stands_beside_the_disabled_box(open_login, qtbot):
    window = open_login(FakeDoor(reason="На этом компьютере нет защищённого хранилища паролей."))

    qtbot.waitUntil(lambda: not window.ui.rememberCheck.isEnabled())

    assert "нет защищённого хранилища" in window.ui.rememberHint.text()


def test_a_demo_server_is_never_taken_for_the_schools(open_login):
    window = open_login(FakeDoor(known=(SCHOOL, DEMO)))
    assert not window.ui.demoBanner.isVisible()

    window.ui.serverCombo.setCurrentIndex(1)

    assert window.ui.demoBanner.isVisible()
    assert "не школьный сервер" in window.ui.demoLabel.text()


def test_several_roles_are_offered_with_number_keys(open_login, qtbot):
    window = open_login(FakeDoor(desk=FakeDesk(session(*SEVERAL, class_teacher_of=("7А",)))))
    type_in(window)
    qtbot.waitUntil(lambda: window.ui.pages.currentWidget() is window.role_choice)
    titles = [card.text() for card in window.role_choice.cards()]

    QTest.keyClick(window.role_choice, Qt.Key.Key_2)

    assert titles == ["Учитель · классный руководитель 7А", "Заместитель директора по УВР"]
    assert [role for _, role in window.entered] == ["deputy"]


def test_the_last_role_is_preselected_next_time(open_login, qtbot):
    door = FakeDoor(desk=FakeDesk(session(*SEVERAL)))
    window = open_login(door)
    type_in(window)
    qtbot.waitUntil(lambda: window.ui.pages.currentWidget() is window.role_choice)
    QTest.keyClick(window.role_choice, Qt.Key.Key_2)

    again = open_login(door)
    type_in(again)
    qtbot.waitUntil(lambda: again.ui.pages.currentWidget() is again.role_choice)

    assert again.role_choice.role() == "deputy"


def test_the_role_is_not_asked_when_the_person_said_so(open_login, qtbot):
    door = FakeDoor(desk=FakeDesk(session(*SEVERAL)))
    window = open_login(door)
    type_in(window)
    qtbot.waitUntil(lambda: window.ui.pages.currentWidget() is window.role_choice)
    window.role_choice.ui.keepCheck.setChecked(True)
    QTest.keyClick(window.role_choice, Qt.Key.Key_2)

    again = open_login(door)
    type_in(again)
    qtbot.waitUntil(lambda: bool(again.entered))

    assert again.entered[0][1] == "deputy"


def test_going_back_from_the_roles_ends_the_session(open_login, qtbot):
    door = FakeDoor(desk=FakeDesk(session(*SEVERAL)))
    window = open_login(door)
    type_in(window)
    qtbot.waitUntil(lambda: window.ui.pages.currentWidget() is window.role_choice)

    QTest.keyClick(window.role_choice, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: door.desk.closed)
    assert window.ui.pages.currentWidget() is window.ui.signInPage


def test_trouble_tells_who_gives_access_and_when(open_login):
    window = open_login(FakeDoor())

    window.ui.troubleButton.click()

    assert window.ui.pages.currentWidget() is window.ui.troublePage
    assert "5 календарных дней" in window.ui.troubleText.text()


def test_who_gives_access_is_told_as_a_sign_in_has_learned_it(open_login, qtbot):
    door = FakeDoor()
    window = open_login(door)
    door.known = tuple(replace(server, access_keeper=("Белозёрова И. М.", "каб. 12")) for server in door.known)

    window.ui.troubleButton.click()

    qtbot.waitUntil(lambda: "администратор: Белозёрова И. М., каб. 12" in window.ui.troubleText.text())


def test_the_next_person_finds_an_empty_password(open_login):
    window = open_login(FakeDoor())
    window.ui.passwordField.set_text("secret")

    window.start_again()

    assert window.ui.passwordField.text() == ""


def test_f1_asks_for_the_page_of_the_guide(open_login, qtbot):
    window = open_login(FakeDoor())

    with qtbot.waitSignal(window.help_wanted) as asked:
        window.actions_registry.entries()[0].action.trigger()

    assert asked.args == ["sign-in"]


def test_a_broken_profile_of_a_server_is_said_and_the_window_still_opens(qtbot, dressed, lanes, tmp_path):
    door = FakeDoor()
    door.servers = lambda: (_ for _ in ()).throw(BadFileError("profile", {"file": "school.toml", "reason": "host"}))

    window = LoginWindow(door, lanes, SettingsStore(tmp_path / "settings.toml"), "0.1")
    qtbot.addWidget(window)
    window.show()

    assert window.ui.errorLabel.text().startswith("Файл подключения school.toml не прочитан.")
    assert not window.ui.signInButton.isEnabled()


def test_a_remembered_login_is_forgotten_when_the_tick_is_taken_away(open_login, qtbot):
    door = FakeDoor(kept={"school": ("petrova.av", PASSWORD)})
    window = open_login(door)
    qtbot.waitUntil(window.ui.rememberCheck.isChecked)
    assert window.ui.passwordField.text() == PASSWORD

    window.ui.rememberCheck.setChecked(False)
    window.ui.signInButton.click()

    qtbot.waitUntil(lambda: door.kept == {})


def test_esc_leaves_the_page_of_who_cannot_sign_in(open_login, qtbot):
    window = open_login(FakeDoor())
    window.ui.troubleButton.click()
    assert window.ui.pages.currentWidget() is window.ui.troublePage

    qtbot.keyClick(window.ui.troubleBackButton, Qt.Key.Key_Escape)

    assert window.ui.pages.currentWidget() is window.ui.signInPage
    assert window.isVisible()
