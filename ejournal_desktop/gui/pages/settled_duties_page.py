"""«Обязанности»: duties of teachers that the management settled by hand, each with its day, basis and author."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.duties import DutyClause, DutySettlement, NewSettlement
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.people import Role
from ejournal_desktop.gui import style
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.pages.settle_duty_dialog import OUTCOMES, SettleDutyDialog, duty_label
from ejournal_desktop.gui.russian_dates import plural
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.badge import words
from ejournal_desktop.gui.widgets.empty_state import EmptyState
from ejournal_desktop.gui.widgets.flow import FlowLayout
from ejournal_desktop.gui.widgets.page import Page
from ejournal_desktop.gui.widgets.register_table import RegisterTable

_HEADS: Final = ("На день", "Учитель", "Обязанность", "Отметка", "Основание", "Кто отметил")
_WHY: Final = (
    "Журнал проверяет обязанности учителя сам. Здесь — то, что он видеть не может: сдано на бумаге, не относится к"
    " учителю. Отметка уходит из его «Моих сроков» с основанием."
)


class SettledDutiesPage(Page):
    """The register, the latest day first; who manages adds to it."""

    help_topic = "duties"

    def __init__(self, workplace: Workplace, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._today = workplace.desk.session.server_time.date()
        self._clauses: tuple[DutyClause, ...] = workplace.desk.duty_clauses(self._today)
        self.setProperty("canvas", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.add = QPushButton("Отметить…", self)
        self.add.setObjectName("settle_duty")
        self.add.setProperty("kind", "primary")
        self.add.setVisible(role != "inspector")
        self.add.clicked.connect(lambda _checked=False: self.ask())
        self.message = words("", "error", self)
        self.message.setWordWrap(True)
        self.message.hide()
        self.table = RegisterTable("settled_duties", "Обязанности, отмеченные вручную", _HEADS, self)
        self.empty = EmptyState(self)
        self.empty.hide()
        self._lay_out()
        if role != "inspector":
            spec = ActionSpec("duties.settle", "Отметить обязанность…", ("Ctrl+N",), ("сроки", "исполнено"))
            workplace.actions.add(spec, self.ask, self)
        style.fit(self)
        self.refresh()

    def refresh(self) -> None:
        """Read the register."""
        self._run(self._workplace.desk.settled_duties, self._show)

    def ask(self) -> None:
        """Whose duty, which, on what basis."""
        self._run(self._workplace.desk.staff, self._open)

    def settle(self, settlement: NewSettlement) -> None:
        """Settle one and read the register again."""
        desk = self._workplace.desk
        self._run(lambda: desk.settle_duty(settlement), lambda _made: self.refresh())

    def _open(self, people: Sequence[tuple[int, str]]) -> None:
        dialog = SettleDutyDialog(people, self._clauses, self._today, self)
        dialog.settled.connect(self.settle)
        dialog.open()

    def _show(self, settled: Sequence[DutySettlement]) -> None:
        self.message.hide()
        self.table.show_rows(settlement_cells(one, self._clauses) for one in settled)
        self.empty.setVisible(not settled)
        if not settled:
            self.empty.say("check-circle", "Отметок вручную нет.", "Все обязанности проверяет сам журнал.")
        self.summary_changed.emit(plural(len(settled), "отметка", "отметки", "отметок"))

    def _lay_out(self) -> None:
        head = FlowLayout()
        head.setSpacing(12)
        head.addWidget(words("Обязанности", "page", self))
        head.add_stretch()
        head.addWidget(self.add)
        why = words(_WHY, "second", self)
        why.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(why)
        column.addWidget(self.message)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)

    def _run(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, job, owner=self, done=done, failed=self._failed)

    def _failed(self, error: EjournalError) -> None:
        self.message.setText(error_text(error).sentence)
        self.message.show()


def settlement_cells(one: DutySettlement, clauses: Sequence[DutyClause]) -> tuple[str, ...]:
    """A line of the register."""
    what = duty_label(one.code, clauses)
    return f"{one.for_day:%d.%m.%Y}", one.person, what, OUTCOMES[one.outcome], one.basis, one.checked_by
