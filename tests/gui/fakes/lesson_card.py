"""The part of a fake desk that keeps the card of a lesson in memory, as the server would."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone

from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.lesson_card import (
    Attachment,
    Briefing,
    CardPlan,
    CardTopic,
    FileOperation,
    IndividualHomework,
    LessonCard,
    LessonNote,
    ParallelLesson,
    PupilNote,
)
from ejournal_desktop.services.lesson_card import read_file

NOW = datetime(2026, 9, 25, 14, 25, tzinfo=timezone(timedelta(hours=3)))


def card_topics(*texts, taught=0):
    return tuple(
        CardTopic(n, n, "Раздел", text, "урок", f"§ {n}", None, n <= taught) for n, text in enumerate(texts, start=1)
    )


def lesson_card(**changes):
    values = {
        "lesson_id": 1,
        "now": NOW,
        "deadline": NOW.replace(hour=16, minute=35),
        "next_lesson_on": date(2026, 9, 28),
        "plan": CardPlan(7, "План", "approved", card_topics("Степень", "Корень", "Дроби", taught=1)),
        "untaught_before": 0,
        "individual": (),
        "notes": (),
        "briefing": Briefing(),
        "attachments": (),
        "phrases": ("§ 3, № 7",),
        "parallels": (ParallelLesson("7Б", "Корень", "№ 112", date(2026, 9, 24)),),
    }
    return LessonCard(**{**values, **changes})


@dataclass
class FakeLessonCardDesk:
    """Answers with one card for every lesson; applies what is written to it."""

    card: LessonCard = field(default_factory=lesson_card, kw_only=True)
    note_lesson: int = field(default=1, kw_only=True)
    card_saves: list = field(default_factory=list, kw_only=True)
    card_outcome: object = field(default=None, kw_only=True)
    sent_files: list = field(default_factory=list, kw_only=True)
    card_error: object = field(default=None, kw_only=True)

    def lesson_card(self, lesson_id):
        if self.card_error is not None:
            raise self.card_error
        return replace(self.card, lesson_id=lesson_id)

    def course_notes(self, course_id, period_id):
        del course_id, period_id
        return tuple(LessonNote(self.note_lesson, note) for note in self.card.notes)

    def judge_card(self, operation):
        """What the server says of an edit of a card that has come through the outbox."""
        self.card_saves.append(operation)
        if self.card_outcome is not None:
            return replace(self.card_outcome, operation_id=operation.operation_id)
        if isinstance(operation, FileOperation):
            self.sent_files.append((operation.lesson_id, operation.pupil_id, operation.file_name))
            made = Attachment(
                len(self.sent_files),
                operation.file_name,
                operation.media_type,
                operation.size,
                operation.pupil_id,
                "Петрова А. В.",
            )
            self.card = replace(self.card, attachments=(*self.card.attachments, made))
        else:
            self.card = self._applied(operation)
        return Outcome(operation.operation_id, "saved", version=1)

    def _applied(self, operation):
        value, pupil = operation.value, operation.pupil_id
        match operation.field:
            case "individual_homework":
                others = tuple(one for one in self.card.individual if one.pupil_id != pupil)
                made = IndividualHomework(pupil, value, operation.seen + 1, "Петрова А. В.")
                return replace(self.card, individual=(*others, made))
            case "note" if value is None:
                return replace(self.card, notes=tuple(n for n in self.card.notes if n.note_id != operation.entry_id))
            case "note":
                made = PupilNote(len(self.card.notes) + 1, pupil, value["kind"], value["text"], "Петрова А. В.", NOW)
                return replace(self.card, notes=(*self.card.notes, made))
            case "briefing":
                ids = frozenset(value["pupil_ids"]) if value else frozenset()
                title = value["title"] if value else ""
                made = Briefing(title, operation.seen + 1, "Петрова А. В.", is_void=value is None, pupil_ids=ids)
                return replace(self.card, briefing=made)
        left = tuple(a for a in self.card.attachments if a.attachment_id != operation.entry_id)
        return replace(self.card, attachments=left)

    def take_file(self, lesson_id, pupil_id, path):
        return read_file(lesson_id, pupil_id, path)[0]

    def save_attachment(self, attachment_id, path):
        path.write_bytes(f"file {attachment_id}".encode())
        return path.name
