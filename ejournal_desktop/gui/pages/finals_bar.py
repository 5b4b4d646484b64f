"""The strip above a page while its finals are set: until when, under which order, how many are there."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ejournal_desktop.domain.finals import FinalsScope
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.grid.lock_text import period_words
from ejournal_desktop.gui.models.final_states import FinalColumn
from ejournal_desktop.gui.models.finals_book import FinalsBook

_ROOMY: Final = 900
_ACCEPT: Final = ("Принять предложения…", "Принять…")
_FINISH: Final = ("Завершить выставление…", "Завершить…")
"""The words of a button where there is room, and where there is little."""


class FinalsBar(QFrame):
    """Says how the setting of finals stands; two buttons while it is open."""

    accept_wanted = Signal()
    finish_wanted = Signal()
    flagged_wanted = Signal()
    disputed_wanted = Signal()

    def __init__(self, book: FinalsBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._book = book
        self._words = self._short = ""
        self.setObjectName("finals_bar")
        self.setProperty("banner", "info")
        self.setProperty("strip", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(10)
        self.words = QLabel(self)
        self.words.setObjectName("finals_words")
        self.words.setWordWrap(True)
        row.addWidget(self.words, 1)
        self.flagged = self._button(row, "Показать", "show_flagged", self.flagged_wanted)
        self.disputed = self._button(row, "Спорные", "show_disputed", self.disputed_wanted)
        self.accept = self._button(row, _ACCEPT[0], "accept_proposals", self.accept_wanted)
        self.finish = self._button(row, _FINISH[0], "finish_finals", self.finish_wanted)
        book.loaded.connect(self.tell)
        book.row_changed.connect(lambda _row: self.tell())
        self.tell()

    def _button(self, row: QHBoxLayout, text: str, name: str, wanted: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.clicked.connect(wanted)
        row.addWidget(button)
        return button

    def tell(self) -> None:
        """Words and buttons of the present state."""
        column = FinalColumn("period", self._book.store.page.period.period_id)
        lock = self._book.column_lock(column)
        is_open = lock is None
        flagged = self.flagged_rows()
        words = open_words(self._book, column) if is_open else waiting_words(self._book)
        if flagged:
            words = f"{words} {flagged_words(self._book, flagged)}".strip()
        self._words, self._short = words, count_words(self._book, column) if is_open else words
        tone = "warn" if flagged else "info"
        style.set_state(self, "banner", tone)
        style.set_state(self.words, "tone", tone)  # drawn anew in the colour of its strip
        self.flagged.setVisible(bool(flagged))
        disputed = self.disputed_rows() if is_open else []
        self.disputed.setVisible(bool(disputed))
        self.disputed.setText(f"Спорные: {len(disputed)}")
        self.disputed.setToolTip("К следующему спорному предложению")
        self.accept.setVisible(is_open and self._book.figures.policy.proposes)
        self.finish.setVisible(is_open and self._book.opened_again is None)
        self.setVisible(bool(words))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is little room: the grid below needs its rows."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_roomy = self.width() >= theme.current().px(_ROOMY)
        self.words.setText(self._words if is_roomy else self._short)
        self.words.setToolTip("" if is_roomy else self._words)
        self.words.setWordWrap(is_roomy)
        across = QSizePolicy.Policy.Preferred if is_roomy else QSizePolicy.Policy.Ignored
        self.words.setSizePolicy(across, QSizePolicy.Policy.Preferred)
        for button, (long, short) in ((self.accept, _ACCEPT), (self.finish, _FINISH)):
            button.setText(long if is_roomy else short)
            button.setToolTip("" if is_roomy else long.rstrip("…"))
            button.setAccessibleName(long.rstrip("…"))

    def flagged_rows(self) -> list[int]:
        """Pupils whose marks changed after their final was set."""
        column = FinalColumn("period", self._book.store.page.period.period_id)
        return [row for row in range(len(self._book.store.pupils)) if self._book.state(row, column).changed_after]

    def disputed_rows(self) -> list[int]:
        """Pupils without a final whose proposal a person has to look at."""
        column = FinalColumn("period", self._book.store.page.period.period_id)
        rows = range(len(self._book.store.pupils))
        return [row for row in rows if self._book.shown(row, column) is None and self._is_disputed(row, column)]

    def _is_disputed(self, row: int, column: FinalColumn) -> bool:
        proposal = self._book.proposal(row, column)
        return proposal is not None and proposal.is_disputed


def open_words(book: FinalsBook, column: FinalColumn) -> str:
    """«Выставление за I четверть: до 27.10, приказ № 52 от 21.10.2026. Выставлено 18 из 24.»."""
    period, page = book.store.page.period, book.page
    count = f"{count_words(book, column)}."
    unlock = book.opened_again
    name = period_words(period.kind, period.number)
    if unlock is not None:
        until = unlock.open_until.astimezone(book.store.page.now.tzinfo)
        return f"Страница «{name}» открыта по приказу до {until:%d.%m %H:%M}. {count}"
    scope = page.scope if page is not None else None
    under = f": до {scope.closes_on:%d.%m}, {_order(scope)}" if scope is not None else ""
    rule = "" if book.figures.policy.proposes else " Прогноза нет: правило школы не введено."
    return f"Выставление за {name}{under}. {count}{rule}"


def count_words(book: FinalsBook, column: FinalColumn) -> str:
    """«Выставлено 18 из 24»."""
    rows = [row for row in range(len(book.store.pupils)) if book.figures.is_counted(row)]
    done = sum(book.shown(row, column) is not None for row in rows)
    return f"Выставлено {done} из {len(rows)}"


def waiting_words(book: FinalsBook) -> str:
    """When the setting of finals begins, or when the page was handed over; empty where there is nothing to say."""
    page = book.page
    if page is None:
        return ""
    if page.handed_over is not None:
        at = page.handed_over.at.astimezone(book.store.page.now.tzinfo)
        return f"Страница передана на проверку {at:%d.%m в %H:%M}, {page.handed_over.by}".rstrip(".") + "."
    if page.scope is not None and page.scope.opens_on > page.today and page.may_set:
        name = period_words(book.store.page.period.kind, book.store.page.period.number)
        days = f"с {page.scope.opens_on:%d.%m} по {page.scope.closes_on:%d.%m}"
        return f"Итоги за {name} выставляют {days}, {_order(page.scope)}."
    return ""


def flagged_words(book: FinalsBook, rows: list[int]) -> str:
    """«После выставления изменились отметки: Абрамов К. и ещё 2»."""
    pupil = book.store.pupils[rows[0]]
    more = f" и ещё {len(rows) - 1}." if len(rows) > 1 else ""
    return f"После выставления изменились отметки: {pupil.last_name} {pupil.first_name[:1]}.{more}"


def _order(scope: FinalsScope) -> str:
    return f"приказ {scope.order}"
