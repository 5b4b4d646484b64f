"""The correction sheet on the screen: its lines, each may be taken back by who keeps the course."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from ejournal_desktop.domain.lesson_plan import Correction
from ejournal_desktop.domain.lesson_plan_book import PlanBook
from ejournal_desktop.gui import style, theme

_KINDS = {"shift": "темы сдвинуты", "merge": "объединены темы", "extra": "дополнительный урок"}


class CorrectionsDialog(QDialog):
    """What stands on the sheet; printed or saved from here."""

    print_wanted = Signal()
    void_wanted = Signal(int)

    def __init__(self, book: PlanBook, *, may_void: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Лист корректировки · {book.group_name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._may_void = may_void
        self.list = QListWidget(self)
        self.list.setObjectName("correctionList")
        self.list.setAccessibleName("Корректировки")
        self.list.setWordWrap(True)
        places = {topic.topic_id: place for place, topic in enumerate(book.topics, start=1)}
        for correction in book.corrections:
            item = QListWidgetItem(_words(correction, places.get(correction.topic_id, 0)))
            item.setData(Qt.ItemDataRole.UserRole, correction.correction_id)
            self.list.addItem(item)
        acts = [(lesson.held_on, lesson.cause) for lesson in book.lessons if lesson.is_cancelled and lesson.cause]
        for day, cause in acts:
            self.list.addItem(QListWidgetItem(f"{day:%d.%m} · урок не состоялся · {cause}"))
        if not book.corrections and not acts:
            self.list.addItem(QListWidgetItem("Корректировок ещё нет."))
        self.void = QPushButton("Убрать", self)
        self.void.setObjectName("voidButton")
        self.void.setEnabled(False)
        self.paper = QPushButton("Просмотр и печать…", self)
        self.paper.setObjectName("paperButton")
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.void, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.addButton(self.paper, QDialogButtonBox.ButtonRole.AcceptRole)
        style.set_state(self.paper, "kind", "primary")
        buttons.addButton("Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        self.list.currentItemChanged.connect(lambda _now, _before: self.void.setEnabled(self._chosen() is not None))
        self.void.clicked.connect(self._void)
        buttons.accepted.connect(self._print)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        self.resize(theme.current().px(560), theme.current().px(320))
        style.fit(self)

    def _chosen(self) -> int | None:
        item = self.list.currentItem()
        key: int | None = item.data(Qt.ItemDataRole.UserRole) if item is not None and self._may_void else None
        return key

    def _void(self) -> None:
        key = self._chosen()
        if key is not None:
            self.accept()
            self.void_wanted.emit(key)

    def _print(self) -> None:
        self.accept()
        self.print_wanted.emit()


def _words(correction: Correction, place: int) -> str:
    places = f"{place}–{correction.until_place}" if correction.until_place else str(place)
    day = f" {correction.on_date:%d.%m}" if correction.on_date else ""
    return f"№ {places} · {_KINDS[correction.kind]}{day} · {correction.reason} — {correction.author}"
