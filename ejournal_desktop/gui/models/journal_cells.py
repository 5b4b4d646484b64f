"""Columns and cells of an open page, with what became of every edit."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from ejournal_desktop.domain.attendance import code_of
from ejournal_desktop.domain.gradebook import (
    Attendance,
    CellOperation,
    JournalPage,
    Lesson,
    Mark,
    MarkNote,
    Outcome,
    Work,
)

FieldState = Literal["kept", "unsent", "stored", "sending", "waiting", "refused", "conflict"]
"""«kept» by the server; «unsent»: not even on this computer's disk; «stored», «waiting»: on it, for the server."""
ON_THE_WAY: frozenset[FieldState] = frozenset({"unsent", "stored", "sending", "waiting"})


@dataclass(eq=False, slots=True)
class Column:
    """One work of a lesson, or a lesson that has none yet: typing there makes its first."""

    lesson: Lesson
    work: Work | None

    @property
    def weight(self) -> Decimal:
        """Weight of the work; a work that is still to be made weighs 1."""
        return self.work.weight if self.work is not None else Decimal(1)

    @property
    def is_control(self) -> bool:
        """Whether the work is a control work."""
        return self.work is not None and self.work.is_control

    @property
    def starts_month(self) -> tuple[int, int]:
        """Year and month of the lesson."""
        return self.lesson.held_on.year, self.lesson.held_on.month


@dataclass(slots=True)
class CellFieldState:
    """A mark or an attendance of a pupil: what the server holds and what the person sees.

    Attributes:
        kept: what the server holds, as of ``version``.
        shown: what the person sees: the same, or an edit that is not settled.
        operation: the edit that was submitted and is not settled.
        outcome: why the last edit was not saved.
        closes_on: the last day on which a set mark may be changed; a mark that was emptied keeps it (rulings 5).
    """

    kept: str | None = None
    version: int = 0
    shown: str | None = None
    state: FieldState = "kept"
    operation: CellOperation | None = None
    outcome: Outcome | None = None
    author: str = ""
    entered_at: datetime | None = None
    closes_on: date | None = None

    @property
    def is_dirty(self) -> bool:
        """Whether an edit was made that has not been submitted."""
        submitted = self.operation.value if self.operation is not None else self.kept
        return self.state in ON_THE_WAY and self.shown != submitted

    @property
    def counted(self) -> str | None:
        """What counts in averages: a refused edit or a conflict leaves the server's value standing."""
        return self.kept if self.state in {"refused", "conflict"} else self.shown

    @property
    def is_pending(self) -> bool:
        """Whether the person sees something that the server has not taken."""
        return self.state != "kept"


def columns_of(page: JournalPage) -> list[Column]:
    """Columns by date, lesson and work; a lesson without works has one."""
    works: dict[int, list[Work | None]] = {}
    for work in sorted(page.works, key=lambda work: work.work_no):
        works.setdefault(work.lesson_id, []).append(work)
    lessons = sorted(page.lessons, key=lambda lesson: (lesson.held_on, lesson.lesson_no, lesson.lesson_id))
    return [Column(lesson, work) for lesson in lessons for work in works.get(lesson.lesson_id, [None])]


def mark_state(mark: Mark) -> CellFieldState:
    """The state of a mark as it was read."""
    return CellFieldState(
        kept=mark.value,
        shown=mark.value,
        version=mark.version,
        author=mark.entered_by,
        entered_at=mark.entered_at,
        closes_on=mark.closes_on,
    )


def note_state(note: MarkNote) -> CellFieldState:
    """The state of a note as it was read."""
    text = note.text or None
    return CellFieldState(kept=text, shown=text, version=note.version, author=note.written_by)


def attendance_state(attendance: Attendance) -> CellFieldState:
    """The state of an attendance as it was read."""
    code = code_of(attendance)
    return CellFieldState(kept=code, shown=code, version=attendance.version, author=attendance.entered_by)
