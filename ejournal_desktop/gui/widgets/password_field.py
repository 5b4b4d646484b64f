"""A password with what a person needs while she cannot see it: layout, Caps Lock, «показать»."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from ejournal_desktop.gui import style


class PasswordField(QFrame):
    """A line edit with the layout badge and the button that shows the password."""

    caps_changed = Signal(bool)
    edited = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caps = False
        self.edit = QLineEdit(self)
        self.edit.setObjectName("passwordEdit")
        self.edit.setAccessibleName("Пароль")
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.installEventFilter(self)
        self.badge = QLabel(self)
        self.badge.setProperty("badge", "square")
        self.badge.setAccessibleName("Раскладка клавиатуры")
        self.eye = self._make_eye()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 1, 6, 1)
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        row.addWidget(self.badge, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.eye)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(self.edited)
        self.edit.returnPressed.connect(self.entered)
        self._tell_layout(self._system_layout())

    def text(self) -> str:
        """The password."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Put a remembered password in, or clear it."""
        self.edit.setText(text)

    @property
    def caps_is_on(self) -> bool:
        """Whether the last letter or the Caps Lock key showed that it is on."""
        return self._caps

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch the keys of the line: they tell layout and Caps Lock on every platform."""
        if watched is self.edit:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                self._learn(event)
            elif event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
                style.set_state(self, "focused", event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _make_eye(self) -> QToolButton:
        eye = QToolButton(self)
        eye.setObjectName("showPasswordButton")
        eye.setCheckable(True)
        eye.setProperty("kind", "icon")
        eye.setProperty("icon_name", "eye")
        eye.setProperty("px_icon", 18)
        eye.setToolTip("Показать пароль")
        eye.setAccessibleName("Показать пароль")
        eye.toggled.connect(self._show_password)
        return eye

    def _show_password(self, shown: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        words = "Скрыть пароль" if shown else "Показать пароль"
        self.eye.setToolTip(words)
        self.eye.setAccessibleName(words)
        self.eye.setProperty("icon_name", "eye-slash" if shown else "eye")
        style.fit(self)

    def _learn(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            self._set_caps(not self._caps)
            return
        text = event.text()
        if len(text) == 1 and text.isalpha() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._set_caps(text.isupper() != with_shift)
            self._tell_layout("EN" if text.isascii() else "RU")

    def _set_caps(self, is_on: bool) -> None:
        if is_on != self._caps:
            self._caps = is_on
            self.caps_changed.emit(is_on)

    def _tell_layout(self, layout: str) -> None:
        self.badge.setText(layout)
        self.badge.setVisible(bool(layout))

    @staticmethod
    def _system_layout() -> str:
        name = QGuiApplication.inputMethod().locale().name()
        return {"ru": "RU", "en": "EN"}.get(name[:2], "")
