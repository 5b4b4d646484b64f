"""«Настройки»: every choice holds at once, is kept, and is heard by the journal."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QWidget

from ejournal_desktop.config.settings import SettingsStore
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.grid import typing_habits
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.grid.typing_habits import TypingHabits
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.settings_dialog import SettingsDialog
from ejournal_desktop.gui.widgets.grid_sample import GridSample
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.journal_pages import DICTATION, ME, PERIODS, small_page

TODAYS = 2


@pytest.fixture(autouse=True)
def _usual_looks():
    yield
    theme.use(theme.Theme())
    typing_habits.use(TypingHabits())


@pytest.fixture
def store(tmp_path):
    return SettingsStore(tmp_path / "settings.toml")


@pytest.fixture
def dialog(qtbot, store, dressed):
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    made = SettingsDialog(store, window)
    made.show()
    yield made
    window.close()


@pytest.fixture
def grid(qtbot):
    pane = GridPane(JournalStore(small_page(DICTATION), FakeGradebook(), ME), PERIODS)
    qtbot.addWidget(pane)
    pane.show()
    pane.view.move_to(0, TODAYS)
    return pane


def choose(dialog, name, at):
    combo = dialog.findChild(QComboBox, f"setting_{name}")
    combo.setCurrentIndex(at)
    combo.activated.emit(at)


def type_keys(grid, *keys):
    for key in keys:
        QTest.keyClick(grid.view, key)


@pytest.mark.parametrize(("at", "tinting"), [(0, "calm"), (1, "full"), (2, "none")])
def test_tinting_holds_at_once_and_is_kept(dialog, store, tmp_path, at, tinting):
    choose(dialog, "tinting", at)
    assert theme.current().tinting == tinting
    assert SettingsStore(tmp_path / "settings.toml").now.tinting == tinting


def test_density_makes_rows_and_columns_of_an_open_journal_narrower(dialog, grid):
    before = grid.view.names.defaultSectionSize(), grid.view.lessons.defaultSectionSize()
    choose(dialog, "density", 1)
    after = grid.view.names.defaultSectionSize(), grid.view.lessons.defaultSectionSize()
    assert theme.current().density == "compact"
    assert after[0] < before[0]
    assert (before[1], after[1]) == (36, 30)


def test_the_sample_grows_with_the_density(dialog):
    sample = dialog.findChild(GridSample)
    normal = sample.sizeHint().height()
    choose(dialog, "density", 2)
    assert sample.sizeHint().height() > normal


def test_enter_to_the_right_leads_to_the_next_lesson(dialog, grid):
    choose(dialog, "enter_goes", 1)
    grid.view.move_to(1, 1)
    type_keys(grid, Qt.Key.Key_5, Qt.Key.Key_Return)
    assert grid.view.cursor() == (1, 2)


def test_enter_may_stay_in_the_cell(dialog, grid):
    choose(dialog, "enter_goes", 2)
    type_keys(grid, Qt.Key.Key_5, Qt.Key.Key_Return)
    assert grid.view.cursor() == (0, TODAYS)
    assert grid.store.value(0, TODAYS).text == "5"


def test_closed_cells_are_passed_unless_the_person_wants_to_stop_at_them(dialog, grid):
    grid.view.move_to(0, TODAYS)
    type_keys(grid, Qt.Key.Key_Tab)
    assert grid.view.cursor() == (0, TODAYS)  # the lesson to come is closed
    dialog.findChild(QCheckBox, "setting_skips_closed").click()
    type_keys(grid, Qt.Key.Key_Tab)
    assert grid.view.cursor() == (0, TODAYS + 1)


def test_two_digits_need_a_second_enter_unless_the_person_joins_them(dialog, grid):
    type_keys(grid, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_Return)
    assert grid.store.value(0, TODAYS).text == ""
    type_keys(grid, Qt.Key.Key_Escape)
    dialog.findChild(QCheckBox, "setting_joins_two_marks").click()
    type_keys(grid, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_Return)
    assert grid.store.value(0, TODAYS).text == "4/5"


def test_the_usual_settings_come_back_with_one_button(dialog, store):
    choose(dialog, "tinting", 2)
    choose(dialog, "enter_goes", 2)
    dialog.findChild(QPushButton, "usualButton").click()
    assert (store.now.tinting, store.now.enter_goes) == ("calm", "down")
    assert dialog.findChild(QComboBox, "setting_tinting").currentIndex() == 0
    assert typing_habits.current() == TypingHabits()


def test_every_choice_has_a_name_for_a_screen_reader(dialog):
    combos = dialog.findChildren(QComboBox)
    assert len(combos) == 6
    assert all(combo.accessibleName() for combo in combos)


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.5, 2.0])
def test_no_text_of_the_dialog_is_cut_at_any_scale(dialog, scale):
    theme.use(theme.Theme(scale=scale))
    short = [
        widget.objectName()
        for kind in (QComboBox, QCheckBox, QPushButton)
        for widget in dialog.findChildren(kind)
        if widget.isVisible() and widget.width() < widget.minimumSizeHint().width()
    ]
    assert short == []
    assert dialog.width() <= 1366
