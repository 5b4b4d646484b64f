"""The card of a closed cell: why it is closed, until when it was open, who opens, and the request to open it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from ejournal_desktop.domain.cell_locks import Lock
from ejournal_desktop.domain.unlocks import UnlockRequest
from ejournal_desktop.gui import style
from ejournal_desktop.gui.grid.cell_card import CellCard
from ejournal_desktop.gui.grid.lock_text import period_words
from ejournal_desktop.gui.models.journal_store import JournalStore

REASONS: Final = (
    "Ошибка при вводе отметки",
    "Отметка не внесена вовремя",
    "Решение по апелляции или обращению",
    "Болезнь учителя",
    "Другая причина",
)
OPENABLE: Final = frozenset({"window", "handed-over", "order-ended"})
_SPANS: Final = ((1, "на 1 день"), (3, "на 3 дня"), (7, "на неделю"))
_END_OF_DAY: Final = time(18, 0)
_LONGEST_TEXT: Final = 240
_LISTED: Final = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request would open: lessons whose window is over, or the whole period."""

    lesson_ids: tuple[int, ...] = ()
    period_id: int | None = None
    words: str = ""


def wanted_of(store: JournalStore, columns: list[int], row: int) -> Wanted:
    """What is closed of the columns: the period where the page is handed over, else the lessons with a shut window."""
    reasons = {at: lock.reason for at in columns if (lock := _shut_lock(store, at, row)) is not None}
    if not {"handed-over", "order-ended"}.isdisjoint(reasons.values()):
        period = store.page.period
        return Wanted(period_id=period.period_id, words=f"страница целиком, {period_words(period.kind, period.number)}")
    lessons = {store.columns[at].lesson.lesson_id: store.columns[at].lesson for at in reasons}
    days = [f"{lesson.held_on:%d.%m}" for lesson in lessons.values()]
    more = f" и ещё {len(days) - _LISTED}" if len(days) > _LISTED else ""
    return Wanted(tuple(lessons), None, f"{'урок' if len(days) == 1 else 'уроки'} {', '.join(days[:_LISTED])}{more}")


def _shut_lock(store: JournalStore, column: int, row: int) -> Lock | None:
    """The lock that an unlock lifts: of the pupil's own cell first, else of any cell of the column."""
    for at in (row, *range(len(store.pupils))):
        lock = store.locks(at, column).mark
        if lock is not None and lock.reason in OPENABLE:
            return lock
    return None


class LockCard(CellCard):
    """Why a cell is closed; the request form opens in the card."""

    sent = Signal(object)
    """``UnlockRequest``."""

    def __init__(self, pane: QWidget, store: JournalStore, title: str, why: str, wanted: Wanted | None) -> None:
        """``wanted`` ``None``: nobody asks for such a cell, or it was asked for already."""
        super().__init__(pane, "lock_card", "lock-simple", title)
        self._store = store
        self._wanted = wanted
        self._form: QWidget | None = None
        self.add_line(why.removeprefix(f"{title}.").strip(), "second")
        self._ask: QPushButton | None = None
        if wanted is not None:
            self._ask = self.add_button("Запросить открытие…  Ctrl+Shift+L", "ask_unlock")
            self._ask.setAccessibleName("Запросить открытие")
            self._ask.clicked.connect(self.open_form)

    def open_form(self) -> None:
        """Show what is asked for, the reasons and the time."""
        if self._wanted is None or self._form is not None:
            return
        if self._ask is not None:
            self._ask.hide()
        self._form = self._build(self._wanted)
        self.add_widget(self._form)
        self._failure = self.add_line("", "error")
        self._failure.hide()
        self._form.show()  # its height is wanted now, a layout would show it later
        style.fit(self)
        self.place()
        self._reason.setFocus()

    def _build(self, wanted: Wanted) -> QWidget:
        form = QWidget(self)
        rows = QFormLayout(form)
        rows.setContentsMargins(0, 4, 0, 0)
        rows.setSpacing(6)
        self._reason = _combo(form, "unlock_reason", "Причина", REASONS)
        self._text = QLineEdit(form)
        self._text.setObjectName("unlock_text")
        self._text.setAccessibleName("Пояснение")
        self._text.setPlaceholderText("Пояснение: что и почему исправить")
        self._text.setMaxLength(_LONGEST_TEXT)
        self._text.returnPressed.connect(self.send)
        self._span = _combo(form, "unlock_span", "На сколько открыть", [words for _, words in _SPANS])
        self._span.setCurrentIndex(1)
        what = QLabel(wanted.words, form)
        what.setWordWrap(True)
        rows.addRow("Открыть", what)
        rows.addRow("Причина", self._reason)
        rows.addRow("", self._text)
        rows.addRow("Срок", self._span)
        rows.addRow(self._buttons(form))
        return form

    def _buttons(self, form: QWidget) -> QHBoxLayout:
        self._send = QPushButton("Отправить запрос", form)
        self._send.setObjectName("send_unlock")
        self._send.setProperty("kind", "primary")
        self._send.clicked.connect(self.send)
        cancel = QPushButton("Отмена", form)
        cancel.setObjectName("cancel_unlock")
        cancel.clicked.connect(self.shut)
        row = QHBoxLayout()
        row.addWidget(self._send)
        row.addWidget(cancel)
        row.addStretch(1)
        return row

    def send(self) -> None:
        """Ask; «Другая причина» wants words."""
        wanted, text = self._wanted, self._text.text().strip()
        if wanted is None or not self._send.isEnabled():
            return
        reason = self._reason.currentText()
        if reason == REASONS[-1]:
            if not text:
                self.fail("Напишите причину: её прочтут заместитель директора и администратор.")
                self._text.setFocus()
                return
            reason = ""
        self._send.setEnabled(False)
        words = ": ".join(part for part in (reason, text) if part)
        course = self._store.page.course.course_id
        until = _end_of(self._store.page.now, _SPANS[self._span.currentIndex()][0])
        self.sent.emit(UnlockRequest(course, wanted.lesson_ids, wanted.period_id, words, until))

    def fail(self, sentence: str) -> None:
        """The request was not taken: say why, it may be sent again."""
        self._failure.setText(sentence)
        self._failure.show()
        self._send.setEnabled(True)
        self._say()
        self.place()


def _end_of(now: datetime, days: int) -> datetime:
    """18:00 of the day after so many days."""
    return datetime.combine(now.date() + timedelta(days=days), _END_OF_DAY, now.tzinfo)


def _combo(parent: QWidget, name: str, title: str, items: Iterable[str]) -> QComboBox:
    combo = QComboBox(parent)
    combo.setObjectName(name)
    combo.setAccessibleName(title)
    combo.addItems(list(items))
    return combo
