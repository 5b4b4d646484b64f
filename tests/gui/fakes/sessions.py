"""The part of a fake desk that a psychologist keeps."""

from dataclasses import dataclass, field, replace
from datetime import date

from ejournal_desktop.domain.sessions import PsychologistSession, SessionCourse, SessionJournal
from ejournal_desktop.reports.values import ReportFile

TODAY = date(2026, 9, 25)
GROUPS = (SessionCourse(21, "Коррекционные занятия", "Адаптация 5", ((101, "Абрамов Кирилл"), (102, "Белова Мария"))),)


def session(lesson_id=1, **changes):
    values = {
        "lesson_id": lesson_id,
        "course_id": 21,
        "held_on": TODAY,
        "lesson_no": 7,
        "state": "planned",
        "minutes": 40,
        "is_individual": False,
        "pupil_id": None,
        "pupil": "",
        "is_held": False,
        "absent": 0,
        "content": "",
    }
    return PsychologistSession(**{**values, **changes})


def session_journal(*sessions, **changes):
    whole = SessionJournal(
        TODAY, date(2026, 9, 1), date(2026, 9, 30), "МБОУ «Ключевская СШ»", "Душева Анна Олеговна", GROUPS, sessions
    )
    return replace(whole, **changes)


@dataclass
class FakeSessionDesk:
    """Mixed into ``FakeDesk``: ``session_error`` is raised instead of every answer when set."""

    own_sessions: SessionJournal = field(default=session_journal(), kw_only=True)
    held_hours: tuple = field(default=(), kw_only=True)
    session_error: Exception | None = field(default=None, kw_only=True)
    session_calls: list = field(default_factory=list, kw_only=True)

    def session_journal(self, since, until):
        return self._session_answer(("read", since, until), self.own_sessions)

    def save_session(self, entry):
        return self._session_answer(("save", entry), 7)

    def cancel_session(self, lesson_id):
        return self._session_answer(("cancel", lesson_id), None)

    def session_hours(self, since, until):
        return self._session_answer(("hours", since, until), self.held_hours)

    def session_journal_pdf(self, journal, *, progress, cancelled):
        del cancelled
        progress(1, 1)
        return self._session_answer(("print", journal), ReportFile(b"%PDF-", 1, b"\x01" * 32, "Журнал"))

    def _session_answer(self, call, answer):
        self.session_calls.append(call)
        if self.session_error:
            raise self.session_error
        return answer
