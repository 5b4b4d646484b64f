"""«Сегодня» of a teacher: the lessons of a day as cards, and what is not written down yet."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.domain.school_day import LessonOfDay
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.bell_words import SchoolClock, current_lesson
from ejournal_desktop.gui.change_bus import Change
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.forms.ui_teacher_today_page import Ui_TeacherTodayPage
from ejournal_desktop.gui.russian_dates import day_month, full_day, plural
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.badge import words
from ejournal_desktop.gui.widgets.empty_state import EmptyState
from ejournal_desktop.gui.widgets.lesson_card import LessonCard, missing_of, title_of, until_words
from ejournal_desktop.gui.widgets.page import Page

T = TypeVar("T")

_MINUTE_MS = 60_000
_SIDE_FROM = 1000
_LINK_WIDTH = 178
_NOT_ASSIGNED = (
    "Предметы и классы ещё не назначены.",
    "Обратитесь к заместителю директора по УВР.",
)


class TeacherTodayPage(Page):
    """A day of the signed-in teacher."""

    help_topic = "today"

    def __init__(self, workplace: Workplace, clock: SchoolClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace, self._clock = workplace, clock
        self._day = clock.now().date()
        self._lessons: tuple[LessonOfDay, ...] = ()
        self._courses: tuple[Course, ...] | None = None
        self._cards: list[LessonCard] = []
        self._stale = False
        self.ui = Ui_TeacherTodayPage()
        self.ui.setupUi(self)
        self._side_box = QWidget(self)
        self._side = QVBoxLayout(self._side_box)
        self._side.setSpacing(8)
        self._side.setContentsMargins(0, 0, 16, 16)
        self.ui.columns.addWidget(self._side_box, 0)
        self._connect()
        style.fit(self)
        self.refresh()

    def refresh(self) -> None:
        """Read the day again, and the courses once."""
        self._show_day()
        self._read(self._workplace.desk.lessons_of_day, self._day, done=self._show_lessons)
        if self._courses is None:
            self._read(self._workplace.desk.my_courses, done=self._keep_courses)

    def go_to(self, day: date) -> None:
        """Show another day."""
        self._day = day
        self._lessons = ()
        self.refresh()

    def cards(self) -> list[LessonCard]:
        """The cards in their order."""
        return list(self._cards)

    def open_lesson(self, lesson: LessonOfDay) -> None:
        """Ask for the journal of a lesson, opened at it."""
        self.journal_wanted.emit(self._course_of(lesson), lesson.lesson_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page keeps the lessons whole: what the side says stands on the cards and in the rail too."""
        super().resizeEvent(event)
        self._side_box.setVisible(self.width() >= theme.current().px(_SIDE_FROM))

    def showEvent(self, event: QShowEvent) -> None:
        """What was written down on another tab is read when the page comes back."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def _connect(self) -> None:
        ui = self.ui
        ui.previousButton.clicked.connect(lambda: self.go_to(self._day - timedelta(days=1)))
        ui.nextButton.clicked.connect(lambda: self.go_to(self._day + timedelta(days=1)))
        ui.todayButton.clicked.connect(lambda: self.go_to(self._clock.now().date()))
        self._workplace.changes.changed.connect(self._changed)
        timer = QTimer(self)
        timer.timeout.connect(self._tick)
        timer.start(_MINUTE_MS)
        self._workplace.actions.add(
            ActionSpec("today.open_current", "Открыть журнал текущего урока", ("Ctrl+Return",)),
            self._open_current,
            self,
        )

    def _read(self, question: Callable[..., T], *arguments: object, done: Callable[[T], None]) -> None:
        self._workplace.lanes.run(
            Lane.INTERACTIVE,
            question,
            *arguments,
            owner=self,
            done=done,
            failed=self._failed,
        )

    def _failed(self, error: EjournalError) -> None:
        text = error_text(error)
        self._clear()
        state = EmptyState()
        state.say("cloud-slash", text.what, f"{text.why} {text.advice}".strip())
        state.offer("Повторить", self.refresh)
        self.ui.lessons.addWidget(state)

    def _keep_courses(self, courses: tuple[Course, ...]) -> None:
        self._courses = courses
        self._draw()

    def _show_lessons(self, lessons: tuple[LessonOfDay, ...]) -> None:
        self._lessons = lessons
        self._draw()

    def _changed(self, change: Change, _initiator: object) -> None:
        if change.kind != "lesson":
            return
        self._stale = not self.isVisible()
        if not self._stale:
            self.refresh()

    def _tick(self) -> None:
        if self._day == self._clock.now().date() and self._lessons and self.isVisible():
            self._draw()

    def _show_day(self) -> None:
        self.ui.dayLabel.setText(full_day(self._day))
        away = (self._day - self._clock.now().date()).days
        self.ui.weekLabel.setText({-1: "вчера", 0: "", 1: "завтра"}.get(away, f"{self._day.year}"))
        self.ui.todayButton.setEnabled(away != 0)

    # Drawing

    def _clear(self) -> None:
        self._cards = []
        for layout in (self.ui.lessons, self._side):
            while (item := layout.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()

    def _draw(self) -> None:
        focused = next((card.lesson.lesson_id for card in self.cards() if card.hasFocus()), None)
        self._clear()
        if self._lessons:
            self._draw_cards()
            self._draw_missing()
        else:
            self.ui.lessons.addWidget(self._empty())
        self._draw_courses()
        self.ui.lessons.addStretch(1)  # a factor: without one the cards would share the room that is left
        self._side.addStretch(1)
        style.fit(self)
        self.summary_changed.emit(plural(len(self._lessons), "урок", "урока", "уроков") + " в этот день")
        for card in self.cards():
            if card.lesson.lesson_id == focused:
                card.setFocus()

    def _draw_cards(self) -> None:
        self.ui.lessons.addWidget(words("Уроки", "section"))
        now = self._clock.now()
        today = now.date()
        current = current_lesson(self._lessons, now) if self._day == today else None
        before: LessonOfDay | None = None
        for lesson in self._lessons:
            if before is not None and lesson.lesson_no > before.lesson_no + 1:
                self.ui.lessons.addWidget(_gap(before))
            begun = lesson.starts_at is None or lesson.starts_at <= now.time()
            started = self._day < today or (self._day == today and begun)
            card = LessonCard(lesson, current=lesson is current, started=started, now=now)
            card.opened.connect(lambda lesson=lesson: self.open_lesson(lesson))
            card.stepped.connect(lambda by, card=card: self._step(card, by))
            self.ui.lessons.addWidget(card)
            self._cards.append(card)
            before = lesson

    def _draw_missing(self) -> None:
        wanting = [card for card in self._cards if card.missing]
        self._side.addWidget(words("Осталось записать", "section"))
        frame, column = _side_frame()
        if not wanting:
            column.addWidget(
                _side_line("Всё записано", "Темы, домашние задания и посещаемость прошедших уроков.", None)
            )
        for card in wanting:
            button = QPushButton("Записать")
            button.setAccessibleName(f"Записать: {title_of(card.lesson)}, {card.lesson.lesson_no}-й урок")
            button.clicked.connect(lambda _checked=False, lesson=card.lesson: self.open_lesson(lesson))
            column.addWidget(
                _side_line(
                    title_of(card.lesson),
                    f"{card.lesson.lesson_no}-й урок · нет "
                    + ", ".join(missing_of(card.lesson))
                    + until_words(card.lesson),
                    button,
                )
            )
        self._side.addWidget(frame)

    def _draw_courses(self) -> None:
        if not self._courses:
            return
        self._side.addWidget(words("Мои журналы", "section"))
        frame, column = _side_frame()
        frame.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        grid = QHBoxLayout()
        grid.setSpacing(16)
        halves = (self._courses[::2], self._courses[1::2])
        for half in halves:
            links = QVBoxLayout()
            links.setSpacing(0)
            for course in half:
                link = QPushButton(_fitting(course.title))
                link.setAccessibleName(course.title)
                link.setToolTip(course.title if link.text() != course.title else "")
                link.setProperty("kind", "link")
                link.clicked.connect(lambda _checked=False, course=course: self.journal_wanted.emit(course, None))
                links.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
            links.addStretch()
            grid.addLayout(links, 1)
        column.addLayout(grid)
        self._side.addWidget(frame)

    def _step(self, card: LessonCard, by: int) -> None:
        place = self._cards.index(card) + by
        if 0 <= place < len(self._cards):
            self._cards[place].setFocus()

    def _empty(self) -> EmptyState:
        state = EmptyState()
        if self._courses == ():
            state.say("chalkboard-teacher", *_NOT_ASSIGNED)
        else:
            weekday = "В воскресенье" if self._day.isoweekday() == 7 else f"{day_month(self._day).capitalize()}"  # noqa: PLR2004
            state.say("calendar-blank", f"{weekday} уроков нет.", "Журналы открываются справа или в разделе «Журнал».")
        return state

    def _open_current(self) -> None:
        lesson = current_lesson(self._lessons, self._clock.now()) if self._day == self._clock.now().date() else None
        if lesson is not None:
            self.open_lesson(lesson)

    def _course_of(self, lesson: LessonOfDay) -> Course:
        known = next((course for course in self._courses or () if course.course_id == lesson.course_id), None)
        return known or _foreign_course(lesson)


def _foreign_course(lesson: LessonOfDay) -> Course:
    """The course of a substituted lesson as far as the day tells it; its page knows the rest."""
    grade = int("".join(sign for sign in lesson.group_title if sign.isdigit())[:2] or 0)
    return Course(
        lesson.course_id,
        lesson.subject,
        lesson.group_name,
        lesson.is_whole_class,
        lesson.class_names,
        grade,
        Decimal(0),
        "five",
    )


def _fitting(title: str) -> str:
    """A title for half of the side's width."""
    look = theme.current()
    width = look.px(_LINK_WIDTH)
    return QFontMetrics(look.font("body")).elidedText(title, Qt.TextElideMode.ElideRight, width)


def _gap(before: LessonOfDay) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    if before.ends_at is not None:
        layout.addWidget(words(f"{before.ends_at.hour}:{before.ends_at:%M}", "caption"))
    layout.addWidget(words("окно", "caption"))
    line = QFrame()
    line.setProperty("line", True)
    layout.addWidget(line, 1)
    return row


def _side_frame() -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setProperty("card", True)
    frame.setProperty("px_width", 420)
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 10, 14, 10)
    column.setSpacing(10)
    return frame, column


def _side_line(title: str, caption: str, button: QPushButton | None) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    text = QVBoxLayout()
    text.setSpacing(0)
    text.addWidget(words(title, "strong"))
    below = words(caption, "caption")
    below.setWordWrap(True)
    text.addWidget(below)
    row.addLayout(text, 1)
    if button is not None:
        row.addWidget(button)
    return line
