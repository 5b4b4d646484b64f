"""The strip under the grid teaches one key a session for the first five sessions."""

import pytest
from PySide6.QtWidgets import QLabel

from ejournal_desktop.config.settings import SettingsStore, load_settings
from ejournal_desktop.gui.grid import first_lessons
from ejournal_desktop.gui.grid.hint_strip import HintStrip
from ejournal_desktop.gui.main_window import MainWindow
from tests.gui.fake_school import FakeDesk, context, course, session

pytestmark = pytest.mark.qt_log_ignore("does not support")


@pytest.fixture(autouse=True)
def experienced():
    yield
    first_lessons.use(len(first_lessons.LESSONS))


def taught(qtbot):
    strip = HintStrip()
    qtbot.addWidget(strip)
    return [label.text() for label in strip.findChildren(QLabel) if label.property("badge") == "key"]


def session_of_work(qtbot, lanes, folder, *, opens_journal=True):
    window = MainWindow(context(lanes, folder), FakeDesk(session("teacher")), "teacher", "")
    qtbot.addWidget(window, before_close_func=lambda one: one.lock.end())
    if opens_journal:
        window.open_journal(course())
        window.open_page("my_journals")
        window.open_journal(course())
    return taught(qtbot)


def test_each_of_the_first_five_sessions_teaches_one_key_then_three_are_reminded(qtbot, dressed, lanes, tmp_path):
    shown = [session_of_work(qtbot, lanes, tmp_path) for _ in range(7)]

    assert shown == [["Enter"], ["Tab"], ["F8"], ["F3"], ["F7"], ["F3", "F7", "F8"], ["F3", "F7", "F8"]]
    assert load_settings(tmp_path / "settings.toml").grid_sessions == 5


@pytest.mark.parametrize(("sessions", "stands"), [(0, True), (5, False)])
def test_what_is_taught_stands_beside_the_figures_of_a_column(qtbot, dressed, sessions, stands):
    first_lessons.use(sessions)
    strip = HintStrip()
    qtbot.addWidget(strip)
    strip.show()

    strip.show_figures("5–6, 4–7")

    caps = [label for label in strip.findChildren(QLabel) if label.property("badge") == "key"]
    assert [cap.isVisible() for cap in caps] == [stands] * len(caps)


def test_a_session_without_a_journal_does_not_count(qtbot, dressed, lanes, tmp_path):
    session_of_work(qtbot, lanes, tmp_path, opens_journal=False)

    assert SettingsStore(tmp_path / "settings.toml").now.grid_sessions == 0


@pytest.mark.parametrize("written", ["-1", "true", "'2'"])
def test_a_count_that_cannot_be_falls_back(tmp_path, written):
    (tmp_path / "settings.toml").write_text(f"grid_sessions = {written}\n", encoding="utf-8")

    assert load_settings(tmp_path / "settings.toml").grid_sessions == 0
