"""A session of a psychologist as a form: with whom, when, how long, whether it was held, what it was about."""

from datetime import date
from typing import Final

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from ejournal_desktop.domain.sessions import PsychologistSession, SessionEntry, SessionJournal
from ejournal_desktop.gui import style

_SHORTEST, _LONGEST, _USUAL = 5, 240, 45
_LONGEST_TEXT: Final = 4000
_CLOSED: Final = "Содержание видите только вы: директору, заместителю, администратору и проверяющему оно закрыто."


class SessionDialog(QDialog):
    """A new session, or one of the journal."""

    def __init__(
        self, journal: SessionJournal, session: PsychologistSession | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._journal, self._session = journal, session
        self.setObjectName("session_dialog")
        self.setWindowTitle("Новое занятие" if session is None else "Занятие")
        self.group, self.whom = QComboBox(self), QComboBox(self)
        for course in journal.courses:
            self.group.addItem(course.title, course.course_id)
        self.day = QDateEdit(QDate(journal.today.year, journal.today.month, journal.today.day), self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("dd.MM.yyyy")
        self.minutes = QSpinBox(self)
        self.minutes.setRange(_SHORTEST, _LONGEST)
        self.minutes.setSingleStep(5)
        self.minutes.setValue(_USUAL)
        self.minutes.setSuffix(" мин")
        self.held = QCheckBox("Занятие проведено", self)
        self.content = QPlainTextEdit(self)
        self.content.setTabChangesFocus(True)
        self.content.setProperty("px_height", 110)
        self._lay_out()
        self.group.currentIndexChanged.connect(lambda _at: self._fill_pupils())
        self.day.dateChanged.connect(lambda _day: self._fit_held())
        self.content.textChanged.connect(self._fit_length)
        self._fill_pupils()
        if session is not None:
            self._show(session)
        self._fit_held()
        style.fit(self)

    def entry(self) -> SessionEntry:
        """What was entered."""
        return SessionEntry(
            self._session.lesson_id if self._session is not None else None,
            self.group.currentData(),
            self._day(),
            self.minutes.value(),
            self.whom.currentData(),
            self.content.toPlainText().strip(),
            self.held.isChecked(),
        )

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(20, 16, 20, 16)
        form.setSpacing(8)
        fields = (
            ("Группа", self.group),
            ("С кем", self.whom),
            ("Дата", self.day),
            ("Длительность", self.minutes),
            ("", self.held),
            ("Содержание", self.content),
        )
        for words, field in fields:
            field.setObjectName(f"session_{len(form.children())}_{words}")
            field.setAccessibleName(words or field.property("text") or "")
            form.addRow(words, field)
        note = QLabel(_CLOSED, self)
        note.setWordWrap(True)
        note.setProperty("words", "caption")
        form.addRow("", note)
        buttons = QDialogButtonBox(self)
        save = buttons.addButton("Сохранить", QDialogButtonBox.ButtonRole.AcceptRole)
        save.setProperty("kind", "primary")
        save.setObjectName("save_session")
        buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    def _fill_pupils(self) -> None:
        self.whom.clear()
        self.whom.addItem("Вся группа", None)
        course = self._journal.course(self.group.currentData())
        for pupil_id, name in course.pupils if course is not None else ():
            self.whom.addItem(name, pupil_id)

    def _show(self, session: PsychologistSession) -> None:
        self.group.setCurrentIndex(self.group.findData(session.course_id))
        self._fill_pupils()
        if session.is_individual:
            if self.whom.findData(session.pupil_id) < 0:
                self.whom.addItem(session.pupil, session.pupil_id)
            self.whom.setCurrentIndex(self.whom.findData(session.pupil_id))
        self.day.setDate(QDate(session.held_on.year, session.held_on.month, session.held_on.day))
        self.minutes.setValue(session.minutes)
        self.held.setChecked(session.is_held)
        self.content.setPlainText(session.content)
        for fixed in (self.group, self.day):
            fixed.setEnabled(False)

    def _fit_held(self) -> None:
        """A session of a day to come cannot have been held."""
        is_ahead = self._day() > self._journal.today
        self.held.setEnabled(not is_ahead)
        if is_ahead:
            self.held.setChecked(False)

    def _fit_length(self) -> None:
        text = self.content.toPlainText()
        if len(text) > _LONGEST_TEXT:
            self.content.setPlainText(text[:_LONGEST_TEXT])

    def _day(self) -> date:
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())
