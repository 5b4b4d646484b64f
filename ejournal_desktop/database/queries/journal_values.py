"""JSON of the journal's windows into the values of ``domain.gradebook`` (shapes: objects/50_windows/README.md)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal

import msgspec

from ejournal_desktop.domain.gradebook import (
    Attendance,
    Course,
    FinalMark,
    JournalPage,
    Lesson,
    Mark,
    MarkNote,
    Membership,
    Outcome,
    Period,
    Pupil,
    Work,
    WorkKind,
)
from ejournal_desktop.domain.mark_notices import MarkNotice
from ejournal_desktop.domain.page_changes import PageChanges
from ejournal_desktop.domain.unlocks import PageUnlock

Json = Mapping[str, Any]
Row = Sequence[Any]


def day(value: str | None) -> date | None:
    """An ISO date or nothing."""
    return date.fromisoformat(value) if value else None


def moment(value: str | None) -> datetime | None:
    """An ISO moment with its offset or nothing."""
    return datetime.fromisoformat(value) if value else None


def clock(value: str | None) -> time | None:
    """A time of day or nothing."""
    return time.fromisoformat(value) if value else None


def course(row: Json) -> Course:
    """A journal's course."""
    return Course(
        course_id=row["course_id"],
        subject=row["subject"],
        group_name=row["group_name"],
        is_whole_class=row["is_whole_class"],
        class_names=tuple(row.get("class_names") or ()),
        grade=row.get("grade") or 0,
        hours_per_week=Decimal(str(row["hours_per_week"])),
        marking=row["marking"],
        teachers=tuple(row.get("teachers") or ()),
        held_from=day(row.get("held_from")),
        held_to=day(row.get("held_to")),
    )


def period(row: Json) -> Period:
    """A reporting period."""
    return Period(
        period_id=row["period_id"],
        kind=row["kind"],
        number=row["number"],
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]),
        handed_over_at=moment(row.get("handed_over_at")),
        closing_order=row.get("closing_order"),
    )


def pupil(row: Row) -> Pupil:
    """A row of the page with its days of membership."""
    spans = tuple(Membership(day(starts), day(ends)) for starts, ends in row[4])
    return Pupil(row[0], row[1], row[2], row[3], spans, row[5], row[6])


def lesson(row: Row) -> Lesson:
    """A lesson with its common entries; the paper copy reads rows without what only the card shows."""
    due, character, plan_topic_id, deadline = row[18:22] or (None, "", None, None)
    return Lesson(
        lesson_id=row[0],
        held_on=date.fromisoformat(row[1]),
        lesson_no=row[2],
        starts_at=clock(row[3]),
        ends_at=clock(row[4]),
        room=row[5] or "",
        state=row[6],
        lesson_type=row[7],
        topic=row[8],
        topic_version=row[9],
        homework=row[10],
        homework_none=row[11],
        homework_version=row[12],
        lesson_type_version=row[13],
        attendance_checked=row[14],
        attendance_checked_version=row[15],
        substitute=row[16],
        writable=row[17],
        homework_due=moment(due),
        homework_character=character,
        lesson_plan_topic_id=plan_topic_id,
        homework_deadline=moment(deadline),
    )


def work(row: Row) -> Work:
    """A work: a column of the page."""
    return Work(row[0], row[1], row[2], row[3], row[4], row[5], Decimal(str(row[6])), *row[7:11])


def mark(row: Row) -> Mark:
    """A mark, or the trace of a cleared one."""
    return Mark(row[0], row[1], row[2], row[3], moment(row[4]), row[5] or "", day(row[6]))


def mark_note(row: Row) -> MarkNote:
    """A note to a mark."""
    return MarkNote(row[0], row[1], row[2], row[3], row[4], row[5] or "")


def attendance(row: Row) -> Attendance:
    """Presence at a lesson."""
    return Attendance(row[0], row[1], row[2], row[3], row[4], row[5], row[6] or "")


def journal_page(page: Json) -> JournalPage:
    """The whole page."""
    return JournalPage(
        course=course(page["course"]),
        period=period(page["period"]),
        pupils=tuple(map(pupil, page["pupils"])),
        lessons=tuple(map(lesson, page["lessons"])),
        works=tuple(map(work, page["works"])),
        marks=tuple(map(mark, page["marks"])),
        attendance=tuple(map(attendance, page["attendance"])),
        finals=tuple(FinalMark(*row[:4]) for row in page["finals"]),
        edit_window=page["edit_window"],
        writable=page["writable"],
        attendance_writable=page["attendance_writable"],
        read_only_reason=page["read_only_reason"],
        now=datetime.fromisoformat(page["now"]),
        today=date.fromisoformat(page["today"]),
        version=page["version"],
        unlocks=tuple(map(page_unlock, page["unlocks"])),
        notices=tuple(map(mark_notice, page.get("notices", ()))),
        edit_windows=tuple((date.fromisoformat(start), kind) for start, kind in page["edit_windows"]),
        notes=tuple(map(mark_note, page["notes"])),
        beside=tuple((name, pupils) for name, pupils in page.get("beside", ())),
        load_approved=page.get("load_approved", True),  # a page kept for work without the server may be older
    )


def page_unlock(row: Row) -> PageUnlock:
    """A request, or what was opened, of a page."""
    return PageUnlock(row[0], row[1], row[2], row[3], datetime.fromisoformat(row[4]), row[5], row[6] or "", row[7])


def mark_notice(row: Row) -> MarkNotice:
    """What a pupil wrote of a mark of a page."""
    sent_at = datetime.fromisoformat(row[4])
    answered = moment(row[7]), row[8] or "", row[9], row[10], row[11]
    return MarkNotice(row[0], row[1], row[2], row[3], sent_at, day(row[5]), row[6], *answered)


def page_changes(answer: Json) -> PageChanges:
    """What came to a page; an answer without rows has none."""
    return PageChanges(
        version=answer["version"],
        page_changed=answer["page_changed"],
        lessons=tuple(map(lesson, answer.get("lessons") or ())),
        works=tuple(map(work, answer.get("works") or ())),
        voided_works=tuple(answer.get("voided_works") or ()),
        marks=tuple(map(mark, answer.get("marks") or ())),
        attendance=tuple(map(attendance, answer.get("attendance") or ())),
        finals=tuple(FinalMark(*row[:4]) for row in answer.get("finals") or ()),
        notes=tuple(map(mark_note, answer.get("notes") or ())),
    )


def work_kind(row: Json) -> WorkKind:
    """A row of the directory of work kinds."""
    return WorkKind(
        row["work_kind_id"],
        row["name"],
        row["short_name"],
        Decimal(str(row["weight"])),
        row["two_marks"],
        row["is_control"],
    )


class _OutcomeShape(msgspec.Struct):
    """What every outcome has to be; the present value of a field may be of any type."""

    operation_id: str
    result: Literal["saved", "conflict", "refused", "repeated-with-other-content"]
    version: int | None = None
    work_id: int | None = None
    receipt: int | None = None
    value: Any = None
    author: str | None = None
    at: str | None = None
    code: str | None = None
    detail: dict[str, Any] | None = None
    course_id: int | None = None
    entry_id: int | None = None


def outcome(row: Json) -> Outcome:
    """What became of an operation.

    Raises:
        ValueError: it lacks something, or something is of another type.
    """
    told = msgspec.convert(row, _OutcomeShape)
    return Outcome(**msgspec.structs.asdict(told) | {"at": moment(told.at)})
