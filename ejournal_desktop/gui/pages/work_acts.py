"""Adding a work to a lesson and changing one, from a journal page that is shown."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ejournal_desktop.domain.gradebook import Work
from ejournal_desktop.domain.marks import counts_as_set
from ejournal_desktop.gui.models.gradebook_port import Gradebook
from ejournal_desktop.gui.models.weight_preview import weight_effect
from ejournal_desktop.gui.pages.opened_period import OpenedPeriod
from ejournal_desktop.gui.pages.work_dialog import WorkDialog
from ejournal_desktop.gui.widgets.control_line import ControlLine


def edit_work(shown: OpenedPeriod, gradebook: Gradebook, parent: QWidget, *, change: bool) -> None:
    """Open the dialog for the lesson under the cursor, or say why nothing can be added to it."""
    if not shown.store.page.writable or shown.grid.view.cursor()[1] < 0 or not shown.grid.flow.finish():
        return
    if shown.store.page.course.marking == "none":
        shown.grid.hints.say(
            "В этом курсе отметок не ставят: работ в графах нет. Тему и тип урока записывают по F7.", "warn"
        )
        return
    column = shown.store.columns[shown.grid.view.cursor()[1]]
    if not column.lesson.writable or column.lesson.state == "cancelled":
        shown.grid.hints.say("К этому уроку работу добавить нельзя: он отменён или ведёт другой учитель.", "warn")
        return
    work = column.work if change else None

    def effect(weight: Decimal) -> str:
        return weight_effect(shown.store, work.work_id, weight) if work is not None else ""

    at = shown.grid.view.cursor()[1]
    states = (shown.store.mark(row, at) for row in range(len(shown.store.pupils)))
    has_marks = any(one.closes_on is not None or counts_as_set(one.kept) or counts_as_set(one.shown) for one in states)
    kinds, act = shown.store.work_kinds, shown.grid.totals_model.book.figures.policy.order
    dialog = WorkDialog(gradebook, kinds, column.lesson, work, parent, effect=effect, has_marks=has_marks, act=act)
    if shown.pane.controls is not None:
        dialog.warn_of(ControlLine(shown.pane.controls, shown.store.page.course.subject, dialog))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.saved.connect(lambda made: _work_saved(shown, made, changed=change))
    dialog.open()


def _work_saved(shown: OpenedPeriod, work: Work, *, changed: bool) -> None:
    if changed:
        shown.store.work_changed(work)
        return
    shown.store.work_added(work)
    works = [column.work.work_id if column.work else None for column in shown.store.columns]
    shown.grid.use_cursor(shown.grid.view.cursor()[0], works.index(work.work_id))  # its marks are typed next
