"""A paste or a fill of many cells, shown in place before it is done (ux 5.4.4)."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip

from ejournal_desktop.gui.grid.edit_plan import EditPlan, Refused
from ejournal_desktop.gui.grid.ghost_bar import GhostBar
from ejournal_desktop.gui.grid.journal_view import JournalView
from ejournal_desktop.gui.theme import Theme

MakePlan = Callable[[bool], EditPlan]
"""The plan with or without overwriting what stands in the cells."""

_HATCH_STEP = 5
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PASSING = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
    }
)


class Ghost(QObject):
    """Shows a plan over the grid until it is agreed to or given up."""

    agreed = Signal(object)
    """The ``EditPlan`` to be carried out."""

    def __init__(self, view: JournalView, bar: GhostBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._bar = view, bar
        self._make: MakePlan | None = None
        self._plan = EditPlan(())
        self._verb = ""
        self._texts: dict[tuple[int, int], str] = {}
        self._refused: dict[tuple[int, int], Refused] = {}
        view.add_overlay(self._paint)
        view.viewport().installEventFilter(self)
        view.model().modelReset.connect(self.give_up)
        bar.agreed.connect(self.agree)
        bar.given_up.connect(self.give_up)
        bar.overwrite_changed.connect(self._plan_again)
        bar.cell_wanted.connect(lambda row, column: view.scrollTo(view.model().index(row, column)))

    @property
    def is_shown(self) -> bool:
        """Whether a plan waits for an answer."""
        return self._make is not None

    @property
    def plan(self) -> EditPlan:
        """What would be done."""
        return self._plan

    def show(self, make: MakePlan, verb: str, plan: EditPlan) -> None:
        """Show a plan that leaves what stands in cells; ``make`` makes the other, ``verb`` is on the button."""
        self._make, self._verb = make, verb
        self._bar.begin(verb)
        self._take(plan)
        self._bar.show()

    def agree(self) -> None:
        """Enter."""
        plan, shown = self._plan, self.is_shown
        self.give_up()
        if shown and plan.edits:
            self.agreed.emit(plan)

    def give_up(self) -> None:
        """Esc: nothing has happened."""
        if self._make is None:
            return
        self._make, self._plan = None, EditPlan(())
        self._texts, self._refused = {}, {}
        self._bar.hide()
        self._view.viewport().update()
        self._view.setFocus()

    def key(self, event: QKeyEvent) -> bool:
        """Enter and Esc answer; the cursor may walk about; nothing else is typed into what is not there yet."""
        if self._make is None:
            return False
        if event.key() in _ENTERS:
            self.agree()
        elif event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            return event.key() not in _PASSING
        return True

    def _plan_again(self, overwrite: bool) -> None:
        if self._make is None:
            return
        self._take(self._make(overwrite))

    def _take(self, plan: EditPlan) -> None:
        self._plan = plan
        self._texts = {(edit.row, edit.column): edit.value.text or "–" for edit in self._plan.edits}
        self._refused = {(refused.row, refused.column): refused for refused in self._plan.refused}
        self._bar.tell(self._plan.words(self._verb), self._plan, self._view.model())
        self._view.viewport().update()

    # In the grid

    def reason(self, row: int, column: int) -> str:
        """Why the value of a cell stays out."""
        refused = self._refused.get((row, column))
        return refused.reason if refused is not None else ""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The reason of a refused value while the mouse rests on it."""
        if event.type() != QEvent.Type.ToolTip or not self.is_shown or not isinstance(event, QHelpEvent):
            return False
        index = self._view.indexAt(event.pos())
        reason = self.reason(index.row(), index.column())
        if reason:
            QToolTip.showText(event.globalPos(), reason, self._view.viewport())
        return bool(reason)

    def _paint(self, painter: QPainter, look: Theme) -> None:
        """New values in the accent on the ground of a selection, refused ones hatched: words say which is which."""
        if not self.is_shown:
            return
        font = look.font("cell")
        font.setItalic(True)
        painter.setFont(font)
        inside, ground, ink = self._view.viewport().rect(), look.color("accent_bg"), look.color("accent")
        painter.setPen(ink)
        for (row, column), text in self._texts.items():
            place = self._view.cell_rect(row, column).adjusted(0, 0, -1, -1)
            if place.intersects(inside):
                painter.fillRect(place, ground)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        for row, column in self._refused:
            place = self._view.cell_rect(row, column).adjusted(0, 0, -1, -1)
            if place.intersects(inside):
                _hatch(painter, place, look)


def _hatch(painter: QPainter, place: QRect, look: Theme) -> None:
    colour = QColor(look.color("err"))
    colour.setAlphaF(0.55)
    painter.save()
    painter.setClipRect(place)
    painter.setPen(QPen(colour, 1))
    for start in range(place.left() - place.height(), place.right() + 1, look.px(_HATCH_STEP)):
        painter.drawLine(QPoint(start, place.bottom()), QPoint(start + place.height(), place.top()))
    painter.drawRect(place.adjusted(0, 0, -1, -1))
    painter.restore()
