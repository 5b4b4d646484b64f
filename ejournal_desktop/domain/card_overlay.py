"""A lesson card as it was read, with one's own edits laid over it that the server has not shown yet."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from ejournal_desktop.domain.lesson_card import (
    Attachment,
    Briefing,
    CardOperation,
    FileOperation,
    IndividualHomework,
    LessonCard,
    PupilNote,
)
from ejournal_desktop.domain.outbox import UNSETTLED, UNSOLVED, KeptEdit, provisional_work_id

WAITS: Final = "ждёт отправки"


def blank_card(lesson_id: int, now: datetime) -> LessonCard:
    """A card of which nothing is known: the server is silent and this computer never saw it."""
    return LessonCard(lesson_id, now, None, None, None, 0, (), (), Briefing(), (), (), ())


def provisional_entry_id(operation_id: str) -> int:
    """The number of a note or file that the server does not have yet: below zero, the same after a restart."""
    return provisional_work_id(operation_id)


def with_edits(card: LessonCard, edits: Iterable[KeptEdit]) -> LessonCard:
    """Lay edits over a card, oldest first; what was refused or has met another's edit is not laid."""
    for edit in edits:
        if edit.state in UNSOLVED or edit.operation.lesson_id != card.lesson_id:
            continue
        match edit.operation:
            case CardOperation() as operation:
                version = edit.outcome.version if edit.outcome is not None else None
                card = _with_entry(card, operation, edit.made_at, version)
            case FileOperation() as operation:
                card = _with_file(card, operation)
            case _:
                continue
    return card


def waiting_note(edit: KeptEdit) -> PupilNote | None:
    """The note that an edit writes and that the server does not have yet; ``None`` for every other edit."""
    if isinstance(edit.operation, CardOperation) and edit.operation.field == "note" and edit.state in UNSETTLED:
        return _note(edit.operation, edit.made_at)
    return None


def _note(operation: CardOperation, made_at: datetime) -> PupilNote | None:
    match operation.value, operation.pupil_id:
        case {"kind": ("remark" | "praise" | "recommendation") as kind, "text": text}, int(pupil_id):
            return PupilNote(provisional_entry_id(operation.operation_id), pupil_id, kind, text, WAITS, made_at)
    return None


def _with_entry(card: LessonCard, operation: CardOperation, made_at: datetime, version: int | None) -> LessonCard:
    """``version`` is what the server made of an entry that it has taken since the card was read."""
    match operation.field, operation.value, operation.pupil_id:
        case "individual_homework", value, int(pupil_id):
            known = next((one for one in card.individual if one.pupil_id == pupil_id), None)
            seen = version or (known.version if known is not None else operation.seen)
            laid = IndividualHomework(pupil_id, str(value or ""), seen, WAITS)
            return replace(card, individual=(*(one for one in card.individual if one is not known), laid))
        case "note", None, _:
            return replace(card, notes=tuple(one for one in card.notes if one.note_id != operation.entry_id))
        case "note", _, _:
            note = _note(operation, made_at)
            return replace(card, notes=(*card.notes, note)) if note is not None else card
        case "briefing", value, _:
            given = value if isinstance(value, dict) else {}
            title, pupils = given.get("title", card.briefing.title), frozenset(given.get("pupil_ids", ()))
            seen = version or card.briefing.version
            return replace(card, briefing=Briefing(title, seen, WAITS, value is None, pupils))
        case "attachment", None, _:
            left = tuple(one for one in card.attachments if one.attachment_id != operation.entry_id)
            return replace(card, attachments=left)
    return card


def _with_file(card: LessonCard, operation: FileOperation) -> LessonCard:
    file = Attachment(
        provisional_entry_id(operation.operation_id),
        operation.file_name,
        operation.media_type,
        operation.size,
        operation.pupil_id,
        WAITS,
    )
    return replace(card, attachments=(*card.attachments, file))
