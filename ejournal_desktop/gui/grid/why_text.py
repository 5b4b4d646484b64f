"""The lines of «Почему?»: the chain of a cell, the rule that closes it, the formula of an average."""

from decimal import Decimal

from ejournal_desktop.domain.averages import Explanation
from ejournal_desktop.domain.cell_history import CellChange, CellHistory
from ejournal_desktop.gui.grid.cell_text import decimal_text, weight_text
from ejournal_desktop.gui.grid.lock_text import window_words
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.russian_dates import day_month

_FIELDS = {"mark": "", "attendance": "", "attempt": "пересдача: "}
_EMPTY = "пусто"


def change_line(change: CellChange) -> str:
    """«3 → 4, Петрова А. В., 26.09 10:42, учитель предмета»."""
    values = f"{_FIELDS[change.field]}{change.was or _EMPTY} → {change.became or _EMPTY}"
    author = change.author or "не учётная запись школы"
    return ", ".join(part for part in (values, author, f"{change.at:%d.%m %H:%M}", change.ground_words) if part)


def standing_lines(store: JournalStore, row: int, column: int) -> list[str]:
    """Who put what stands in the cell and when; attendance has no moment on the page."""
    mark, attendance = store.fields(row, column)
    lines = []
    if mark.kept and mark.author:
        at = f", {mark.entered_at.astimezone(store.page.now.tzinfo):%d.%m %H:%M}" if mark.entered_at else ""
        lines.append(f"Отметка {mark.kept}: {mark.author}{at}.")
    if attendance.kept and attendance.author:
        lines.append(f"Посещаемость «{attendance.kept}»: {attendance.author}.")
    return lines


def rule_line(history: CellHistory) -> str:
    """The setting of clause 3.6 under which the lesson was held."""
    if history.edit_window is None:
        return ""
    source = f" ({history.source})" if history.source else ""
    if history.closes_on is None:
        return f"Срок редактирования: без срока, до конца учебного года{source}."
    return f"Срок редактирования — {window_words(history.edit_window)}: по {day_month(history.closes_on)}{source}."


def history_lines(history: CellHistory) -> list[str]:
    """Every change, newest last, and what of them is told."""
    lines = [change_line(change) for change in history.changes]
    if not lines:
        lines = ["Изменений нет." if history.sees_all else "Ваших изменений нет."]
    return lines if history.sees_all or not history.changes else [*lines, "Показаны ваши изменения."]


def formula_line(explanation: Explanation, *, weighted: bool) -> str:
    """«(5·1 + 4·1 + 5·3)/(1+1+3) = 4,80», or «(5 + 4 + 5)/3 = 4,67»."""
    terms = explanation.terms
    if weighted:
        above = " + ".join(f"{figure}·{weight_text(weight)}" for figure, weight in terms)
        below = f"({'+'.join(weight_text(weight) for _, weight in terms)})"
        result = explanation.weighted
    else:
        above, below = " + ".join(str(figure) for figure, _ in terms), str(len(terms))
        result = explanation.plain
    return f"({above})/{below} = {_figure(result)}"


def average_lines(explanation: Explanation, *, weighted: bool) -> list[str]:
    """The average that the journal shows, by its name; the plain one beside it where weights differ (rulings 26)."""
    if not explanation.terms:
        return ["Отметок, которые входят в средний балл, пока нет."]
    plain = f"Средний балл: {formula_line(explanation, weighted=False)}."
    if not weighted:
        return [plain]
    return [f"Средневзвешенный балл: {formula_line(explanation, weighted=True)}.", plain]


def _figure(value: Decimal | None) -> str:
    return decimal_text(value) if value is not None else "нет"
