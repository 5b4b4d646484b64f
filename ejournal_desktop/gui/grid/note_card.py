"""Shift+F2: the note to a mark, for the diary or for oneself; another's answer is shown beside one's own (ux 5.4.5)."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QWidget

from ejournal_desktop.domain.gradebook import NoteField
from ejournal_desktop.domain.plain_text import is_plain_text, plain_text
from ejournal_desktop.gui import style
from ejournal_desktop.gui.grid.cell_card import CellCard
from ejournal_desktop.gui.grid.cell_text import lesson_words, work_words
from ejournal_desktop.gui.models.journal_store import JournalStore

LONGEST_NOTE: Final = 500
TEMPLATES: Final = (
    "Работа над ошибками до следующего урока.",
    "Можно пересдать, подойдите после урока.",
    "Списано, работа не засчитана.",
    "Нет подписи родителей.",
    "Отличная работа.",
)
_KINDS: Final[tuple[tuple[NoteField, str, str], ...]] = (
    ("note", "Видно в дневнике", "note_public"),
    ("private_note", "Для себя", "note_private"),
)
_MEANING: Final[dict[NoteField, str]] = {
    "note": "Прочтут ученик, его семья и все, кому видна отметка.",
    "private_note": "Прочтёте только вы: ни администратор, ни директор её не видят.",
}
_LINES: Final = 4


class NoteCard(CellCard):
    """The two notes of one mark; Ctrl+Enter saves, Esc leaves everything as it was."""

    written = Signal(str, str)
    """Which note, and its text; empty takes it back."""

    def __init__(self, pane: QWidget, store: JournalStore, row: int, column: int) -> None:
        pupil, place = store.pupils[row], store.columns[column]
        title = f"Заметка к отметке: {pupil.last_name} {pupil.first_name}"
        super().__init__(pane, "note_card", "note-pencil", title)
        self._states = dict(zip(("note", "private_note"), store.notes(row, column), strict=True))
        words = work_words(place, with_weight=False)
        self.add_line(f"{words[0].upper()}{words[1:]}. {lesson_words(place.lesson)}.", "second")
        self._group = QButtonGroup(self)
        self.add_widget(self._switch())
        self._meaning = self.add_line("", "caption")
        self.text = self._edit()
        self.add_widget(self.text)
        self._said = self.add_line("", "error")
        self.add_widget(self._foot())
        private_only = self._states["private_note"].shown and not self._states["note"].shown
        self.field: NoteField = "private_note" if private_only else "note"
        self._group.buttons()[1 if private_only else 0].setChecked(True)
        self._show_field()

    def _switch(self) -> QWidget:
        switch = QWidget(self)
        row = QHBoxLayout(switch)
        row.setContentsMargins(0, 4, 0, 0)
        for at, (_field, words, name) in enumerate(_KINDS):
            button = QPushButton(words, switch)
            button.setObjectName(name)
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            self._group.addButton(button, at)
            row.addWidget(button)
        row.addStretch(1)
        self._group.idClicked.connect(self._choose)
        return switch

    def _edit(self) -> QPlainTextEdit:
        edit = QPlainTextEdit(self)
        edit.setObjectName("note_text")
        edit.setAccessibleName("Текст заметки")
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(edit.fontMetrics().lineSpacing() * _LINES + 14)
        edit.textChanged.connect(self._count)
        edit.installEventFilter(self)
        return edit

    def _foot(self) -> QWidget:
        foot = QWidget(self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        self.save = QPushButton("Сохранить  Ctrl+Enter", foot)
        self.save.setObjectName("note_save")
        self.save.setAccessibleName("Сохранить заметку")
        self.save.setProperty("kind", "primary")
        self.save.clicked.connect(self._write)
        self.templates = QComboBox(foot)
        self.templates.setObjectName("note_templates")
        self.templates.setAccessibleName("Готовые тексты")
        self.templates.addItem("Готовый текст…")
        self.templates.addItems(list(TEMPLATES))
        self.templates.activated.connect(self._take_template)
        self._left = QLabel(foot)
        self._left.setObjectName("note_left")
        self._left.setProperty("words", "caption")
        row.addWidget(self.save)
        row.addWidget(self.templates, 1)
        row.addWidget(self._left)
        return foot

    def show_writing(self) -> None:
        """The cursor stands in the text."""
        style.fit(self)
        self.text.setFocus()
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)

    # What is typed

    def _choose(self, at: int) -> None:
        self.field = _KINDS[at][0]
        self._show_field()
        self.text.setFocus()

    def _show_field(self) -> None:
        state = self._states[self.field]
        self._meaning.setText(_MEANING[self.field])
        self.text.setPlainText(state.shown or "")
        theirs = f"На сервере ({state.author}): {state.kept or 'заметки нет'}" if state.state == "conflict" else ""
        self._say_problem(f"{theirs}. Сохраните свою или закройте карточку." if theirs else "")

    def _take_template(self, at: int) -> None:
        if at > 0:
            before = self.text.toPlainText().rstrip()
            self.text.setPlainText(f"{before} {TEMPLATES[at - 1]}".strip())
            self.templates.setCurrentIndex(0)
            self.show_writing()

    def _count(self) -> None:
        left = LONGEST_NOTE - len(self.text.toPlainText())
        self._left.setText(f"осталось {left}" if left >= 0 else f"лишних {-left}")
        self.save.setEnabled(left >= 0)

    def _write(self) -> None:
        """Hand the text over; what only hides in it is taken out by name, never in silence."""
        text = self.text.toPlainText().strip()
        if len(text) > LONGEST_NOTE:
            return
        if not is_plain_text(text):
            self.text.setPlainText(plain_text(text))
            self._say_problem("Убраны невидимые управляющие знаки. Проверьте текст и сохраните ещё раз.")
            return
        self.written.emit(self.field, text)
        self.shut()

    def _say_problem(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._say()
        if self.isVisible():
            self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter saves, Esc shuts: the text has the focus, not the card."""
        if watched is not self.text or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
            return True
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            if self.save.isEnabled():
                self._write()
            return True
        return False
