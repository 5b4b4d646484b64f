"""Attendance of a lesson: the fact, then the reason; what a cell shows of them (rulings 27)."""

from collections.abc import Iterable

from ejournal_desktop.domain.gradebook import AbsenceReason, Attendance, AttendanceFact
from ejournal_desktop.domain.marks import ABSENCES, LATE, RELEASED

REASON_WORDS = {"н": "причина не указана", "б": "болезнь", "у": "уважительная причина"}


def code_of(attendance: Attendance | None) -> str | None:
    """The cell's code of a stored attendance: «н», «б», «у», «оп», «оп12», «осв»; ``None`` where nothing stands."""
    if attendance is None or attendance.fact is None:
        return None
    if attendance.fact == "late":
        return LATE if attendance.minutes_late is None else f"{LATE}{attendance.minutes_late}"
    if attendance.fact == "released":
        return RELEASED
    return {"ill": "б", "excused": "у", None: "н"}[attendance.reason]


def parts_of(code: str | None) -> tuple[AttendanceFact | None, AbsenceReason | None, int | None]:
    """What ``code_of`` reads back: fact, reason, minutes late."""
    if code is None:
        return None, None, None
    if code.startswith(LATE):
        return "late", None, int(code.removeprefix(LATE)) if code != LATE else None
    if code == RELEASED:
        return "released", None, None
    return "absent", {"б": "ill", "у": "excused"}.get(code), None  # type: ignore[return-value]  # one of the two reasons


def is_absence(code: str | None) -> bool:
    """Whether the pupil was not there: late and released are not absent."""
    return code in ABSENCES


def absent_count(codes: Iterable[str | None]) -> int:
    """How many of the codes are absences."""
    return sum(1 for code in codes if is_absence(code))


def kept_minutes(new: str | None, old: str | None) -> str | None:
    """The new code with the minutes that the lesson pane recorded: the grid writes «оп» and must not lose «оп12»."""
    return old if new == LATE and old is not None and old.startswith(LATE) else new
