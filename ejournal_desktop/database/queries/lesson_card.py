"""The windows of the lesson card: one statement each, frozen values out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.database.queries import journal_values as values
from ejournal_desktop.database.queries.journal import FORMAT
from ejournal_desktop.database.understanding import understood
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.lesson_card import (
    Attachment,
    Briefing,
    CardOperation,
    CardPlan,
    CardTopic,
    FileOperation,
    IndividualHomework,
    LessonCard,
    LessonNote,
    ParallelLesson,
    PupilNote,
)


@understood()
def lesson_card(connection: Connection, lesson_id: int) -> LessonCard:
    """A card in one statement."""
    row = connection.execute(text("select api.lesson_card(:lesson_id)"), {"lesson_id": lesson_id}).scalar_one()
    return LessonCard(
        lesson_id=row["lesson_id"],
        now=datetime.fromisoformat(row["now"]),
        deadline=values.moment(row["deadline"]),
        next_lesson_on=values.day(row["next_lesson_on"]),
        plan=_plan(row["plan"]),
        untaught_before=row["untaught_before"],
        individual=tuple(IndividualHomework(*entry) for entry in row["individual"]),
        notes=tuple(map(_note, row["notes"])),
        briefing=_briefing(row["briefing"]),
        attachments=tuple(Attachment(*entry) for entry in row["attachments"]),
        phrases=tuple(row["phrases"]),
        parallels=tuple(map(_parallel, row["parallels"])),
    )


@understood()
def course_notes(connection: Connection, course_id: int, period_id: int) -> tuple[LessonNote, ...]:
    """Notes on pupils of a course in a period, by lesson."""
    asked = {"course_id": course_id, "period_id": period_id}
    rows = connection.execute(text("select api.course_notes(:course_id, cast(:period_id as smallint))"), asked)
    return tuple(LessonNote(lesson_id, _note(note)) for lesson_id, *note in rows.scalar_one())


def _plan(row: Mapping[str, Any] | None) -> CardPlan | None:
    if row is None:
        return None
    topics = tuple(CardTopic(*topic) for topic in row["topics"])
    return CardPlan(row["lesson_plan_id"], row["title"], row["state"], topics)


def _note(row: Sequence[Any]) -> PupilNote:
    return PupilNote(row[0], row[1], row[2], row[3], row[4] or "", datetime.fromisoformat(row[5]))


def _parallel(row: Sequence[Any]) -> ParallelLesson:
    return ParallelLesson(row[0], row[1], row[2], date.fromisoformat(row[3]))


def _briefing(row: Mapping[str, Any] | None) -> Briefing:
    if row is None:
        return Briefing()
    return Briefing(row["title"], row["version"], row["author"] or "", row["is_void"], frozenset(row["pupil_ids"]))


def save_lesson_entries(connection: Connection, operations: Sequence[CardOperation]) -> list[Outcome]:
    """Send edits of cards; each is judged by itself."""
    payload = json.dumps([asdict(operation) for operation in operations], ensure_ascii=False)
    statement = text("select api.save_lesson_entries(:format, cast(:operations as jsonb))")
    with understood():
        answer = connection.execute(statement, {"format": FORMAT, "operations": payload}).scalar_one()
        return [values.outcome(row) for row in answer]


def add_attachment(connection: Connection, operation: FileOperation, content: bytes) -> Outcome:
    """Send a file with what was announced of it."""
    payload = json.dumps(asdict(operation), ensure_ascii=False)
    statement = text("select api.add_attachment(:format, cast(:operation as jsonb), :content)")
    arguments = {"format": FORMAT, "operation": payload, "content": content}
    with understood():
        return values.outcome(connection.execute(statement, arguments).scalar_one())


@understood()
def attachment(connection: Connection, attachment_id: int) -> tuple[str, bytes]:
    """Name and bytes of a file."""
    statement = text("select file_name, content from api.attachment(:attachment_id)")
    row = connection.execute(statement, {"attachment_id": attachment_id}).one()
    return row.file_name, bytes(row.content)
