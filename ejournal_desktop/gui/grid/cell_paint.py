"""Cells as pictures: each look is drawn once for a size, a theme and a screen, then only copied."""

from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QPolygonF

from ejournal_desktop.gui.grid.cell_look import CellLook
from ejournal_desktop.gui.theme import MarkTint, Theme

_MOST_PIXMAPS = 4_000
_HATCH_STEP = 6
HATCH_STRENGTH = 0.35
"""Opacity of the hatch: a mark under it stays readable."""
_GROUND_COLOURS = {"future": "lock_bg", "foreign": "header", "cancelled": "lock_bg", "struck": "lock_bg"}


class GlyphCache:
    """Pixmaps of cells by look and size."""

    def __init__(self) -> None:
        self._pixmaps: dict[tuple[CellLook, int, int], QPixmap] = {}
        self._made_for: tuple[Theme, float] | None = None

    def pixmap(self, look: CellLook, width: int, height: int, theme: Theme, ratio: float) -> QPixmap:
        """The picture of a cell; drawn now if it was not before."""
        if self._made_for != (theme, ratio) or len(self._pixmaps) > _MOST_PIXMAPS:
            self._pixmaps.clear()
            self._made_for = (theme, ratio)
        key = (look, width, height)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            pixmap = self._pixmaps[key] = _draw(look, width, height, theme, ratio)
        return pixmap


@cache
def shared_glyphs() -> GlyphCache:
    """The pictures of every page of the program: marks look alike in all journals."""
    return GlyphCache()


def _draw(look: CellLook, width: int, height: int, theme: Theme, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    painter = QPainter(pixmap)
    cell = QRect(0, 0, width, height)
    tint = theme.mark_tint(look.kind) if look.kind is not None else None
    _ground(painter, look, cell, theme, tint)
    if look.ground != "cancelled":
        _content(painter, look, cell, theme, tint)
    _lines(painter, look, cell, theme)
    _sign(painter, look, cell, theme)
    painter.end()
    return pixmap


def _ground(painter: QPainter, look: CellLook, cell: QRect, theme: Theme, tint: MarkTint | None) -> None:
    ground = _GROUND_COLOURS.get(look.ground, "surface")
    painter.fillRect(cell, theme.color("err_bg" if look.sign == "refused" else ground))
    if look.ground == "cancelled":
        return
    if look.ground == "closed" and (tint is None or tint.fill is None):
        painter.fillRect(cell, theme.color("lock_bg"))
    if tint is not None and tint.fill is not None and look.sign != "refused":
        painter.fillRect(cell, tint.fill)
    if look.ground == "closed" and theme.is_contrast:
        _frame(painter, cell, theme, "grid")
    elif look.ground == "closed":
        _hatch(painter, cell, theme)
    if look.ground == "struck":
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border_ctl"), 1))
        painter.drawLine(cell.bottomLeft(), cell.topRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    if tint is not None and tint.bar:
        painter.fillRect(QRect(0, 0, theme.px(3), cell.height()), tint.text)


def _hatch(painter: QPainter, cell: QRect, theme: Theme) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(theme.color("border_ctl"))
    colour.setAlphaF(HATCH_STRENGTH)
    painter.setPen(QPen(colour, 1))
    step = theme.px(_HATCH_STEP)
    for start in range(-cell.height(), cell.width() + cell.height(), step):
        painter.drawLine(QPointF(start, cell.height()), QPointF(start + cell.height(), 0))
    painter.restore()


def _content(painter: QPainter, look: CellLook, cell: QRect, theme: Theme, tint: MarkTint | None) -> None:
    if look.sign == "conflict":
        _split(painter, look, cell, theme)
        return
    if look.draft:
        pen = QPen(theme.color("border_ctl"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRect(cell.adjusted(3, 3, -5, -5))
    painter.setPen(theme.color("err") if look.sign == "refused" else tint.text if tint else theme.color("text"))
    painter.setFont(cell_font(look, theme, tint))
    text = "•" if look.text == "." else look.text
    painter.drawText(cell.adjusted(0, 0, -1, -1), Qt.AlignmentFlag.AlignCenter, text)
    if tint is not None and tint.dotted:
        middle, below = cell.width() // 2, cell.height() - theme.px(6)
        painter.setPen(QPen(theme.color("text_2"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(middle - theme.px(5), below, middle + theme.px(5), below)


def cell_font(look: CellLook, theme: Theme, tint: MarkTint | None) -> QFont:
    """The font of a mark: bold and italic are carriers beside colour."""
    font = theme.font("cell")
    font.setBold(bool(tint and tint.bold))
    font.setItalic(bool(tint and tint.italic) or look.draft)
    if len(look.text) > 3:  # noqa: PLR2004 - «незач», «4/5н?» have to fit a column of 36
        font.setPixelSize(theme.px(12))
    return font


def _split(painter: QPainter, look: CellLook, cell: QRect, theme: Theme) -> None:
    """Mine lower left, the server's upper right."""
    painter.fillRect(cell, theme.color("warn_bg"))
    font = theme.font("caption")
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(theme.color("text"))
    inside = cell.adjusted(theme.px(4), theme.px(2), -theme.px(5), -theme.px(2))
    painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, look.text or "–")
    painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, look.other or "–")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("warn"), 1))
    painter.drawLine(cell.topLeft(), cell.bottomRight())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _lines(painter: QPainter, look: CellLook, cell: QRect, theme: Theme) -> None:
    line = theme.grid_line
    painter.fillRect(cell.right() - line + 1, 0, line, cell.height(), theme.color("grid"))
    below = theme.color("border_ctl" if look.group_edge else "grid")
    painter.fillRect(0, cell.bottom() - line + 1, cell.width(), line, below)
    if look.month_edge:
        painter.fillRect(0, 0, line, cell.height(), theme.color("border_ctl"))


def _sign(painter: QPainter, look: CellLook, cell: QRect, theme: Theme) -> None:
    if look.opened:
        painter.setPen(QPen(theme.color("accent"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(cell.adjusted(1, 1, -3, -3))
    if look.sign in {"unsent", "stored", "sending"}:
        _way(painter, look, cell, theme)
    elif look.sign == "refused":
        _refused(painter, cell, theme)
    elif look.sign == "conflict":
        _frame(painter, cell, theme, "warn")
    if look.flag:
        _flag(painter, theme)
    if look.note:
        side = theme.px(7)
        corner = QPolygonF([QPointF(cell.right() - side, 0), QPointF(cell.right(), 0), QPointF(cell.right(), side)])
        public = look.note == "public"  # full for the family to read, hollow for oneself: the shape tells it too
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent" if public else "text_2"), 1.4))
        painter.setBrush(theme.color("accent" if public else "surface"))
        painter.drawPolygon(corner)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _flag(painter: QPainter, theme: Theme) -> None:
    """A little flag on its staff in the upper left: a pupil says that the mark is wrong."""
    left, top, wide, high = theme.px(4), theme.px(3), theme.px(8), theme.px(6)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("warn"), theme.px(1) * 1.4))
    painter.drawLine(QPointF(left, top), QPointF(left, top + high * 2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("warn"))
    cloth = (QPointF(left, top), QPointF(left + wide, top + high / 2), QPointF(left, top + high))
    painter.drawPolygon(QPolygonF(list(cloth)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _way(painter: QPainter, look: CellLook, cell: QRect, theme: Theme) -> None:
    """How far an edit is: a ring while only this window has it, a dot once the disk has it, an arrow on its way."""
    size, colour = theme.px(5), theme.color("warn")
    place = QRectF(cell.right() - size - 2, cell.bottom() - size - 2, size, size)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if look.sign == "sending":
        arrow = (QPointF(place.center().x(), place.top()), place.bottomRight(), place.bottomLeft())
        painter.drawPolygon(QPolygonF(list(arrow)))
    elif look.sign == "stored":
        painter.drawEllipse(place)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, theme.px(1) * 1.4))
        painter.drawEllipse(place.adjusted(-1, -1, 0, 0))


def _frame(painter: QPainter, cell: QRect, theme: Theme, colour: str) -> None:
    painter.setPen(QPen(theme.color(colour), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(cell.adjusted(1, 1, -2, -2))


def _refused(painter: QPainter, cell: QRect, theme: Theme) -> None:
    _frame(painter, cell, theme, "err")
    font = theme.font("caption")
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(cell.adjusted(4, 1, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, "!")
