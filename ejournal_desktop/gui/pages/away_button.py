"""«Пока вас не было»: one button that counts, a menu of lines, each opens its place."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ejournal_desktop.domain.duties import News
from ejournal_desktop.gui.pages.day_courses import course_named
from ejournal_desktop.gui.sentences.duties import away_words, news_line

if TYPE_CHECKING:
    from ejournal_desktop.domain.gradebook import Course

_LONGEST: Final = 110


class AwayButton(QPushButton):
    """Hidden while nothing happened."""

    journal_wanted = Signal(object, object)
    page_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("away_button")
        self.setAccessibleName("Пока вас не было")
        self.setProperty("icon_name", "clock-counter-clockwise")
        self.setProperty("icon_colour", "accent")
        self.setMenu(QMenu(self))
        self.courses: tuple[Course, ...] = ()
        self.hide()

    def show_news(self, news: tuple[News, ...]) -> None:
        """Count and list what others did."""
        said = away_words(news)
        self.setText(said)
        self.setAccessibleName(said or "Пока вас не было")
        self.setVisible(bool(said))
        self.menu().clear()
        for one in news:
            line = news_line(one)
            short = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
            action = self.menu().addAction(short.replace("&", "&&"))
            action.setToolTip(line)
            action.triggered.connect(lambda _checked=False, one=one: self._open(one))
        self.menu().setToolTipsVisible(True)

    def _open(self, news: News) -> None:
        if news.kind.startswith("plan") or news.course_id is None:
            self.page_wanted.emit("lesson_plans")
            return
        course = course_named(news.course_id, news.group, news.subject, self.courses)
        self.journal_wanted.emit(course, news.lesson_id)
