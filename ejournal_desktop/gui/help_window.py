"""The user guide inside the program: F1 opens the page of the screen, F1 again its keys."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.actions import Entry, key_text
from ejournal_desktop.gui.forms.ui_help_window import Ui_HelpWindow

TOPICS: Final = (
    ("sign-in", "Вход"),
    ("today", "Сегодня"),
    ("journals", "Список журналов"),
    ("journal", "Страница журнала"),
    ("lesson-plans", "КТП"),
    ("paper-copy", "Бумажная копия журнала"),
    ("changed-marks", "Изменения отметок"),
    ("approvals", "Приказы и согласования"),
    ("finals", "Итоги периода"),
    ("control-schedule", "График контрольных работ"),
    ("debts", "Задолженности и пересдачи"),
    ("council", "Решения педсовета"),
    ("duties", "Обязанности"),
    ("session-hours", "Часы психолога"),
    ("people-access", "Люди и доступ"),
    ("find", "Поиск и режим проектора"),
    ("lock", "Блокировка окна и смена пользователя"),
    ("keys", "Клавиши"),
    ("look", "Вид окна и размер"),
    ("whats-new", "Что нового"),
)
_KEYS_OF_PAGE: Final = "keys-of-page"


class HelpWindow(QWidget):
    """Pages of ``resources/help`` and the keys of the screen it was called from."""

    called = Signal()
    """It was called from a screen."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._entries: list[Entry] = []
        self._topic = ""
        self.ui = Ui_HelpWindow()
        self.ui.setupUi(self)
        for topic, title in TOPICS:
            item = QListWidgetItem(title, self.ui.topics)
            item.setData(Qt.ItemDataRole.UserRole, topic)
        self.ui.topics.currentItemChanged.connect(self._topic_chosen)
        self.ui.text.anchorClicked.connect(lambda url: self.open(url.toString().removesuffix(".md")))
        self.ui.closeButton.clicked.connect(self.close)
        style.fit(self)
        self.resize(theme.current().px(860), theme.current().px(620))

    @property
    def topic(self) -> str:
        """The page that is open."""
        return self._topic

    def call(self, topic: str, entries: list[Entry]) -> None:
        """F1 on a screen: its page, or the screen's keys when that page is open already."""
        self._entries = entries
        if self.isVisible() and self._topic == topic:
            self.show_keys(entries)
        else:
            self.open(topic)
        self.called.emit()
        self.show()
        self.activateWindow()

    def open(self, topic: str) -> None:
        """Show a page of the guide."""
        known = [name for name, _ in TOPICS]
        if topic not in known:
            return
        self._topic = topic
        self.ui.topics.blockSignals(True)
        self.ui.topics.setCurrentRow(known.index(topic))
        self.ui.topics.blockSignals(False)
        self.ui.text.setMarkdown((self._folder / f"{topic}.md").read_text(encoding="utf-8"))

    def show_keys(self, entries: list[Entry]) -> None:
        """List the keys that work on a screen, as its actions are registered."""
        self._topic = _KEYS_OF_PAGE
        self.called.emit()
        rows = [(entry.spec.keys[0], entry) for entry in entries if entry.spec.keys]
        lines = ["# Клавиши этой страницы", "", "| Клавиша | Действие |", "| --- | --- |"]
        for key, entry in rows:
            reason = f" — {entry.reason}" if entry.reason else ""
            lines.append(f"| **{key_text(key)}** | {entry.spec.text.rstrip('…')}{reason} |")
        lines += ["", "Клавиши работают при русской и при латинской раскладке."]
        self.ui.text.setMarkdown("\n".join(lines))
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, F1 shows the keys of the screen."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_F1:
            self.show_keys(self._entries)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The text has the focus, so that arrows scroll it."""
        super().showEvent(event)
        self.ui.text.setFocus()

    def _topic_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.open(item.data(Qt.ItemDataRole.UserRole))
