"""What the status bar says of saving (ux 4.1): nothing is claimed that the server has not confirmed."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QToolButton

from ejournal_desktop.background.outbox.standing import UNCLEAR, Standing
from ejournal_desktop.gui import style
from ejournal_desktop.gui.bell_words import SchoolClock
from ejournal_desktop.gui.russian_dates import plural

if TYPE_CHECKING:
    from datetime import datetime

_QUIET_MS: Final = 400
_TROUBLES: Final = {"disk-full": "Диск этого компьютера полон", "disk": "Диск этого компьютера не пишет"}


class SaveState(QObject):
    """Writes «Сохранено · 10:42», «Сохраняю: 3» or «Нет связи…» into a cell of the status bar (ux 4.1)."""

    def __init__(self, cell: QToolButton, clock: SchoolClock) -> None:
        super().__init__(cell)
        self._cell, self._clock = cell, clock
        self._pending = 0
        self._standing = Standing()
        self._answers = True
        self._saved_at: datetime | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._tell_sending)
        self._say("Изменений нет", "cloud-check", "")

    def show(self, standing: Standing) -> None:
        """Follow the outbox; the worst is said first."""
        pending, before = standing.pending, self._pending
        self._standing, self._pending = standing, pending
        is_away = standing.is_offline or not self._answers
        if pending and not is_away and not standing.unkept_for_long:
            if not self._quiet.isActive():
                self._quiet.start(_QUIET_MS)
            return
        self._quiet.stop()
        if pending:
            self._say(_waiting_words(standing), "cloud-slash", "err" if standing.unkept_for_long else "warn")
            return
        if before:
            self._saved_at = self._clock.now()
        if self._saved_at is not None:
            self._say(f"Сохранено · {self._saved_at:%H:%M}", "cloud-check", "")

    def server_answers(self, answers: bool) -> None:
        """What the window says of the server holds here too: no «Сохраняю» under the banner «Нет связи»."""
        if answers != self._answers:
            self._answers = answers
            self.show(self._standing)

    def _tell_sending(self) -> None:
        self._say(f"Сохраняю: {self._pending}", "cloud-arrow-up", "")

    def _say(self, words: str, icon: str, state: str) -> None:
        self._cell.setText(words)
        self._cell.setAccessibleName(words)
        self._cell.setProperty("icon_name", icon)
        self._cell.setProperty("icon_colour", state or "text_2")
        style.set_state(self._cell, "state", state)
        style.fit(self._cell)


def _waiting_words(standing: Standing) -> str:
    """What is true of edits that the server does not have: kept on this computer, or not even that."""
    if standing.unkept_for_long:
        unkept = plural(
            standing.unkept, "изменение ещё не сохранено", "изменения ещё не сохранены", "изменений ещё не сохранено"
        )
        return f"{_TROUBLES[standing.trouble]} · {unkept}"
    kept = plural(standing.pending, "изменение хранится", "изменения хранятся", "изменений хранятся")
    if standing.barred == UNCLEAR:
        return f"Сервер ответил непонятно · {kept} на этом компьютере"
    if standing.barred:
        return f"Сервер не принимает от вас · {kept} на этом компьютере"
    return f"Нет связи с сервером · {kept} на этом компьютере"
