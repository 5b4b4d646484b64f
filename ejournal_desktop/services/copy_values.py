"""JSON of ``api.journal_copy`` into the frozen values that the paper copy is drawn from."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ejournal_desktop.database.queries import journal_values as values
from ejournal_desktop.reports.values import (
    CopyAbsence,
    CopyCourse,
    CopyFinal,
    CopyLesson,
    CopyMark,
    CopyPeriod,
    CopyPupil,
    CopySchool,
    CopyWork,
    JournalCopy,
)

Json = Mapping[str, Any]
Row = Sequence[Any]


def journal_copy(answer: Json, *, whole_class: bool) -> JournalCopy:
    """The copy of a class's journal, of all its courses or of the chosen ones."""
    class_, period = answer["class"], answer["period"]
    return JournalCopy(
        school=CopySchool(
            **{key: answer["school"][key] for key in ("full_name", "short_name", "city", "prints_makeup")}
        ),
        class_name=class_["name"],
        grade=class_["grade"],
        class_teacher=class_["class_teacher"] or "",
        period=CopyPeriod(
            kind=period["kind"],
            number=period["number"],
            starts_on=date.fromisoformat(period["starts_on"]),
            ends_on=date.fromisoformat(period["ends_on"]),
            year_name=period["year_name"],
        ),
        printed_by=answer["printed_by"],
        deputy=answer["deputy"] or "",
        director=answer.get("director") or "",
        printed_at=datetime.fromisoformat(answer["printed_at"]),
        pupils=tuple(map(_pupil, answer["pupils"])),
        courses=tuple(map(_course, answer["courses"])),
        whole_class=whole_class,
    )


def _pupil(row: Row) -> CopyPupil:
    born, admitted, departed = (values.day(row[place]) for place in (4, 5, 7))
    return CopyPupil(row[0], row[1], row[2], row[3], born, admitted, row[6] or "", departed, row[8] or "")


def _course(block: Json) -> CopyCourse:
    planned = block.get("hours_planned")
    return CopyCourse(
        course=values.course(block["course"]),
        pupils=tuple(map(values.pupil, block["pupils"])),
        lessons=tuple(map(_lesson, block["lessons"])),
        works=tuple(map(_work, block["works"])),
        marks=tuple(CopyMark(row[0], row[1], row[2], values.day(row[3])) for row in block["marks"]),
        attendance=tuple(CopyAbsence(*row[:4]) for row in block["attendance"]),
        finals=tuple(CopyFinal(*row[:2]) for row in block["finals"]),
        hours_planned=None if planned is None else int(Decimal(str(planned))),
        final_order=block.get("final_order") or "",
    )


def _lesson(row: Row) -> CopyLesson:
    lesson = values.lesson(row)
    return CopyLesson(
        lesson_id=lesson.lesson_id,
        held_on=lesson.held_on,
        lesson_no=lesson.lesson_no,
        lesson_type=lesson.lesson_type,
        topic=lesson.topic,
        homework=lesson.homework,
        homework_none=lesson.homework_none,
        substitute=lesson.substitute,
        is_cancelled=lesson.state == "cancelled",
    )


def _work(row: Row) -> CopyWork:
    work = values.work(row)
    return CopyWork(work.work_id, work.lesson_id, work.work_no, work.kind_name, work.kind_short, work.is_control)
