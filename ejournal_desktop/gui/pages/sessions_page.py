"""«Занятия»: the journal of a psychologist, her groups and single sessions, her own printout (JRN-11)."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError, ReportFailedError
from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.domain.sessions import PsychologistSession, SessionJournal, hours_words
from ejournal_desktop.gui import style
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.change_bus import Change
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.pages.session_dialog import SessionDialog
from ejournal_desktop.gui.russian_dates import plural
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.badge import words
from ejournal_desktop.gui.widgets.empty_state import EmptyState
from ejournal_desktop.gui.widgets.flow import FlowLayout
from ejournal_desktop.gui.widgets.page import Page

_HEADS: Final = ("Дата", "Группа или ученик", "Вид", "Длительность", "Состояние", "Содержание")
_SPANS: Final = (("Этот месяц и две недели вперёд", 31), ("Три месяца", 92), ("Весь учебный год", 366))
_AHEAD: Final = timedelta(days=14)
_FILE: Final = "Журнал педагога-психолога.pdf"


class SessionsPage(Page):
    """Her sessions, newest first."""

    help_topic = "sessions"

    def __init__(self, workplace: Workplace, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace, self._today = workplace, today
        self._journal: SessionJournal | None = None
        self.setProperty("canvas", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = words("Занятия", "page", self)
        self.total = words("", "second", self)
        self.message = words("", "error", self)
        self.message.setWordWrap(True)
        self.message.hide()
        self.span = QComboBox(self)
        self.span.setObjectName("session_span")
        self.span.setAccessibleName("За какое время")
        for text, days in _SPANS:
            self.span.addItem(text, days)
        self.model = QStandardItemModel(self)
        self.view = QTableView(self)
        self.empty = EmptyState(self)
        self.buttons = {
            name: self._button(name, text, act)
            for name, text, act in (
                ("new_session", "Новое занятие…", self.add),
                ("open_session", "Записать…", self.edit),
                ("session_pupils", "Посещаемость группы", self.open_group),
                ("cancel_session", "Отменить занятие", self.cancel),
                ("print_sessions", "Журнал в PDF…", self.save_pdf),
            )
        }
        self.buttons["new_session"].setProperty("kind", "primary")
        self._lay_out()
        self._connect()
        style.fit(self)
        self.refresh()

    def refresh(self) -> None:
        """Read the sessions of the chosen time."""
        since = self._today - timedelta(days=self.span.currentData())
        desk = self._workplace.desk
        self._run(lambda: desk.session_journal(since, self._today + _AHEAD), self._show)

    def add(self) -> None:
        """Plan or record a session outside of the timetable."""
        self._ask(None)

    def edit(self) -> None:
        """Record the session under the cursor."""
        if (session := self.current()) is not None:
            self._ask(session)

    def cancel(self) -> None:
        """Take a planned session back."""
        if (session := self.current()) is not None:
            lesson_id = session.lesson_id
            self._run(lambda: self._workplace.desk.cancel_session(lesson_id), lambda _none: self._told())

    def open_group(self) -> None:
        """The journal page of the group, at the session: who came."""
        session, journal = self.current(), self._journal
        course = journal.course(session.course_id) if session is not None and journal is not None else None
        if session is None or course is None:
            return
        page = Course(course.course_id, course.subject, course.group_name, False, (), 0, Decimal(0), "none")
        self.journal_wanted.emit(page, session.lesson_id)

    def save_pdf(self) -> None:
        """Her own printout, into a file that she names."""
        path, _kind = QFileDialog.getSaveFileName(self, "Сохранить журнал", _FILE, "PDF (*.pdf)")
        if path:
            self.deliver(Path(path))

    def deliver(self, path: Path) -> None:
        """Draw the printout and write it; nothing waits on the thread of the window."""
        journal, desk = self._journal, self._workplace.desk
        if journal is None:
            return

        def job(**watched: Any) -> str:
            paper = desk.session_journal_pdf(journal, **watched)
            try:
                path.write_bytes(paper.pdf)
            except OSError as error:
                raise ReportFailedError("not-written", {"path": path.name}) from error
            return f"Сохранено: {path.name}"

        self._workplace.lanes.run_long(
            Lane.BULK,
            job,
            owner=self,
            done=self.summary_changed.emit,
            failed=self._failed,
            progress=lambda _done, _all: self.summary_changed.emit("Готовлю журнал…"),
        )

    def current(self) -> PsychologistSession | None:
        """The session under the cursor."""
        at = self.view.currentIndex().row()
        sessions = self._journal.sessions if self._journal is not None else ()
        return sessions[at] if 0 <= at < len(sessions) else None

    # Drawing

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.total)
        head.addStretch(1)
        head.addWidget(self.span)
        column.addLayout(head)
        bar = FlowLayout()
        bar.setSpacing(8)
        for button in self.buttons.values():
            bar.addWidget(button)
        column.addLayout(bar)
        column.addWidget(self.message)
        column.addWidget(self.view, 1)
        column.addWidget(self.empty, 1)
        self.view.setObjectName("sessions_view")
        self.view.setAccessibleName("Занятия")
        self.view.setModel(self.model)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setWordWrap(False)
        self.view.verticalHeader().hide()
        self.view.horizontalHeader().setAccessibleName("Столбцы занятий")
        self.view.verticalHeader().setAccessibleName("Строки занятий")
        self.empty.hide()

    def _connect(self) -> None:
        self.span.activated.connect(lambda _at: self.refresh())
        self.view.doubleClicked.connect(lambda _index: self.edit())
        self.view.selectionModel().currentRowChanged.connect(self._moved)
        add = self._workplace.actions.add
        add(ActionSpec("sessions.new", "Новое занятие…", ("Ctrl+N",), writes=True), self.add, self)
        add(ActionSpec("sessions.edit", "Записать занятие…", ("Return",), writes=True), self.edit, self.view)

    def _button(self, name: str, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _show(self, journal: SessionJournal) -> None:
        before = self.view.currentIndex().row()
        self._journal = journal
        self.model.clear()
        self.model.setHorizontalHeaderLabels(list(_HEADS))
        for session in journal.sessions:
            texts = (
                f"{session.held_on:%d.%m.%Y}",
                journal.whom(session),
                "индивидуальное" if session.is_individual else "групповое",
                f"{session.minutes} мин",
                _state(session, journal.today),
                session.content.replace("\n", " "),
            )
            self.model.appendRow([_item(text, head) for text, head in zip(texts, _HEADS, strict=True)])
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(len(_HEADS) - 1, QHeaderView.ResizeMode.Stretch)
        held = plural(sum(one.is_held for one in journal.sessions), "занятие", "занятия", "занятий")
        self.total.setText(f"проведено {held}, {hours_words(journal.minutes_held)}")
        self._say_empty(journal)
        if journal.sessions:
            self.view.selectRow(min(max(before, 0), len(journal.sessions) - 1))
        self._moved(self.view.currentIndex())
        self.summary_changed.emit(self.total.text())

    def _say_empty(self, journal: SessionJournal) -> None:
        if not journal.courses:
            self.empty.say("heartbeat", "Группы ещё не назначены.", "Обратитесь к заместителю директора по УВР.")
        else:
            self.empty.say("heartbeat", "Занятий за это время нет.", "Запланируйте или запишите первое (Ctrl+N).")
        self.empty.setVisible(not journal.sessions)
        self.view.setVisible(bool(journal.sessions))
        self.buttons["new_session"].setEnabled(bool(journal.courses))
        self.buttons["print_sessions"].setEnabled(bool(journal.sessions))

    def _moved(self, _index: QModelIndex, _before: QModelIndex | None = None) -> None:
        session = self.current()
        open_one = session is not None and session.state == "planned"
        self.buttons["open_session"].setEnabled(open_one)
        self.buttons["session_pupils"].setEnabled(open_one and session is not None and not session.is_individual)
        self.buttons["cancel_session"].setEnabled(open_one and session is not None and not session.is_held)

    def _ask(self, session: PsychologistSession | None) -> None:
        if self._journal is None or not self._journal.courses:
            return
        if session is not None and session.state == "cancelled":
            return
        dialog = SessionDialog(self._journal, session, self)
        dialog.accepted.connect(lambda: self._save(dialog))
        dialog.open()

    def _save(self, dialog: SessionDialog) -> None:
        entry = dialog.entry()
        self._run(lambda: self._workplace.desk.save_session(entry), lambda _lesson: self._told())

    def _told(self) -> None:
        self._workplace.changes.tell(Change("session"), self)
        self.refresh()

    def _run(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.message.hide()
        self._workplace.lanes.run(Lane.INTERACTIVE, job, owner=self, done=done, failed=self._failed)

    def _failed(self, error: EjournalError) -> None:
        self.message.setText(error_text(error).sentence)
        self.message.show()


def _state(session: PsychologistSession, today: date) -> str:
    if session.state == "cancelled":
        return "отменено"
    if session.is_held:
        return f"проведено, отсутствовали {session.absent}" if session.absent else "проведено"
    return "запланировано" if session.held_on >= today else "не записано"


def _item(text: str, head: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setToolTip(text)
    item.setData(f"{head}: {text or 'нет'}", Qt.ItemDataRole.AccessibleTextRole)
    return item
