import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from ejournal_desktop.domain.errors import ServerUnavailableError
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.main_window import MainWindow
from ejournal_desktop.gui.unsent_pane import UnsentPane
from ejournal_desktop.gui.widgets.page import Page
from tests.gui.fake_school import FakeDesk, context, course, lesson, session

READERS = ("deputy", "director", "administrator", "inspector")
ROLES = ("teacher", "psychologist", "class_teacher", *READERS, "secretary", "guardian", "pupil")


@pytest.fixture
def open_window(qtbot, dressed, lanes, tmp_path):
    def make(role, desk=None, roles=None, **changes):
        desk = desk or FakeDesk(session(*(roles or (role,)), class_teacher_of=("7А",)))
        window = MainWindow(context(lanes, tmp_path, **changes), desk, role, "Школа")
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: "проверяю" not in window.ui.serverCell.text())
        return window

    return make


_PROPOSER = [
    *("today", "journals", "lesson_plans", "paper_copy", "proposals"),
    *("finals_progress", "control_schedule", "debts", "council"),
    *("duties", "session_hours", "changed_marks", "edit_windows", "marking_policy"),
]


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        ("teacher", ["today", "my_journals", "lesson_plans", "debts"]),
        ("deputy", _PROPOSER),
        (
            "director",
            [
                "today",
                "approvals",
                "journals",
                "lesson_plans",
                "paper_copy",
                "finals_progress",
                "control_schedule",
                "council",
                "duties",
                "session_hours",
                "changed_marks",
                "edit_windows",
                "marking_policy",
                "people_access",
            ],
        ),
        (
            "administrator",
            [*(page for page in _PROPOSER if page not in {"debts", "council"}), "people_access"],
        ),
        (
            "inspector",
            [
                *("today", "journals", "lesson_plans", "finals_progress", "control_schedule"),
                *("debts", "council", "duties", "session_hours", "changed_marks"),
            ],
        ),
        ("class_teacher", ["today", "journals", "paper_copy", "council", "class_codes"]),
        ("secretary", ["today"]),
        ("guardian", ["today"]),
    ],
)
def test_the_rail_shows_only_what_exists_for_the_role(open_window, role, pages):
    assert open_window(role).ui.navRail.ids() == pages


def test_a_teacher_who_leads_a_class_has_the_pages_of_both(open_window):
    window = open_window("teacher", roles=("teacher", "class_teacher"))

    assert window.ui.navRail.ids() == [
        "today",
        "my_journals",
        "journals",
        "lesson_plans",
        "paper_copy",
        "debts",
        "council",
        "class_codes",
    ]
    assert window.ui.roleLabel.text() == "Учитель · кл. рук. 7А"


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("teacher", "psychologist")])
def test_nobody_who_only_reads_has_an_enabled_action_that_writes(open_window, role):
    window = open_window(role)
    for page_id in window.ui.navRail.ids():
        window.open_page(page_id)

    writing = [entry for entry in window.actions_registry.entries() if entry.spec.writes and entry.action.isEnabled()]

    assert writing == []


@pytest.mark.parametrize("role", ROLES)
def test_every_widget_has_a_name_for_a_screen_reader_and_every_icon_button_a_tooltip(open_window, role):
    window = open_window(role)
    for page_id in window.ui.navRail.ids():
        window.open_page(page_id)

    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
    own = [widget for kind in kinds for widget in window.findChildren(kind) if not _is_qts_own(widget)]
    nameless = [widget for widget in own if not widget.accessibleName() and not getattr(widget, "text", str)()]
    silent = [button for button in window.findChildren(QToolButton) if not _is_qts_own(button) and not button.toolTip()]

    assert [widget.objectName() or type(widget).__name__ for widget in nameless] == []
    assert [button.objectName() for button in silent] == []


def _is_qts_own(widget):
    name = widget.objectName()
    return (
        name.startswith(("qt_", "Scroll"))
        or isinstance(widget.parent(), (QTabBar, QComboBox))
        or "QComboBox" in _line(widget)
    )


def _line(widget):
    kinds = []
    while isinstance(widget, QWidget):
        kinds.append(type(widget).__name__)
        widget = widget.parent()
    return kinds[1:]


def test_a_journal_opens_in_a_tab_of_its_own_once(open_window):
    window = open_window("teacher")

    window.open_journal(course(1))
    window.open_journal(course(2, "Геометрия"))
    window.open_journal(course(1))

    titles = [window.ui.tabs.tabText(tab) for tab in range(window.ui.tabs.count())]
    assert titles == ["Сегодня", "7А · Алгебра", "7А · Геометрия"]
    assert window.windowTitle() == "7А · Алгебра — Электронный журнал"


def test_a_journal_that_is_read_after_its_tab_came_to_the_front_has_ctrl_enter_to_itself(open_window, qtbot):
    window = open_window("teacher")
    action = window.findChild(QAction, "lesson.going_on")
    assert QKeySequence("Ctrl+Return") not in action.shortcuts()  # «Сегодня» has it itself

    page = Page()
    window.book.show(window.book.add("later", page, "Журнал", "notebook"))
    qtbot.waitUntil(lambda: QKeySequence("Ctrl+Return") in action.shortcuts())
    pane = QWidget(page)
    window.workplace.actions.add(ActionSpec("later.write", "Записать", ("Ctrl+Return",)), lambda: None, pane)

    qtbot.waitUntil(lambda: QKeySequence("Ctrl+Return") not in action.shortcuts())


def test_an_empty_list_of_what_is_not_sent_says_so_and_gives_the_keys_back(open_window, qtbot):
    window = open_window("teacher")
    window.activateWindow()
    before = next(each for each in window.book.page.findChildren(QToolButton) if each.isVisible() and each.isEnabled())
    before.setFocus()
    pane = window.findChild(UnsentPane)

    window.findChild(QAction, "outbox.list").trigger()
    assert any("Всё отправлено" in label.text() for label in pane.findChildren(QLabel) if label.isVisible())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)

    assert not pane.isVisible()
    assert window.focusWidget() is before


def test_the_first_page_cannot_be_closed_others_can(open_window):
    window = open_window("teacher")
    window.open_journal(course(1))

    QTest.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)

    assert [window.ui.tabs.tabText(tab) for tab in range(window.ui.tabs.count())] == ["Сегодня"]


def test_the_clock_of_the_top_bar_reads_the_day_of_the_teacher(open_window, qtbot):
    window = open_window("teacher", FakeDesk(day=(lesson(1), lesson(3))))

    qtbot.waitUntil(window.ui.bellClock.isVisible)

    assert window.ui.bellClock.text().strip() == "3-й урок · до звонка 27 мин"


def test_a_server_that_does_not_answer_is_said_in_words(open_window):
    desk = FakeDesk(session("deputy"), error=ServerUnavailableError("08006"))

    assert open_window("deputy", desk).ui.serverCell.text() == "Школа · нет связи"


def test_saving_is_claimed_only_when_the_server_has_confirmed_it(open_window, qtbot):
    window = open_window("teacher")
    gradebook = window.workplace.gradebook
    assert window.ui.saveCell.text() == "Изменений нет"

    gradebook.stand(pending=3)
    qtbot.waitUntil(lambda: window.ui.saveCell.text() == "Сохраняю: 3")
    gradebook.stand()

    assert window.ui.saveCell.text() == "Сохранено · 10:43"


def test_a_lost_server_says_how_much_is_not_sent(open_window):
    window = open_window("teacher")

    window.workplace.gradebook.stand(pending=12, is_offline=True)

    assert window.ui.saveCell.text() == "Нет связи с сервером · 12 изменений хранятся на этом компьютере"
    assert window.ui.saveCell.property("state") == "warn"
    window.workplace.gradebook.stand()


def test_under_the_banner_of_a_silent_server_nothing_is_said_to_be_sent(open_window, qtbot):
    desk = FakeDesk()
    window = open_window("teacher", desk)
    desk.error = ServerUnavailableError("08006")
    window.workplace.gradebook.server_silent.emit()  # a reading found nobody
    qtbot.waitUntil(window.ui.offlineBanner.isVisible)

    window.workplace.gradebook.stand(pending=3)
    said = window.ui.saveCell.text()
    desk.error = None
    window.ui.offlineButton.click()

    assert said == "Нет связи с сервером · 3 изменения хранятся на этом компьютере"
    qtbot.waitUntil(lambda: window.ui.saveCell.text() == "Сохраняю: 3")
    window.workplace.gradebook.stand()


def test_what_the_disk_does_not_take_is_never_called_kept(open_window):
    window = open_window("teacher")

    window.workplace.gradebook.stand(pending=2, unkept=2, trouble="disk-full", is_offline=True)

    assert window.ui.saveCell.text() == "Диск этого компьютера полон · 2 изменения ещё не сохранены"
    assert window.ui.saveCell.property("state") == "err"
    window.workplace.gradebook.stand()


def test_the_full_screen_leaves_the_bars_out_until_it_ends(open_window):
    window = open_window("teacher")
    full = next(entry for entry in window.actions_registry.entries() if entry.spec.action_id == "window.full")

    full.action.trigger()
    hidden = [bar.isVisible() for bar in (window.ui.topBar, window.ui.statusStrip)]
    full.action.trigger()

    assert hidden == [False, False]
    assert [bar.isVisible() for bar in (window.ui.topBar, window.ui.statusStrip)] == [True, True]


@pytest.mark.parametrize(("kept", "said"), [(True, "уйдут при следующем входе"), (False, "пропадут")])
def test_closing_says_whether_what_waits_is_safe(open_window, monkeypatch, kept, said):
    window = open_window("teacher")
    window.workplace.gradebook.pending = 2
    window.workplace.gradebook.is_kept = kept
    monkeypatch.setattr("ejournal_desktop.gui.leaving._SENDING_MS", 1)
    texts = []

    def answer(box):
        texts.append(box.informativeText())
        box.defaultButton().click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    window.close()
    assert said in texts[0]
    window.workplace.gradebook.pending = 0


def test_the_state_of_the_server_follows_what_saving_has_found(open_window, qtbot):
    desk = FakeDesk(session("teacher"))
    window = open_window("teacher", desk)
    qtbot.waitUntil(lambda: window.ui.serverCell.text() == "Школа · в сети")

    desk.error = ServerUnavailableError("08006")
    window.workplace.gradebook.pending_changed.emit(2, True)
    qtbot.waitUntil(lambda: window.ui.serverCell.text() == "Школа · нет связи")
    desk.error = None
    window.workplace.gradebook.pending_changed.emit(0, False)

    qtbot.waitUntil(lambda: window.ui.serverCell.text() == "Школа · в сети")


def test_the_window_does_not_close_over_unsent_edits_without_asking(open_window, monkeypatch):
    window = open_window("teacher")
    window.workplace.gradebook.pending = 2
    monkeypatch.setattr("ejournal_desktop.gui.leaving._SENDING_MS", 1)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.defaultButton().click())

    assert not window.close()
    assert window.isVisible()
    window.workplace.gradebook.pending = 0
    assert window.close()


class _HoldingPage(QWidget):
    """A page with a text that does not fit, until it is told otherwise."""

    holds = True

    def closeEvent(self, event):
        event.setAccepted(not self.holds)


def test_a_page_with_a_text_that_does_not_fit_keeps_the_window_and_comes_to_the_front(open_window):
    window = open_window("teacher", make_journal=lambda *_: _HoldingPage())
    window.open_journal(course(1))
    page = window.page()
    window.open_page("today")

    assert not window.close()

    assert window.page() is page
    page.holds = False
    assert window.close()


def test_who_stays_to_wait_finds_the_pages_as_they_were(open_window, monkeypatch):
    window = open_window("teacher")
    window.open_journal(course(1))
    window.workplace.gradebook.pending = 2
    monkeypatch.setattr("ejournal_desktop.gui.leaving._SENDING_MS", 1)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.defaultButton().click())

    window.close()

    assert (window.ui.tabs.currentIndex(), window.page().isVisible()) == (1, True)
    window.workplace.gradebook.pending = 0


def test_a_silent_server_is_said_over_the_whole_window_until_it_answers(open_window, qtbot):
    desk = FakeDesk()
    window = open_window("teacher", desk)
    assert not window.ui.offlineBanner.isVisible()

    desk.error = ServerUnavailableError("08006")
    window.workplace.gradebook.pending_changed.emit(1, True)
    qtbot.waitUntil(window.ui.offlineBanner.isVisible)
    assert "хранятся на этом компьютере" in window.ui.offlineLabel.text()
    desk.error = None
    window.ui.offlineButton.click()

    qtbot.waitUntil(lambda: not window.ui.offlineBanner.isVisible())


def test_the_name_of_the_person_opens_her_menu(open_window, monkeypatch):
    window, opened = open_window("teacher"), []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))

    QTest.mouseClick(window.ui.personLabel, Qt.MouseButton.LeftButton)

    assert opened == [window.ui.personButton.menu()]


def test_the_demo_says_that_it_is_not_a_schools_server(open_window):
    assert open_window("teacher", FakeDesk(session("teacher", is_demo=True))).ui.demoBanner.isVisible()
    assert not open_window("teacher").ui.demoBanner.isVisible()


def test_the_rail_gives_its_width_to_a_grid_in_a_narrow_window(open_window):
    window = open_window("teacher")
    window.resize(1366, 768)
    wide = window.ui.navRail.width()

    window.open_journal(course(1))

    assert (wide, window.ui.navRail.width()) == (200, 52)


def test_one_role_leaves_nothing_to_change(open_window):
    entry = next(
        entry for entry in open_window("teacher").actions_registry.entries() if entry.spec.action_id == "role.change"
    )

    assert entry.reason == "У вас одна роль."


def test_the_strip_shows_the_colour_of_the_role(open_window):
    window = open_window("deputy")
    window.resize(900, 600)

    colour = window.ui.roleStrip.grab().toImage().pixelColor(QPoint(100, 1))

    assert colour == theme.current().role_color("deputy")


@pytest.mark.parametrize("role", ["teacher", "deputy"])
def test_at_double_size_nothing_is_cut_off(open_window, role, qtbot):
    window = open_window(role, FakeDesk(session(role), day=(lesson(1), lesson(3))))
    for page_id in window.ui.navRail.ids():
        window.open_page(page_id)

    theme.use(theme.Theme(scale=2.0))
    window.resize(1920, 1080)
    QTest.qWait(0)

    buttons = [button for button in window.findChildren(QAbstractButton) if button.isVisible() and button.text()]
    cut = [button.text() for button in buttons if button.height() < button.fontMetrics().height()]
    assert cut == []
