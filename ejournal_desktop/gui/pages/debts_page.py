"""«Задолженности»: academic debts, the open ones first; the deputy records and prolongs, the holder sets the result."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.people import Role
from ejournal_desktop.domain.resits import DebtRow
from ejournal_desktop.gui import icons, style
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.pages.debt_dialogs import NewDebtDialog, ProlongDialog, ResultDialog
from ejournal_desktop.gui.pages.open_dots_view import OpenDotsView
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.page import Page
from ejournal_desktop.gui.widgets.register_table import RegisterTable

_HEADS: Final = ("Ученик", "Группа", "Предмет", "Возникла", "Срок", "Состояние")
_NONE: Final = "Задолженностей нет."


class DebtsPage(Page):
    """A list; Enter on a debt does what this person may do with it."""

    help_topic = "debts"

    def __init__(self, workplace: Workplace, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace, self._role = workplace, role
        self._today = workplace.desk.session.server_time.date()
        self._rows: tuple[DebtRow, ...] = ()
        self.dialog: NewDebtDialog | ProlongDialog | ResultDialog | None = None
        self.setObjectName("debts_page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = QLabel("Задолженности", self)
        title.setProperty("words", "page")
        self.said = QLabel(self)
        self.said.setObjectName("debts_said")
        self.said.setProperty("words", "second")
        self.said.setWordWrap(True)
        self.record = self._button("Записать…", "record_debt", self.ask_new)
        self.act = self._button("Продлить…" if role == "deputy" else "Результат…", "act_on_debt", self.ask)
        self.record.setVisible(role == "deputy")
        self.act.setVisible(role in {"deputy", "teacher"})
        head = QHBoxLayout()
        head.addWidget(title)
        head.addWidget(self.said, 1)
        head.addWidget(self.record)
        head.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addLayout(head)
        self.table = self._make_table()
        column.addWidget(self.table, 1)
        self.dots = OpenDotsView(workplace, self)
        self.dots.setVisible(role == "teacher")
        self.dots.journal_wanted.connect(self.journal_wanted)
        column.addWidget(self.dots, 1)
        self.setFocusProxy(self.table)
        style.fit(self)
        self._enable()
        self.read()

    def _button(self, text: str, name: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(text.rstrip("…"))
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _make_table(self) -> RegisterTable:
        table = RegisterTable("debts_table", "Академические задолженности", _HEADS, self)
        table.itemSelectionChanged.connect(self._enable)
        table.activated.connect(lambda _index: self.ask())
        return table

    # Reading

    def read(self) -> None:
        """Read the debts that this person may see; a teacher's dots as well."""
        self._run(self._workplace.desk.debts, done=self._read)
        if self._role == "teacher":
            self.dots.read()

    def refresh(self) -> None:
        """F9: what others did meanwhile."""
        self.read()

    def _read(self, rows: Sequence[DebtRow]) -> None:
        chosen = self.chosen()
        self._rows = tuple(rows)
        self.table.setVisible(bool(rows) or self._role != "teacher")
        self.table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, text in enumerate(debt_cells(row, self._today)):
                item = QTableWidgetItem(text)
                if column == len(_HEADS) - 1:
                    item.setIcon(icons.icon(*_look(row, self._today)))
                self.table.setItem(at, column, item)
        kept = [at for at, row in enumerate(rows) if chosen is not None and row.debt_id == chosen.debt_id]
        if rows:
            self.table.setCurrentCell(kept[0] if kept else 0, 0)
        still = sum(row.settled_on is None for row in rows)
        self.said.setText(f"Не закрыто: {still} из {len(rows)}" if rows else _NONE)
        self._enable()

    def chosen(self) -> DebtRow | None:
        """The debt under the cursor."""
        at = self.table.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _enable(self) -> None:
        row = self.chosen()
        self.act.setEnabled(row is not None and row.settled_on is None)

    # Acts

    def ask(self) -> None:
        """Enter: another last day from the deputy, the result from the teacher."""
        row = self.chosen()
        if row is None or row.settled_on is not None:
            return
        if self._role == "deputy":
            prolong = ProlongDialog(row, self._today, self)
            self._open(prolong, lambda: self._prolong(row, prolong))
        elif self._role == "teacher":
            result = ResultDialog(row, self)
            self._open(result, lambda: self._settle(row, result))

    def _prolong(self, row: DebtRow, dialog: ProlongDialog) -> None:
        self._run(self._workplace.desk.prolong_debt, row.debt_id, dialog.due_on, done=self._done)

    def _settle(self, row: DebtRow, dialog: ResultDialog) -> None:
        asked = row.debt_id, dialog.mark, dialog.year
        self._run(self._workplace.desk.settle_debt, *asked, done=self._done)

    def ask_new(self) -> None:
        """The deputy records a debt."""
        dialog = NewDebtDialog(self._workplace, self._today, self)
        self._open(dialog, lambda: self._record(dialog))

    def _record(self, dialog: NewDebtDialog) -> None:
        if dialog.course_id is not None and dialog.pupil_id is not None:
            asked = dialog.course_id, dialog.pupil_id, dialog.due_on
            self._run(self._workplace.desk.open_debt, *asked, done=self._done)

    def _open(self, dialog: NewDebtDialog | ProlongDialog | ResultDialog, act: Callable[[], None]) -> None:
        self.dialog = dialog
        style.fit(dialog)
        dialog.accepted.connect(act)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _done(self, _answer: object) -> None:
        self.table.setFocus()
        self.read()

    def _failed(self, error: EjournalError) -> None:
        self.said.setText(error_text(error).sentence)

    def _run(self, job: Callable[..., Any], *args: object, done: Callable[[Any], None]) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, job, *args, owner=self, done=done, failed=self._failed)


def debt_cells(row: DebtRow, today: date) -> tuple[str, ...]:
    """«Белов Артём», «7А», «Алгебра», «28.05.2026», «30.09.2026», «просрочена»."""
    if row.settled_on is not None:
        order = f", приказ {row.order}" if row.order else ""
        state = f"закрыта {row.settled_on:%d.%m.%Y}: {row.result}{order}"
    else:
        state = "просрочена" if row.due_on < today else "не закрыта"
    return row.pupil, row.group, row.subject, f"{row.arose_on:%d.%m.%Y}", f"{row.due_on:%d.%m.%Y}", state


def _look(row: DebtRow, today: date) -> tuple[str, str]:
    if row.settled_on is not None:
        return "check-circle", "ok"
    return ("warning-circle", "err") if row.due_on < today else ("clock", "text_2")
