import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ejournal_desktop.config import paths
from ejournal_desktop.gui.actions import ActionRegistry, ActionSpec
from ejournal_desktop.gui.help_window import TOPICS, HelpWindow
from ejournal_desktop.gui.login_window import LoginWindow
from ejournal_desktop.gui.page_registry import PAGES
from ejournal_desktop.gui.pages.changed_marks_page import ChangedMarksPage
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from ejournal_desktop.gui.pages.journals_page import JournalsPage
from ejournal_desktop.gui.pages.lesson_plan_page import LessonPlanPage
from ejournal_desktop.gui.pages.paper_copy_page import PaperCopyPage
from ejournal_desktop.gui.pages.teacher_today_page import TeacherTodayPage
from ejournal_desktop.gui.pages.today_page import TodayPage

SCREENS = (
    LoginWindow,
    TeacherTodayPage,
    TodayPage,
    JournalsPage,
    LessonPlanPage,
    PaperCopyPage,
    ChangedMarksPage,
    JournalPageWidget,
)


@pytest.fixture
def guide(qtbot, dressed):
    window = HelpWindow(paths.resource("help"))
    qtbot.addWidget(window)
    return window


@pytest.fixture
def entries(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    registry = ActionRegistry(page)
    registry.add(ActionSpec("page.refresh", "Обновить", ("F9",)), lambda: None, page)
    registry.add(ActionSpec("role.change", "Сменить роль…", ("Ctrl+Shift+R",)), lambda: None, page)
    registry.set_enabled("role.change", False, "У вас одна роль.")
    return registry.entries()


@pytest.mark.parametrize(("topic", "title"), TOPICS)
def test_every_page_of_the_guide_is_written(guide, topic, title):
    guide.open(topic)

    assert title.split()[0].lower() in guide.ui.text.toPlainText().lower()


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_has_its_page(screen):
    assert screen.help_topic in dict(TOPICS)
    assert PAGES


def test_f1_opens_the_page_of_the_screen(guide):
    guide.call("paper-copy", [])

    assert guide.isVisible()
    assert guide.topic == "paper-copy"
    assert "Бумажная копия журнала" in guide.ui.text.toPlainText()


def test_f1_a_second_time_shows_the_keys_that_work_there(guide, entries):
    guide.call("today", entries)

    guide.call("today", entries)

    text = guide.ui.text.toPlainText()
    assert "Клавиши этой страницы" in text
    assert "F9" in text
    assert "Сменить роль — У вас одна роль." in text


def test_f1_in_the_guide_itself_shows_the_keys_and_esc_closes(guide, entries):
    guide.call("today", entries)

    QTest.keyClick(guide, Qt.Key.Key_F1)
    assert "Обновить" in guide.ui.text.toPlainText()
    QTest.keyClick(guide, Qt.Key.Key_Escape)

    assert not guide.isVisible()


def test_links_lead_to_other_pages(guide):
    guide.open("keys")

    guide.ui.text.anchorClicked.emit("journal.md")

    assert guide.topic == "journal"
