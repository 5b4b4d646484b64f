"""A lesson of the day as a card: number and bells, what and where, what is missing in it."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ejournal_desktop.domain.school_day import LessonOfDay
from ejournal_desktop.gui.bell_words import bell_words
from ejournal_desktop.gui.widgets.badge import BadgeKind, badge, words
from ejournal_desktop.gui.widgets.elided_label import ElidedLabel

_BELL_WIDTH: Final = 40


class LessonCard(QFrame):
    """Enter, a double click or the button of the current lesson opens its journal."""

    opened = Signal()
    stepped = Signal(int)
    """Down (1) or up (-1) was pressed: the scroll area around would take the arrows for itself."""

    def __init__(self, lesson: LessonOfDay, *, current: bool, started: bool, now: datetime) -> None:
        super().__init__()
        self.lesson = lesson
        self.current = current
        self.missing = missing_of(lesson) if started else ()
        self.setProperty("card", True)
        self.setProperty("current", current)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{title_of(lesson)}, {lesson.lesson_no}-й урок")
        self.setAccessibleDescription(
            ", ".join([lesson.topic or "нет темы", *(text for text, _ in self._states(started))])
        )
        self.setToolTip("Enter — открыть журнал на этом уроке")
        self._states_below = current or len(self._states(started)) > 1
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 14, 10)
        row.setSpacing(14)
        row.addLayout(self._when())
        row.addWidget(_line())
        row.addLayout(self._whole(current, started, now), 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the journal, arrows go to the neighbours."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the journal."""
        self.opened.emit()
        event.accept()

    def _when(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        number = words(str(self.lesson.lesson_no), "page")
        number.setProperty("px_width", 24)
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(number, alignment=Qt.AlignmentFlag.AlignTop)
        bells = QVBoxLayout()
        bells.setSpacing(0)
        for moment in (self.lesson.starts_at, self.lesson.ends_at):
            bell = words(f"{moment.hour}:{moment:%M}" if moment else "—", "second")
            bell.setProperty("px_width", _BELL_WIDTH)  # 8:30 as wide as 10:15: the cards stand in one column
            bells.addWidget(bell)
        bells.addStretch()
        row.addLayout(bells)
        return row

    def _whole(self, current: bool, started: bool, now: datetime) -> QVBoxLayout:
        """Several states stand on a line of their own: beside the subject they would widen the card out of sight."""
        column = QVBoxLayout()
        column.setSpacing(4)
        above = QHBoxLayout()
        above.setSpacing(14)
        above.addLayout(self._what(current), 1)
        above.addLayout(self._right(current, started))
        column.addLayout(above)
        if self._states_below:
            below = self._badges(started)
            if current and started:
                below.addWidget(words(bell_words([self.lesson], now).rpartition(" · ")[2], "accent"))
            column.addLayout(below)
        return column

    def _what(self, current: bool) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        first = QHBoxLayout()
        first.setSpacing(10)
        title = ElidedLabel(title_of(self.lesson))
        title.setProperty("words", "section" if current else "strong")
        first.addWidget(title)
        if self.lesson.room:
            first.addWidget(words(f"каб. {self.lesson.room}", "caption"))
        first.addStretch()
        column.addLayout(first)
        topic = words(self.lesson.topic or "Тема ещё не записана", "second")
        topic.setWordWrap(True)
        column.addWidget(topic)
        column.addStretch()
        return column

    def _right(self, current: bool, started: bool) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        if current:
            button = QPushButton("Открыть журнал")
            button.setToolTip("Открыть журнал на этом уроке (Ctrl+Enter)")
            button.setProperty("kind", "primary")
            button.setObjectName("openCurrentButton")
            button.clicked.connect(lambda _checked=False: self.opened.emit())
            column.addWidget(button)
        elif not self._states_below:
            column.addLayout(self._badges(started))
        column.addStretch()
        return column

    def _badges(self, started: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for text, kind in self._states(started):
            row.addWidget(badge(text, kind))
        row.addStretch()
        return row

    def _states(self, started: bool) -> list[tuple[str, BadgeKind]]:
        if self.lesson.state == "cancelled":
            return [("урок отменён", "plain")]
        states: list[tuple[str, BadgeKind]] = [("⇄ замена", "warn")] if self.lesson.is_substitution else []
        if not started:
            return states
        if not self.missing:
            return [*states, ("заполнено", "ok")]
        if self.current and self.lesson.attendance_checked:
            states.append(("посещаемость проверена", "ok"))
        if self.current and self.lesson.absent:
            states.append((f"отсутствуют {self.lesson.absent}", "plain"))
        return states + [(missing_words(self.lesson, what), "warn") for what in self.missing]


def title_of(lesson: LessonOfDay) -> str:
    """«7А · Алгебра»."""
    return f"{lesson.group_title} · {lesson.subject}"


def missing_of(lesson: LessonOfDay) -> tuple[str, ...]:
    """What a held lesson still wants, in the genitive: «темы», «ДЗ», «посещаемости»."""
    if lesson.state == "cancelled":
        return ()
    wants = {
        "темы": not lesson.topic and lesson.kind != "psychologist",
        "ДЗ": lesson.wants_homework and not lesson.homework and not lesson.homework_none,
        "посещаемости": not lesson.attendance_checked,
    }
    return tuple(what for what, is_missing in wants.items() if is_missing)


def missing_words(lesson: LessonOfDay, what: str) -> str:
    """«нет темы», «нет ДЗ, до 16:35» (rulings 33: the hour from the server), «не отмечена посещаемость»."""
    if what == "посещаемости":
        return "не отмечена посещаемость"
    if what == "ДЗ" and lesson.homework_deadline is not None:
        return f"нет ДЗ, до {lesson.homework_deadline:%H:%M}"
    return f"нет {what}"


def _line() -> QWidget:
    line = QFrame()
    line.setProperty("line", "tall")
    return line
