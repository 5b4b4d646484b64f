"""What is proposed, approved or returned: loads, curricula, finals, unlocks, roles (rulings 7, 9, 14–18, 21)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from ejournal_desktop.domain.people import Role

Subject = Literal[
    "load", "curriculum", "finals", "results", "unlock", "role", "role-end", "class-teacher", "delegation", "account"
]
ApprovalState = Literal["waiting", "approved", "returned", "withdrawn"]
OrderNeed = Literal["none", "optional", "required"]
OrderKind = Literal["finals", "unlock", "movement", "appointment", "load", "other"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody asks to be approved: ids only, the server assembles the content.

    Attributes:
        asked: ids and days by name, see the windows' README.
    """

    subject: Subject
    asked: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrderEntry:
    """Number and date of an order that is issued with a decision."""

    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class ApprovalHead:
    """A row of the queue.

    Attributes:
        note: why, in the words of who proposed.
        reason: the resolution of who decided.
        may_decide: this person may approve or return it now.
    """

    approval_id: int
    subject: Subject
    title: str
    summary: str
    note: str
    proposed_by: str
    proposed_at: datetime
    is_mine: bool
    state: ApprovalState
    decided_by: str
    decided_at: datetime | None
    reason: str
    order: str
    may_decide: bool
    order_need: OrderNeed


@dataclass(frozen=True, slots=True)
class Holder:
    """Who teaches a course from which day through which."""

    person_id: int
    name: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class LoadRow:
    """A course of the load."""

    course_id: int
    group: str
    subject: str
    hours: Decimal
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class CurriculumRow:
    """Hours a week of a subject in a class or profile."""

    stream: str
    subject_id: int
    subject: str
    hours: Decimal


@dataclass(frozen=True, slots=True)
class FinalsScope:
    """Which finals are set from which day through which."""

    classes: str
    pupil: str
    opens_on: date
    closes_on: date
    period_ends_on: date


@dataclass(frozen=True, slots=True)
class ResultsScope:
    """Which results of the year are set from which day through which; without a subject: all of them."""

    named: str
    classes: str
    subject: str
    pupil: str
    opens_on: date
    closes_on: date


@dataclass(frozen=True, slots=True)
class PageOpening:
    """Whose closed page is opened."""

    group: str
    subject: str
    person: str
    why: str
    open_until: datetime | None


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """Who gets which role; ``acts`` says that she acts for another (и.о.)."""

    person: str
    role: Role
    starts_on: date | None
    ends_on: date | None
    acts: bool


@dataclass(frozen=True, slots=True)
class RoleEnded:
    """Whose role of the management ends; ``last_day`` ``None``: at once."""

    person: str
    role: Role
    last_day: date | None


@dataclass(frozen=True, slots=True)
class ClassTeacherGiven:
    """Who leads a class from the day of the decision; ``present``: who leads it until then."""

    person: str
    class_name: str
    present: str


@dataclass(frozen=True, slots=True)
class AccountReissued:
    """Whose forgotten password is replaced by a code."""

    person: str
    roles: tuple[Role, ...]


Content = (
    tuple[LoadRow, ...]
    | tuple[CurriculumRow, ...]
    | FinalsScope
    | ResultsScope
    | PageOpening
    | RoleGiven
    | RoleEnded
    | ClassTeacherGiven
    | AccountReissued
)


@dataclass(frozen=True, slots=True)
class ApprovedBefore:
    """The version that was approved before this one."""

    decided_at: datetime
    order: str
    content: Content


@dataclass(frozen=True, slots=True)
class Check:
    """Something that the server looked at: ``name`` says what, ``facts`` what it found."""

    is_well: bool
    name: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Approval:
    """One proposal in full.

    Attributes:
        is_stale: something has changed since: it cannot be approved any more.
    """

    head: ApprovalHead
    content: Content
    previous: ApprovedBefore | None
    is_stale: bool
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """A row of the register of orders."""

    order_id: int
    kind: OrderKind
    number: str
    issued_on: date
    title: str
    entered_at: datetime | None
    is_used: bool


@dataclass(frozen=True, slots=True)
class Delegation:
    """Who acts for whom, by which order."""

    delegation_id: int
    person: str
    acts_as: Role
    starts_on: date
    ends_on: date
    order: str


WriteRightKind = Literal["holder", "substitution", "unlock"]


@dataclass(frozen=True, slots=True)
class WriteRight:
    """Something that gives write access to marks and that the director has not seen."""

    kind: WriteRightKind
    row_id: int
    person: str
    group: str
    subject: str
    starts_on: date | None
    ends_on: date | None
    given_by: str
