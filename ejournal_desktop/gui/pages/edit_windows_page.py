"""«Сроки редактирования отметок»: the setting of clause 3.6 with its history, and the queue of requests to open."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QDate, QDateTime, QEvent, QObject, Qt, QTime
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QPushButton, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.edit_windows import KINDS, EditWindow, EditWindows
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.people import Role
from ejournal_desktop.domain.unlocks import Unlock, UnlockQueue, UnlockStep, steps
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.change_bus import Change
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.forms.ui_edit_windows_page import Ui_EditWindowsPage
from ejournal_desktop.gui.models.unlock_queue_model import UnlockQueueModel, scope_words, state_words, who_acted
from ejournal_desktop.gui.russian_dates import plural
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.flow import wrap
from ejournal_desktop.gui.widgets.page import Page

WORDS: Final = dict(
    zip(KINDS, ("Никогда", "Через неделю", "Через 2 недели", "Через 3 недели", "Через месяц"), strict=True)
)
_FILTERS: Final = ("Ждут решения", "Открытые сейчас", "Все за год")
_WIDEST_COLUMN: Final = 260
_HISTORY: Final = 4
_RULES: Final[dict[str, str]] = {
    "deputy": "Согласие на открытие даёт заместитель директора, открывает администратор. Сданный период — по приказу.",
    "administrator": "Открывает администратор после согласия заместителя директора. Сданный период — по приказу.",
    "director": "Просмотр. Сданный период открывают по вашему приказу.",
}


class EditWindowsPage(Page):
    """For the administrator and the deputy; the director reads and notes what she has seen."""

    help_topic = "edit-windows"

    def __init__(self, workplace: Workplace, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._role: Role = role
        self._windows: EditWindows | None = None
        self._queue: UnlockQueue | None = None
        self._asks: UnlockStep | None = None
        self.model = UnlockQueueModel(self)
        self.ui = Ui_EditWindowsPage()
        self.ui.setupUi(self)
        self._dress()
        self._connect()
        self._show_form(shown=False)
        self._ask_answer(None)
        self._say("")
        ui = self.ui
        for row in (ui.settingRow, ui.orderRow, ui.queueHead, ui.answerRow, ui.foot):
            wrap(row)
        style.fit(self)
        self.refresh()

    def _dress(self) -> None:
        ui = self.ui
        ui.kindCombo.addItems(list(WORDS.values()))
        first = "Не просмотренные" if self._role == "director" else _FILTERS[0]
        ui.filterCombo.addItems([first, *_FILTERS[1:]])
        ui.list.setModel(self.model)
        ui.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        ui.list.header().setMaximumSectionSize(theme.current().px(_WIDEST_COLUMN))
        ui.list.header().setAccessibleName("Столбцы списка")
        ui.setButton.setVisible(self._role == "administrator")
        ui.ruleLabel.setText(_RULES.get(self._role, ""))
        self._buttons: dict[UnlockStep, QPushButton] = {
            "agree": ui.agreeButton,
            "propose": ui.proposeButton,
            "open": ui.openButton,
            "refuse": ui.refuseButton,
            "close": ui.closeButton,
            "see": ui.seeButton,
        }
        has = {
            "deputy": {"agree", "propose", "open", "refuse", "close"},
            "administrator": {"open", "refuse", "close"},
            "director": {"see"},
        }.get(self._role, set())
        for step, button in self._buttons.items():
            button.setVisible(step in has)

    def _connect(self) -> None:
        ui, add = self.ui, self._workplace.actions.add
        ui.setButton.clicked.connect(lambda: self._show_form(shown=True))
        ui.leaveButton.clicked.connect(lambda: self._show_form(shown=False))
        ui.applyButton.clicked.connect(self._apply)
        ui.filterCombo.currentIndexChanged.connect(lambda _at: self._show_queue())
        ui.list.selectionModel().selectionChanged.connect(lambda *_changed: self._selected())
        ui.list.activated.connect(lambda _index: self.act_first())
        ui.dropButton.clicked.connect(lambda: self._ask_answer(None))
        ui.answerButton.clicked.connect(self._answer)
        for field in (ui.untilEdit, ui.reasonEdit, ui.kindCombo, ui.fromEdit, ui.orderEdit, ui.orderDateEdit):
            field.installEventFilter(self)
        for step, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, step=step: self.act(step))
        keys: tuple[tuple[UnlockStep, str, str], ...] = (
            ("agree", "Согласовать открытие", "Ctrl+Return"),
            ("propose", "Направить приказ об открытии директору…", "Ctrl+Shift+Return"),
            ("open", "Открыть до…", "Ctrl+O"),
            ("refuse", "Отказать в открытии…", "Ctrl+Backspace"),
            ("close", "Закрыть сейчас", "Ctrl+Shift+K"),
            ("see", "Отметить просмотренным", "Ctrl+Return"),
        )
        for step, text, key in keys:
            if self._buttons[step].isHidden():
                continue
            spec = ActionSpec(f"unlocks.{step}", text, (key,), ("запрос", "срок"))
            action = add(spec, partial(self.act, step), self)
            self._buttons[step].setToolTip(action.toolTip())

    # Reading

    def refresh(self) -> None:
        """Read settings and requests again."""
        desk = self._workplace.desk
        self._run(desk.edit_windows, done=self._windows_read)
        self._run(desk.unlocks, done=self._queue_read)

    def _windows_read(self, windows: EditWindows) -> None:
        self._windows = windows
        ui, present = self.ui, windows.present
        words = WORDS[present.kind] if present else "не установлен"
        ui.presentLabel.setText(f"Запрет редактирования наступает: {words}")
        closed = (
            f"Сегодня закрыто: всё до {windows.closed_before:%d.%m}."
            if windows.closed_before
            else "Закрытых сроком отметок нет."
        )
        until = " Срок не ограничен до конца учебного года." if present and present.kind == "never" else ""
        ui.closedLabel.setText(f"{closed}{until} Первую отметку срок не ограничивает (п. 3.6 Порядка).")
        lines = [_window_line(window, coming=window in windows.coming) for window in windows.windows[:_HISTORY]]
        ui.historyLabel.setText("\n".join(lines))

    def _queue_read(self, queue: UnlockQueue) -> None:
        is_first, self._queue = self._queue is None, queue
        self._show_queue()
        if is_first:
            self.ui.list.setFocus()

    def _show_queue(self) -> None:
        if self._queue is None:
            return
        ui, kept = self.ui, {unlock.unlock_id for unlock in self.selected()}
        waiting = [unlock for unlock in self._queue.unlocks if self._waits(unlock)]
        shown = (
            waiting,
            [unlock for unlock in self._queue.unlocks if unlock.state == "open"],
            list(self._queue.unlocks),
        )[ui.filterCombo.currentIndex()]
        self.model.show(tuple(shown))
        words = plural(len(waiting), "запрос", "запроса", "запросов")
        what = "не просмотрено" if self._role == "director" else "ждёт решения"
        ui.countLabel.setText(f"{what}: {len(waiting)}" if waiting else "")
        self.summary_changed.emit(f"{what[0].upper()}{what[1:]}: {words}" if waiting else "Запросов нет")
        ui.views.setCurrentWidget(ui.list if shown else ui.emptyState)
        if not shown:
            ui.emptyState.say(
                "lock-simple-open", "Запросов нет.", "Учитель просит открыть отметку в журнале: Ctrl+Shift+L."
            )
        rows = [at for at, unlock in enumerate(shown) if unlock.unlock_id in kept] or ([0] if shown else [])
        for row in rows:
            index = self.model.index(row, 0)
            ui.list.setCurrentIndex(index)
        self._selected()

    def _waits(self, unlock: Unlock) -> bool:
        if self._role == "director":
            return unlock.seen_at is None
        return unlock.state in {"waiting", "agreed"}

    def selected(self) -> list[Unlock]:
        """The requests that are chosen."""
        rows = sorted({index.row() for index in self.ui.list.selectionModel().selectedIndexes()})
        return [self.model.unlocks[row] for row in rows if row < len(self.model.unlocks)]

    def allowed(self) -> frozenset[UnlockStep]:
        """What may be done with everything that is chosen."""
        chosen = self.selected()
        if self._queue is None or not chosen:
            return frozenset()
        return frozenset.intersection(*(steps(unlock, self._role, self._queue.me) for unlock in chosen))

    def _selected(self) -> None:
        allowed, chosen = self.allowed(), self.selected()
        for step, button in self._buttons.items():
            button.setEnabled(step in allowed)
        self.ui.detailLabel.setText(_detail(chosen[0]) if len(chosen) == 1 else "")
        if self._asks is not None and self._asks not in allowed:
            self._ask_answer(None)

    # Acting

    def act_first(self) -> None:
        """Enter: the step that comes next."""
        order: tuple[UnlockStep, ...] = ("agree", "open", "propose", "see")
        step = next((step for step in order if step in self.allowed()), None)
        if step is not None:
            self.act(step)

    def act(self, step: UnlockStep) -> None:
        """Take a step, or ask for what it needs."""
        if step not in self.allowed():
            return
        if step in {"open", "refuse", "propose"}:
            self._ask_answer(step)
            return
        desk = self._workplace.desk
        jobs: dict[str, Callable[..., int]] = {
            "agree": desk.agree_unlocks,
            "close": desk.close_unlocks,
            "see": desk.see_unlocks,
        }
        self._take(jobs[step], self._ids())

    def _ask_answer(self, step: UnlockStep | None) -> None:
        """The bar over the queue: until when, or why not."""
        ui, self._asks = self.ui, step
        ui.answerBar.setVisible(step is not None)
        if step is None:
            return
        ui.untilEdit.setVisible(step != "refuse")
        ui.reasonEdit.setVisible(step == "refuse")
        ui.reasonEdit.clear()
        titles = {"open": "Открыть до", "propose": "Проект приказа: открыть до", "refuse": "Отказать:"}
        ui.answerLabel.setText(titles[step])
        ui.answerButton.setText({"open": "Открыть", "propose": "Направить директору", "refuse": "Отказать"}[step])
        if self._queue is not None:
            wanted = max(unlock.open_until for unlock in self.selected())
            ui.untilEdit.setMinimumDateTime(_qmoment(self._queue.now))
            ui.untilEdit.setDateTime(_qmoment(wanted))
        (ui.reasonEdit if step == "refuse" else ui.untilEdit).setFocus()

    def _answer(self) -> None:
        ui, desk, step = self.ui, self._workplace.desk, self._asks
        if step == "refuse":
            reason = ui.reasonEdit.text().strip()
            if not reason:
                self._say("Напишите причину отказа: её прочтёт учитель.")
                return
            self._take(desk.refuse_unlocks, self._ids(), reason)
        elif step == "open":
            self._take(desk.open_unlocks, self._ids(), self._until())
        elif step == "propose":
            for unlock_id in self._ids():
                self._take(desk.propose_unlock_order, unlock_id, self._until())

    def _until(self) -> datetime:
        chosen = self.ui.untilEdit.dateTime()
        day, clock = chosen.date(), chosen.time()
        zone = self._queue.now.tzinfo if self._queue is not None else None
        return datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=zone)

    def _ids(self) -> tuple[int, ...]:
        return tuple(unlock.unlock_id for unlock in self.selected())

    def _take(self, job: Callable[..., int], *args: object) -> None:
        def done(_count: int) -> None:
            self._say("")
            self._ask_answer(None)
            self._workplace.changes.tell(Change("cells"), self)
            self.ui.list.setFocus()
            self._run(self._workplace.desk.unlocks, done=self._queue_read)

        self._run(job, *args, done=done)

    # The setting

    def _show_form(self, *, shown: bool) -> None:
        ui = self.ui
        ui.settingForm.setVisible(shown)
        if not shown:
            return
        today = self._windows.today if self._windows else self._workplace.desk.session.server_time.date()
        ui.fromEdit.setMinimumDate(_qdate(today).addDays(1))
        ui.fromEdit.setDate(_qdate(today).addDays(1))
        ui.orderDateEdit.setMaximumDate(_qdate(today))
        ui.orderDateEdit.setDate(_qdate(today))
        if self._windows and self._windows.present:
            ui.kindCombo.setCurrentIndex(KINDS.index(self._windows.present.kind))
        ui.kindCombo.setFocus()

    def _apply(self) -> None:
        ui = self.ui
        number = ui.orderEdit.text().strip()
        if not number:
            self._say("Укажите номер приказа: срок устанавливают приказом (п. 3.6 Порядка).")
            ui.orderEdit.setFocus()
            return

        def done(_made: int) -> None:
            self._say("")
            self._show_form(shown=False)
            self.ui.list.setFocus()
            self.refresh()

        kind, dates = KINDS[ui.kindCombo.currentIndex()], (_day(ui.fromEdit.date()), _day(ui.orderDateEdit.date()))
        self._run(self._workplace.desk.set_edit_window, kind, dates[0], number, dates[1], done=done)

    # Around

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a field of a form answers."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return super().eventFilter(watched, event)
        if watched in {self.ui.untilEdit, self.ui.reasonEdit}:
            self._answer()
        else:
            self._apply()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes what was opened last."""
        if event.key() == Qt.Key.Key_Escape and (self._asks is not None or self.ui.settingForm.isVisible()):
            if self._asks is not None:
                self._ask_answer(None)
            else:
                self._show_form(shown=False)
            self.ui.list.setFocus()
            return
        super().keyPressEvent(event)

    def _run(self, job: Callable[..., Any], *args: object, done: Callable[[Any], None]) -> None:
        lanes = self._workplace.lanes
        lanes.run(Lane.INTERACTIVE, job, *args, owner=self, done=done, failed=self._failed)

    def _failed(self, error: EjournalError) -> None:
        self._say(error_text(error).sentence)

    def _say(self, sentence: str) -> None:
        self.ui.errorLabel.setText(sentence)
        self.ui.errorBanner.setVisible(bool(sentence))


def _window_line(window: EditWindow, *, coming: bool) -> str:
    start = f"{'будет ' if coming else ''}с {window.valid_from:%d.%m.%Y}"
    return f"{start} — {WORDS[window.kind]} · {window.source}"


def _detail(unlock: Unlock) -> str:
    """The chosen request in full: what the columns cut is read here."""
    asked = f"{unlock.person}, {unlock.course}, {scope_words(unlock)}: {unlock.reason}"
    return " ".join(_sentence(part) for part in (asked, state_words(unlock), who_acted(unlock)) if part)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:].rstrip('.')}."


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _qmoment(moment: datetime) -> QDateTime:
    return QDateTime(_qdate(moment.date()), QTime(moment.hour, moment.minute))


def _day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
