"""The sheet of files over the lesson pane: of the whole lesson, or of one pupil's own homework."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QWidget

from ejournal_desktop.domain.gradebook import Pupil
from ejournal_desktop.domain.lesson_card import MEDIA_TYPES
from ejournal_desktop.gui.models.card_store import CardStore
from ejournal_desktop.gui.pages.card_dialogs import Sheet, named

_FILTER: Final = f"Файлы ({' '.join(f'*{ending}' for ending in MEDIA_TYPES)})"
_KILO: Final = 1024


class FilesDialog(Sheet):
    """Files of the lesson, or of one pupil: added by dialog or dragged in, saved elsewhere, never opened from here."""

    def __init__(
        self,
        store: CardStore,
        pupils: Sequence[Pupil],
        *,
        writable: bool,
        parent: QWidget,
        pupil: Pupil | None = None,
    ) -> None:
        """``pupil``: only her files, and what is added is hers; else files of everybody, each with its name."""
        super().__init__(f"Файлы: {named(pupil)}" if pupil else "Файлы к уроку", parent, writes=False)
        self._store, self._writable, self._pupil = store, writable, pupil
        self._names = {one.pupil_id: named(one) for one in pupils}
        self.setAcceptDrops(writable)
        self._make_list()
        self._make_buttons()
        self._connect()
        self._show()
        self.finish(520, 360, self.list)

    def _make_list(self) -> None:
        self.list = QListWidget(self)
        self.list.setObjectName("fileList")
        self.list.setAccessibleName("Файлы урока")
        self.state = QLabel(
            "До 20 МБ. Файлы можно перетащить сюда."
            if self._pupil is None
            else "Увидят только ученик и его родители. До 20 МБ.",
            self,
        )
        self.state.setObjectName("fileState")
        self.state.setProperty("words", "second")
        self.state.setWordWrap(True)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.state)

    def _make_buttons(self) -> None:
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
        self.column.addLayout(line)

    def _connect(self) -> None:
        self.add.clicked.connect(self._choose)
        self.save.clicked.connect(self._save_as)
        self.drop.clicked.connect(self._drop)
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        self._store.card_changed.connect(self._show)
        self._store.file_changed.connect(self._say)
        self._store.said.connect(self._say)

    def _show(self) -> None:
        card = self._store.card
        self.list.clear()
        for file in card.attachments if card is not None else ():
            if self._pupil is not None and file.pupil_id != self._pupil.pupil_id:
                continue
            size = (
                f"{max(1, round(file.size / _KILO))} КБ"
                if file.size < _KILO * _KILO
                else f"{file.size / _KILO**2:.1f} МБ"
            )
            whose = f" · лично: {self._names.get(file.pupil_id, 'ученик')}" if file.pupil_id is not None else ""
            item = QListWidgetItem(f"{file.file_name} · {size.replace('.', ',')} · {file.author}{whose}")
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
            self._attach([Path(path) for path in chosen])

    def _attach(self, paths: list[Path]) -> None:
        self._store.attach(paths, self._pupil.pupil_id if self._pupil is not None else None)

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
        self._attach([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()
