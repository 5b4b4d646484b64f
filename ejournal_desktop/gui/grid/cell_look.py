"""How a cell looks, as a value: what the painter draws once and keeps by this value."""

from dataclasses import dataclass
from typing import Literal

from ejournal_desktop.domain.averages import counted_marks
from ejournal_desktop.domain.cell_locks import Lock
from ejournal_desktop.domain.marks import ABSENCES, DEBT, DRAFT, CellValue
from ejournal_desktop.domain.unlocks import unlock_of
from ejournal_desktop.gui.models.journal_cells import CellFieldState
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.theme import MarkKind

Ground = Literal["open", "closed", "future", "struck", "foreign", "cancelled"]
Sign = Literal["", "unsent", "stored", "sending", "refused", "conflict"]
"""«unsent»: not even on this computer's disk; «stored»: on it, for the server."""

NoteSign = Literal["", "public", "private"]

ROWS_OF_A_GROUP = 5
_KINDS: dict[int, MarkKind] = {5: "excellent", 4: "good", 3: "fair", 2: "poor", 1: "poor"}
_GROUNDS: dict[str, Ground] = {
    "future": "future",
    "not-enrolled": "struck",
    "departed": "struck",
    "not-in-group": "foreign",
    "cancelled": "cancelled",
    "handed-over": "closed",
    "order-ended": "closed",
}


@dataclass(frozen=True, slots=True)
class CellLook:
    """Everything that tells one painted cell from another.

    Attributes:
        opened: an unlock holds open what was closed, a set mark: it has an outline.
        other: the server's text, painted beside one's own in a conflict.
        flag: its pupil says that the mark is wrong, and waits for an answer.
        month_edge: the column begins a month: a darker line on its left.
        group_edge: the row ends a group of five: a darker line below it.
    """

    text: str = ""
    kind: MarkKind | None = None
    draft: bool = False
    ground: Ground = "open"
    sign: Sign = ""
    other: str = ""
    note: NoteSign = ""
    flag: bool = False
    opened: bool = False
    month_edge: bool = False
    group_edge: bool = False


def kind_of(value: CellValue) -> MarkKind | None:
    """What the tint of a value says; of two marks the lower one speaks."""
    if value.mark == DEBT:
        return "debt"
    figures = counted_marks((value.mark or "").removesuffix(DRAFT))
    if figures:
        return _KINDS[min(figures)]
    if value.mark:
        return "poor" if value.mark.startswith("незач") else "excellent"
    if value.attendance:
        return "absent" if value.attendance in ABSENCES else "late"
    return None


def ground_of(lock: Lock | None, value: CellValue) -> Ground:
    """What a cell stands on: the hatch of the edit window covers only marks already set."""
    if lock is None:
        return "open"
    if lock.reason == "window":
        return "closed" if value.mark else "open"
    return _GROUNDS.get(lock.reason, "open")


class CellLooks:
    """Looks of a page, made when they are first painted and forgotten when a cell changes."""

    def __init__(self, store: JournalStore) -> None:
        self._store = store
        self._looks: dict[tuple[int, int], CellLook] = {}
        self._shared: dict[tuple[object, ...], CellLook] = {}
        self._month_edges = month_edges(store)

    def at(self, row: int, column: int) -> CellLook:
        """The look of a cell."""
        look = self._looks.get((row, column))
        if look is None:
            look = self._looks[row, column] = self._make(row, column)
        return look

    def forget(self, row: int, column: int) -> None:
        """The cell has changed."""
        self._looks.pop((row, column), None)

    def forget_all(self) -> None:
        """Columns or theme have changed."""
        self._looks.clear()
        self._month_edges = month_edges(self._store)

    def _make(self, row: int, column: int) -> CellLook:
        """A page has few looks: cells of which the same is to be seen share one."""
        mark, attendance = self._store.fields(row, column)
        lock = self._store.locks(row, column).mark
        edges = column in self._month_edges, row % ROWS_OF_A_GROUP == ROWS_OF_A_GROUP - 1
        notes = self._store.notes(row, column)
        sign, note = _sign_of(mark, attendance, notes), note_sign(notes)
        other = self._store.kept_value(row, column).text if sign == "conflict" else ""
        opened = lock is None and bool(mark.shown or mark.version) and is_opened(self._store, column)
        notice = self._store.notice(row, column)
        corners = note, notice is not None and notice.waits
        key = mark.shown, attendance.shown, lock.reason if lock else None, sign, other, *corners, opened, *edges
        look = self._shared.get(key)
        if look is None:
            value = CellValue(mark.shown, attendance.shown)
            look = self._shared[key] = CellLook(
                text=value.text,
                kind=kind_of(value),
                draft=bool(value.mark and value.mark.endswith(DRAFT)),
                ground=ground_of(lock, value),
                sign=sign,
                other=other,
                note=corners[0],
                flag=corners[1],
                opened=opened,
                month_edge=edges[0],
                group_edge=edges[1],
            )
        return look


def is_opened(store: JournalStore, column: int) -> bool:
    """Whether the lesson is open to this person by an unlock: its cells have an outline."""
    if not store.page.unlocks:
        return False
    unlock = unlock_of(store.page.unlocks, store.columns[column].lesson.lesson_id)
    return unlock is not None and unlock.mine and unlock.state == "open"


def note_sign(notes: tuple[CellFieldState, CellFieldState]) -> NoteSign:
    """A note that the family reads shows before one that it does not."""
    public, private = notes
    return "public" if public.shown else "private" if private.shown else ""


def _sign_of(mark: CellFieldState, attendance: CellFieldState, notes: tuple[CellFieldState, CellFieldState]) -> Sign:
    states = (mark.state, attendance.state)
    if any(note.state in {"refused", "conflict"} for note in notes):
        return "refused"
    if states == ("kept", "kept"):
        return ""
    if "refused" in states:
        return "refused"
    if "conflict" in states:
        return "conflict"
    if "unsent" in states:
        return "unsent"
    return "sending" if "sending" in states else "stored"


def month_edges(store: JournalStore) -> frozenset[int]:
    """Columns that begin a month, the first of the page left out."""
    months = [column.starts_month for column in store.columns]
    return frozenset(at for at in range(1, len(months)) if months[at] != months[at - 1])
