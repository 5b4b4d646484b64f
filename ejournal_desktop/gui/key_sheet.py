"""«Клавиши журнала» on paper: the registry's actions and the grid's own keys, saved or printed from the help window."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.domain.errors import EjournalError, ReportFailedError
from ejournal_desktop.gui import printing
from ejournal_desktop.gui.actions import Entry, key_text
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.grid.key_words import KEY_WORDS
from ejournal_desktop.gui.help_window import HelpWindow
from ejournal_desktop.gui.journal_keys import JOURNAL_PAGE
from ejournal_desktop.reports.values import KeyGroup, KeySheet, ReportFile

TITLE: Final = "Клавиши журнала"
NOBODY: Final = "Войдите: на листе будут клавиши вашего окна."
_FILE: Final = "Сохранить в PDF…"
_TAB_BY_NUMBER: Final = ("Ctrl+1…9", "Вкладка по номеру")
_TABS: Final = frozenset(f"tab.{number}" for number in range(1, 10))


def key_sheet(entries: Iterable[Entry], version: str) -> KeySheet | None:
    """What the sheet says: the keys of the open journal, or those that every journal has; ``None`` without a window."""
    journal: dict[str, tuple[str, str]] = {}
    window: dict[str, tuple[str, str]] = {}
    for entry in entries:
        spec = entry.spec
        group = journal if spec.action_id.startswith("journal.") else window if entry.scope.isWindow() else None
        if group is None or not spec.keys or spec.action_id in _TABS:
            continue
        key = key_text(QKeySequence(spec.keys[0]).toString())
        group.setdefault(spec.action_id, (key.replace("PgDown", "PgDn"), spec.text.rstrip("…")))
    if not window:
        return None
    groups = (
        KeyGroup("Таблица", tuple((shown, words) for shown, _, words in KEY_WORDS)),
        KeyGroup("Страница журнала", tuple(journal.values()) or JOURNAL_PAGE),
        KeyGroup("Окно", (*window.values(), _TAB_BY_NUMBER)),
    )
    return KeySheet(TITLE, groups, version)


class KeySheetPaper(QObject):
    """Takes the sheet out of the program: into a file or onto a printer."""

    def __init__(self, guide: HelpWindow, lanes: Lanes, sheet: Callable[[], KeySheet | None]) -> None:
        super().__init__(guide)
        self._guide, self._lanes, self._sheet = guide, lanes, sheet
        guide.ui.sheetButton.clicked.connect(self._ask)
        guide.called.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        can = self._sheet() is not None
        self._guide.ui.sheetButton.setEnabled(can)
        self._guide.ui.sheetButton.setToolTip("Лист А5 к клавиатуре" if can else NOBODY)

    def _ask(self) -> None:
        ways = [*printing.printer_names(), _FILE]
        way, is_chosen = QInputDialog.getItem(self._guide, TITLE, "Куда:", ways, 0, False)
        if not is_chosen:
            return
        if way != _FILE:
            self.draw(lambda paper: self._print(paper, way))
            return
        chosen, _ = QFileDialog.getSaveFileName(self._guide, TITLE, f"{TITLE}.pdf", "PDF (*.pdf)")
        if chosen:
            self.draw(lambda paper: self._save(paper, Path(chosen)))

    def draw(self, done: Callable[[ReportFile], None]) -> None:
        """Draw the sheet in the drawing process."""
        from ejournal_desktop.reports.key_sheet import draw_key_sheet  # noqa: PLC0415 - loads the drawing library

        sheet = self._sheet()
        if sheet is not None:
            self._lanes.run_long(
                Lane.PAPER, draw_key_sheet, sheet, owner=self, done=done, failed=self._failed, progress=_unseen
            )

    def _print(self, paper: ReportFile, printer: str) -> None:
        def job() -> None:
            printing.print_pdf(paper.pdf, paper.title, printer, one_sided=True, media="A5")

        self._run(job, f"Отправлено на принтер {printer}")

    def _save(self, paper: ReportFile, path: Path) -> None:
        self._run(lambda: _write(path, paper.pdf), f"Сохранено: {path.name}")

    def _run(self, job: Callable[[], None], said: str) -> None:
        self._lanes.run(
            Lane.BULK, job, owner=self, done=lambda _none: self._guide.ui.keysHint.setText(said), failed=self._failed
        )

    def _failed(self, error: EjournalError) -> None:
        QMessageBox.warning(self._guide, TITLE, error_text(error).sentence)


def _unseen(_done: int, _total: int) -> None:
    """One page needs no progress."""


def _write(path: Path, pdf: bytes) -> None:
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise ReportFailedError("not-written", {"path": path.name}) from error
