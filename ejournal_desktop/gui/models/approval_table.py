"""What is approved as a table: the difference, or the document itself; each row says in words what changed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from ejournal_desktop.domain.approval_changes import Change, ChangeKind
from ejournal_desktop.domain.approvals import (
    AccountReissued,
    ClassTeacherGiven,
    Content,
    CurriculumRow,
    FinalsScope,
    LoadRow,
    PageOpening,
    ResultsScope,
    RoleEnded,
    RoleGiven,
)
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.sentences.approval_words import ROLES

_Index = QModelIndex | QPersistentModelIndex
SIGN, PLACE, WAS, BECOMES, HOURS = range(5)
_SIGNS: Final[dict[ChangeKind, str]] = {"changed": "≠", "added": "+", "removed": "−"}
_TOKENS: Final[dict[ChangeKind, str]] = {"changed": "accent", "added": "ok", "removed": "err"}
_SPOKEN: Final[dict[ChangeKind, str]] = {"changed": "изменено", "added": "добавлено", "removed": "убрано"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table; ``kind`` ``None``: nothing changed in it."""

    cells: tuple[str, ...]
    kind: ChangeKind | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Heads and rows."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def table_of_changes(changes: tuple[Change, ...]) -> Table:
    """«≠ 6Б · Математика | Сидорова Е. П. | Петрова А. В. | 5»."""
    rows = tuple(
        Row((_SIGNS[each.kind], each.place, each.was, each.becomes, signed(each.hours)), each.kind) for each in changes
    )
    return Table(("", "Класс, предмет", "Было", "Станет", "Часы"), rows)


def table_of_content(content: Content) -> Table:
    """The document: courses, hours, or the facts of an order one under another."""
    if isinstance(content, tuple):
        return _table_of_rows(content)
    return Table(("", "", ""), tuple(Row(("", name, value)) for name, value in _facts(content) if value))


def signed(hours: Decimal) -> str:
    """«+1», «−0,5»; empty for nothing."""
    return f"{hours.normalize():+f}".replace("-", "−").replace(".", ",") if hours else ""


def _table_of_rows(content: tuple[LoadRow, ...] | tuple[CurriculumRow, ...]) -> Table:
    rows = []
    for row in content:
        hours = f"{row.hours.normalize():f}".replace(".", ",")
        if isinstance(row, LoadRow):
            teachers = "; ".join(holder.name for holder in row.holders) or "учитель не назначен"
            rows.append(Row(("", f"{row.group} · {row.subject}", teachers, hours)))
        else:
            rows.append(Row(("", f"{row.stream} · {row.subject}", "", hours)))
    return Table(("", "Класс, предмет", "Учитель", "Часы"), tuple(rows))


def _facts(content: Content) -> tuple[tuple[str, str], ...]:
    match content:
        case FinalsScope():
            return (
                ("Ученик", content.pupil),
                ("Классы", content.classes),
                ("Итоги выставляют", f"с {content.opens_on:%d.%m.%Y} по {content.closes_on:%d.%m.%Y}"),
                ("Период кончается", f"{content.period_ends_on:%d.%m.%Y}"),
            )
        case ResultsScope():
            return (
                ("Что выставляют", content.named),
                ("Ученик", content.pupil),
                ("Классы", content.classes),
                ("Предмет", content.subject or "все предметы"),
                ("Выставляют", f"с {content.opens_on:%d.%m.%Y} по {content.closes_on:%d.%m.%Y}"),
            )
        case PageOpening():
            until = f"{content.open_until:%d.%m.%Y %H:%M}" if content.open_until else ""
            return (
                ("Страница", f"{content.group} · {content.subject}"),
                ("Учитель", content.person),
                ("Причина", content.why),
                ("Открыть до", until),
            )
        case RoleGiven():
            days = (
                f"с {content.starts_on:%d.%m.%Y}" if content.starts_on else "",
                f"по {content.ends_on:%d.%m.%Y}" if content.ends_on else "",
            )
            acts = "и. о.: " if content.acts else ""
            return (
                ("Кому", content.person),
                ("Роль", f"{acts}{ROLES[content.role]}"),
                ("Срок", " ".join(day for day in days if day) or "бессрочно"),
            )
        case _:
            return _facts_of_person(content)


def _facts_of_person(content: Content) -> tuple[tuple[str, str], ...]:
    match content:
        case RoleEnded():
            last = f"{content.last_day:%d.%m.%Y}" if content.last_day else "снять сразу"
            return (("У кого", content.person), ("Роль", ROLES[content.role]), ("Последний день", last))
        case ClassTeacherGiven():
            return (("Кто", content.person), ("Класс", content.class_name), ("Сейчас", content.present or "никто"))
        case AccountReissued():
            return (("Кому", content.person), ("Роли", ", ".join(ROLES[role] for role in content.roles)))
    return ()


class ApprovalTableModel(QAbstractTableModel):
    """One table at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = Table((), ())

    def show(self, table: Table) -> None:
        """Show this one."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Rows of the table."""
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Its columns."""
        return 0 if parent.isValid() else len(self._table.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Heads of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._table.heads[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell: its text, its words, how it looks."""
        if not index.isValid():
            return None
        row, column = self._table.rows[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return row.cells[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = _SPOKEN[row.kind] if row.kind and column == SIGN else row.cells[column]
            return f"{self._table.heads[column]}: {said}".removeprefix(": ")
        if role == Qt.ItemDataRole.TextAlignmentRole and self._table.heads[column] == "Часы":
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if row.kind is None:
            return None
        return _look(row.kind, column, role)


def _look(kind: ChangeKind, column: int, role: int) -> Any:
    look = theme.current()
    if role == Qt.ItemDataRole.BackgroundRole and kind != "changed":
        return look.color("ok_bg" if kind == "added" else "err_bg")
    if role == Qt.ItemDataRole.ForegroundRole and column in {SIGN, WAS}:
        return look.color(_TOKENS[kind] if column == SIGN else "text_2")
    if role == Qt.ItemDataRole.FontRole:
        font = QFont(look.font("strong" if column in {SIGN, BECOMES} else "body"))
        font.setStrikeOut(column == WAS and kind != "added")
        return font
    return None
