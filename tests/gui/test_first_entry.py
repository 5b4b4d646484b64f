"""The first sign-in by a code, the temporary password, and the owner who closes her access from the sign-in window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ejournal_desktop.config.settings import SettingsStore
from ejournal_desktop.gui.login_window import LoginWindow
from tests.gui.fake_school import SCHOOL, FakeDesk, FakeDoor, session
from tests.gui.fakes.access import CODE, GOOD


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


@pytest.fixture
def first(open_login):
    def make(**changes):
        window = open_login(FakeDoor(**changes))
        window.ui.firstButton.click()
        return window, window.first_entry

    return make


def typed_in(edit, text):
    """Each sign as a key: ``QTest.keyClicks`` knows no Cyrillic."""
    for sign in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = ord(sign.upper()) if sign.isascii() else 0
            QApplication.sendEvent(edit, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign))


def come_to(page, entry, qtbot):
    qtbot.waitUntil(lambda: entry.pages.currentWidget() is page)


def type_code(entry, qtbot, code=CODE):
    typed_in(entry.code_edit, code)
    entry.code_page.forward_button.click()
    come_to(entry.account_page, entry, qtbot)


def fill_account(entry, qtbot, name="Петрова Анна Викторовна", password=GOOD):
    typed_in(entry.name_edit, name)
    entry.password.field.edit.setText(password)
    entry.password.judge()
    qtbot.waitUntil(entry.password.is_good)
    entry.account_page.forward_button.click()
    come_to(entry.terms_page, entry, qtbot)


def register(entry, qtbot):
    entry.terms_check.setChecked(True)
    entry.terms_page.forward_button.click()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("7k3mpx9acdefhjkl", CODE),
        ("7K3M PX9A", "7K3M-PX9A"),
        ("7л3ьзч9фсвуарол", "7K3M-PX9A-CDEF-HJK"),  # the physical keys of 7k3mpx9acdefhjk on a Russian layout
        ("кд", "RL"),  # К looks like K until the next letter tells the layout
    ],
)
def test_the_code_takes_shape_while_it_is_typed(first, typed, shown):
    _, entry = first()

    typed_in(entry.code_edit, typed)

    assert entry.code_edit.text() == shown


@pytest.mark.parametrize("pasted", [CODE, "7К3М-РХ9А-СDЕF-НJКL", " 7k3m px9a cdef hjkl "])
def test_a_code_may_be_pasted_with_its_cyrillic_twins(first, pasted, qtbot):
    _, entry = first()

    QApplication.clipboard().setText(pasted)
    entry.code_edit.paste()
    entry.code_page.forward_button.click()
    come_to(entry.account_page, entry, qtbot)

    assert entry.code_edit.code() == CODE


def test_a_scanner_types_the_whole_qr_and_the_program_goes_on(first, qtbot):
    _, entry = first()

    typed_in(entry.code_edit, f"EJ1|{CODE.replace('-', '')}|petrova.av|school.local")
    come_to(entry.account_page, entry, qtbot)

    assert entry.login_edit.text() == "petrova.av"


def test_a_code_that_lets_nobody_in_is_told_in_one_sentence(first, qtbot):
    _, entry = first()
    typed_in(entry.code_edit, "2222-3333-4444-6666")

    entry.code_page.forward_button.click()
    qtbot.waitUntil(lambda: bool(entry.code_page.error.text()))

    assert entry.code_page.error.text().startswith("Код не подошёл. Проверьте знаки.")
    assert entry.pages.currentWidget() is entry.code_page


def test_half_a_code_is_not_sent(first):
    _, entry = first()
    typed_in(entry.code_edit, "7K3M-PX9A")

    entry.code_page.forward_button.click()

    assert "16 знаков" in entry.code_page.error.text()


def test_the_name_proposes_a_login_until_the_person_writes_her_own(first, qtbot):
    _, entry = first()
    type_code(entry, qtbot)
    typed_in(entry.name_edit, "Щукина Юлия Борисовна")
    proposed = entry.login_edit.text()

    entry.login_edit.setText("")
    typed_in(entry.login_edit, "julia")
    typed_in(entry.name_edit, "на")

    assert (proposed, entry.login_edit.text()) == ("shchukina.yb", "julia")


def test_the_rules_of_the_password_are_ticked_while_it_is_typed(first, qtbot):
    _, entry = first()
    type_code(entry, qtbot)
    typed_in(entry.name_edit, "Петрова Анна")

    entry.password.field.edit.setText("петрова1")
    entry.password.judge()
    qtbot.waitUntil(lambda: "✗" in entry.password.rules["short"].text())
    weak = {rule: label.text()[0] for rule, label in entry.password.rules.items()}
    entry.password.field.edit.setText(GOOD)
    entry.password.judge()
    qtbot.waitUntil(entry.password.is_good)

    assert weak == {"short": "✗", "login": "✓", "name": "✗", "guessable": "✗"}
    assert entry.password.strength.text() == "Надёжность: надёжный"


def test_a_password_that_was_not_judged_good_goes_no_further(first, qtbot):
    _, entry = first()
    type_code(entry, qtbot)
    typed_in(entry.name_edit, "Петрова Анна")
    entry.password.field.edit.setText("12345678")

    entry.account_page.forward_button.click()

    assert entry.pages.currentWidget() is entry.account_page
    assert "не подходит" in entry.account_page.error.text()


def test_without_the_tick_no_account_is_made(first, qtbot):
    window, entry = first()
    type_code(entry, qtbot)
    fill_account(entry, qtbot)

    assert not entry.terms_page.forward_button.isEnabled()
    assert window._door.registered == []


def test_who_says_this_is_me_is_in(first, qtbot):
    window, entry = first()
    type_code(entry, qtbot)
    fill_account(entry, qtbot)
    register(entry, qtbot)
    come_to(entry.who_page, entry, qtbot)
    told = entry.who_label.text()

    entry.who_page.forward_button.click()
    qtbot.waitUntil(lambda: bool(window.entered))

    assert "Петрова Анна Викторовна" in told
    assert "Учитель" in told
    assert window._door.registered == [("petrova.av", GOOD)]


def test_who_says_this_is_not_me_shuts_the_account(first, qtbot):
    window, entry = first()
    type_code(entry, qtbot)
    fill_account(entry, qtbot, "Другая Ольга")
    register(entry, qtbot)
    come_to(entry.who_page, entry, qtbot)

    entry.who_page.back_button.click()
    qtbot.waitUntil(lambda: window.ui.pages.currentWidget() is window.ui.signInPage)

    assert ("not_me",) in window._door.desk.asked
    assert "администратору сообщено" in window.ui.errorLabel.text()
    assert window.entered == []


def test_a_login_that_is_taken_brings_another_proposal_and_the_code_lives(first, qtbot):
    window, entry = first(taken=("petrova.av",))
    type_code(entry, qtbot)
    fill_account(entry, qtbot)
    register(entry, qtbot)
    come_to(entry.account_page, entry, qtbot)
    proposed = entry.login_edit.text()
    qtbot.waitUntil(entry.password.is_good)
    entry.account_page.forward_button.click()
    register(entry, qtbot)
    come_to(entry.who_page, entry, qtbot)

    assert proposed == "petrova.av2"
    assert window._door.registered == [("petrova.av2", GOOD)]


def test_a_password_with_the_true_name_in_it_is_changed_at_once(first, qtbot):
    window, entry = first()
    type_code(entry, qtbot)
    fill_account(entry, qtbot, "Иванова Ольга", "Петрова поёт у реки 7")
    register(entry, qtbot)
    come_to(entry.who_page, entry, qtbot)
    entry.who_page.forward_button.click()
    qtbot.waitUntil(lambda: window.ui.pages.currentWidget() is window.own_password)

    window._door.desk.present_password = "Петрова поёт у реки 7"
    window.own_password.password.field.edit.setText(GOOD)
    window.own_password.password.judge()
    qtbot.waitUntil(window.own_password.password.is_good)
    window.own_password.forward_button.click()
    qtbot.waitUntil(lambda: bool(window.entered))

    assert ("change_password", "Петрова поёт у реки 7", GOOD) in window._door.desk.asked


def test_a_temporary_password_is_changed_before_anything_else(open_login, qtbot):
    desk = FakeDesk(replace(session(), must_change_password=True))
    window = open_login(FakeDoor(desk=desk))
    window.ui.loginEdit.setText("petrova.av")
    window.ui.passwordField.set_text("Весна-2026")
    QTest.keyClick(window.ui.passwordField.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.ui.pages.currentWidget() is window.own_password)
    before = list(window.entered)

    window.own_password.password.field.edit.setText(GOOD)
    window.own_password.password.judge()
    qtbot.waitUntil(window.own_password.password.is_good)
    window.own_password.forward_button.click()
    qtbot.waitUntil(lambda: bool(window.entered))

    assert before == []
    assert desk.present_password == GOOD


def test_the_page_of_trouble_names_who_gives_access_as_the_profile_knows(open_login):
    keeper = ("Белозёрова Ирина Михайловна", "каб. 12", "тел. 2-15")
    known = open_login(FakeDoor(known=(replace(SCHOOL, access_keeper=keeper),)))
    unknown = open_login(FakeDoor())

    assert "администратор: Белозёрова Ирина Михайловна, каб. 12, тел. 2-15" in known.ui.troubleText.text()
    assert "5 календарных дней" in known.ui.troubleText.text()
    assert "выдаёт администратор школы" in unknown.ui.troubleText.text()


def test_the_owner_closes_her_access_from_the_sign_in_window(open_login, qtbot):
    window = open_login(FakeDoor())
    window.ui.troubleButton.click()
    window.ui.reportButton.click()
    window.report.login_edit.setText("petrova.av")
    window.report.password.set_text("Весна-2026")

    window.report.forward_button.click()
    qtbot.waitUntil(lambda: window.ui.pages.currentWidget() is window.ui.signInPage)

    assert window._door.reported == [("petrova.av", "Весна-2026")]
    assert "Доступ закрыт" in window.ui.errorLabel.text()


def test_what_did_not_fit_is_said_no_longer_while_it_is_mended(first, qtbot):
    entry = first()[1]
    type_code(entry, qtbot)
    page = entry.account_page
    page.forward_button.click()
    said = [bool(page.error.text())]

    typed_in(entry.name_edit, "П")
    said.append(bool(page.error.text()))

    assert said == [True, False]
