"""The choice of a server that shows its state: a dot and the same in words."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from ejournal_desktop.gui import theme
from ejournal_desktop.gui.session_port import ServerChoice, ServerState


class ServerCombo(QComboBox):
    """Servers by title; the state of the chosen one stands at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: ServerState | None = None

    def set_servers(self, servers: tuple[ServerChoice, ...]) -> None:
        """Fill the list."""
        self.clear()
        for server in servers:
            self.addItem(server.title, server)
            self.setItemData(self.count() - 1, server.host, Qt.ItemDataRole.ToolTipRole)

    def server(self) -> ServerChoice | None:
        """The chosen one."""
        chosen = self.currentData()
        return chosen if isinstance(chosen, ServerChoice) else None

    def show_state(self, state: ServerState | None) -> None:
        """Show what the server answered; ``None`` while it is asked."""
        self._state = state
        self.setAccessibleDescription(self.words())
        self.update()

    def words(self) -> str:
        """The state in words."""
        if self.server() is None:
            return ""
        return self._state.words if self._state is not None else "проверяю связь…"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box as the style does, then dot, title and state."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = ""
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        look = theme.current()
        area = self.rect().adjusted(look.px(10), 0, -look.px(32), 0)
        self._draw_dot(painter, area, look)
        painter.setPen(look.color("text"))
        painter.setFont(look.font("body"))
        inner = area.adjusted(look.px(20), 0, 0, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.currentText())
        painter.setPen(look.color("text_2"))
        painter.setFont(look.font("caption"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.words())

    def _draw_dot(self, painter: QPainter, area: QRect, look: theme.Theme) -> None:
        token = "text_2" if self._state is None else "err" if self._state.latency_ms is None else "ok"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(token))
        radius = look.px(8) / 2
        painter.drawEllipse(QPointF(area.left() + radius + 2, area.center().y() + 0.5), radius, radius)
