"""Sheets over the lesson pane: homework of single pupils, notes, the briefing with its list."""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.domain.gradebook import Pupil
from ejournal_desktop.domain.lesson_card import Briefing, LessonCard, NoteKind
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.models.card_store import CardStore

NOTE_KINDS: Final[dict[NoteKind, str]] = {
    "remark": "замечание",
    "praise": "похвала",
    "recommendation": "рекомендация",
}
BRIEFINGS: Final = (
    "Правила безопасности в кабинете",
    "Безопасность при лабораторной работе",
    "Безопасность на уроке физической культуры",
    "Пожарная безопасность",
    "Правила поведения на экскурсии",
)


def named(pupil: Pupil) -> str:
    """«Абрамов Кирилл»."""
    return f"{pupil.last_name} {pupil.first_name}"


class Sheet(QDialog):
    """Title, a body, «Закрыть» or «Записать»; Esc closes."""

    def __init__(self, title: str, parent: QWidget, *, writes: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 16, 16, 16)
        self.column.setSpacing(8)
        self.buttons = QDialogButtonBox(self)
        if writes:
            yes = self.buttons.addButton("Записать", QDialogButtonBox.ButtonRole.AcceptRole)
            style.set_state(yes, "kind", "primary")
        self.buttons.addButton("Отмена" if writes else "Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def finish(self, width: int, height: int, first: QWidget | None = None) -> None:
        """Put the buttons last, for the eye as for Tab; ``first`` has the keys when the sheet opens."""
        inside = [one for one in self.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        body = [one for one in inside if not self.buttons.isAncestorOf(one)]
        for before, button in pairwise([*body[-1:], *self.buttons.buttons()]):
            QWidget.setTabOrder(before, button)
        if first is not None:
            first.setFocus()
        self.column.addWidget(self.buttons)
        look = theme.current()
        self.resize(look.px(width), look.px(height))
        style.fit(self)


class IndividualDialog(Sheet):
    """A line for each pupil; only what was changed is written; files of the one under the cursor."""

    files_wanted = Signal(object)
    """``Pupil``."""

    def __init__(
        self, store: CardStore, card: LessonCard, pupils: list[Pupil], *, writable: bool, parent: QWidget
    ) -> None:
        super().__init__("Задание отдельным ученикам", parent, writes=writable)
        self._store = store
        self._was = {entry.pupil_id: entry.homework for entry in card.individual}
        self._pupils = pupils
        self.table = QTableWidget(len(pupils), 2, self)
        self.table.setObjectName("individualTable")
        self.table.setAccessibleName("Задания учеников")
        self.table.setHorizontalHeaderLabels(["Ученик", "Задание"])
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(0, theme.current().px(180))
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        for row, pupil in enumerate(pupils):
            name, text = QTableWidgetItem(named(pupil)), QTableWidgetItem(self._was.get(pupil.pupil_id, ""))
            name.setFlags(name.flags() & ~Qt.ItemFlag.ItemIsEditable)
            if not writable:
                text.setFlags(text.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.table.setItem(row, 0, name)
            self.table.setItem(row, 1, text)
        self.table.setCurrentCell(0, 1)
        self.column.addWidget(self.table, 1)
        self.files = self.buttons.addButton("Файлы…", QDialogButtonBox.ButtonRole.ActionRole)
        self.files.setObjectName("individualFiles")
        self.files.setToolTip("Файлы ученику под курсором: их увидит только он и его родители (Alt+F)")
        self.files.setShortcut("Alt+F")
        self.files.clicked.connect(self._ask_files)
        self.table.currentCellChanged.connect(lambda *_cell: self._show_files())
        store.card_changed.connect(self._show_files)
        self.accepted.connect(self._write)
        self._show_files()
        self.finish(560, 460, self.table)

    def _pupil(self) -> Pupil | None:
        row = self.table.currentRow()
        return self._pupils[row] if 0 <= row < len(self._pupils) else None

    def _show_files(self) -> None:
        """How many files the pupil under the cursor has."""
        pupil, card = self._pupil(), self._store.card
        there = [file for file in card.attachments if pupil and file.pupil_id == pupil.pupil_id] if card else []
        self.files.setText(f"Файлы ({len(there)})…" if there else "Файлы…")
        self.files.setEnabled(pupil is not None)

    def _ask_files(self) -> None:
        pupil = self._pupil()
        if pupil is not None:
            self.files_wanted.emit(pupil)

    def _write(self) -> None:
        for row, pupil in enumerate(self._pupils):
            item = self.table.item(row, 1)
            text = item.text().strip() if item is not None else ""
            if text != self._was.get(pupil.pupil_id, ""):
                self._store.write_homework(pupil.pupil_id, text)


class NotesDialog(Sheet):
    """Notes of the lesson and a line for a new one."""

    def __init__(self, store: CardStore, pupils: list[Pupil], *, writable: bool, parent: QWidget) -> None:
        super().__init__("Заметки об учениках", parent, writes=False)
        self._store, self._pupils = store, pupils
        self._names = {pupil.pupil_id: named(pupil) for pupil in pupils}
        self.list = QListWidget(self)
        self.list.setObjectName("noteList")
        self.list.setAccessibleName("Заметки урока")
        self.list.setWordWrap(True)
        self.who, self.kind, self.text = QComboBox(self), QComboBox(self), QLineEdit(self)
        self.add, self.drop = QPushButton("Добавить", self), QPushButton("Убрать", self)
        for widget, name, words in (
            (self.who, "noteWho", "Ученик"),
            (self.kind, "noteKind", "Вид заметки"),
            (self.text, "noteText", "Текст заметки"),
            (self.add, "noteAdd", "Добавить заметку"),
            (self.drop, "noteDrop", "Убрать заметку"),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
            widget.setEnabled(writable)
        self.who.addItems([named(pupil) for pupil in pupils])
        self.kind.addItems(list(NOTE_KINDS.values()))
        self.text.setPlaceholderText("Текст увидят родители и классный руководитель")
        self.text.setMaxLength(500)
        line = QHBoxLayout()
        for widget in (self.who, self.kind):
            line.addWidget(widget)
        line.addWidget(self.text, 1)
        line.addWidget(self.add)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.drop, alignment=Qt.AlignmentFlag.AlignRight)
        self.column.addLayout(line)
        self.add.clicked.connect(self._add)
        self.text.returnPressed.connect(self._add)
        self.add.setAutoDefault(False)
        self.drop.clicked.connect(self._drop)
        store.card_changed.connect(self._show)
        self._show()
        self.finish(720, 400)
        self.who.setFocus()

    def _show(self) -> None:
        card = self._store.card
        self.list.clear()
        for note in card.notes if card is not None else ():
            who = self._names.get(note.pupil_id, "")
            item = QListWidgetItem(f"{who} · {NOTE_KINDS[note.kind]} · {note.text} — {note.author}")
            item.setData(Qt.ItemDataRole.UserRole, note.note_id)
            self.list.addItem(item)

    def _add(self) -> None:
        text = self.text.text().strip()
        if text and self.who.currentIndex() >= 0 and self.add.isEnabled():
            kind = list(NOTE_KINDS)[self.kind.currentIndex()]
            self._store.add_note(self._pupils[self.who.currentIndex()].pupil_id, kind, text)
            self.text.clear()

    def _drop(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._store.void_note(item.data(Qt.ItemDataRole.UserRole))


class BriefingDialog(Sheet):
    """What the briefing was about and who was there; who was absent cannot be ticked."""

    def __init__(
        self,
        store: CardStore,
        card: LessonCard,
        pupils: list[tuple[Pupil, bool]],
        *,
        writable: bool,
        parent: QWidget,
    ) -> None:
        super().__init__("Инструктаж по технике безопасности", parent, writes=writable)
        self._store = store
        held = card.briefing if not card.briefing.is_void else None
        self._make_title(held)
        self._make_list(held, pupils)
        self.title.setEnabled(writable)
        self.list.setEnabled(writable)
        self.column.addWidget(self.title)
        self.column.addWidget(self.list, 1)
        note = QLabel("Снимите все отметки, чтобы убрать инструктаж.", self)
        note.setProperty("words", "caption")
        self.column.addWidget(note)
        self.accepted.connect(self._write)
        self.finish(440, 520, self.list)

    def _make_title(self, held: Briefing | None) -> None:
        self.title = QComboBox(self)
        self.title.setObjectName("briefingTitle")
        self.title.setAccessibleName("О чём инструктаж")
        self.title.setEditable(True)
        self.title.addItems(list(BRIEFINGS))
        if held is not None:
            self.title.setCurrentText(held.title)
        self.title.setMaxCount(20)

    def _make_list(self, held: Briefing | None, pupils: list[tuple[Pupil, bool]]) -> None:
        self.list = QListWidget(self)
        self.list.setObjectName("briefingList")
        self.list.setAccessibleName("Кто прошёл инструктаж")
        for pupil, is_absent in pupils:
            item = QListWidgetItem(f"{named(pupil)}{' · не был' if is_absent else ''}")
            item.setData(Qt.ItemDataRole.UserRole, pupil.pupil_id)
            ticked = not is_absent and (held is None or pupil.pupil_id in held.pupil_ids)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            if is_absent:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)

    def ticked(self) -> list[int]:
        """Pupils who were briefed."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _write(self) -> None:
        title = self.title.currentText().strip()[:300]
        if title:
            self._store.write_briefing(title, self.ticked())
