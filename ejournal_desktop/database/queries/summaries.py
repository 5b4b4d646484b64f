"""The summary of a class and the report of the school, as their windows tell them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.database.queries.journal_values import day, period
from ejournal_desktop.domain.averages import Distribution
from ejournal_desktop.domain.class_summary import ClassSummary, SummaryCell, SummaryCourse, SummaryPupil
from ejournal_desktop.domain.gradebook import Membership
from ejournal_desktop.domain.school_report import SchoolReport, SchoolRow
from ejournal_desktop.domain.statistics import PeriodMarks

_NAMES = ("class_id", "class_name", "grade", "course_id", "subject", "group_name", "is_whole_class", "marking")
_COUNTS = (
    "lessons", "without_topic", "without_homework", "unchecked", "pupils", "base", "unmarked", "marked_once", "marks",
)  # fmt: skip
_SUMMARY = text("select api.class_summary(cast(:class_id as smallint), cast(:period_id as smallint))")
_REPORT = text("select api.school_report(cast(:period_id as smallint))")


def class_summary(connection: Connection, class_id: int, period_id: int) -> ClassSummary:
    """Pupils × courses of a class in a period; the read is on record."""
    answer = connection.execute(_SUMMARY, {"class_id": class_id, "period_id": period_id}).scalar_one()
    cells = tuple(map(_cell, answer["cells"]))
    return ClassSummary(
        class_id=answer["class"]["class_id"],
        class_name=answer["class"]["name"],
        grade=answer["class"]["grade"],
        period=period(answer["period"]),
        read_at=datetime.fromisoformat(answer["now"]),
        pupils=tuple(map(_pupil, answer["pupils"])),
        courses=tuple(map(_course, answer["courses"])),
        cells={(cell.pupil_id, cell.course_id): cell for cell in cells},
        finals={(pupil, course, of): value for pupil, course, of, value in answer["finals"]},
    )


def school_report(connection: Connection, period_id: int) -> SchoolReport:
    """Class × course of the whole school in a period; the read is on record."""
    answer: Mapping[str, Any] = connection.execute(_REPORT, {"period_id": period_id}).scalar_one()
    return SchoolReport(
        period(answer["period"]), datetime.fromisoformat(answer["now"]), tuple(map(_row, answer["rows"]))
    )


def _pupil(row: Sequence[Any]) -> SummaryPupil:
    pupil_id, last_name, first_name, middle_name, days = row
    spans = tuple(Membership(day(starts), day(ends)) for starts, ends in days)
    return SummaryPupil(pupil_id, last_name, first_name, middle_name, spans)


def _course(row: Sequence[Any]) -> SummaryCourse:
    course_id, subject, group_name, is_whole_class, marking, teachers, lessons, unchecked = row
    return SummaryCourse(course_id, subject, group_name, is_whole_class, marking, tuple(teachers), lessons, unchecked)


def _cell(row: Sequence[Any]) -> SummaryCell:
    pupil_id, course_id, marks, average, *counts = row
    return SummaryCell(pupil_id, course_id, marks, _decimal(average), *counts)


def _row(row: Sequence[Any]) -> SchoolRow:
    return SchoolRow(
        **dict(zip(_NAMES, row[:8], strict=True)),
        teacher_ids=tuple(row[8]),
        teachers=tuple(row[9]),
        **dict(zip(_COUNTS, row[10:19], strict=True)),
        average=_decimal(row[19]),
        current=Distribution(tuple(zip((5, 4, 3, 2), row[20:24], strict=True))),
        finals=PeriodMarks(*row[24:30]),
    )


def _decimal(value: str | None) -> Decimal | None:
    return Decimal(value) if value is not None else None
