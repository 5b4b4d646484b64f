"""The part of the lesson pane that the card of a lesson fills: topic, countdown, deadline, entries."""

from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QDate, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from ejournal_desktop.domain.gradebook import Lesson
from ejournal_desktop.domain.lesson_card import CardTopic, LessonCard
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.models.card_store import CardStore, end_of
from ejournal_desktop.gui.models.lesson_entries import LessonEntries
from ejournal_desktop.gui.pages.card_words import countdown_words, counted, due_day, due_words, topic_words
from ejournal_desktop.gui.widgets.quiet_fields import QuietCombo

CHARACTERS: Final = ("", "устно", "письменно", "практическая")
_CHARACTER_WORDS: Final = ("характер…", "устно", "письменно", "практически")
_TICK_MS: Final = 20_000
_PHRASE: Final = 60
_POPUP_WIDTH: Final = 460
_OWN: Final = "Своя тема…"
_PLAIN: Final = "урок"


class CardPanel(QObject):
    """Widgets for the boxes of the pane; the pane gives them the lesson, they write entries by themselves."""

    own_topic_wanted = Signal()
    homework_taken = Signal(str)
    """A text to be put into the homework."""
    individual_wanted = Signal()
    notes_wanted = Signal()
    briefing_wanted = Signal()
    files_wanted = Signal()

    def __init__(self, store: CardStore, entries: LessonEntries, group: str, now: datetime, parent: QWidget) -> None:
        super().__init__(parent)
        self._store, self._entries, self._group = store, entries, group
        self._ahead = now - datetime.now(now.tzinfo)  # the server's clock, not this computer's
        self._lesson: Lesson | None = None
        self._writable = False
        self._wants_plan = False
        self.topic_box = self._make_topic_box(parent)
        self.homework_box = self._make_homework_box(parent)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_countdown)
        self._tick.start()
        store.card_changed.connect(self._show)
        store.said.connect(self._say)

    # Making

    def _make_topic_box(self, parent: QWidget) -> QWidget:
        box = QWidget(parent)
        self.plan = QuietCombo(box)
        self.plan.setObjectName("planTopicCombo")
        self.plan.setAccessibleName("Тема из КТП")
        self.plan.setToolTip("Тема из КТП: Shift+F7")
        self.plan.setEditable(True)
        self.plan.setInsertPolicy(QuietCombo.InsertPolicy.NoInsert)
        self.plan.setMinimumContentsLength(12)
        self.plan.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = QCompleter(self.plan.model(), self.plan)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.plan.setCompleter(completer)
        completer.activated.connect(lambda text: self._picked(self.plan.findText(text)))
        self.plan.activated.connect(self._picked)
        self.topic_note = QLabel(box)
        self.topic_note.setObjectName("topicNoteLabel")
        self.topic_note.setProperty("words", "caption")
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.plan, 1)
        line.addWidget(self.topic_note)
        return box

    def _make_homework_box(self, parent: QWidget) -> QWidget:
        box = QWidget(parent)
        self.countdown = QLabel(box)
        self.countdown.setObjectName("countdownLabel")
        self.countdown.setWordWrap(True)
        self._make_terms(box)
        self._make_entries(box)
        self._count_entries()
        self.message = QLabel(box)
        self.message.setObjectName("cardMessageLabel")
        self.message.setProperty("words", "error")
        self.message.setWordWrap(True)
        self.message.hide()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.countdown)
        column.addLayout(_grid((self.due, self.character, self.phrases), 3))
        self.entry_row = QWidget(box)
        self.arrange_entries(columns=4)
        column.addWidget(self.entry_row)
        column.addWidget(self.message)
        return box

    def _make_terms(self, box: QWidget) -> None:
        """By when homework is due, how it is done, what was set before."""
        self.due = self._button(box, "dueButton", "Срок задания")
        self.due.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.due.setMenu(self._make_calendar(box))
        self.character = QuietCombo(box)
        self.character.setObjectName("characterCombo")
        self.character.setAccessibleName("Характер домашнего задания")
        self.character.setMinimumContentsLength(4)
        self.character.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.character.addItems(list(_CHARACTER_WORDS))
        self.character.activated.connect(lambda at: self._write("homework_character", CHARACTERS[at]))
        self.phrases = self._button(box, "phrasesButton", "Недавние задания")
        self.phrases.setText("Недавние")
        self.phrases.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.phrases.setMenu(QMenu(self.phrases))

    def _make_entries(self, box: QWidget) -> None:
        """What hangs on the lesson beside its homework."""
        self.individual = self._button(box, "individualButton", "Задание отдельным ученикам")
        self.files = self._button(box, "filesButton", "Файлы к уроку")
        self.notes = self._button(box, "notesButton", "Замечания, похвалы, рекомендации")
        self.briefing = self._button(box, "briefingButton", "Инструктаж по технике безопасности")
        for button, signal in (
            (self.individual, self.individual_wanted),
            (self.files, self.files_wanted),
            (self.notes, self.notes_wanted),
            (self.briefing, self.briefing_wanted),
        ):
            button.clicked.connect(lambda _checked=False, wanted=signal: wanted.emit())

    def arrange_entries(self, *, columns: int) -> None:
        """Put what hangs on the lesson into one row, or into two short ones."""
        grid = self.entry_row.layout()
        if not isinstance(grid, QGridLayout):
            grid = QGridLayout(self.entry_row)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setSpacing(4)
            grid.setColumnStretch(4, 1)
        for at, button in enumerate((self.individual, self.files, self.notes, self.briefing)):
            grid.removeWidget(button)
            grid.addWidget(button, at // columns, at % columns)

    @staticmethod
    def _button(box: QWidget, name: str, words: str) -> QToolButton:
        button = QToolButton(box)
        button.setObjectName(name)
        button.setProperty("kind", "box")
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        return button

    def _make_calendar(self, box: QWidget) -> QMenu:
        menu = QMenu(box)
        self.calendar = QCalendarWidget(menu)
        self.calendar.setObjectName("dueCalendar")
        self.calendar.setAccessibleName("Срок задания")
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.activated.connect(self._due_chosen)
        self.calendar.clicked.connect(self._due_chosen)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(self.calendar)
        menu.addAction(holder)
        menu.addAction("К следующему уроку", lambda: self._write("homework_due", ""))
        return menu

    # Following

    def show_lesson(self, lesson: Lesson, *, writable: bool) -> None:
        """The lesson of the pane; its card is read when it is another one."""
        self._lesson, self._writable = lesson, writable
        self._store.follow(lesson.lesson_id)
        self._show()

    @property
    def card(self) -> LessonCard | None:
        """The card of the lesson that is shown, once it was read."""
        card, lesson = self._store.card, self._lesson
        return card if card is not None and lesson is not None and card.lesson_id == lesson.lesson_id else None

    def _count_entries(self, individual: int = 0, files: int = 0, notes: int = 0, briefed: int = 0) -> None:
        """What the buttons say; without numbers until the card is read."""
        self.individual.setText(counted("Лично", individual))
        self.files.setText(counted("Файлы", files))
        self.notes.setText(counted("Заметки", notes))
        self.briefing.setText(counted("ТБ", briefed))

    def _show(self) -> None:
        card, lesson = self.card, self._lesson
        for widget in (self.due, self.phrases, self.individual, self.files, self.notes, self.briefing):
            widget.setEnabled(card is not None)
        self.character.setEnabled(self._writable)
        self.plan.setEnabled(self._writable and card is not None and card.plan is not None)
        if lesson is None:
            return
        with QSignalBlocker(self.character):
            self.character.setCurrentIndex(CHARACTERS.index(lesson.homework_character))
        self._show_countdown()
        if card is None:
            self.due.setText("на …")  # never the day of the lesson that was shown before
            self._count_entries()
            return
        self._fill_plan(lesson, card)
        self.topic_note.setText(topic_words(lesson, card))
        style.set_state(self.topic_note, "words", "warning" if self.topic_note.text() == "своя тема" else "caption")
        self.due.setText(due_words(lesson, card))
        self.due.setEnabled(self._writable)
        day = due_day(lesson, card)
        with QSignalBlocker(self.calendar):
            self.calendar.setMinimumDate(QDate(lesson.held_on.year, lesson.held_on.month, lesson.held_on.day))
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._fill_phrases(card)
        briefed = 0 if card.briefing.is_void else len(card.briefing.pupil_ids)
        individual = sum(1 for entry in card.individual if entry.homework)
        self._count_entries(individual, len(card.attachments), len(card.notes), briefed)
        if self._wants_plan:  # asked for before the card was read
            self.open_plan()

    def _fill_plan(self, lesson: Lesson, card: LessonCard) -> None:
        topics: tuple[CardTopic, ...] = card.plan.topics if card.plan is not None else ()
        proposed = card.proposed_topic if not lesson.topic else None
        with QSignalBlocker(self.plan):
            self.plan.clear()
            for topic in topics:
                self.plan.addItem(f"{topic.place}. {topic.topic}{' ✓' if topic.taught else ''}", topic)
            self.plan.addItem(_OWN, None)
            at = next(
                (n for n, topic in enumerate(topics) if topic.topic == lesson.topic or topic is proposed),
                -1,
            )
            self.plan.setCurrentIndex(at)
            if at < 0:
                self.plan.setEditText("" if topics else "КТП ещё нет")
            self._show_beginning()
        if proposed is not None:
            self.topic_note.setText("следующая")

    def _show_beginning(self) -> None:
        typed = self.plan.lineEdit()
        if typed is not None:
            typed.setCursorPosition(0)

    def _fill_phrases(self, card: LessonCard) -> None:
        menu = self.phrases.menu()
        menu.clear()
        lesson = self._lesson
        current = next((t for t in card.plan.topics if lesson and t.topic == lesson.topic), None) if card.plan else None
        topic = current or card.proposed_topic
        if topic is not None and topic.homework:
            self._offer(menu, f"Из КТП: {topic.homework}", topic.homework)
        for parallel in card.parallels:
            self._offer(menu, f"Скопировать из {parallel.group_name}: {parallel.homework}", parallel.homework)
        if card.phrases and menu.actions():
            menu.addSeparator()
        for phrase in card.phrases:
            self._offer(menu, phrase, phrase)
        self.phrases.setEnabled(self._writable and bool(menu.actions()))

    def _offer(self, menu: QMenu, words: str, text: str) -> None:
        shown = words.replace("\n", " ").replace("&", "&&")
        shown = shown if len(shown) <= _PHRASE else f"{shown[:_PHRASE]}…"
        menu.addAction(shown, lambda: self.homework_taken.emit(text))

    def _show_countdown(self) -> None:
        card, lesson = self.card, self._lesson
        words, look = "", ""
        if card is not None and lesson is not None:
            now = datetime.now(card.now.tzinfo) + self._ahead
            words, look = countdown_words(lesson, card, self._group, now.astimezone(card.now.tzinfo))
        self.countdown.setText(words)
        self.countdown.setVisible(bool(words))
        style.set_state(self.countdown, "words", look or None)

    def _say(self, words: str) -> None:
        self.message.setText(words)
        self.message.setVisible(bool(words))

    # Writing

    def open_plan(self) -> None:
        """Shift+F7: choose a topic of the plan."""
        self._wants_plan = self.card is None
        if self.plan.isEnabled():
            self.plan.setFocus(Qt.FocusReason.ShortcutFocusReason)
            typed = self.plan.lineEdit()
            if typed is not None:
                typed.selectAll()
            self.plan.view().setMinimumWidth(theme.current().px(_POPUP_WIDTH))
            self.plan.showPopup()

    def _picked(self, at: int) -> None:
        lesson = self._lesson
        topic: CardTopic | None = self.plan.itemData(at) if at >= 0 else None
        if topic is not None and lesson is not None and self._writable:
            self._entries.pick_topic(lesson, topic.topic_id, topic.topic)
            if topic.lesson_type != lesson.lesson_type and lesson.lesson_type == _PLAIN:
                self._entries.write(lesson, "lesson_type", topic.lesson_type)
        elif self.plan.itemText(at) == _OWN:
            self.own_topic_wanted.emit()

    def _due_chosen(self, chosen: QDate) -> None:
        card = self.card
        self.due.menu().close()
        if card is not None:
            day = date(chosen.year(), chosen.month(), chosen.day())
            self._write("homework_due", end_of(day, card.now.tzinfo).isoformat())

    def _write(self, entry: str, value: str) -> None:
        if self._lesson is not None and self._writable:
            self._entries.write(self._lesson, entry, value)  # type: ignore[arg-type]  # names of the two fields above


def _grid(widgets: tuple[QWidget, ...], columns: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(4)
    for at, widget in enumerate(widgets):
        grid.addWidget(widget, at // columns, at % columns)
    grid.setColumnStretch(columns, 1)
    return grid
