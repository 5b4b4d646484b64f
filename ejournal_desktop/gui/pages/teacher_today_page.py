"""«Сегодня» of a teacher: the lessons of a day as cards, beside them «Мои сроки» and what others did meanwhile."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.duties import Duties, DutyClause, News
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.domain.school_day import LessonOfDay, with_edits
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.bell_words import SchoolClock, current_lesson
from ejournal_desktop.gui.change_bus import Change
from ejournal_desktop.gui.error_text import ErrorText, error_text
from ejournal_desktop.gui.forms.ui_teacher_today_page import Ui_TeacherTodayPage
from ejournal_desktop.gui.pages.away_button import AwayButton
from ejournal_desktop.gui.pages.day_courses import course_of_lesson
from ejournal_desktop.gui.pages.today_side import TodaySide
from ejournal_desktop.gui.russian_dates import day_month, full_day, plural
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.badge import words
from ejournal_desktop.gui.widgets.empty_state import EmptyState
from ejournal_desktop.gui.widgets.lesson_card import LessonCard
from ejournal_desktop.gui.widgets.page import Page

T = TypeVar("T")

_MINUTE_MS = 60_000
_REFRESHED = frozenset({"lesson", "notice", "session"})
_SIDE_FROM = 1000
_SIDE_WIDTH = 464
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
        self._failure: ErrorText | None = None
        self._cards: list[LessonCard] = []
        self._stale = False
        self._told_duties: object = None
        self.ui = Ui_TeacherTodayPage()
        self.ui.setupUi(self)
        self._day_box = QWidget(self)
        self._cards_box = QVBoxLayout(self._day_box)
        self._cards_box.setContentsMargins(0, 0, 0, 0)
        self._cards_box.setSpacing(8)
        self.ui.lessons.addWidget(self._day_box)
        self.ui.lessons.addStretch(1)  # a factor: without one the cards would share the room that is left
        self.side = TodaySide(self)
        self._side_scroll = self._make_side_scroll()
        self.away = AwayButton(self)
        self.ui.head.insertWidget(self.ui.head.indexOf(self.ui.previousButton), self.away)
        self._connect()
        style.fit(self)
        self.refresh()

    def refresh(self) -> None:
        """Read the day again, what is left to do, what others did; the courses once."""
        self._show_day()
        desk = self._workplace.desk
        self._read(desk.lessons_of_day, self._day, done=self._show_lessons, failed=self._day_failed)
        if self._courses is None:  # without them the day stands all the same; the next reading asks again
            self._read(desk.my_courses, done=self._keep_courses, failed=lambda _error: None)
        self._read_side()

    def go_to(self, day: date) -> None:
        """Show another day."""
        self._day = day
        self._lessons, self._failure = (), None
        self.refresh()

    def cards(self) -> list[LessonCard]:
        """The cards in their order."""
        return list(self._cards)

    def open_lesson(self, lesson: LessonOfDay) -> None:
        """Ask for the journal of a lesson, opened at it."""
        self.journal_wanted.emit(course_of_lesson(lesson, self._courses or ()), lesson.lesson_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page keeps the lessons whole: what is to be done stands below them."""
        super().resizeEvent(event)
        beside = self.width() >= theme.current().px(_SIDE_FROM)
        if beside == self._side_scroll.isVisibleTo(self):
            return
        self._side_scroll.setVisible(beside)
        if beside:
            self._side_scroll.setWidget(self.side)
        else:
            self._side_scroll.takeWidget()
            self.ui.lessons.insertWidget(1, self.side)
        self.side.show()

    def showEvent(self, event: QShowEvent) -> None:
        """What was written down on another tab is read when the page comes back."""
        super().showEvent(event)
        if self._stale or self._workplace.gradebook.edits():
            self._stale = False
            self.refresh()

    def _connect(self) -> None:
        ui = self.ui
        ui.previousButton.clicked.connect(lambda: self.go_to(self._day - timedelta(days=1)))
        ui.nextButton.clicked.connect(lambda: self.go_to(self._day + timedelta(days=1)))
        ui.todayButton.clicked.connect(lambda: self.go_to(self._clock.now().date()))
        self._workplace.changes.changed.connect(self._changed)
        for part in (self.side, self.away):
            part.journal_wanted.connect(self.journal_wanted)
            part.page_wanted.connect(self.page_wanted)
        self.side.duties.grown.connect(lambda: style.fit(self.side))
        timer = QTimer(self)
        timer.timeout.connect(self._tick)
        timer.start(_MINUTE_MS)
        self._workplace.actions.add(
            ActionSpec("today.open_current", "Открыть журнал текущего урока", ("Ctrl+Return",)),
            self._open_current,
            self,
        )

    def _read(
        self,
        question: Callable[..., T],
        *arguments: object,
        done: Callable[[T], None],
        failed: Callable[[EjournalError], None],
    ) -> None:
        self._workplace.lanes.run(
            Lane.INTERACTIVE,
            question,
            *arguments,
            owner=self,
            done=done,
            failed=failed,
        )

    def _day_failed(self, error: EjournalError) -> None:
        """Said until the day was read: what else comes meanwhile must not make an empty day of it."""
        self._failure, self._lessons = error_text(error), ()
        self._draw()

    def _failed_state(self, text: ErrorText) -> EmptyState:
        state = EmptyState()
        state.say("cloud-slash", text.what, f"{text.why} {text.advice}".strip())
        state.offer("Повторить", self.refresh)
        return state

    def _keep_courses(self, courses: tuple[Course, ...]) -> None:
        self._courses = courses
        self.away.courses = courses
        self.side.show_courses(courses)
        self._draw()

    def _show_lessons(self, lessons: tuple[LessonOfDay, ...]) -> None:
        self._lessons, self._failure = with_edits(lessons, self._workplace.gradebook.edits()), None
        self._draw()

    def _read_side(self) -> None:
        """Duties and news come after the day; without the server their boxes stay as they are."""
        desk = self._workplace.desk
        since = desk.session.last_sign_in_at

        def question() -> tuple[Duties, tuple[DutyClause, ...], tuple[News, ...]]:
            return desk.my_duties(), desk.duty_clauses(self._clock.now().date()), desk.while_away(since)

        self._workplace.lanes.run(Lane.BULK, question, owner=self, done=self._show_side, failed=lambda _error: None)

    def _show_side(self, told: tuple[Duties, tuple[DutyClause, ...], tuple[News, ...]]) -> None:
        duties, clauses, news = told
        if (seen := duties.seen()) != self._told_duties:  # lines that stay keep the focus that is in them
            self._told_duties = seen
            self.side.show_duties(duties, clauses)
        self.away.show_news(news)
        style.fit(self)

    def _make_side_scroll(self) -> QScrollArea:
        scroll = QScrollArea(self)
        scroll.setObjectName("side_scroll")
        scroll.setAccessibleName("Мои сроки и журналы")
        scroll.setProperty("canvas", True)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setProperty("px_width", _SIDE_WIDTH)
        scroll.setWidget(self.side)
        self.ui.columns.addWidget(scroll, 0)
        return scroll

    def _changed(self, change: Change, _initiator: object) -> None:
        if change.kind not in _REFRESHED:
            return
        self._stale = not self.isVisible()
        if not self._stale:
            self.refresh()

    def _tick(self) -> None:
        if self._day == self._clock.now().date() and self._lessons and self.isVisible():
            self._draw()
        if self.isVisible():  # a notice of a pupil, a substitution, a duty that came due
            self._read_side()

    def _show_day(self) -> None:
        self.ui.dayLabel.setText(full_day(self._day))
        away = (self._day - self._clock.now().date()).days
        self.ui.weekLabel.setText({-1: "вчера", 0: "", 1: "завтра"}.get(away, f"{self._day.year}"))
        self.ui.todayButton.setEnabled(away != 0)

    # Drawing

    def _clear(self) -> None:
        self._cards = []
        while (item := self._cards_box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _draw(self) -> None:
        focused = next((card.lesson.lesson_id for card in self.cards() if card.hasFocus()), None)
        self._clear()
        if self._failure is not None:
            self._cards_box.addWidget(self._failed_state(self._failure))
        elif self._lessons:
            self._draw_cards()
        else:
            self._cards_box.addWidget(self._empty())
        style.fit(self)
        if self._failure is not None:
            return
        self.summary_changed.emit(plural(len(self._lessons), "урок", "урока", "уроков") + " в этот день")
        for card in self.cards():
            if card.lesson.lesson_id == focused:
                card.setFocus()

    def _draw_cards(self) -> None:
        self._cards_box.addWidget(words("Уроки", "section"))
        now = self._clock.now()
        today = now.date()
        current = current_lesson(self._lessons, now) if self._day == today else None
        before: LessonOfDay | None = None
        for lesson in self._lessons:
            if before is not None and lesson.lesson_no > before.lesson_no + 1:
                self._cards_box.addWidget(_gap(before))
            begun = lesson.starts_at is None or lesson.starts_at <= now.time()
            started = self._day < today or (self._day == today and begun)
            card = LessonCard(lesson, current=lesson is current, started=started, now=now)
            card.opened.connect(lambda lesson=lesson: self.open_lesson(lesson))
            card.stepped.connect(lambda by, card=card: self._step(card, by))
            self._cards_box.addWidget(card)
            self._cards.append(card)
            before = lesson

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
