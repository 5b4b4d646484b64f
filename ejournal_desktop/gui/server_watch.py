"""Whether the server answers: asked every half minute and on a click, said in words and by a dot."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QToolButton

from ejournal_desktop.background.lanes import Lane, Lanes, Ticket
from ejournal_desktop.domain.errors import EjournalError, SignInFailedError
from ejournal_desktop.gui import style
from ejournal_desktop.gui.error_text import error_text

_EVERY_MS: Final = 30_000
_EVERY_WHILE_SILENT_MS: Final = 5_000


class ServerWatch(QObject):
    """Keeps the cell «Школьный сервер · в сети» true."""

    answers = Signal(bool)
    """Whether the server answered, after each question."""

    def __init__(self, cell: QToolButton, title: str, ping: Callable[[], int], lanes: Lanes) -> None:
        super().__init__(cell)
        self._cell, self._title, self._ping, self._lanes = cell, title, ping, lanes
        self._ticket: Ticket | None = None
        self._offline = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.ask)
        self._timer.start(_EVERY_MS)
        self._cell.clicked.connect(lambda _checked=False: self.ask())
        self._say("проверяю связь…", "text_2", "")
        self.ask()

    def ask(self) -> None:
        """Ask now, unless the last question is still open."""
        if self._ticket is None:
            self._ticket = self._lanes.run(
                Lane.BULK, self._ping, owner=self, done=self._answered, failed=self._silent, settled=self._settled
            )

    def saw(self, _pending: int, offline: bool) -> None:
        """What the saving of edits has found: when it differs from what is shown, ask at once."""
        if offline != self._offline:
            self._offline = offline
            self.ask()

    def _answered(self, latency_ms: int) -> None:
        self._timer.setInterval(_EVERY_MS)
        self.answers.emit(True)
        self._say("в сети", "ok", f"Сервер ответил за {latency_ms} мс. Нажмите, чтобы проверить связь")

    def _silent(self, error: EjournalError) -> None:
        if isinstance(error, SignInFailedError):
            self._say("вход закрыт", "err", error_text(error).sentence)
            return
        self._timer.setInterval(_EVERY_WHILE_SILENT_MS)
        self.answers.emit(False)
        self._say("нет связи", "err", "Сервер не отвечает. Нажмите, чтобы проверить связь")

    def _settled(self) -> None:
        self._ticket = None

    def _say(self, words: str, colour: str, tip: str) -> None:
        self._cell.setText(f"{self._title} · {words}")
        self._cell.setAccessibleName(f"{self._title}: {words}")
        self._cell.setToolTip(tip or "Проверить связь с сервером")
        self._cell.setProperty("icon_name", "circle")
        self._cell.setProperty("icon_colour", colour)
        style.set_state(self._cell, "state", "err" if colour == "err" else "")
        style.fit(self._cell)
