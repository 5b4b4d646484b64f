"""Lesson plans: open, save, reuse, submit, decide, correct. One intent, one function, one transaction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from ejournal_desktop.database.queries import lesson_plans as windows
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.errors import BadFileError, ChangedByAnotherError, RefusedError, RuleBrokenError
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.lesson_plan import LaidPlan, PlanTopic, lay_out
from ejournal_desktop.domain.lesson_plan_book import (
    NewCorrection,
    PlanAct,
    PlanBook,
    PlanDecision,
    PlanHead,
    PlanOperation,
    PlanSummary,
)
from ejournal_desktop.exchange.clipboard_table import PastedText, TooBig, read_table, write_text
from ejournal_desktop.exchange.lesson_plans import parse_lesson_plan
from ejournal_desktop.exchange.plan_columns import ChosenColumns, PlanColumns, look_at_columns
from ejournal_desktop.exchange.problem_text import sentence
from ejournal_desktop.exchange.source import Watch
from ejournal_desktop.exchange.values import PlanTopic as FileTopic
from ejournal_desktop.reports.correction_sheet import CorrectionLine, CorrectionSheet

PASTED = "вставка.tsv"
MOST_PASTED_CELLS = 60_000
"""The longest plan there may be (2 000 lessons) with thirty columns."""
_HEADLESS = frozenset({"columns-not-found", "columns-doubled"})
_CONTROL_TYPES = {"control": "контроль", "laboratory": "лабораторная", "practical": "практическая"}


def plans(engine: Engine) -> tuple[PlanSummary, ...]:
    """Plans that this person may open: one's own and those to reuse; for a deputy those that wait come first."""
    with transaction(engine) as connection:
        return windows.lesson_plans(connection)


def open_plan(engine: Engine, lesson_plan_id: int | None, course_id: int | None) -> PlanBook:
    """A plan with the lessons of a course; the course's own plan when none is named."""
    with transaction(engine) as connection:
        return windows.lesson_plan(connection, lesson_plan_id, course_id)


def save_plan(engine: Engine, operation: PlanOperation) -> Outcome:
    """Save a whole plan, or nothing of it."""
    with transaction(engine) as connection:
        return windows.save_lesson_plan(connection, operation)


def assign_plan(engine: Engine, course_id: int, lesson_plan_id: int) -> None:
    """Let a course follow a plan (reuse for a parallel class)."""
    with transaction(engine) as connection:
        windows.assign_lesson_plan(connection, course_id, lesson_plan_id)


def decide_plan(engine: Engine, lesson_plan_id: int, seen: int, act: PlanAct, reason: str = "") -> None:
    """Submit or withdraw (the author), approve, return or reopen (deputy, director) the version that was read."""
    with transaction(engine) as connection:
        windows.decide_lesson_plan(connection, lesson_plan_id, seen, act, reason)


def decide_plans(
    engine: Engine, plans: tuple[tuple[int, int], ...], act: PlanAct, reason: str = ""
) -> tuple[PlanDecision, ...]:
    """Decide several plans, each by itself: one that changed meanwhile does not hold the others up.

    Args:
        engine: of the deputy or the director.
        plans: ids with the versions that were read.
        act: approve or return.
        reason: why they are returned.
    """
    decided = []
    for lesson_plan_id, seen in plans:
        try:
            decide_plan(engine, lesson_plan_id, seen, act, reason)
        except (RefusedError, RuleBrokenError, ChangedByAnotherError) as error:
            decided.append(PlanDecision(lesson_plan_id, error))
        else:
            decided.append(PlanDecision(lesson_plan_id))
    return tuple(decided)


def add_correction(engine: Engine, correction: NewCorrection) -> int:
    """Add a line to the correction sheet of a course."""
    with transaction(engine) as connection:
        return windows.add_correction(connection, correction)


def void_correction(engine: Engine, course_id: int, correction_id: int) -> None:
    """Take a line of the correction sheet back."""
    with transaction(engine) as connection:
        windows.void_correction(connection, course_id, correction_id)


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What a file or a pasted table holds: nothing of it is written yet.

    Attributes:
        topics: one per lesson hour, as they would go into the plan.
        problems: sentences about rows, in their order; ``refused`` of them keep their row out.
        rows_read: rows with data.
    """

    topics: tuple[PlanTopic, ...]
    problems: tuple[str, ...]
    refused: int
    rows_read: int
    file_name: str


def read_plan_file(
    file: Path | PastedText, year_starts_on: date, watch: Watch, columns: ChosenColumns | None = None
) -> PlanReading | PlanColumns:
    """Dry run of a workbook, a text file or a pasted table; a table without a head asks what its columns are.

    Raises:
        BadFileError: it is no table as a whole, or too long a one.
        CancelledError: the person gave up.
    """
    source, name = (file, "") if isinstance(file, Path) else (_bytes_of(file), PASTED)
    try:
        found = parse_lesson_plan(source, name, year_starts_on=year_starts_on, watch=watch, columns=columns)
    except BadFileError as error:
        if error.code not in _HEADLESS or columns is not None:
            raise
        return look_at_columns(source, name, watch)
    return PlanReading(
        topics=topics_of_rows(found.rows),
        problems=tuple(sentence(problem, with_sheet=True) for problem in found.problems),
        refused=len(found.refused),
        rows_read=found.rows_read,
        file_name=found.file_name,
    )


def _bytes_of(pasted: PastedText) -> bytes:
    """The pasted table as the file it would have been; one column needs no head: it is topics."""
    table = read_table(pasted.html, pasted.text, MOST_PASTED_CELLS)
    if isinstance(table, TooBig):
        raise BadFileError("clipboard-too-big", {"file": PASTED, "limit": MOST_PASTED_CELLS})
    if table is None:
        raise BadFileError("clipboard-empty", {"file": PASTED})
    rows = table.rows if table.width > 1 else (("Тема урока",), *table.rows)
    return write_text([[cell.replace("\n", " ") for cell in row] for row in rows]).encode("utf-8", "replace")


def topics_of_rows(rows: Sequence[FileTopic]) -> tuple[PlanTopic, ...]:
    """A topic per lesson hour: rows of several hours become as many lessons; half an hour takes a whole one.

    Where only some of the hours are practical or control ones, the last lessons of the row are.
    """
    return tuple(topic for row in rows for topic in _lessons_of_row(row))


def _lessons_of_row(row: FileTopic) -> Iterator[PlanTopic]:
    lessons = max(1, int(row.hours))
    of_kind = row.control_hours or lessons
    for number in range(lessons):
        is_of_kind = number >= lessons - of_kind
        yield PlanTopic(
            topic_id=None,
            section=row.section,
            topic=row.topic,
            lesson_type=_CONTROL_TYPES.get(row.control, "урок") if is_of_kind else "урок",
            homework="" if row.homework_none else row.homework,
        )


def _approved(head: PlanHead | None) -> str:
    if head is None or head.state != "approved" or head.decided_at is None:
        return ""
    return f"{head.decided_at:%d.%m.%Y}, {head.decided_by}"


def correction_sheet(book: PlanBook) -> CorrectionSheet:
    """What the sheet of a course prints: acts of days, each correction with its topics, plan against fact today."""
    laid = lay_out(book.topics, book.lessons, book.today, book.corrections)
    lines = [*_lines_of_acts(laid), *_lines_of_corrections(book, laid)]
    head, progress = book.head, laid.progress
    return CorrectionSheet(
        school=book.school,
        subject=book.subject or (head.subject if head else ""),
        group=book.group_name,
        teacher=book.teacher or (head.author if head else ""),
        year=head.year if head else "",
        on_date=book.today,
        lines=tuple(lines),
        hours=progress.topics,
        due=progress.due,
        held=progress.held,
        planned_end=progress.planned_end,
        ends_on=progress.ends_on,
        approved=_approved(head),
    )


def _lines_of_acts(laid: LaidPlan) -> Iterator[CorrectionLine]:
    """A lesson that an act of the school took away needs no reason of the teacher's."""
    by_day = {placed.planned_on: placed for placed in laid.topics}
    for day, cause in laid.progress.causes:
        placed = by_day.get(day)
        if placed is not None:
            moved = placed.held_on or placed.expected_on
            yield CorrectionLine(str(placed.place), placed.topic.topic, day, moved, "act", cause, "", day)


def _lines_of_corrections(book: PlanBook, laid: LaidPlan) -> Iterator[CorrectionLine]:
    place_of = {topic.topic.topic_id: topic.place for topic in laid.topics}
    for correction in book.corrections:
        first = place_of.get(correction.topic_id, 0)
        last = correction.until_place or first
        topics = [placed for placed in laid.topics if first <= placed.place <= last]
        days = [day for placed in topics if (day := placed.held_on or placed.expected_on)]
        yield CorrectionLine(
            places=f"{first}" if first == last else f"{first}–{last}",
            topics="; ".join(dict.fromkeys(placed.topic.topic for placed in topics)),
            planned_on=topics[0].planned_on if topics else None,
            corrected_on=correction.on_date if correction.kind == "extra" else (days[0] if days else None),
            kind=correction.kind,
            reason=correction.reason,
            author=correction.author,
            entered_on=correction.entered_at.date() if correction.entered_at else None,
        )
