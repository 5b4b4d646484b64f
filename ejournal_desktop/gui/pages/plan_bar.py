"""The bar under a plan: which lesson fell out and what may be done; it never edits by itself."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ejournal_desktop.domain.lesson_plan import Correction, LaidPlan, mergeable
from ejournal_desktop.gui.pages.plan_words import unexplained
from ejournal_desktop.gui.russian_dates import day_month


class PlanBar(QFrame):
    """Offers to shift, to merge, to hold an extra lesson."""

    shift_wanted = Signal(int, object)
    """Row and the day that fell out."""
    merge_wanted = Signal(int)
    extra_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("planBar")
        self.setProperty("banner", "warn")
        self._day: date | None = None
        self._row = -1
        self._merge_row = -1
        self.words = QLabel(self)
        self.words.setObjectName("planBarLabel")
        self.words.setWordWrap(True)
        self.shift = self._button("Записать сдвиг…", "shiftButton")
        self.merge = self._button("Объединить…", "mergeButton")
        self.extra = self._button("Доп. урок…", "extraButton")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 8, 6)
        line.setSpacing(8)
        line.addWidget(self.words, 1)
        for button in (self.shift, self.merge, self.extra):
            line.addWidget(button)
        self.shift.clicked.connect(lambda: self.shift_wanted.emit(self._row, self._day))
        self.merge.clicked.connect(lambda: self.merge_wanted.emit(self._merge_row))
        self.extra.clicked.connect(lambda: self.extra_wanted.emit(self._row))
        self.hide()

    def _button(self, words: str, name: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        return button

    def follow(self, laid: LaidPlan, corrections: tuple[Correction, ...], current: int, *, may_correct: bool) -> None:
        """Say what fell out and has no reason yet, or how far the plan is behind."""
        days = unexplained(laid.progress, corrections)
        waiting = [placed for placed in laid.topics if placed.held_on is None and placed.topic.topic_id is not None]
        behind = laid.progress.deviation
        wanted = bool(days) or behind > 0 or laid.progress.unplaced > 0
        self.setVisible(may_correct and wanted and bool(waiting))
        if self.isHidden() or not waiting:
            return
        self._day = days[0] if days else None
        self._row = waiting[0].place - 1
        self._merge_row = self._pair(laid, current)
        self.words.setText(_words(days, behind, laid.progress.unplaced))
        self.shift.setVisible(self._day is not None)
        self.merge.setEnabled(self._merge_row >= 0)
        places = f" {self._merge_row + 1} и {self._merge_row + 2}" if self._merge_row >= 0 else ""
        self.merge.setText(f"Объединить{places}…")

    def _pair(self, laid: LaidPlan, current: int) -> int:
        """The topic under the cursor and the next, else the first two that may be merged."""
        rows = [current, *range(self._row, len(laid.topics) - 1)]
        return next((row for row in rows if row >= 0 and mergeable(laid, row + 1)), -1)


def _words(days: tuple[date, ...], behind: int, unplaced: int) -> str:
    if days:
        more = f" и ещё {len(days) - 1}" if len(days) > 1 else ""
        return f"Пропал урок {day_month(days[0])}{more}: темы сдвинулись на следующие уроки. Укажите причину."
    if unplaced:
        return f"До конца года не хватает уроков: {unplaced}. Объедините темы или проведите дополнительный урок."
    return f"Отставание от плана: {behind} ч. Его снимают объединением тем или дополнительным уроком."
