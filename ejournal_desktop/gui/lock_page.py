"""The page of a locked window: school, time, whose session it is, one field for PIN or password (ux 5.3)."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ejournal_desktop.domain.people import Session
from ejournal_desktop.gui import style
from ejournal_desktop.gui.russian_dates import full_day
from ejournal_desktop.gui.widgets.password_field import PasswordField

LOCKED = "Окно заблокировано"


class LockPage(QFrame):
    """Asks; what is typed goes to the controller."""

    tried = Signal(str)
    change_user_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("lockPage")
        self.setAccessibleName(LOCKED)
        self.setProperty("canvas", True)
        self.setAutoFillBackground(True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.school = self._label("lockSchool", "strong")
        self.time = self._label("lockTime", "page")
        self.day = self._label("lockDay", "second")
        self.person = self._label("lockPerson", "section")
        self.saved = self._label("lockSaved", "second")
        self.caption = QLabel(self)
        self.caption.setProperty("words", "caption")
        self.field = PasswordField(self)
        self.field.setProperty("field", True)
        self.caption.setBuddy(self.field.edit)
        self.error = self._label("lockError", "error")
        self.caps = QLabel("Включён Caps Lock", self)
        self.caps.setProperty("words", "warning")
        self.unlock_button = QPushButton("Разблокировать", self)
        self.unlock_button.setObjectName("unlockButton")
        self.unlock_button.setAutoDefault(True)  # Enter presses it too, as in a dialog
        self.unlock_button.setProperty("kind", "primary")
        self.unlock_button.setProperty("tall", True)
        self.change_button = QPushButton("Сменить пользователя", self)
        self.change_button.setObjectName("changeUserButton")
        self.change_button.setAutoDefault(True)  # Enter presses it too, as in a dialog
        self._lay_out()
        self._connect()
        self.hide()

    def show_for(self, session: Session, saved: str, *, asks_pin: bool) -> None:
        """Cover the window and wait for its person."""
        initials = "".join(f" {name[0]}." for name in (session.first_name, session.middle_name) if name)
        self.school.setText(session.school_name)
        self.person.setText(session.last_name + initials)
        self.saved.setText(saved)
        self.ask(asks_pin=asks_pin)
        self.say("")
        self.setGeometry(self._window.rect())
        style.fit(self)
        self.show()
        self.raise_()
        self.field.setFocus()

    def ask(self, *, asks_pin: bool) -> None:
        """What the field takes."""
        words = "ПИН-код или пароль" if asks_pin else "Пароль"
        self.caption.setText(words)
        self.field.edit.setAccessibleName(words)
        self.field.set_text("")

    def tell_time(self, now: datetime) -> None:
        """The clock of the school."""
        self.time.setText(f"{now:%H:%M}")
        self.day.setText(full_day(now.date()))

    def say(self, sentence: str) -> None:
        """Why it stays locked."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def set_busy(self, busy: bool) -> None:
        """Nothing is tried twice."""
        for part in (self.field, self.unlock_button):
            part.setEnabled(not busy)
        self.unlock_button.setText("Проверяю…" if busy else "Разблокировать")
        if not busy:
            self.field.setFocus()
            self.field.edit.selectAll()

    def _label(self, name: str, words: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("words", words)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return label

    def _lay_out(self) -> None:
        card = QFrame(self)
        card.setProperty("card", True)
        card.setProperty("px_width", 400)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        for part in (self.person, self.saved, self.caption, self.field, self.caps, self.error, self.unlock_button):
            column.addWidget(part)
        column.addWidget(self.change_button)
        head = QVBoxLayout()
        head.setSpacing(2)
        for part in (self.school, self.time, self.day):
            head.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(16)
        whole.addStretch()
        whole.addLayout(head)
        whole.addWidget(card, alignment=Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch()

    def _connect(self) -> None:
        self.caps.hide()
        self.field.caps_changed.connect(self.caps.setVisible)
        self.field.entered.connect(self._try)
        self.unlock_button.clicked.connect(lambda _checked=False: self._try())
        self.change_button.clicked.connect(lambda _checked=False: self.change_user_wanted.emit())

    def _try(self) -> None:
        if self.field.text() and self.unlock_button.isEnabled():
            self.tried.emit(self.field.text())
