"""Why a cell may not be written: what the database will say, foreseen by the window.

Rulings 5, 6, 7, 11 and 13; Порядок, 3.6 and 5.2.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ejournal_desktop.domain.gradebook import JournalPage, Lesson, Pupil

LockReason = Literal[
    "role",
    "not-holder",
    "load-not-approved",
    "cancelled",
    "not-enrolled",
    "departed",
    "not-in-group",
    "substitute",
    "handed-over",
    "order-ended",
    "future",
    "window",
    "no-marks",
]

_DECEMBER = 12
_WEEKS = {"1 week": 1, "2 weeks": 2, "3 weeks": 3}


@dataclass(frozen=True, slots=True)
class Lock:
    """Why one field of a cell is closed; the sentence is made in ``gui/grid/lock_text.py``.

    Attributes:
        day: the date the reason speaks of: closed on, admitted on, left on, handed over on.
        order: the number of the order of admission or departure.
        person: who taught the lesson instead.
    """

    reason: LockReason
    day: date | None = None
    order: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class CellLocks:
    """What of a cell is closed: each field for its own reason, ``None`` where it is open."""

    mark: Lock | None = None
    attendance: Lock | None = None

    @property
    def is_skipped(self) -> bool:
        """Whether Enter and Tab pass over the cell: no mark can be set, or nothing where no marks are set at all."""
        return self.mark is not None and (self.mark.reason != "no-marks" or self.attendance is not None)


def closes_on(held_on: date, edit_window: str) -> date | None:
    """The last day on which a mark of that lesson may be changed; ``None``: never closes (rulings 6).

    Calendar days, the school's holidays included; a month ends on the same day of the next month or on its last day.
    """
    if edit_window == "never":
        return None
    if edit_window in _WEEKS:
        return held_on + timedelta(weeks=_WEEKS[edit_window])
    year, month = (held_on.year + 1, 1) if held_on.month == _DECEMBER else (held_on.year, held_on.month + 1)
    return date(year, month, min(held_on.day, calendar.monthrange(year, month)[1]))


def open_since(today: date, edit_window: str) -> date | None:
    """The earliest lesson whose marks may still be changed today; ``None``: every lesson."""
    if edit_window == "never":
        return None
    day = today - timedelta(days=32)
    while (end := closes_on(day, edit_window)) is not None and end < today:
        day += timedelta(days=1)
    return day


def page_lock(page: JournalPage) -> Lock | None:
    """Why nothing of the page may be written by this person."""
    if page.writable:
        return None
    match page.read_only_reason:
        case "not-holder" | "load-not-approved" as reason:
            return Lock(reason)
    return Lock("role")


def membership_lock(page: JournalPage, pupil: Pupil, day: date) -> Lock | None:
    """Why a pupil has no cell on that day: he came later, left before, or was in another group."""
    if pupil.belongs(day):
        return None
    started = [stay.starts_on for stay in pupil.memberships if stay.starts_on and stay.starts_on > day]
    ended = [stay.ends_before for stay in pupil.memberships if stay.ends_before and stay.ends_before <= day]
    if ended and (pupil.departed_order or (page.course.is_whole_class and not started)):
        return Lock("departed", max(ended), pupil.departed_order)
    if started and not ended and (pupil.admitted_order or page.course.is_whole_class):
        return Lock("not-enrolled", min(started), pupil.admitted_order)
    return Lock("not-in-group", min(started, default=None) or max(ended, default=None))


def lesson_lock(page: JournalPage, lesson: Lesson) -> Lock | None:
    """Why no cell of a lesson may be written: cancelled, another's, or not held yet."""
    if page.writable and not lesson.writable and lesson.state != "cancelled":
        return Lock("substitute", person=lesson.substitute)
    return _day_lock(page, lesson)


def _day_lock(page: JournalPage, lesson: Lesson) -> Lock | None:
    if lesson.state == "cancelled":
        return Lock("cancelled", lesson.held_on)
    return Lock("future", lesson.held_on) if lesson.held_on > page.today else None


class PageLocks:
    """What of every cell of a page is closed; cells whose lessons are alike share one answer."""

    def __init__(self, page: JournalPage) -> None:
        self._page = page
        days = [lesson.held_on for lesson in page.lessons]
        self._stay = {pupil.pupil_id for pupil in page.pupils if days and _stays(pupil, min(days), max(days))}
        self._opened = {unlock.lesson_id for unlock in page.unlocks if unlock.mine and unlock.state == "open"}
        self._alike: dict[tuple[date, str, bool, str | None, date | None], CellLocks] = {}

    def of_cell(self, lesson: Lesson, pupil: Pupil, mark_closes_on: date | None) -> CellLocks:
        """What of the cell of a pupil at a lesson is closed; the day is that of the mark that stands there.

        An old cell without a mark stays open until the page is handed over: the edit window limits changes only.
        """
        if pupil.pupil_id not in self._stay:
            absent_from_group = membership_lock(self._page, pupil, lesson.held_on)
            if absent_from_group is not None:
                return CellLocks(absent_from_group, absent_from_group)
        shut_on = mark_closes_on if mark_closes_on is not None and mark_closes_on < self._page.today else None
        if lesson.lesson_id in self._opened or None in self._opened:
            shut_on = None
        key = lesson.held_on, lesson.state, lesson.writable, lesson.substitute, shut_on
        locks = self._alike.get(key)
        if locks is None:
            locks = self._alike[key] = _member_locks(self._page, lesson, shut_on, opened=None in self._opened)
        return locks


def _stays(pupil: Pupil, first: date, last: date) -> bool:
    """Whether a pupil belongs to the group from the first lesson to the last one without a break."""
    return any(membership.covers(first) and membership.covers(last) for membership in pupil.memberships)


def _member_locks(page: JournalPage, lesson: Lesson, shut_on: date | None, *, opened: bool) -> CellLocks:
    """What is closed for a pupil of the group; ``shut_on``: the edit window of his mark ended that day.

    ``opened``: an unlock of the period is open: the order opens the whole page to its teacher (rulings 9).
    """
    lesson_closed, handed_over = lesson_lock(page, lesson), None if opened else _handed_over(page)
    window = Lock("window", shut_on) if shut_on is not None else None
    mark_lock = page_lock(page) or lesson_closed or _marking_lock(page) or handed_over or window
    if not page.writable:
        return CellLocks(mark_lock, _day_lock(page, lesson) if page.attendance_writable else page_lock(page))
    return CellLocks(mark_lock, lesson_closed or (handed_over if _shut_with_page(page, lesson, handed_over) else None))


def _shut_with_page(page: JournalPage, lesson: Lesson, handed_over: Lock | None) -> bool:
    """Lessons held before the hand-over close with it, the remaining ones on the period's last day."""
    if handed_over is None or handed_over.day is None:
        return False
    return lesson.held_on < handed_over.day or page.today > page.period.ends_on


def _marking_lock(page: JournalPage) -> Lock | None:
    return Lock("no-marks") if page.course.marking == "none" else None


def _handed_over(page: JournalPage) -> Lock | None:
    """Closing shuts the marks; attendance of the lessons after it stays open (rulings 7)."""
    at = page.period.handed_over_at
    if at is None:
        return None
    reason: LockReason = "handed-over" if page.period.closing_order is None else "order-ended"
    return Lock(reason, at.astimezone(page.now.tzinfo).date(), page.period.closing_order)
