"""«Свойства урока»: topic, type, homework and roll of the lesson under the cursor; every field is saved by itself."""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QPlainTextEdit, QWidget

from ejournal_desktop.domain.attendance import REASON_WORDS
from ejournal_desktop.domain.gradebook import VERSIONS, Lesson, LessonField
from ejournal_desktop.domain.plain_text import is_plain_text, plain_text
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.error_text import outcome_text
from ejournal_desktop.gui.forms.ui_lesson_pane import Ui_LessonPane
from ejournal_desktop.gui.grid.cell_text import decimal_text, weight_text
from ejournal_desktop.gui.models.control_watch import ControlWatch
from ejournal_desktop.gui.models.journal_cells import Column  # noqa: TC001 - an annotation of an attribute reads like the rest
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.lesson_entries import LessonEntries
from ejournal_desktop.gui.models.page_figures import PageFigures
from ejournal_desktop.gui.pages.pane_card import PaneCard
from ejournal_desktop.gui.pages.text_card import TEXTS, TextCard
from ejournal_desktop.gui.russian_dates import RUSSIAN, day_month, plural
from ejournal_desktop.gui.session_port import Workplace

LESSON_TYPES: Final = ("урок", "контроль", "практическая", "лабораторная", "экскурсия", "резерв")
PAUSE_MS: Final = 800
_CLEANED: Final = "Убраны невидимые управляющие знаки. Проверьте текст. "
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_STATES: Final = {
    "unsent": "…",
    "stored": "на этом компьютере",
    "sending": "сохраняю",
    "waiting": "ждёт связи",
    "kept": "",
}
_ENTRIES: Final[tuple[LessonField, ...]] = tuple(VERSIONS)


class LessonPane(QWidget):
    """The pane beside the grid; F7 goes there and back."""

    closed = Signal()
    work_change_wanted = Signal()

    def __init__(self, store: JournalStore, entries: LessonEntries, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._entries = entries
        self._figures = PageFigures(store)
        self._column: Column | None = None
        self._typed: dict[LessonField, str] = {}
        self._notice = ""
        self._card: PaneCard | None = None
        self._form = Ui_LessonPane()
        self._form.setupUi(self)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        style.fit(self)
        self._form.typeCombo.addItems(list(LESSON_TYPES))
        self._texts: dict[LessonField, QPlainTextEdit] = {
            "topic": self._form.topicEdit,
            "homework": self._form.homeworkEdit,
        }
        self.text_card = TextCard(self)
        self._form.headBox.insertWidget(self._form.headBox.indexOf(self._form.failureLabel) + 1, self.text_card)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.save_texts)
        self._connect()

    def _connect(self) -> None:
        form = self._form
        form.closeButton.clicked.connect(self.closed)
        form.changeButton.clicked.connect(self.work_change_wanted)
        form.checkedButton.toggled.connect(partial(self._write, "attendance_checked"))
        form.noHomeworkBox.toggled.connect(self._no_homework)
        form.typeCombo.textActivated.connect(partial(self._write, "lesson_type"))
        for edit in self._texts.values():
            edit.textChanged.connect(self._pause.start)
            edit.installEventFilter(self)
        self._entries.entry_changed.connect(self._entry_changed)
        self._entries.given_up.connect(self._given_up)
        self.text_card.chosen.connect(self._decide)
        self._store.column_totals_changed.connect(self._totals_changed)
        self._store.header_changed.connect(self._header_changed)

    @property
    def lesson(self) -> Lesson | None:
        """The lesson that is shown, as it stands now."""
        return self._column.lesson if self._column is not None else None

    @property
    def controls(self) -> ControlWatch | None:
        """What else the class writes, where the pane has a card."""
        return self._card.controls if self._card is not None else None

    def use_card(self, workplace: Workplace) -> None:
        """Give the pane what hangs on a lesson beside its common entries."""
        self._card = PaneCard(workplace, self._store, self._entries, self)
        below = self._form.topicBox.indexOf(self._form.topicEdit) + 1
        self._form.topicBox.insertWidget(below, self._card.panel.topic_box)
        self._form.topicBox.insertWidget(below + 1, self._card.control_line)
        self._form.homeworkBox.addWidget(self._card.panel.homework_box)
        self._form.workBox.addWidget(self._card.late)
        self._form.headBox.insertWidget(self._form.headBox.indexOf(self.text_card) + 1, self._card.failed)
        self._card.panel.own_topic_wanted.connect(self._form.topicEdit.setFocus)
        self._card.panel.homework_taken.connect(self._take_homework)
        style.fit(self)

    def decide_entry(self, operation_id: str, choice: str) -> bool:
        """Deal with an entry of the card that failed; ``False`` when it is not of the lesson that is shown."""
        return self._card is not None and self._card.cards.decide(operation_id, choice)

    def _take_homework(self, text: str) -> None:
        self._form.homeworkEdit.setPlainText(text)
        self._form.homeworkEdit.setFocus()
        self.save_texts()

    def follow(self, at: int) -> None:
        """The cursor is in another column: a pane in sight shows it, a hidden one waits until it is opened."""
        if self.isVisible():
            self.show_column(at)

    def show_column(self, at: int) -> None:
        """Show the lesson and the work of a column; what was typed for the one before is saved first."""
        column = self._store.columns[at]
        other_lesson = self._column is None or column.lesson.lesson_id != self._column.lesson.lesson_id
        if other_lesson:
            self.save_texts()
            self._notice = ""
        self._column = column
        self._fill_head(column.lesson)
        self._fill_entries(column.lesson, texts=other_lesson)
        self._fill_work()
        self._follow_card()

    def _follow_card(self) -> None:
        if self._card is not None and self._column is not None:
            at = self._store.columns.index(self._column)
            self._card.show(self._column.lesson, at, writable=self._may_write())

    def lay_out(self, *, beside: bool) -> None:
        """One column beside the grid, four short ones below it."""
        form = self._form
        down = QBoxLayout.Direction.TopToBottom
        form.column.setDirection(down if beside else QBoxLayout.Direction.LeftToRight)
        form.column.setSpacing(theme.current().px(8 if beside else 24))
        boxes = (form.headBox, form.topicBox, form.homeworkBox, form.workBox)
        for at, box in enumerate(boxes):
            form.column.setStretch(at, 0 if beside else 1)
            form.column.setAlignment(box, Qt.AlignmentFlag(0) if beside else Qt.AlignmentFlag.AlignTop)
        form.line1.setVisible(beside)
        self._lay_out_card(beside=beside)

    def _lay_out_card(self, *, beside: bool) -> None:
        """Below the grid every pixel of height counts: short fields, what hangs on the lesson under its head."""
        form, look = self._form, theme.current()
        heights = {form.topicEdit: (58, 38), form.homeworkEdit: (76, 42)}
        for edit, (tall, short) in heights.items():
            edit.setProperty("px_height", tall if beside else short)
            edit.setFixedHeight(look.px(tall if beside else short))
        if self._card is None:
            return
        panel = self._card.panel
        panel.arrange_entries(columns=4 if beside else 2)
        box = panel.homework_box.layout() if beside else form.headBox
        if box is not None and box.indexOf(panel.entry_row) < 0:
            box.addWidget(panel.entry_row)

    def go_to_first_gap(self) -> None:
        """Put the focus where something is missing: the topic, else the homework."""
        lesson = self.lesson
        edit = self._form.homeworkEdit if lesson is not None and lesson.topic else self._form.topicEdit
        edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def pick_plan_topic(self) -> None:
        """Shift+F7: the topics of the plan."""
        if self._card is not None:
            panel = self._card.panel
            panel.open_plan()
            if panel.card is not None and not panel.plan.isEnabled():  # no plan yet: the topic is written by hand
                self._form.topicEdit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def confirm_roll(self) -> None:
        """«Отсутствующих нет», or the roll as it stands, in one key."""
        if self._form.checkedButton.isEnabled():
            self._form.checkedButton.setChecked(True)

    def save_texts(self) -> None:
        """Save topic and homework if they were changed."""
        self._pause.stop()
        lesson = self.lesson
        if lesson is None or not self._may_write():
            return
        for entry, edit in self._texts.items():
            text = self._plain_words(edit)
            if text != self._expected(lesson, entry):
                self._typed[entry] = text
                self._entries.write(lesson, entry, text)

    def _plain_words(self, edit: QPlainTextEdit) -> str:
        """The text of a field; control and direction signs that were pasted along are taken out in sight."""
        text = edit.toPlainText()
        if not is_plain_text(text):
            text = plain_text(text)
            with QSignalBlocker(edit):
                edit.setPlainText(text)
            self._notice = _CLEANED
        return text.strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving a field saves it."""
        if event.type() == QEvent.Type.FocusOut:
            self.save_texts()
        return super().eventFilter(watched, event)

    # Filling

    def _fill_head(self, lesson: Lesson) -> None:
        form = self._form
        form.titleLabel.setText(f"Урок {day_month(lesson.held_on)}")
        parts = [RUSSIAN.dayName(lesson.held_on.isoweekday()), f"{lesson.lesson_no}-й урок"]
        if lesson.starts_at and lesson.ends_at:
            parts.append(f"{lesson.starts_at:%H:%M}–{lesson.ends_at:%H:%M}")
        if lesson.room:
            parts.append(f"каб. {lesson.room}")
        if lesson.substitute:
            parts.append(f"замена, {lesson.substitute}")
        form.whenLabel.setText(", ".join(parts))

    def _fill_entries(self, lesson: Lesson, *, texts: bool) -> None:
        form = self._form
        writable = self._may_write()
        if texts:
            self._typed.clear()
            for entry, edit in self._texts.items():
                with QSignalBlocker(edit):
                    edit.setPlainText(self._entries.text(lesson, entry))
                if edit.toPlainText() != str(getattr(lesson, entry)):  # it was sent and not taken: not again by itself
                    self._typed[entry] = edit.toPlainText()
        for widget in (form.topicEdit, form.homeworkEdit):
            widget.setReadOnly(not writable)
        with QSignalBlocker(form.checkedButton), QSignalBlocker(form.noHomeworkBox), QSignalBlocker(form.typeCombo):
            form.checkedButton.setChecked(lesson.attendance_checked)
            form.noHomeworkBox.setChecked(lesson.homework_none)
            form.typeCombo.setCurrentText(lesson.lesson_type)
        held = lesson.held_on <= self._store.page.today
        form.checkedButton.setEnabled(writable and held)
        form.noHomeworkBox.setEnabled(writable)
        form.typeCombo.setEnabled(writable)
        self._fill_checked(lesson)
        self._fill_states(lesson)

    def _fill_checked(self, lesson: Lesson) -> None:
        button = self._form.checkedButton
        button.setText(self._roll_words(lesson))
        style.set_state(button, "badge", "ok" if lesson.attendance_checked else None)
        self._show_badge()

    def _roll_words(self, lesson: Lesson) -> str:
        if lesson.attendance_checked:
            return "✓ Посещаемость проверена"
        nobody = self._column is not None and not self._figures.absent(self._store.columns.index(self._column))
        return "Отсутствующих нет" if nobody else "Подтвердить посещаемость"

    def _show_badge(self) -> None:
        """How many are absent, beside the small green button only: the line does not hold it beside the large one."""
        badge = self._form.absentBadge
        badge.setVisible(bool(badge.text()) and self._form.checkedButton.property("badge") == "ok")

    def _fill_states(self, lesson: Lesson) -> None:
        states = {entry: self._entries.state(lesson.lesson_id, entry) for entry in _ENTRIES}
        self._form.topicState.setText(_STATES.get(states["topic"], ""))
        self._form.homeworkState.setText(_STATES.get(states["homework"], ""))
        failures = ((entry, self._entries.failure(lesson.lesson_id, entry)) for entry in _ENTRIES)
        said = self._notice + " ".join(
            outcome_text(failure).sentence
            for entry, failure in failures
            if failure is not None and (failure.result != "conflict" or entry not in TEXTS)  # the card says both texts
        )
        self._form.failureLabel.setText(said)
        self._form.failureLabel.setVisible(bool(said))
        self.text_card.hide()
        for entry in TEXTS:
            failure = self._entries.failure(lesson.lesson_id, entry)
            if failure is not None and self.text_card.isHidden():
                self.text_card.show_failure(entry, failure, self._entries.text(lesson, entry))

    def _fill_work(self) -> None:
        column = self._column
        if column is None:
            return
        form, at = self._form, self._store.columns.index(column)
        form.kindLabel.setText(column.work.kind_name if column.work else "появится с первой отметкой")
        if column.work and column.work.title:
            form.kindLabel.setText(f"{column.work.kind_name} «{column.work.title}»")
        form.weightLabel.setText(weight_text(column.weight))
        form.changeButton.setVisible(column.work is not None)
        form.changeButton.setEnabled(self._may_write())
        marks = self._figures.column(at)
        absent = self._figures.absent(at)
        here = sum(1 for pupil in self._store.pupils if pupil.belongs(column.lesson.held_on))
        mean = f", средний {decimal_text(marks.mean)}" if marks.mean is not None else ""
        shares = f"\nкачество {marks.quality} %, успеваемость {marks.success} %" if marks.total else ""
        shares = shares.replace(" ", _NO_BREAK).replace(f",{_NO_BREAK}", ", ")
        form.countLabel.setText(f"{self._figures.column_counts(at)[1]} из {here - len(absent)}{mean}{shares}")
        words = plural(len(absent), "отсутствует", "отсутствуют", "отсутствуют").replace(" ", " ") if absent else ""
        form.absentBadge.setText(words)
        self._show_badge()
        form.absentTitle.setVisible(bool(absent))
        form.line2.setVisible(bool(absent))
        self._fill_absent([(f"{pupil.last_name} {pupil.first_name}", code) for pupil, code in absent])

    def _fill_absent(self, absent: list[tuple[str, str]]) -> None:
        grid = self._form.absentGrid
        while (item := grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, code) in enumerate(absent):
            reason = QLabel(REASON_WORDS[code], self)
            reason.setProperty("words", "warning" if code == "н" else "caption")
            grid.addWidget(QLabel(name, self), row, 0)
            grid.addWidget(reason, row, 1, Qt.AlignmentFlag.AlignRight)

    # Writing

    def _may_write(self) -> bool:
        lesson = self.lesson
        return lesson is not None and self._store.page.writable and lesson.writable and lesson.state != "cancelled"

    def _expected(self, lesson: Lesson, entry: LessonField) -> str:
        return self._typed.get(entry, str(getattr(lesson, entry)))

    def _write(self, entry: LessonField, value: str | bool) -> None:
        if self.lesson is not None:
            self._entries.write(self.lesson, entry, value)

    def _no_homework(self, none: bool) -> None:
        self.save_texts()
        if none:
            with QSignalBlocker(self._form.homeworkEdit):
                self._form.homeworkEdit.setPlainText("")
            self._typed["homework"] = ""
        self._write("homework_none", none)

    def _decide(self, entry: LessonField, choice: str) -> None:
        if self.lesson is not None:
            self._entries.decide(self.lesson.lesson_id, entry, choice)
            self._texts[entry].setFocus()

    # Following the store

    def _given_up(self, lesson_id: int) -> None:
        if self.lesson is not None and self.lesson.lesson_id == lesson_id:
            self._fill_entries(self.lesson, texts=True)

    def _entry_changed(self, lesson_id: int, entry: str) -> None:
        lesson = self.lesson
        if lesson is None or lesson.lesson_id != lesson_id:
            return
        for text in self._texts:
            if text == entry and self._entries.state(lesson_id, text) == "kept":
                self._typed.pop(text, None)
        if entry == "lesson_plan_topic_id" and lesson.topic != self._form.topicEdit.toPlainText().strip():
            self._typed.pop("topic", None)
            with QSignalBlocker(self._form.topicEdit):
                self._form.topicEdit.setPlainText(lesson.topic)
        self._fill_entries(lesson, texts=False)
        self._follow_card()

    def _totals_changed(self, at: int) -> None:
        if self._column is not None and self._store.columns[at] is self._column:
            self._fill_work()
            self._follow_card()

    def _header_changed(self, at: int) -> None:
        if self._column is not None and self._store.columns[at] is self._column:
            self._fill_entries(self._column.lesson, texts=False)
            self._fill_work()
