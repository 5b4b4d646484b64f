"""Brings a pupil of a journal into sight as soon as the journal has read its page."""

from typing import Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

_AGAIN_MS: Final = 60
_TRIES: Final = 160


class PupilJump(QObject):
    """Looks for the row while the page is being read; ends with the page."""

    def __init__(self, journal: QWidget, pupil_id: int) -> None:
        super().__init__(journal)
        self._journal: Any = journal
        self._pupil_id, self._left = pupil_id, _TRIES
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.try_now)
        self._timer.start(_AGAIN_MS)
        self.try_now()

    def try_now(self) -> bool:
        """Go to the pupil's row in the column where the page stands; ``False`` while the page is not there."""
        self._left -= 1
        grid = getattr(self._journal, "grid", None)
        if grid is None and self._left > 0:
            return False
        self._timer.stop()
        self.deleteLater()
        if grid is None:
            return False
        rows = (row for row, pupil in enumerate(grid.store.pupils) if pupil.pupil_id == self._pupil_id)
        row = next(rows, None)
        if row is not None:
            grid.use_cursor(row, max(0, grid.view.cursor()[1]))
            grid.setFocus()
        return row is not None
