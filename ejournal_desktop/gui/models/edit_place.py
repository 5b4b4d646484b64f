"""Where an edit of a page belongs, in words that «Не отправлено» still understands after a restart."""

from typing import Final

from ejournal_desktop.domain.finals import FinalField
from ejournal_desktop.domain.gradebook import JournalPage
from ejournal_desktop.domain.outbox import EditPlace
from ejournal_desktop.gui.grid.lock_text import period_words


def place_of_entry(page: JournalPage, lesson_id: int, pupil_id: int | None, what: str) -> EditPlace:
    """The place of what hangs on a lesson, for one pupil or for all."""
    held_on = next(lesson.held_on for lesson in page.lessons if lesson.lesson_id == lesson_id)
    pupil = next((pupil for pupil in page.pupils if pupil.pupil_id == pupil_id), None)
    who = f"{pupil.last_name} {pupil.first_name}" if pupil is not None else ""
    return EditPlace(page.course.course_id, page.period.period_id, page.course.title, held_on, who, what)


_FINALS: Final[dict[FinalField, str]] = {
    "year": "годовая отметка",
    "exam": "отметка за экзамен",
    "final": "итоговая отметка",
}


def place_of_final(page: JournalPage, row: int, field: FinalField) -> EditPlace:
    """The place of a final mark: the period's page on which it was set, and the day."""
    pupil, period = page.pupils[row], page.period
    what = _FINALS.get(field) or f"отметка за {period_words(period.kind, period.number)}"
    who = f"{pupil.last_name} {pupil.first_name}"
    return EditPlace(page.course.course_id, period.period_id, page.course.title, page.today, who, what)
