"""The lock of the window: nothing is left on the screen or for a screen reader, and only its person comes back."""

from functools import partial

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QVBoxLayout, QWidget

from ejournal_desktop.domain.errors import ServerUnavailableError
from ejournal_desktop.gui.main_window import MainWindow
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from ejournal_desktop.gui.pin_dialog import PinDialog
from tests.gui.fake_gradebook import FakeGradebook as JournalBook
from tests.gui.fake_school import FakeDesk, context, course, session
from tests.gui.journal_pages import NAMES, small_page

PASSWORD = "Весна-2026"
PIN = "480173"


class FakeClock:
    def __init__(self):
        self.seconds = 1_000.0

    def __call__(self):
        return self.seconds


def make_journal(page, workplace, of_course, lesson_id, parent):
    return JournalPageWidget(workplace, of_course, JournalBook(page), lesson_id, parent)


def end(window):
    window.workplace.gradebook.pending = 0
    window.lock.end()


@pytest.fixture
def window(qtbot, dressed, lanes, tmp_path):
    desk = FakeDesk(session("teacher"))
    made = MainWindow(context(lanes, tmp_path, make_journal=partial(make_journal, small_page())), desk, "teacher", "")
    made.clock = FakeClock()
    made.lock.use_clock(made.clock)
    qtbot.addWidget(made, before_close_func=end)
    made.resize(1366, 768)
    made.show()
    made.open_journal(course())
    qtbot.waitUntil(lambda: made.page().grid is not None)
    return made


def enter(window, text, qtbot):
    window.lock.page.field.set_text(text)
    window.lock.page.unlock_button.click()
    qtbot.waitUntil(lambda: window.lock.page.unlock_button.isEnabled() or not window.lock.is_locked)


def picture(widget):
    return widget.grab().toImage()


def spoken(interface, found=None):
    """Everything that a screen reader can reach below an interface and is not invisible."""
    found = [] if found is None else found
    if interface is None or interface.state().invisible:
        return found
    found += [interface.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value)]
    for at in range(interface.childCount()):
        spoken(interface.child(at), found)
    return found


def names_in(words):
    surnames = {name.split()[0] for name in NAMES}
    return sorted(surname for surname in surnames if any(surname in word for word in words))


# What is left on the screen


def test_a_locked_window_is_the_same_picture_whatever_lies_behind(window):
    window.lock.lock()
    with_journal = picture(window)
    window.lock.unlock()
    window.open_page("today")
    window.lock.lock()

    assert with_journal == picture(window)


def test_control_without_the_cover_the_pictures_differ(window):
    window.lock._cover.cover = lambda: None

    def locked_picture():
        window.lock.lock()
        window.lock.page.resize(200, 200)
        return picture(window)

    with_journal = locked_picture()
    window.lock.unlock()
    window.open_page("today")

    assert with_journal != locked_picture()


def test_a_screen_reader_finds_no_pupil_behind_the_lock(window):
    assert names_in(spoken(QAccessible.queryAccessibleInterface(window)))  # the control: before it they are there

    window.lock.lock()

    assert names_in(spoken(QAccessible.queryAccessibleInterface(window))) == []


@pytest.mark.qt_log_ignore("does not support")
def test_the_title_and_the_tip_tell_nothing(window):
    tip = QLabel("Белов Артём: 2", window, Qt.WindowType.ToolTip)
    tip.show()

    window.lock.lock()

    assert window.windowTitle() == "Окно заблокировано"
    assert not tip.isVisible()


def test_every_other_window_goes_and_comes_back_as_it_was(window, qtbot):
    asked = QDialog(window)
    line = QLabel("Белов Артём", asked)
    QVBoxLayout(asked).addWidget(line)
    asked.open()
    other = QWidget()
    qtbot.addWidget(other)
    other.show()

    window.lock.lock()
    assert not asked.isVisible()
    assert not other.isVisible()
    window.lock.unlock()

    assert asked.isVisible()
    assert other.isVisible()
    assert line.text() == "Белов Артём"


def test_a_question_that_waits_for_its_answer_is_still_waiting_after_the_lock(window):
    box = QMessageBox(QMessageBox.Icon.Question, "", "Удалить отметку Белова?", parent=window)
    yes = box.addButton("Удалить", QMessageBox.ButtonRole.AcceptRole)
    seen = []

    def lock_and_come_back():
        window.lock.lock()
        seen.append(box.isVisible())
        window.lock.unlock()
        seen.append(box.isVisible())
        yes.click()

    QTimer.singleShot(0, lock_and_come_back)
    box.exec()

    assert seen == [False, True]
    assert box.clickedButton() is yes


def test_a_window_that_appears_while_locked_waits_too(window, qtbot):
    window.lock.lock()
    late = QMessageBox(QMessageBox.Icon.Warning, "", "Белов Артём: не принято", parent=window)
    late.open()

    qtbot.waitUntil(lambda: not late.isVisible())
    window.lock.unlock()

    assert late.isVisible()


# Keys


def test_the_keys_of_the_page_are_dead_while_it_is_locked(window):
    window.activateWindow()
    before = window.pages()
    window.lock.lock()

    QTest.keyClick(window.lock.page.field.edit, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window.lock.page.field.edit, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)

    assert window.pages() == before
    assert window.page() is before[1]


def test_control_the_same_key_closes_the_tab_of_an_open_window(window):
    window.activateWindow()
    before = window.pages()

    QTest.keyClick(window.page(), Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)

    assert window.pages() == before[:1]


def test_ctrl_l_locks(window):
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert window.lock.is_locked


# Time


def wait(window, seconds):
    window.clock.seconds += seconds
    window.lock.tick()


def test_ten_minutes_without_a_touch_lock_the_window(window):
    wait(window, 599)
    assert not window.lock.is_locked

    wait(window, 1)

    assert window.lock.is_locked


def test_a_shared_computer_locks_after_five(window):
    window.settings.change(shared_device=True, lock_minutes=30)
    wait(window, 300)

    assert window.lock.is_locked


def test_the_last_minute_is_counted_and_a_key_begins_anew(window):
    wait(window, 555)
    assert window.ui.lockCell.text() == "Блокировка через 0:45"

    QTest.keyClick(window, Qt.Key.Key_Shift)

    assert window.ui.lockCell.text() == "10 мин"
    wait(window, 555)
    assert not window.lock.is_locked


def test_the_first_movement_after_a_long_sleep_of_the_computer_unlocks_nothing(window):
    window.clock.seconds += 3_600
    QTest.keyClick(window, Qt.Key.Key_Shift)

    assert window.lock.is_locked


def test_what_waits_is_sent_when_the_window_locks_and_said_on_it(window):
    window.workplace.gradebook.pending = 3
    window.lock.lock()

    assert window.workplace.gradebook.sent == 1
    assert window.lock.page.saved.text() == "3 изменения хранятся на этом компьютере и уйдут сами"
    assert window.lock.page.person.text() == "Петрова А. В."
    assert window.lock.page.school.text() == "МБОУ «Ключевская СШ»"


# Who comes back


def test_her_password_brings_back_the_cell_and_the_half_typed_text(window, qtbot):
    grid = window.page().grid
    grid.use_cursor(3, 2)
    grid.view.setFocus()
    QTest.keyClicks(grid.view, "4/")
    assert grid.flow._entry.editor.text == "4/"
    window.lock.lock()

    enter(window, PASSWORD, qtbot)

    assert not window.lock.is_locked
    assert window.page().grid.view.cursor() == (3, 2)
    assert grid.flow._entry.editor.text == "4/"
    assert window.windowTitle() == "7А · Алгебра — Электронный журнал"


def test_a_wrong_password_stays_outside(window, qtbot):
    window.lock.lock()
    enter(window, "Весна-2027", qtbot)

    assert window.lock.is_locked
    assert window.lock.page.error.text() == "Пароль не подошёл. Проверьте раскладку и Caps Lock."


def test_five_wrong_pins_leave_only_the_password(window, qtbot):
    window.desk.pin = PIN
    window.lock.lock()
    qtbot.waitUntil(lambda: window.lock.page.caption.text() == "ПИН-код или пароль")
    for _ in range(5):
        enter(window, "111112", qtbot)
    assert window.lock.page.caption.text() == "Пароль"

    enter(window, PIN, qtbot)
    assert window.lock.is_locked
    assert window.desk.pins_tried == 5
    assert "Введите пароль" in window.lock.page.error.text()

    enter(window, PASSWORD, qtbot)
    assert not window.lock.is_locked


def test_the_pin_unlocks(window, qtbot):
    window.desk.pin = PIN
    window.lock.lock()
    qtbot.waitUntil(lambda: window.lock.page.caption.text() == "ПИН-код или пароль")

    enter(window, PIN, qtbot)

    assert not window.lock.is_locked


def test_a_silent_server_is_said_and_not_taken_for_a_wrong_password(window, qtbot):
    def silent(_password):
        raise ServerUnavailableError("silent")

    window.desk.check_own_password = silent
    window.lock.lock()
    enter(window, PASSWORD, qtbot)

    assert "Нет связи" in window.lock.page.error.text()


def test_a_pin_is_set_with_the_password_and_typed_twice(window, qtbot):
    window.lock.ask_pin()
    qtbot.waitUntil(lambda: window.findChild(PinDialog) is not None)
    dialog = window.findChild(PinDialog)
    dialog.pin.set_text("123456")
    dialog.do_button.click()
    assert "подбирают первым" in dialog.error.text()
    dialog.pin.set_text(PIN)
    dialog.again.set_text("480174")
    dialog.do_button.click()
    assert "не совпали" in dialog.error.text()
    dialog.again.set_text(PIN)
    dialog.password.set_text(PASSWORD)
    dialog.do_button.click()

    qtbot.waitUntil(lambda: window.desk.pin == PIN)


# Another person


def test_the_next_person_signs_in_without_a_question_while_what_waits_is_kept(window, qtbot):
    left = []
    window.left.connect(left.append)
    window.workplace.gradebook.pending = 3
    window.lock.lock()

    window.lock.page.change_button.click()

    assert left == [True]


def test_what_this_disk_did_not_take_is_asked_about_before_the_hand_over(window, monkeypatch):
    window.workplace.gradebook.pending = 3
    window.workplace.gradebook.is_kept = False
    asked = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    window.lock.lock()

    window.lock.page.change_button.click()

    assert asked == ["Осталось отправить 3 изменения."]
    assert window.lock.is_locked
