"""What the cells of a plan show: texts, tips, looks."""

from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from ejournal_desktop.domain.lesson_plan import PlacedTopic
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.models.plan_cell_rules import HELD, HOURS, PLANNED, SECTION, STATE, WORK

_STATES: Final = {
    "held": "проведён",
    "merged": "объединён",
    "overdue": "сдвинут",
    "next": "следующий",
    "planned": "",
    "no-lesson": "нет урока",
}


def cell_text(placed: PlacedTopic, column: int) -> str:
    """What stands in a cell."""
    topic = placed.topic
    return (
        topic.section,
        topic.topic,
        "1",
        topic.lesson_type,
        "",
        _day(placed.planned_on),
        _day(placed.held_on) if placed.held_on else (f"жд. {_day(placed.expected_on)}" if placed.expected_on else ""),
        topic.homework,
        _STATES[placed.state] or ("закреплён" if topic.pinned_on else ""),
    )[column]


def _day(day: date | None) -> str:
    return f"{day:%d.%m}" if day else ""


def cell_tip(placed: PlacedTopic, column: int) -> str:
    """What a cell says when asked."""
    if column == PLANNED and placed.topic.pinned_on:
        return f"Закреплена за {placed.topic.pinned_on:%d.%m.%Y}. Ctrl+L — снять"
    if column == HELD and placed.expected_on:
        return f"Ожидается {placed.expected_on:%d.%m.%Y} по расписанию"
    return cell_text(placed, column)


def cell_look(placed: PlacedTopic, column: int, role: int) -> Any:
    """Alignment, weight and colours of a cell."""
    look = theme.current()
    if role == Qt.ItemDataRole.TextAlignmentRole and column in {HOURS, WORK, PLANNED, HELD}:
        return Qt.AlignmentFlag.AlignCenter
    if role == Qt.ItemDataRole.FontRole and (placed.state == "next" or placed.topic.lesson_type == "контроль"):
        bold = QFont()
        bold.setBold(True)
        return bold
    if role == Qt.ItemDataRole.BackgroundRole and placed.state == "next":
        return look.color("accent_bg")
    if role == Qt.ItemDataRole.ForegroundRole:
        if column == STATE and placed.state in {"overdue", "no-lesson"}:
            return look.color("warn" if placed.state == "overdue" else "err")
        if placed.state in {"held", "merged"} or column in {SECTION, PLANNED}:
            return look.color("text_2")
    return None
