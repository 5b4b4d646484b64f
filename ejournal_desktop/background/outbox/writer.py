"""The thread that writes the outbox: what comes while the disk works goes into one commit, order kept."""

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Final, Literal

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.background.outbox.outbox_file import Loaded, OutboxFile
from ejournal_desktop.background.outbox.owner import Owner
from ejournal_desktop.config.vault import Vault
from ejournal_desktop.domain.outbox import CellDraft, KeptEdit

RETRY_S: Final = 1.0
Trouble = Literal["", "disk-full", "disk"]
_log = logging.getLogger(__name__)
_Job = KeptEdit | CellDraft | str | Event | None
_Waiting = dict[str, KeptEdit | CellDraft | None]


class OutboxWriter(QObject):
    """Owns the file from its first line to its last; everybody else only puts work into the queue."""

    kept = Signal(object)
    """A tuple of ids that are on the disk now."""
    trouble = Signal(str)
    """Why the disk does not take edits, or empty when it does again."""

    def __init__(self, vault: Vault, make_file: Callable[[Vault, str], OutboxFile] = OutboxFile) -> None:
        super().__init__()
        self._owner = Owner(vault.folder)
        self._file = make_file(vault, self._owner.name)
        self._queue: SimpleQueue[_Job] = SimpleQueue()
        self._trouble: Trouble = ""
        self._ends = False
        self._thread = Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> Loaded:
        """Read what the last time left, then write from here on; waits for the disk, so call it in a lane."""
        try:
            loaded = self._file.load(self._owner.is_alive)
        except (sqlite3.Error, OSError) as error:
            _log.warning("the outbox cannot be read: %s", error)
            loaded = Loaded(())
        self._file.close()  # a connection belongs to the thread that made it
        self._thread.start()
        return loaded

    def keep(self, edit: KeptEdit) -> None:
        """Write an edit, or write it anew."""
        self._queue.put(edit)

    def keep_draft(self, draft: CellDraft) -> None:
        """Write what stands in an open editor, or forget it."""
        self._queue.put(draft)

    def drop(self, operation_id: str) -> None:
        """Forget an edit that was taken back before it was sent."""
        self._queue.put(operation_id)

    def flush(self, timeout_s: float) -> bool:
        """Wait until everything put so far is on the disk; ``False`` when it is not."""
        written = Event()
        self._queue.put(written)
        return written.wait(timeout_s)

    def save_copy(self, path: Path) -> bool:
        """Copy the sealed file and the locked key into one archive; ``False`` where that cannot be written."""
        try:
            self._file.copy_to(path)
        except (sqlite3.Error, OSError) as error:
            _log.warning("a copy of the outbox cannot be written: %s", error)
            return False
        return True

    def close(self) -> None:
        """Write the rest and end."""
        self._queue.put(None)
        self._thread.join()
        self._owner.close()

    def _run(self) -> None:
        waiting: _Waiting = {}
        events: list[Event] = []
        while not (self._ends and (not waiting or self._trouble)):
            self._take(waiting, events)
            if waiting and not self._write(waiting):
                continue
            waiting.clear()
            for event in events:
                event.set()
            events.clear()
        self._file.close()

    def _take(self, waiting: _Waiting, events: list[Event]) -> None:
        """Everything that is there; waits for the first, but not for ever while something is to be tried again."""
        try:
            job = self._queue.get(timeout=RETRY_S if waiting else None)
            while True:
                self._sort(job, waiting, events)
                job = self._queue.get_nowait()
        except Empty:
            return

    def _sort(self, job: _Job, waiting: _Waiting, events: list[Event]) -> None:
        if job is None:
            self._ends = True
        elif isinstance(job, Event):
            events.append(job)
        elif isinstance(job, KeptEdit):
            waiting[job.operation_id] = job
        elif isinstance(job, CellDraft):
            waiting[job.place] = job
        else:
            waiting[job] = None

    def _write(self, waiting: _Waiting) -> bool:
        edits = [job for job in waiting.values() if isinstance(job, KeptEdit)]
        drafts = [job for job in waiting.values() if isinstance(job, CellDraft)]
        dropped = [name for name, job in waiting.items() if job is None]
        try:
            if edits or dropped:
                self._file.write(edits, dropped)
            if drafts:  # after the edits: a text is forgotten when what came of it is on the disk
                self._file.keep_drafts(drafts)
        except sqlite3.Error as error:
            self._tell("disk-full" if "full" in str(error) else "disk")
            _log.warning("the outbox cannot be written: %s", error)
            self._file.close()
            return False
        self._tell("")
        self.kept.emit(tuple(edit.operation_id for edit in edits))
        return True

    def _tell(self, trouble: Trouble) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self.trouble.emit(trouble)
