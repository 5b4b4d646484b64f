"""A proposal of an order that opens a closed period: which request of a teacher, until when (rulings 9)."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtWidgets import QDateTimeEdit, QDialog, QListWidget, QListWidgetItem, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.unlocks import Unlock, UnlockQueue, steps
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.models.unlock_queue_model import scope_words
from ejournal_desktop.gui.pages.order_dialogs import form_of
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.badge import words

_NOTHING: Final = "Запросов нет. Учитель просит об открытии на странице журнала: карточка закрытой ячейки."


class UnlockOrderDialog(QDialog):
    """The requests for handed over pages that no order waits for yet."""

    proposed = Signal(int)
    """The id of the proposal that was made."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Открытие закрытого периода")
        self._workplace = workplace
        self._queue: UnlockQueue | None = None
        self._listed: tuple[Unlock, ...] = ()
        self.requests = QListWidget(self)
        self.requests.setWordWrap(True)
        self.requests.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.requests.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.requests.setSpacing(4)
        self.requests.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.until = QDateTimeEdit(self)
        self.until.setDisplayFormat("dd.MM.yyyy HH:mm")
        self.until.setCalendarPopup(True)
        self.problem = words("", "error", self)
        self.problem.setWordWrap(True)
        form_of(
            self, (("Запросы", self.requests), ("Открыть до", self.until), ("", self.problem)), "Внести", self.propose
        )
        self.requests.setMinimumWidth(460)  # a reason of the length that teachers write
        self.requests.currentRowChanged.connect(lambda _row: self._show_until())
        self._workplace.lanes.run(
            Lane.INTERACTIVE, workplace.desk.unlocks, owner=self, done=self._show, failed=self._failed
        )

    def chosen(self) -> Unlock | None:
        """The request that is chosen."""
        row = self.requests.currentRow()
        return self._listed[row] if row >= 0 else None

    def propose(self) -> None:
        """Lay the draft before the director; the dialog stays when the server refuses."""
        unlock, desk = self.chosen(), self._workplace.desk
        if unlock is None:
            self.problem.setText("Выберите запрос.")
            return
        unlock_id, until = unlock.unlock_id, self._moment()
        self._workplace.lanes.run(
            Lane.INTERACTIVE,
            lambda: desk.propose_unlock_order(unlock_id, until),
            owner=self,
            done=self._proposed,
            failed=self._failed,
        )

    def _proposed(self, approval_id: int) -> None:
        self.proposed.emit(approval_id)
        self.accept()

    def _show(self, queue: UnlockQueue) -> None:
        self._queue = queue
        self._listed = tuple(
            unlock for unlock in queue.unlocks if unlock.is_period and "propose" in steps(unlock, "deputy", queue.me)
        )
        for unlock in self._listed:
            text = f"{unlock.course} · {unlock.person}\n{scope_words(unlock)} · {unlock.reason}"
            item = QListWidgetItem(text, self.requests)
            item.setToolTip(text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text.replace("\n", ", "))
        self.until.setMinimumDateTime(_qmoment(queue.now))
        if self.requests.count():
            self.requests.setCurrentRow(0)
        else:
            self.problem.setText(_NOTHING)

    def _show_until(self) -> None:
        unlock = self.chosen()
        if unlock is not None:
            self.until.setDateTime(_qmoment(unlock.open_until))

    def _moment(self) -> datetime:
        chosen = self.until.dateTime()
        day, clock = chosen.date(), chosen.time()
        zone = self._queue.now.tzinfo if self._queue is not None else None
        return datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=zone)

    def _failed(self, error: EjournalError) -> None:
        self.problem.setText(error_text(error).sentence)


def _qmoment(moment: datetime) -> QDateTime:
    """The wall clock of the school, whatever zone the computer has."""
    text = moment.replace(tzinfo=None, microsecond=0).isoformat()
    return QDateTime.fromString(text, Qt.DateFormat.ISODate)
