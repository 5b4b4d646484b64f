"""What the status bar says of saving (ux 4.1): nothing is claimed that the server has not confirmed."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QToolButton

from ejournal_desktop.gui import style
from ejournal_desktop.gui.bell_words import SchoolClock
from ejournal_desktop.gui.russian_dates import plural

if TYPE_CHECKING:
    from datetime import datetime

_QUIET_MS: Final = 400


class SaveState(QObject):
    """Writes «Сохранено · 10:42», «Сохраняю: 3» or «Нет связи…» into a cell of the status bar."""

    def __init__(self, cell: QToolButton, clock: SchoolClock) -> None:
        super().__init__(cell)
        self._cell, self._clock = cell, clock
        self._pending = 0
        self._saved_at: datetime | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._tell_sending)
        self._say("Изменений нет", "cloud-check", "")

    def show(self, pending: int, offline: bool) -> None:
        """Follow the gradebook: how many edits are not settled, and whether the server does not answer."""
        if offline and pending:
            self._quiet.stop()
            changes = plural(pending, "изменение не отправлено", "изменения не отправлены", "изменений не отправлено")
            self._say(f"Нет связи с сервером · {changes}, не закрывайте программу", "cloud-slash", "warn")
        elif pending == 0:
            self._quiet.stop()
            if self._pending:
                self._saved_at = self._clock.now()
            if self._saved_at is not None:
                self._say(f"Сохранено · {self._saved_at:%H:%M}", "cloud-check", "")
        elif not self._quiet.isActive():
            self._quiet.start(_QUIET_MS)
        self._pending = pending

    def _tell_sending(self) -> None:
        self._say(f"Сохраняю: {self._pending}", "cloud-arrow-up", "")

    def _say(self, words: str, icon: str, state: str) -> None:
        self._cell.setText(words)
        self._cell.setAccessibleName(words)
        self._cell.setProperty("icon_name", icon)
        self._cell.setProperty("icon_colour", state or "text_2")
        style.set_state(self._cell, "state", state)
        style.fit(self._cell)
