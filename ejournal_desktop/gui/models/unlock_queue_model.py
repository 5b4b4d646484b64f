"""Requests to open as a table: who asks for what, why, and who has already acted."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ejournal_desktop.domain.unlocks import Unlock
from ejournal_desktop.gui.grid.lock_text import period_words
from ejournal_desktop.gui.grid.unlock_text import until_words

HEADS: Final = ("Запрошено", "Учитель", "Журнал", "Открыть", "Причина", "Состояние", "Кто уже решил")
_STATES: Final = {"waiting": "ждёт согласования", "agreed": "согласовано, ждёт администратора", "over": "закончилось"}
_DRAFTS: Final = {
    None: "ждёт приказа",
    "waiting": "приказ у директора",
    "approved": "приказ подписан",
    "returned": "приказ возвращён",
}

_Index = QModelIndex | QPersistentModelIndex


class UnlockQueueModel(QAbstractTableModel):
    """The requests that are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.unlocks: tuple[Unlock, ...] = ()

    def show(self, unlocks: tuple[Unlock, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.unlocks = unlocks
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Requests."""
        return 0 if parent.isValid() else len(self.unlocks)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """All columns."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Heads of the columns, numbers of the rows."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return HEADS[section] if orientation == Qt.Orientation.Horizontal else section + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell: its text, and the whole row for who listens."""
        if not index.isValid():
            return None
        unlock = self.unlocks[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return texts(unlock)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADS[index.column()]}: {texts(unlock)[index.column()] or 'нет'}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return ", ".join(part for part in texts(unlock) if part)
        return None


def texts(unlock: Unlock) -> tuple[str, ...]:
    """The row in words."""
    return (
        f"{unlock.requested_at:%d.%m %H:%M}", unlock.person, unlock.course, scope_words(unlock), unlock.reason,
        state_words(unlock), who_acted(unlock),
    )  # fmt: skip


def scope_words(unlock: Unlock) -> str:
    """«урок 08.09», or «I четверть, страница»."""
    if unlock.held_on is not None:
        return f"урок {unlock.held_on:%d.%m}"
    return f"{period_words(unlock.period_kind or '', unlock.period_number or 0)}, страница"


def state_words(unlock: Unlock) -> str:
    """«открыто до 18:00 12.10», «отказано: …»."""
    if unlock.state == "open":
        return f"открыто до {until_words(unlock.open_until)}"
    if unlock.state == "refused":
        return f"отказано: {unlock.refused_reason}"
    if unlock.is_period and unlock.state == "waiting":
        return _DRAFTS.get(unlock.draft, _DRAFTS[None])
    return _STATES[unlock.state]


def who_acted(unlock: Unlock) -> str:
    """«согласовано: Тарасова И. Н., 25.09 10:40; открыто: …»."""
    acts = (
        ("согласовано", unlock.agreed_by, unlock.agreed_at),
        ("отказано", unlock.refused_by, unlock.refused_at),
        ("открыто", unlock.opened_by, unlock.opened_at),
        ("закрыто", unlock.closed_by, unlock.closed_at),
    )
    said = [f"{act}: {who}, {at:%d.%m %H:%M}" for act, who, at in acts if who and at]
    if unlock.order:
        said.append(f"приказ {unlock.order}")
    if unlock.seen_at:
        said.append("директор просмотрел")
    return "; ".join(said)
