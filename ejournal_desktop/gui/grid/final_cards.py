"""Cards over the totals: the reason of a final mark, the proposals of a class, the forecast of a pupil."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ejournal_desktop.gui.grid.cell_card import CellCard
from ejournal_desktop.gui.grid.cell_text import decimal_text
from ejournal_desktop.gui.grid.final_text import accept_words, doubt_words, rule_words, ways_words
from ejournal_desktop.gui.models.finals_book import FinalsBook
from ejournal_desktop.gui.models.page_figures import PageFigures
from ejournal_desktop.gui.russian_dates import plural

NOT_ATTESTED: Final = "н/а"
_LONGEST: Final = 300
_LISTED: Final = 6
_REASONS: Final = (
    "По итогам контрольных работ",
    "Положительная динамика к концу периода",
    "Решение по локальному акту школы",
)
_NO_MARKS: Final = ("Пропущено больше половины уроков", "Нет отметок: длительная болезнь", "Работы не сданы")


def missed_words(book: FinalsBook, row: int) -> str:
    """«Пропущено 14 из 20 уроков (70 %)»."""
    missed = book.figures.missed(row)
    lessons = plural(missed.held, "урока", "уроков", "уроков")
    return f"Пропущено {missed.missed} из {lessons} ({missed.percent} %)"


class ReasonCard(CellCard):
    """Why a final differs from the proposed one, or why there is none: asked in place and kept."""

    given = Signal(str)

    def __init__(self, pane: QWidget, book: FinalsBook, row: int, value: str, proposed: int | None) -> None:
        pupil = book.store.pupils[row]
        instead = f" вместо предложенной {proposed}" if proposed is not None and value != NOT_ATTESTED else ""
        super().__init__(pane, "reason_card", "question", f"{pupil.last_name} {pupil.first_name}: {value}{instead}")
        no_marks = value == NOT_ATTESTED
        if no_marks:
            self.add_line(missed_words(book, row) + ".", "second")
        self.reason = QComboBox(self)
        self.reason.setObjectName("final_reason")
        self.reason.setAccessibleName("Причина")
        self.reason.setEditable(True)
        self.reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        missed = book.figures.missed(row)
        first = (f"Пропущено {missed.percent} % уроков",) if no_marks and missed.missed else ()
        self.reason.addItems([*first, *(_NO_MARKS if no_marks else _REASONS)])
        self.reason.setCurrentIndex(-1)
        self.reason.setEditText("")
        edit = self.reason.lineEdit()
        if edit is not None:
            edit.setPlaceholderText("Причина: она останется в журнале")
            edit.setMaxLength(_LONGEST)
            edit.returnPressed.connect(self.give)
        self.add_widget(self.reason)
        self._missing = self.add_line("Без причины отметка не ставится.", "error")
        self._missing.hide()
        self.add_button("Поставить  Enter", "give_reason", "primary").clicked.connect(self.give)
        self.setFocusProxy(self.reason)

    def give(self) -> None:
        """Set the mark with the reason."""
        reason = self.reason.currentText().strip()
        if not reason:
            self._missing.show()
            self.place()
            return
        self.shut()
        self.given.emit(reason)


class AcceptCard(CellCard):
    """«Принять 21 предложение (3 спорных останутся)»."""

    accepted = Signal()

    def __init__(self, pane: QWidget, certain: int, disputed: list[str]) -> None:
        super().__init__(pane, "accept_card", "check-circle", accept_words(certain, len(disputed)))
        if disputed:
            more = f" и ещё {len(disputed) - _LISTED}" if len(disputed) > _LISTED else ""
            self.add_line(f"Посмотрите сами: {', '.join(disputed[:_LISTED])}{more}.", "second")
        self.add_line("Поставленные отметки не меняются. Отменить — Ctrl+Z.", "caption")
        self.button = self.add_button("Принять  Enter", "accept_all", "primary")
        self.button.clicked.connect(self._accept)
        self.setFocusProxy(self.button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter accepts wherever the focus is; a button alone would want the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
            return
        super().keyPressEvent(event)

    def _accept(self) -> None:
        self.shut()
        self.accepted.emit()


class ForecastCard(CellCard):
    """«Прогноз»: the proposal of a pupil, why it is disputed, and what leads to the next mark."""

    def __init__(self, pane: QWidget, book: FinalsBook, averages: PageFigures, row: int) -> None:
        pupil, figures = book.store.pupils[row], book.figures
        super().__init__(pane, "forecast_card", "question", f"{pupil.last_name} {pupil.first_name}: прогноз")
        for line in forecast_lines(book, averages, row):
            self.add_line(line)
        if figures.policy.proposes:
            self.add_line(f"Правило школы: {rule_words(figures.policy)}.", "caption")


def forecast_lines(book: FinalsBook, averages: PageFigures, row: int) -> list[str]:
    """The lines of the forecast of a pupil: for the card and for the lesson pane."""
    figures = book.figures
    average = averages.average(row)
    if not figures.policy.proposes:
        return ["Прогноза нет: правило школы (локальный акт) в журнал не введено.", missed_words(book, row) + "."]
    proposal = figures.proposal(row)
    if proposal is None or average is None:
        return ["Отметок, по которым считают прогноз, пока нет.", missed_words(book, row) + "."]
    disputed = f" — спорно: {doubt_words(proposal)}" if proposal.doubts else ""
    lines = [f"Средний балл {decimal_text(average)}, прогноз {proposal.mark}{disputed}."]
    ways = ways_words(*figures.ways(row))
    if ways:
        lines.append(ways + ".")
    lines.append(missed_words(book, row) + ".")
    return lines
