"""«Бумага»: the spread of a journal as the printer makes it, marks left, topics right; read only (ux 7 № 17)."""

from collections.abc import Callable
from typing import Any, Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QInputDialog, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ejournal_desktop.background.lanes import Lane, Ticket
from ejournal_desktop.domain.errors import CancelledError, EjournalError, ReportFailedError
from ejournal_desktop.domain.gradebook import JournalPage
from ejournal_desktop.gui import printing, style
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.ports.paper_preview import PreviewFile
from ejournal_desktop.gui.russian_dates import plural
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.badge import words
from ejournal_desktop.gui.widgets.flow import FlowLayout
from ejournal_desktop.gui.widgets.page_view import PageView, Zoom

_ZOOMS: Final[tuple[tuple[str, Zoom], ...]] = (
    ("по ширине", "width"),
    ("разворот", "page"),
    ("100 %", 1.0),
    ("150 %", 1.5),
)
_FIRST_SPREAD: Final = 1
"""The index of the left page of the first spread: the page before it is blank."""


class PaperView(QWidget):
    """Draws the page anew each time it is opened; edits that the server has not taken are told, not shown."""

    back_wanted = Signal()

    def __init__(self, workplace: Workplace, page: JournalPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper_view")
        self._workplace, self._page = workplace, page
        self._ticket: Ticket | None = None
        self._unsettled: Callable[[], int] = lambda: 0
        self.sheet = PageView(self)
        self.sheet.setObjectName("paperSpread")
        self.sheet.setAccessibleName("Разворот журнала, как на бумаге")
        self.sheet.setAccessibleDescription("Картинка. F2 — показать таблицей.")
        self.sheet.shown.connect(self._show_place)
        self.state = words("", "second", self)
        self.state.setObjectName("paperState")
        self.state.setWordWrap(True)
        self.state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.state)
        self._stack.addWidget(self.sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_bar())
        column.addWidget(self._stack, 1)
        style.fit(self)

    def _make_bar(self) -> FlowLayout:
        self.classes = QComboBox(self)
        self.classes.setObjectName("paperClass")
        self.classes.setAccessibleName("Журнал какого класса")
        self.classes.addItems(list(self._page.course.class_names))
        self.classes.setVisible(len(self._page.course.class_names) > 1)
        self.classes.activated.connect(lambda _at: self.draw_anew())
        self.zoom = QComboBox(self)
        self.zoom.setObjectName("paperZoom")
        self.zoom.setAccessibleName("Размер страницы")
        self.zoom.addItems([word for word, _ in _ZOOMS])
        self.zoom.activated.connect(lambda at: self.sheet.set_zoom(_ZOOMS[at][1]))
        self.place, self.missing = words("", "caption", self), words("", "warning", self)
        self.place.setObjectName("paperPlace")
        self.missing.setObjectName("paperMissing")
        self.back = self._turn("caret-left", "Предыдущий разворот", -1, "paperBack")
        self.forward = self._turn("caret-right", "Следующий разворот", 1, "paperForward")
        line = FlowLayout()
        line.setContentsMargins(14, 4, 14, 6)
        line.setSpacing(8)
        for widget in (self.classes, self.back, self.place, self.forward, self.zoom, self.missing):
            line.addWidget(widget)
        line.add_stretch()
        line.addWidget(words("Печать этого журнала — Ctrl+P", "caption", self))
        return line

    def _turn(self, icon: str, name: str, by: int, object_name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(object_name)
        button.setProperty("kind", "box")
        button.setProperty("icon_name", icon)
        button.setProperty("px_icon", 16)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} (Page {'Up' if by < 0 else 'Down'})")
        button.clicked.connect(lambda: self.sheet.step(by))
        return button

    # Drawing

    def show_page(self, unsettled: Callable[[], int]) -> None:
        """Draw the page as the server has it; ``unsettled`` counts the edits that are not there."""
        self._unsettled = unsettled
        self.draw_anew()

    def draw_anew(self) -> None:
        """Read and draw again."""
        if self._ticket is not None:
            self._ticket.cancel()
        count = self._unsettled()
        changes = plural(count, "изменение", "изменения", "изменений")
        self.missing.setText(f"{changes} ещё не на бумаге" if count else "")
        self.state.setText("Готовлю разворот…")
        self._stack.setCurrentWidget(self.state)
        self._enable_turns()
        self._ticket = self._workplace.lanes.run_long(
            Lane.BULK,
            self._workplace.desk.journal_preview,
            self.classes.currentText(),
            self._page.course.course_id,
            self._page.period.period_id,
            owner=self,
            done=self._drawn,
            failed=self._failed,
            progress=lambda _done, _total: None,
            settled=self._settled,
        )

    def choose_printer(self) -> None:
        """Ctrl+P: a teacher's own pages onto a printer (rulings 4), as the server has them."""
        printers = printing.printer_names()
        if not printers:
            self.missing.setText(error_text(ReportFailedError("no-printer")).sentence)
            return
        printer, is_chosen = QInputDialog.getItem(self, "Печать", "Принтер (двусторонняя печать):", printers, 0, False)
        if is_chosen:
            self.print_on(printer)

    def print_on(self, printer: str) -> None:
        """Draw the copy of this journal, put it on record and print it."""
        desk, page = self._workplace.desk, self._page
        where = self.classes.currentText(), page.course.course_id, page.period.period_id

        def job(**watched: Any) -> str:
            paper = desk.own_copy_pdf(*where, **watched)
            printing.print_pdf(paper.pdf, paper.title, printer)
            return f"Отправлено на принтер {printer}"

        self.missing.setText("Готовлю печать…")
        self._workplace.lanes.run_long(
            Lane.BULK,
            job,
            owner=self,
            done=self.missing.setText,
            failed=lambda error: self.missing.setText(error_text(error).sentence),
            progress=lambda done, total: self.missing.setText(f"Готовлю печать: {done} из {total}"),
        )

    def _drawn(self, file: PreviewFile) -> None:
        if file.pages <= _FIRST_SPREAD:
            self.state.setText("Проведённых уроков в этом периоде нет: на бумаге пусто.")
            return
        try:
            self.sheet.open(file.pdf)
        except ReportFailedError as error:
            self._failed(error)
            return
        self._stack.setCurrentWidget(self.sheet)
        self.sheet.go_to(_FIRST_SPREAD)
        self.sheet.setFocus()

    def _settled(self) -> None:
        self._ticket = None

    def _failed(self, error: EjournalError) -> None:
        if not isinstance(error, CancelledError):
            self._stack.setCurrentWidget(self.state)
            self.state.setText(error_text(error).sentence)

    def _show_place(self, first: int, pages: int) -> None:
        if first <= _FIRST_SPREAD:  # nothing is on the blank page before the first spread
            self.sheet.go_to(_FIRST_SPREAD)
            return
        self.place.setText(f"разворот {first // 2} из {(pages - 1) // 2}")
        self._enable_turns()

    def _enable_turns(self) -> None:
        shown = self._stack.currentWidget() is self.sheet or self.sheet.pages > 0
        self.back.setEnabled(shown and self.sheet.first > _FIRST_SPREAD + 1)
        self.forward.setEnabled(shown and self.sheet.first + 1 < self.sheet.pages)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc: back to the grid."""
        if cast("Qt.Key", event.key()) == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)
