"""A role to choose: one big button with its name, what it does and its key."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ejournal_desktop.gui import icons, theme
from ejournal_desktop.gui.roles import WorkingRole


class RoleCard(QAbstractButton):
    """Painted whole, because a button with two lines, a picture and a key is none of Qt's."""

    def __init__(self, role: WorkingRole, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.role = role
        self._number = number
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setText(role.title)
        self.setObjectName(f"role_{role.role}")
        self.setAccessibleName(role.title)
        self.setAccessibleDescription(f"{role.does}. Клавиша {number}")
        self.setToolTip(role.does)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Wide as the card, 60 pixels high at 100 %."""
        look = theme.current()
        return QSize(look.px(396), look.px(60))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw frame, picture, both lines and the key."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_frame(painter, look)
        self._draw_picture(painter, look)
        left, right = look.px(64), look.px(60)
        first = self.rect().adjusted(left, look.px(10), -right, -self.height() // 2)
        second = self.rect().adjusted(left, self.height() // 2, -right, -look.px(8))
        self._write(painter, first, self.role.title, "strong", "text")
        self._write(painter, second, self.role.does, "caption", "text_2")
        self._draw_key(painter, look)

    def _draw_frame(self, painter: QPainter, look: theme.Theme) -> None:
        chosen = self.isChecked()
        thickness = 2 if chosen or self.hasFocus() else 1
        painter.setPen(QPen(look.color("accent" if chosen or self.hasFocus() else "border"), thickness))
        painter.setBrush(look.color("accent_bg" if chosen else "header" if self.underMouse() else "surface"))
        inset = thickness / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), look.px(8), look.px(8))

    def _draw_picture(self, painter: QPainter, look: theme.Theme) -> None:
        side, picture = look.px(36), look.px(20)
        top = (self.height() - side) // 2
        tint = QColor(look.role_color(self.role.role))
        tint.setAlphaF(0.14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawRoundedRect(QRectF(look.px(14), top, side, side), look.px(6), look.px(6))
        place = (side - picture) // 2
        drawn = icons.coloured(self.role.icon, look.role_color(self.role.role)).pixmap(picture, picture)
        painter.drawPixmap(look.px(14) + place, top + place, drawn)

    @staticmethod
    def _write(painter: QPainter, area: QRect, text: str, font: theme.FontRole, token: str) -> None:
        look = theme.current()
        painter.setFont(look.font(font))
        painter.setPen(look.color(token))
        fitted = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitted)

    def _draw_key(self, painter: QPainter, look: theme.Theme) -> None:
        text = "Enter" if self.isChecked() else str(self._number)
        painter.setFont(look.font("caption"))
        width = painter.fontMetrics().horizontalAdvance(text) + look.px(10)
        key = QRectF(self.width() - look.px(14) - width, (self.height() - look.px(20)) / 2, width, look.px(20))
        painter.setPen(QPen(look.color("border"), 1))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(key, look.px(4), look.px(4))
        painter.setPen(look.color("text_2"))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, text)
