"""The file of the outbox: SQLite, every row sealed, a commit returns only after the disk has it."""

import contextlib
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from ejournal_desktop.background.outbox.codec import draft_bytes, edit_bytes, read_draft, read_edit
from ejournal_desktop.background.outbox.sealed_files import FOLDER, SealedFiles
from ejournal_desktop.config.vault import VAULT_FILE, TamperedError, Vault
from ejournal_desktop.domain.outbox import UNSETTLED, CellDraft, KeptEdit

KEPT_FOR: Final = timedelta(days=14)
_BUSY_MS: Final = 5_000
OUTBOX_FILE: Final = "outbox.sqlite"
_DONE: Final = frozenset({"saved", "dismissed"})
_SCHEMA: Final = """
create table if not exists edits (
    sequence integer primary key autoincrement,
    operation_id text not null unique,
    owner text not null,
    settled_at text,
    sealed blob not null
) strict
"""
_DRAFTS: Final = """
create table if not exists drafts (place text primary key, owner text not null, sealed blob not null) strict
"""
_PUT: Final = """
insert into edits (operation_id, owner, settled_at, sealed) values (?, ?, ?, ?)
on conflict (operation_id) do update
set owner = excluded.owner, settled_at = excluded.settled_at, sealed = excluded.sealed
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was found at the start: edits in their order; ``set_aside`` is where a damaged file lies now."""

    edits: tuple[KeptEdit, ...]
    set_aside: Path | None = None
    drafts: tuple[CellDraft, ...] = ()
    acknowledged: tuple[KeptEdit, ...] = ()
    """What the server took within the last fourteen days, in the order in which it did."""


class OutboxFile:
    """Used by one thread of one process; other processes of the same person may hold the file open too."""

    def __init__(self, vault: Vault, owner: str) -> None:
        self._vault, self._owner = vault, owner
        self.path = vault.folder / OUTBOX_FILE
        self.files = SealedFiles(vault)
        self._connection: sqlite3.Connection | None = None

    def load(self, is_alive: Callable[[str], bool]) -> Loaded:
        """Read what is kept; unsettled edits of dead processes become this one's, those of living ones stay theirs.

        A file that cannot be read is set aside whole, and what could be read of it goes on in a new one.
        """
        try:
            edits, torn = self._read(is_alive)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and not _is_damage(error):
                raise
            return Loaded((), self._set_aside(()))
        if torn:
            return Loaded(tuple(edits), self._set_aside(edits))
        self.write([edit for edit in edits if edit.state in UNSETTLED])
        self.prune(datetime.now(UTC))
        return Loaded(tuple(edits), None, self._load_drafts(is_alive), self._acknowledged(edits))

    def _acknowledged(self, edits: Sequence[KeptEdit]) -> tuple[KeptEdit, ...]:
        known = {edit.operation_id: edit for edit in edits if edit.state == "saved"}
        rows = self._open().execute(
            "select operation_id from edits where settled_at is not null order by settled_at, sequence"
        )
        return tuple(known[name] for (name,) in rows.fetchall() if name in known)

    def keep_drafts(self, drafts: Sequence[CellDraft]) -> None:
        """Keep texts of open editors, on the disk when this returns; an empty one is forgotten.

        Raises:
            sqlite3.Error: the disk does not take them.
        """
        connection, seal = self._open(), self._vault.seal
        kept = [
            (self._vault.name_of(draft.place), self._owner, seal(draft_bytes(draft), "draft"))
            for draft in drafts
            if draft.text
        ]
        gone = [(self._vault.name_of(draft.place),) for draft in drafts if not draft.text]
        connection.execute("begin immediate")
        try:
            connection.executemany("insert or replace into drafts (place, owner, sealed) values (?, ?, ?)", kept)
            connection.executemany("delete from drafts where place = ?", gone)
            connection.execute("commit")
        except sqlite3.Error:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("rollback")
            raise

    def _load_drafts(self, is_alive: Callable[[str], bool]) -> tuple[CellDraft, ...]:
        """What dead processes left in their editors; of a text that cannot be read nothing is known."""
        drafts = []
        for owner, sealed in self._open().execute("select owner, sealed from drafts").fetchall():
            if not is_alive(owner):
                with contextlib.suppress(TamperedError, ValueError):
                    drafts.append(read_draft(self._vault.open(sealed, "draft")))
        return tuple(drafts)

    def write(self, edits: Sequence[KeptEdit], dropped: Sequence[str] = ()) -> None:
        """Keep edits and drop others, all or nothing, on the disk when this returns.

        Raises:
            sqlite3.Error: the disk is full, or anything else that the machine says.
        """
        now = datetime.now(UTC).isoformat()
        rows = [(edit.operation_id, self._owner, self._settled_at(edit, now), self._sealed(edit)) for edit in edits]
        connection = self._open()
        connection.execute("begin immediate")
        try:
            connection.executemany(_PUT, rows)
            connection.executemany("delete from edits where operation_id = ?", [(each,) for each in dropped])
            connection.execute("commit")
        except sqlite3.Error:
            with contextlib.suppress(sqlite3.Error):  # a full disk has taken the transaction back by itself
                connection.execute("rollback")
            raise
        self.files.drop([*dropped, *(edit.operation_id for edit in edits if edit.state == "dismissed")])

    def prune(self, now: datetime) -> int:
        """Drop what was settled long ago; return how many."""
        before = ((now - KEPT_FOR).isoformat(),)
        old = self._open().execute("select operation_id from edits where settled_at < ?", before).fetchall()
        self.files.drop(name for (name,) in old)
        return self._open().execute("delete from edits where settled_at < ?", before).rowcount

    def known(self) -> frozenset[str]:
        """Ids of all edits that lie here, settled ones included."""
        return frozenset(row[0] for row in self._open().execute("select operation_id from edits").fetchall())

    def copy_to(self, path: Path) -> None:
        """Put a copy of the file and the locked key into an archive; may be called from any thread.

        Raises:
            OSError, sqlite3.Error: it cannot be written.
        """
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            copy = Path(folder) / OUTBOX_FILE
            with contextlib.closing(sqlite3.connect(self.path)) as own, contextlib.closing(sqlite3.connect(copy)) as to:
                own.backup(to)
            part = path.with_name(f"{path.name}.part")
            with zipfile.ZipFile(part, "w") as archive:
                archive.write(copy, OUTBOX_FILE)
                archive.write(self._vault.folder / VAULT_FILE, VAULT_FILE)
                waiting = self._open_of(copy)
                for file in self.files.of(waiting):
                    with contextlib.suppress(FileNotFoundError):  # the server has it since
                        archive.write(file, f"{FOLDER}/{file.name}")
        part.replace(path)

    @staticmethod
    def _open_of(copy: Path) -> list[str]:
        """What a copy holds that is not settled: only its files are wanted."""
        with contextlib.closing(sqlite3.connect(copy)) as read:
            return [name for (name,) in read.execute("select operation_id from edits where settled_at is null")]

    def close(self) -> None:
        """Let the file go."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = sqlite3.connect(self.path, isolation_level=None, timeout=_BUSY_MS / 1000)
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")  # «kept» means that the disk has it
            connection.execute("pragma secure_delete = on")
            connection.execute(_SCHEMA)
            connection.execute(_DRAFTS)
            self._connection = connection
        return self._connection

    def _read(self, is_alive: Callable[[str], bool]) -> tuple[list[KeptEdit], bool]:
        rows = self._open().execute("select operation_id, owner, sealed from edits order by sequence").fetchall()
        lives = {owner: is_alive(owner) for owner in {row[1] for row in rows}}
        edits, torn = [], False
        for operation_id, owner, sealed in rows:
            try:
                edit = read_edit(self._vault.open(sealed, _place(operation_id)))
            except (TamperedError, ValueError):
                torn = True
                continue
            if lives[owner] and edit.state in UNSETTLED:
                continue
            edits.append(edit)
        return edits, torn

    def _set_aside(self, edits: Sequence[KeptEdit]) -> Path:
        self.close()
        aside = self.path.with_name(f"outbox-damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite")
        for tail in ("", "-wal", "-shm"):
            part = self.path.with_name(self.path.name + tail)
            if part.exists():
                part.replace(aside.with_name(aside.name + tail))
        self.write(edits)
        return aside

    def _sealed(self, edit: KeptEdit) -> bytes:
        return self._vault.seal(edit_bytes(replace(edit, is_kept=True)), _place(edit.operation_id))

    @staticmethod
    def _settled_at(edit: KeptEdit, now: str) -> str | None:
        """Refused edits and conflicts stay until the person has dealt with them."""
        return now if edit.state in _DONE else None


def _place(operation_id: str) -> str:
    return f"edit {operation_id}"


def _is_damage(error: sqlite3.OperationalError) -> bool:
    return "malformed" in str(error) or "not a database" in str(error)
