"""The pages of a PDF on a desk: as they will be printed, alone or as facing pages, at any size."""

from typing import Final, Literal

import pypdfium2
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ejournal_desktop.domain.errors import ReportFailedError
from ejournal_desktop.gui import theme

Zoom = Literal["width", "page"] | float
_GAP: Final = 16
_SMALLEST: Final = 0.25
_LARGEST: Final = 4.0
_POINTS_PER_INCH: Final = 72


class PageView(QScrollArea):
    """Shows one page or two facing ones of a document; renders only what is shown."""

    shown = Signal(int, int)
    """First page shown (from 1), number of pages."""
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: pypdfium2.PdfDocument | None = None
        self._first = 0
        self._facing = True
        self._zoom: Zoom = "width"
        self._desk = _Desk(self)
        self._desk.setObjectName("paperDeskInner")
        self.setWidget(self._desk)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def open(self, pdf: bytes) -> None:
        """Show a document from its first page.

        Raises:
            ReportFailedError: it cannot be read.
        """
        self.close_document()
        try:
            self._document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise ReportFailedError("unreadable-pdf") from error
        self._first = 0
        self._draw()

    def close_document(self) -> None:
        """Show nothing."""
        if self._document is not None:
            self._document.close()
        self._document = None
        self._desk.show_pages([])

    @property
    def pages(self) -> int:
        """How many pages the document has."""
        return len(self._document) if self._document is not None else 0

    @property
    def first(self) -> int:
        """The first page shown, from 1."""
        return self._first + 1

    def set_facing(self, facing: bool) -> None:
        """Show two facing pages as in the bound book: 1, then 2–3, 4–5."""
        self._facing = facing
        self.go_to(self._first)

    def set_zoom(self, zoom: Zoom) -> None:
        """«width», «page» or a factor (1.0 = the paper's own size)."""
        self._zoom = zoom
        self._draw()

    def go_to(self, index: int) -> None:
        """Show the page of an index from 0, with its facing page."""
        index = max(0, min(self.pages - 1, index))
        if self._facing and index and index % 2 == 0:
            index -= 1
        self._first = index
        self.verticalScrollBar().setValue(0)
        self._draw()

    def step(self, by: int) -> None:
        """Turn ``by`` sheets forward or back."""
        leaf = 2 if self._facing else 1
        self.go_to(
            0 if self._first == 1 and by < 0 else self._first + (1 if self._facing and not self._first else leaf) * by
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down turn, Home and End go to the ends."""
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if (by := turns.get(Qt.Key(event.key()))) is not None:
            self.step(by)
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(self.pages - 1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel change the size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._document is not None:
            factor = self._factor() * (1.15 if event.angleDelta().y() > 0 else 1 / 1.15)
            self.set_zoom(max(_SMALLEST, min(_LARGEST, factor)))
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        if not isinstance(self._zoom, float):
            self._draw()

    def _indices(self) -> list[int]:
        both = self._facing and self._first and self._first + 1 < self.pages
        return [self._first, self._first + 1] if both else [self._first]

    def _factor(self) -> float:
        if isinstance(self._zoom, float) or self._document is None:
            return self._zoom if isinstance(self._zoom, float) else 1.0
        sizes = [self._document.get_page_size(index) for index in self._indices()]
        room = self.viewport().size() - QSize(2 * _GAP + 4, 2 * _GAP + 4)
        dots = self.logicalDpiX() / _POINTS_PER_INCH
        by_width = room.width() / (sum(width for width, _ in sizes) * dots)
        by_height = room.height() / (max(height for _, height in sizes) * dots)
        factor = by_width if self._zoom == "width" else min(by_width, by_height)
        return max(_SMALLEST, min(_LARGEST, float(factor)))

    def _draw(self) -> None:
        if self._document is None or not self.pages:
            return
        factor, ratio = self._factor(), self.devicePixelRatioF()
        scale = factor * self.logicalDpiX() / _POINTS_PER_INCH * ratio
        self._desk.show_pages([_image(self._document, index, scale, ratio) for index in self._indices()])
        self.shown.emit(self.first, self.pages)
        self.zoomed.emit(factor)


class _Desk(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._images: list[QImage] = []

    def show_pages(self, images: list[QImage]) -> None:
        self._images = images
        widths = [image.deviceIndependentSize().width() for image in images]
        heights = [image.deviceIndependentSize().height() for image in images]
        self.setMinimumSize(int(sum(widths)) + 2 * _GAP, int(max(heights, default=0)) + 2 * _GAP)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.current()
        painter.fillRect(self.rect(), look.color("desk"))
        left = (self.width() - sum(image.deviceIndependentSize().width() for image in self._images)) / 2
        for image in self._images:
            size = image.deviceIndependentSize()
            place = QRectF(left, max(_GAP, (self.height() - size.height()) / 2), size.width(), size.height())
            painter.drawImage(place.topLeft(), image)
            painter.setPen(look.color("border"))
            painter.drawRect(place)
            left += size.width()


def _image(document: pypdfium2.PdfDocument, index: int, scale: float, ratio: float) -> QImage:
    bitmap = document[index].render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32).copy()
    image.setDevicePixelRatio(ratio)
    return image
