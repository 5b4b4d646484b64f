"""The field of an access code: capitals and dashes by themselves, any layout, paste and scanner welcome."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ejournal_desktop.domain.access_codes import LENGTH, in_fours, is_seen_as_latin, scanned_login, typed_signs


class CodeEdit(QLineEdit):
    """Sixteen signs in fours; what was typed on a Russian layout becomes Latin as soon as that is certain."""

    login_scanned = Signal(str)
    """The login that the slip's QR proposes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codeEdit")
        self.setAccessibleName("Код доступа")
        self.setPlaceholderText("XXXX-XXXX-XXXX-XXXX")
        self.setProperty("tall", True)
        self.setMaxLength(400)  # a whole QR comes through a scanner as keys
        self.textEdited.connect(self._shape)

    def code(self) -> str:
        """The signs, with dashes; a Cyrillic twin of a Latin letter counts as that letter."""
        return in_fours(typed_signs(self.text()))

    def is_whole(self) -> bool:
        """Whether all sixteen signs are there."""
        return len(typed_signs(self.text())) == LENGTH

    def _shape(self, text: str) -> None:
        if "|" in text or text.strip().upper() in ("E", "EJ", "EJ1"):  # a scanner is typing the text of a QR
            self._take_qr(text)
            return
        before = len(typed_signs(text[: self.cursorPosition()]))
        plain = text.translate({ord(sign): None for sign in " -–—\t\n"}).upper()
        shown = in_fours((plain if is_seen_as_latin(plain) else typed_signs(text))[:LENGTH])
        if shown != text:
            self.setText(shown)
            self.setCursorPosition(min(len(shown), before + max(0, before - 1) // 4))

    def _take_qr(self, text: str) -> None:
        if text.count("|") < 3:  # noqa: PLR2004 - word, code, login: the scanner is not done yet
            return
        login = scanned_login(text)
        self.setText(in_fours(typed_signs(text)))
        if login:
            self.login_scanned.emit(login)
