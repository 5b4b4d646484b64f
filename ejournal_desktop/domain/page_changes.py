"""What came to a journal page since it was read: others' entries, to be painted into the open grid."""

from dataclasses import dataclass

from ejournal_desktop.domain.gradebook import Attendance, FinalMark, Lesson, Mark, MarkNote, Work


@dataclass(frozen=True, slots=True)
class PageChanges:
    """Present rows of what changed, of every period of the course; a row may come twice, so compare its version.

    Attributes:
        version: what to ask with the next time.
        page_changed: more than entries (hand-over, holder, substitute, list, notice, lesson): read the page anew.
        voided_works: works that are to leave the page with their marks.
    """

    version: int
    page_changed: bool = False
    lessons: tuple[Lesson, ...] = ()
    works: tuple[Work, ...] = ()
    voided_works: tuple[int, ...] = ()
    marks: tuple[Mark, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    finals: tuple[FinalMark, ...] = ()
    notes: tuple[MarkNote, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be painted."""
        rows = (self.lessons, self.works, self.voided_works, self.marks, self.attendance, self.finals, self.notes)
        return not self.page_changed and not any(rows)
