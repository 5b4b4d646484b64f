"""A page as it was read, with the edits laid over it that the server has taken since."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from ejournal_desktop.domain.attendance import code_of, parts_of
from ejournal_desktop.domain.finals import FinalOperation
from ejournal_desktop.domain.gradebook import (
    VERSIONS,
    Attendance,
    CellOperation,
    FinalMark,
    JournalPage,
    Lesson,
    LessonOperation,
    Mark,
    MarkNote,
    NoteField,
)
from ejournal_desktop.domain.outbox import KeptEdit


def with_saved(page: JournalPage, saved: Iterable[KeptEdit]) -> JournalPage:
    """Lay saved edits over a page that was read before them: an older version of one's own is no conflict.

    A page may be read while an edit is on its way, or come from this computer's store of known things. Versions only
    grow, so whatever the page has newer stays.
    """
    marks = {(mark.work_id, mark.pupil_id): mark for mark in page.marks}
    attendance = {(one.lesson_id, one.pupil_id): one for one in page.attendance}
    lessons = {lesson.lesson_id: lesson for lesson in page.lessons}
    finals = {(final.period_id, final.pupil_id): final for final in page.finals}
    notes = {(note.work_id, note.pupil_id, note.field): note for note in page.notes}
    for edit in saved:
        match edit.operation:
            case CellOperation(field="mark") as operation:
                _lay_mark(marks, edit, operation)
            case CellOperation(field="attendance") as operation:
                _lay_attendance(attendance, edit, operation)
            case CellOperation() as operation:
                _lay_note(notes, edit, operation)
            case LessonOperation() as operation if operation.lesson_id in lessons:
                lessons[operation.lesson_id] = _laid_lesson(lessons[operation.lesson_id], edit, operation)
            case FinalOperation(field="period") as operation if operation.course_id == page.course.course_id:
                _lay_final(finals, edit, operation)
            case _:
                continue
    return replace(
        page,
        marks=tuple(marks.values()),
        attendance=tuple(attendance.values()),
        notes=tuple(notes.values()),
        finals=tuple(finals.values()),
        lessons=tuple(lessons[lesson.lesson_id] for lesson in page.lessons),
    )


def _lay_mark(marks: dict[tuple[int, int], Mark], edit: KeptEdit, operation: CellOperation) -> None:
    outcome = edit.outcome
    work_id = (outcome.work_id if outcome else None) or operation.work_id
    if outcome is None or work_id is None:
        return
    key = work_id, operation.pupil_id
    known, version = marks.get(key), outcome.version or 0
    if known is None:
        marks[key] = Mark(work_id, operation.pupil_id, operation.value, version, edit.made_at, "", None)
    elif known.version < version:
        marks[key] = replace(known, value=operation.value, version=version, entered_at=edit.made_at)


def _lay_note(notes: dict[tuple[int, int, NoteField], MarkNote], edit: KeptEdit, operation: CellOperation) -> None:
    outcome = edit.outcome
    if outcome is None or operation.work_id is None:
        return
    is_private = operation.field == "private_note"
    note = MarkNote(operation.work_id, operation.pupil_id, is_private, operation.value or "", outcome.version or 0)
    key = note.work_id, note.pupil_id, note.field
    if key not in notes or notes[key].version < note.version:
        notes[key] = note


def _lay_final(finals: dict[tuple[int, int], FinalMark], edit: KeptEdit, operation: FinalOperation) -> None:
    outcome, period_id = edit.outcome, operation.period_id
    if outcome is None or period_id is None:
        return
    mark = FinalMark(period_id, operation.pupil_id, operation.value, outcome.version or 0)
    key = period_id, operation.pupil_id
    if key not in finals or finals[key].version < mark.version:
        finals[key] = mark


def _lay_attendance(attendance: dict[tuple[int, int], Attendance], edit: KeptEdit, operation: CellOperation) -> None:
    key = operation.lesson_id, operation.pupil_id
    known, version = attendance.get(key), (edit.outcome.version if edit.outcome else None) or 0
    if known is not None and (known.version >= version or code_of(known) == operation.value):
        return
    fact, reason, minutes = parts_of(operation.value)
    attendance[key] = Attendance(*key, fact, reason, minutes, version, known.entered_by if known else "")


def _laid_lesson(lesson: Lesson, edit: KeptEdit, operation: LessonOperation) -> Lesson:
    """A topic of the plan is known by its number here; the server's own text of it comes with the next reading."""
    name, version = VERSIONS[operation.field], (edit.outcome.version if edit.outcome else None) or 0
    if getattr(lesson, name) >= version:
        return lesson
    value: object = operation.value
    if operation.field == "homework_due":
        value = datetime.fromisoformat(value) if isinstance(value, str) and value else None
    return replace(lesson, **{operation.field: value, name: version})  # type: ignore[arg-type]  # names of the field
