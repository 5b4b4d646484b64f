"""The part of a fake desk that opens what is closed: keeps what was asked, answers what it was given."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from ejournal_desktop.domain.cell_history import CellChange, CellHistory
from ejournal_desktop.domain.edit_windows import EditWindow, EditWindows
from ejournal_desktop.domain.unlocks import Unlock, UnlockQueue

MOSCOW = timezone(timedelta(hours=3))
NOW = datetime(2026, 9, 25, 10, 43, tzinfo=MOSCOW)


def unlock(unlock_id=1, **changes):
    values = {
        "unlock_id": unlock_id,
        "course_id": 7,
        "lesson_id": 1,
        "period_id": None,
        "course": "7А · Алгебра",
        "person_id": 1,
        "person": "Петрова А. В.",
        "held_on": date(2026, 9, 8),
        "lesson_no": 3,
        "period_kind": None,
        "period_number": None,
        "reason": "Ошибка при вводе отметки",
        "requested_at": datetime(2026, 9, 25, 9, 5, tzinfo=MOSCOW),
        "open_until": datetime(2026, 9, 28, 18, 0, tzinfo=MOSCOW),
        "state": "waiting",
    }
    return Unlock(**{**values, **changes})


def period_unlock(unlock_id=2, **changes):
    scope = {"lesson_id": None, "held_on": None, "lesson_no": None, "period_id": 1, "period_kind": "quarter"}
    return unlock(unlock_id, **{**scope, "period_number": 1, **changes})


HISTORY = CellHistory(
    "2 weeks",
    "приказ № 31 от 28.08.2026",
    date(2026, 9, 22),
    False,
    (
        CellChange(1, datetime(2026, 9, 8, 10, 30, tzinfo=MOSCOW), "Петрова А. В.", "course:7", "mark", None, "3"),
        CellChange(9, datetime(2026, 9, 26, 10, 42, tzinfo=MOSCOW), "Петрова А. В.", "unlock:4", "mark", "3", "4"),
    ),
)
WINDOWS = EditWindows(
    date(2026, 9, 25),
    (
        EditWindow(3, date(2026, 10, 1), "1 month", "приказ № 40 от 20.09.2026", "№ 40 от 20.09.2026"),
        EditWindow(2, date(2026, 9, 1), "2 weeks", "приказ № 31 от 28.08.2026", "№ 31 от 28.08.2026"),
        EditWindow(1, date(2025, 9, 1), "1 week", "Порядок, п. 3.6"),
    ),
)


@dataclass
class FakeUnlockDesk:
    """Mixed into ``FakeDesk``: ``unlock_error`` is raised instead of every answer when set."""

    unlock_rows: list = field(default_factory=list, kw_only=True)
    windows: EditWindows = field(default=WINDOWS, kw_only=True)
    history: CellHistory = field(default=HISTORY, kw_only=True)
    acts: tuple = field(default=(), kw_only=True)
    unlock_error: Exception | None = field(default=None, kw_only=True)
    unlock_calls: list = field(default_factory=list, kw_only=True)
    reader_id: int = field(default=1, kw_only=True)

    def request_unlock(self, asked):
        return self._done(("request", asked), tuple(range(101, 101 + max(1, len(asked.lesson_ids)))))

    def unlocks(self):
        return self._done(None, UnlockQueue(NOW, self.reader_id, tuple(self.unlock_rows)))

    def agree_unlocks(self, unlock_ids):
        return self._done(("agree", tuple(unlock_ids)), len(unlock_ids))

    def open_unlocks(self, unlock_ids, open_until):
        return self._done(("open", tuple(unlock_ids), open_until), len(unlock_ids))

    def refuse_unlocks(self, unlock_ids, reason):
        return self._done(("refuse", tuple(unlock_ids), reason), len(unlock_ids))

    def close_unlocks(self, unlock_ids):
        return self._done(("close", tuple(unlock_ids)), len(unlock_ids))

    def see_unlocks(self, unlock_ids):
        return self._done(("see", tuple(unlock_ids)), len(unlock_ids))

    def propose_unlock_order(self, unlock_id, open_until):
        return self._done(("propose", unlock_id, open_until), 1)

    def edit_windows(self):
        return self._done(None, self.windows)

    def set_edit_window(self, kind, valid_from, number, issued_on):
        return self._done(("set", kind, valid_from, number, issued_on), 9)

    def cell_history(self, lesson_id, work_id, pupil_id):
        return self._done(("history", lesson_id, work_id, pupil_id), self.history)

    def work_history(self, work_id):
        return self._done(("work", work_id), self.acts)

    def _done(self, call, answer):
        if call is not None:
            self.unlock_calls.append(call)
        if self.unlock_error:
            raise self.unlock_error
        return answer
