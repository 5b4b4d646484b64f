"""«Часы психолога»: that sessions were held and how long, for who sees all; never of whom or about what (rulings 2)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.people import SchoolYear
from ejournal_desktop.domain.sessions import SessionHours, hours_words
from ejournal_desktop.gui import style
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.russian_dates import plural
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.badge import words
from ejournal_desktop.gui.widgets.empty_state import EmptyState
from ejournal_desktop.gui.widgets.flow import FlowLayout
from ejournal_desktop.gui.widgets.page import Page
from ejournal_desktop.gui.widgets.register_table import RegisterTable

_HEADS: Final = ("Дата", "Психолог", "Занятие", "Группа", "Длительность")
_CLOSED: Final = "Видно, что занятие проведено и его длительность. Содержание и участников видит только психолог."


class SessionHoursPage(Page):
    """The sessions held in a month or a year, newest first, with the sum of each psychologist."""

    help_topic = "session-hours"

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        session = workplace.desk.session
        self._workplace, self._today = workplace, session.server_time.date()
        self.setProperty("canvas", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.span = QComboBox(self)
        self.span.setObjectName("hours_span")
        self.span.setAccessibleName("За какое время")
        for text, since, until in _spans(self._today, session.school_year):
            self.span.addItem(text, (since, until))
        self.total = words("", "second", self)
        self.total.setObjectName("hours_total")
        self.message = words("", "error", self)
        self.message.setWordWrap(True)
        self.message.hide()
        self.table = RegisterTable("hours_table", "Проведённые занятия", _HEADS, self)
        self.empty = EmptyState(self)
        self.empty.hide()
        self._lay_out()
        self.span.activated.connect(lambda _at: self.refresh())
        style.fit(self)
        self.refresh()

    def refresh(self) -> None:
        """Read the hours of the chosen time."""
        since, until = self.span.currentData()
        desk = self._workplace.desk
        self._workplace.lanes.run(
            Lane.INTERACTIVE, desk.session_hours, since, until, owner=self, done=self._show, failed=self._failed
        )

    def _lay_out(self) -> None:
        head = FlowLayout()
        head.setSpacing(12)
        head.addWidget(words("Часы психолога", "page", self))
        head.addWidget(self.total)
        head.add_stretch()
        head.addWidget(self.span)
        note = words(_CLOSED, "second", self)
        note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(note)
        column.addWidget(self.message)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)

    def _show(self, held: Sequence[SessionHours]) -> None:
        self.message.hide()
        self.total.setText(totals(held))
        self.table.show_rows(hours_cells(one) for one in reversed(held))
        self.empty.setVisible(not held)
        if not held:
            self.empty.say("heartbeat", "Проведённых занятий нет.", "Психолог ещё не отметил занятий за это время.")
        self.summary_changed.emit(plural(len(held), "занятие", "занятия", "занятий"))

    def _failed(self, error: EjournalError) -> None:
        self.message.setText(error_text(error).sentence)
        self.message.show()


def hours_cells(one: SessionHours) -> tuple[str, ...]:
    """A line of the table."""
    group = "индивидуальное" if one.is_individual else one.group_name
    return f"{one.held_on:%d.%m.%Y}", one.psychologist, one.subject, group, hours_words(one.minutes)


def totals(held: Sequence[SessionHours]) -> str:
    """«Душева А. О.: 12 ч 45 мин» of each psychologist."""
    sums: dict[str, int] = {}
    for one in held:
        sums[one.psychologist] = sums.get(one.psychologist, 0) + one.minutes
    return " · ".join(f"{name}: {hours_words(minutes)}" for name, minutes in sorted(sums.items()))


def _spans(today: date, year: SchoolYear | None) -> tuple[tuple[str, date, date], ...]:
    first = today.replace(day=1)
    last_month = first - timedelta(days=1)
    begun = min(year.starts_on, today) if year is not None else today - timedelta(days=365)
    return (
        ("Этот месяц", first, today),
        ("Прошлый месяц", last_month.replace(day=1), last_month),
        ("С начала года", begun, today),
    )
