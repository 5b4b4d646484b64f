"""The queue of proposals as cards: what, a line of facts, its state, who proposed it and when."""

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ejournal_desktop.domain.approvals import ApprovalHead, ApprovalState
from ejournal_desktop.gui import icons, theme
from ejournal_desktop.gui.russian_dates import day_and_time, day_month
from ejournal_desktop.gui.sentences.approval_words import STATES, SUBJECT_ICONS

_Index = QModelIndex | QPersistentModelIndex
HEAD_ROLE: Final = Qt.ItemDataRole.UserRole
_HEIGHT, _GAP, _PAD, _ICON = 92, 8, 14, 18
_BADGES: Final[dict[ApprovalState, tuple[str, str]]] = {
    "waiting": ("warn", "warn_bg"),
    "approved": ("ok", "ok_bg"),
    "returned": ("err", "err_bg"),
    "withdrawn": ("text_2", "header"),
}


class ApprovalQueueModel(QAbstractListModel):
    """Heads in the order of the server."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads: tuple[ApprovalHead, ...] = ()

    def show(self, heads: tuple[ApprovalHead, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._heads = heads
        self.endResetModel()

    def head(self, row: int) -> ApprovalHead:
        """The proposal of a row."""
        return self._heads[row]

    def row_of(self, approval_id: int | None) -> int:
        """Where a proposal stands; 0 when it is not there."""
        return next((row for row, head in enumerate(self._heads) if head.approval_id == approval_id), 0)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Proposals."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The card, in words for who listens."""
        if not index.isValid():
            return None
        head = self._heads[index.row()]
        if role == HEAD_ROLE:
            return head
        if role == Qt.ItemDataRole.DisplayRole:
            return head.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{head.title}\n{head.summary}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (
                f"{head.title}, {head.summary}, {STATES[head.state]},"
                f" {head.proposed_by}, {day_and_time(head.proposed_at)}"
            )
        return None


class ApprovalCardDelegate(QStyledItemDelegate):
    """Draws a card."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's own names
        """Of one height: the queue is read at a glance."""
        return QSize(0, theme.current().px(_HEIGHT + _GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The card of an index."""
        head = index.data(HEAD_ROLE)
        look = theme.current()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = option.rect.adjusted(look.px(2), look.px(2), -look.px(2), -look.px(_GAP - 2))
        painter.setBrush(look.color("accent_bg" if is_chosen else "surface"))
        marked = is_chosen or has_focus
        painter.setPen(QPen(look.color("accent" if marked else "border"), look.px(2 if marked else 1)))
        painter.drawRoundedRect(card, look.px(8), look.px(8))
        inside = card.adjusted(look.px(_PAD), look.px(10), -look.px(_PAD), -look.px(10))
        side = look.px(_ICON)
        picture = icons.pixmap(SUBJECT_ICONS[head.subject], "text_2", _ICON)
        painter.drawPixmap(QRect(inside.left(), inside.top(), side, side), picture)
        lines = inside.adjusted(side + look.px(12), 0, 0, 0)
        height = _line(painter, lines, head.title, "strong", "text")
        _line(painter, lines.adjusted(0, height + look.px(2), 0, 0), head.summary, "caption", "text_2")
        _bottom(painter, lines, head)
        painter.restore()


def _line(painter: QPainter, room: QRect, text: str, font: theme.FontRole, token: str) -> int:
    """One elided line at the top of the room; returns its height."""
    look = theme.current()
    painter.setFont(look.font(font))
    painter.setPen(look.color(token))
    metrics = QFontMetrics(look.font(font))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(QRect(room.left(), room.top(), room.width(), metrics.height()), Qt.AlignmentFlag.AlignLeft, shown)
    return metrics.height()


def _bottom(painter: QPainter, room: QRect, head: ApprovalHead) -> None:
    look = theme.current()
    colour, fill = _BADGES[head.state]
    metrics = QFontMetrics(look.font("caption"))
    text = f"с {day_month(head.proposed_at.date())}" if head.state == "waiting" else STATES[head.state]
    height = metrics.height() + look.px(4)
    badge = QRect(room.left(), room.bottom() - height, metrics.horizontalAdvance(text) + look.px(18), height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color(fill))
    painter.drawRoundedRect(badge, height / 2, height / 2)
    painter.setFont(look.font("caption"))
    painter.setPen(look.color(colour))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
    author = QRect(badge.right() + look.px(8), badge.top(), room.right() - badge.right() - look.px(8), height)
    painter.setPen(look.color("text_2"))
    shown = metrics.elidedText(head.proposed_by, Qt.TextElideMode.ElideRight, author.width())
    painter.drawText(author, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
