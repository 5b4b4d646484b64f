"""Opening what is closed (rulings 9): requests and answers, as a page and as the queue of those who open see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from ejournal_desktop.domain.people import Role

UnlockState = Literal["waiting", "agreed", "open", "refused", "over"]
UnlockStep = Literal["agree", "propose", "open", "refuse", "close", "see"]

_OPENERS: Final[frozenset[Role]] = frozenset({"deputy", "administrator"})
_WORTH: Final[dict[str, int]] = {"open": 4, "agreed": 3, "waiting": 2, "refused": 1, "over": 0}


@dataclass(frozen=True, slots=True)
class PageUnlock:
    """What was asked for a lesson or for the period of a page.

    Attributes:
        open_until: while it waits, what was asked for; while it is open, the moment it ends.
        mine: whether it opens for the person who reads the page.
    """

    unlock_id: int
    lesson_id: int | None
    period_id: int | None
    state: UnlockState
    open_until: datetime
    mine: bool
    teacher: str
    refused_reason: str = ""


def unlock_of(unlocks: Iterable[PageUnlock], lesson_id: int) -> PageUnlock | None:
    """What is to be said of a lesson: its own and the period's requests, the most advanced one, the latest of alike."""
    fitting = [unlock for unlock in unlocks if unlock.lesson_id in (lesson_id, None)]
    return max(fitting, key=lambda one: (one.mine, _WORTH[one.state], one.unlock_id), default=None)


def worth_showing(unlock: PageUnlock, now: datetime) -> bool:
    """Whether a page still shows it: what is over is not."""
    return unlock.state != "over" and (unlock.state != "open" or unlock.open_until > now)


@dataclass(frozen=True, slots=True)
class UnlockRequest:
    """What a teacher asks: lessons whose window is over, or the period whose page is closed."""

    course_id: int
    lesson_ids: tuple[int, ...]
    period_id: int | None
    reason: str
    wanted_until: datetime


@dataclass(frozen=True, slots=True)
class Unlock:
    """A row of the queue, with everybody who acted.

    Attributes:
        draft: the draft of the director's order that opens a closed period: «waiting», «approved», «returned».
        order: «№ 12 от 28.11.2026».
        agreed_by_me: the reader agreed, so somebody else opens.
        seen_at: when the director saw it.
    """

    unlock_id: int
    course_id: int
    lesson_id: int | None
    period_id: int | None
    course: str
    person_id: int
    person: str
    held_on: date | None
    lesson_no: int | None
    period_kind: str | None
    period_number: int | None
    reason: str
    requested_at: datetime
    open_until: datetime
    state: UnlockState
    agreed_by: str | None = None
    agreed_by_me: bool = False
    agreed_at: datetime | None = None
    opened_by: str | None = None
    opened_at: datetime | None = None
    refused_by: str | None = None
    refused_at: datetime | None = None
    refused_reason: str = ""
    closed_by: str | None = None
    closed_at: datetime | None = None
    draft: str | None = None
    order: str | None = None
    seen_at: datetime | None = None

    @property
    def is_period(self) -> bool:
        """Whether a closed period is asked for: the director's order opens it."""
        return self.period_number is not None

    def on_page(self, me: int) -> PageUnlock:
        """The same as a page of its course shows it."""
        mine = self.person_id == me
        scope = self.lesson_id, self.period_id
        return PageUnlock(self.unlock_id, *scope, self.state, self.open_until, mine, self.person, self.refused_reason)


@dataclass(frozen=True, slots=True)
class UnlockQueue:
    """Requests newest first, as one person reads them."""

    now: datetime
    me: int
    unlocks: tuple[Unlock, ...]


def steps(unlock: Unlock, role: Role, me: int) -> frozenset[UnlockStep]:
    """What a person may do with a request in a role: the database judges, this foresees."""
    found: set[UnlockStep] = set()
    if role == "director" and unlock.seen_at is None:
        found.add("see")
    if role in _OPENERS and unlock.state == "open":
        found.add("close")
    if unlock.state not in {"waiting", "agreed"} or unlock.person_id == me:
        return frozenset(found)
    if role in _OPENERS:
        found.add("refuse")
    if role == "deputy":
        found |= _deputys_steps(unlock)
    if role == "administrator" and not unlock.is_period and unlock.state == "agreed" and not unlock.agreed_by_me:
        found.add("open")
    return frozenset(found)


def _deputys_steps(unlock: Unlock) -> set[UnlockStep]:
    if not unlock.is_period:
        return {"agree"} if unlock.state == "waiting" else set()
    if unlock.draft == "approved":
        return {"open"}
    return set() if unlock.draft == "waiting" else {"propose"}
