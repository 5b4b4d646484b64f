"""Sheets over the lesson pane: homework of single pupils, notes, the briefing with its list, files."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
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
from ejournal_desktop.domain.lesson_card import MEDIA_TYPES, Briefing, LessonCard, NoteKind
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
_FILTER: Final = f"Файлы ({' '.join(f'*{ending}' for ending in MEDIA_TYPES)})"
_KILO: Final = 1024


def named(pupil: Pupil) -> str:
    """«Абрамов Кирилл»."""
    return f"{pupil.last_name} {pupil.first_name}"


class _Sheet(QDialog):
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
            yes.setProperty("kind", "primary")
        self.buttons.addButton("Отмена" if writes else "Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def finish(self, width: int, height: int) -> None:
        """Put the buttons last."""
        self.column.addWidget(self.buttons)
        look = theme.current()
        self.resize(look.px(width), look.px(height))
        style.fit(self)


class IndividualDialog(_Sheet):
    """A line for each pupil; only what was changed is written."""

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
        self.accepted.connect(self._write)
        self.finish(560, 460)

    def _write(self) -> None:
        for row, pupil in enumerate(self._pupils):
            item = self.table.item(row, 1)
            text = item.text().strip() if item is not None else ""
            if text != self._was.get(pupil.pupil_id, ""):
                self._store.write_homework(pupil.pupil_id, text)


class NotesDialog(_Sheet):
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


class BriefingDialog(_Sheet):
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
        self.finish(440, 520)

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


class FilesDialog(_Sheet):
    """Files of the lesson: added by dialog or dragged in, saved where the person says, never opened from here."""

    def __init__(self, store: CardStore, *, writable: bool, parent: QWidget) -> None:
        super().__init__("Файлы к уроку", parent, writes=False)
        self._store, self._writable = store, writable
        self.setAcceptDrops(writable)
        self.list = QListWidget(self)
        self.list.setObjectName("fileList")
        self.list.setAccessibleName("Файлы урока")
        self.state = QLabel("До 20 МБ. Файлы можно перетащить сюда.", self)
        self.state.setObjectName("fileState")
        self.state.setProperty("words", "second")
        self.state.setWordWrap(True)
        self.add, self.save = QPushButton("Добавить…", self), QPushButton("Сохранить как…", self)
        self.drop = QPushButton("Убрать", self)
        line = QHBoxLayout()
        for button, name in (
            (self.add, "fileAdd"),
            (self.save, "fileSave"),
            (self.drop, "fileDrop"),
        ):
            button.setObjectName(name)
            line.addWidget(button)
        line.addStretch(1)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.state)
        self.column.addLayout(line)
        self.add.clicked.connect(self._choose)
        self.save.clicked.connect(self._save_as)
        self.drop.clicked.connect(self._drop)
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        store.card_changed.connect(self._show)
        store.file_changed.connect(self._say)
        store.said.connect(self._say)
        self._show()
        self.finish(520, 360)

    def _show(self) -> None:
        card = self._store.card
        self.list.clear()
        for file in card.attachments if card is not None else ():
            size = (
                f"{max(1, round(file.size / _KILO))} КБ"
                if file.size < _KILO * _KILO
                else f"{file.size / _KILO**2:.1f} МБ"
            )
            item = QListWidgetItem(f"{file.file_name} · {size.replace('.', ',')} · {file.author}")
            item.setData(Qt.ItemDataRole.UserRole, (file.attachment_id, file.file_name))
            self.list.addItem(item)
        self._enable()

    def _enable(self) -> None:
        item = self.list.currentItem()
        self.add.setEnabled(self._writable)
        self.save.setEnabled(item is not None and item.data(Qt.ItemDataRole.UserRole)[0] > 0)  # the server has it
        self.drop.setEnabled(item is not None and self._writable)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "Прикрепить файлы", "", _FILTER)
        if chosen:
            self._store.attach([Path(path) for path in chosen])

    def _save_as(self) -> None:
        key, name = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        chosen, _ = QFileDialog.getSaveFileName(self, "Сохранить как", name)
        if chosen:
            self._store.save_as(key, Path(chosen))

    def _drop(self) -> None:
        self._store.void_file(self.list.currentItem().data(Qt.ItemDataRole.UserRole)[0])

    def _say(self, words: str) -> None:
        if words:
            self.state.setText(words)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer only."""
        if self._writable and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dragged in."""
        self._store.attach([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()
