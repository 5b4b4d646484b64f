"""People and their access: the administrator's list, a class teacher's page, cards of accounts, notices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ejournal_desktop.domain.accounts import AccountState, CodeState
from ejournal_desktop.domain.people import Role

State = Literal["none", "code", "active", "new-password", "locked", "left", "out-of-dates", "closed"]
Kind = Literal["staff", "pupil", "guardian"]
MANAGEMENT: frozenset[Role] = frozenset({"administrator", "deputy", "director"})
"""Roles and passwords that one person alone does not give (rulings 21)."""


@dataclass(frozen=True, slots=True)
class AccessKeeper:
    """Who gives new access in the school, as slips and the login window say it; empty where nobody said."""

    name: str = ""
    room: str = ""
    phone: str = ""
    hours: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """«Белозёрова Ирина Михайловна», «каб. 12», «тел. …», hours: what is known."""
        room, phone = (f"каб. {self.room}" if self.room else "", f"тел. {self.phone}" if self.phone else "")
        return tuple(part for part in (self.name, room, phone, self.hours) if part)


@dataclass(frozen=True, slots=True)
class LastCode:
    """The newest access code of a person."""

    access_code_id: int
    issued_at: datetime
    issued_by: str
    valid_until: datetime
    is_reissue: bool
    state: CodeState


@dataclass(frozen=True, slots=True)
class AccessPerson:
    """A person in the list.

    Attributes:
        class_name: of a pupil.
        children: «Абрамов Кирилл» and «7А» of each pupil of a guardian.
        is_here: belongs to the school today.
        account_id: ``None`` without an account.
        departs_on: the last day of one of the staff who leaves or left.
    """

    person_id: int
    full_name: str
    positions: tuple[str, ...]
    class_name: str
    children: tuple[tuple[str, str], ...]
    kinds: frozenset[Kind]
    is_here: bool
    account_id: int | None = None
    account_state: AccountState | None = None
    roles: tuple[Role, ...] = ()
    must_change_password: bool = False
    last_sign_in_at: datetime | None = None
    code: LastCode | None = None
    departs_on: date | None = None

    @property
    def state(self) -> State:
        """What stands between the person and the journal, in one word."""
        if self.account_id is None:
            return "code" if self.code is not None and self.code.state == "open" else "none"
        if self.account_state == "active":
            return "new-password" if self.must_change_password else "active"
        return self.account_state or "closed"

    @property
    def has_open_code(self) -> bool:
        """Whether a slip of hers can still be used."""
        return self.code is not None and self.code.state == "open"

    @property
    def class_names(self) -> frozenset[str]:
        """Her class, or those of her children."""
        return frozenset(name for name in (self.class_name, *(name for _, name in self.children)) if name)

    @property
    def code_roles(self) -> tuple[Role, ...]:
        """The roles that a first code gives: what the person is in the school; others are given on her card."""
        roles: list[Role] = []
        if "staff" in self.kinds:
            roles.append("teacher")
        if "pupil" in self.kinds:
            roles.append("pupil")
        if "guardian" in self.kinds:
            roles.append("guardian")
        return tuple(roles)


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What the list shows; ``text`` is the beginning of any word of a name."""

    text: str = ""
    kind: Kind | None = None
    state: Literal["without", "code", "locked", "left"] | None = None
    role: Role | None = None
    class_name: str | None = None

    def choose(self, people: Iterable[AccessPerson]) -> tuple[AccessPerson, ...]:
        """Those who fit, in their order."""
        return tuple(person for person in people if self._fits(person))

    def _fits(self, person: AccessPerson) -> bool:
        return (
            (self.kind is None or self.kind in person.kinds)
            and (self.role is None or self.role in person.roles)
            and (self.class_name is None or self.class_name in person.class_names)
            and self._fits_state(person)
            and self._fits_text(person)
        )

    def _fits_state(self, person: AccessPerson) -> bool:
        match self.state:
            case "without":
                return person.is_here and person.state in ("none", "code")
            case "code":
                return person.has_open_code
            case "locked":
                return person.state == "locked"
            case "left":
                return not person.is_here or person.state == "left"
        return person.is_here or bool(self.text) or person.account_id is not None

    def _fits_text(self, person: AccessPerson) -> bool:
        asked = _plain(self.text).split()
        words = _plain(person.full_name).split()
        return all(any(word.startswith(part) for word in words) for part in asked)


@dataclass(frozen=True, slots=True)
class RoleGrant:
    """A dated role of an account; ``ends_on`` is its last day."""

    role_grant_id: int
    role: Role
    starts_on: date | None
    ends_on: date | None
    granted_at: datetime
    granted_by: str


@dataclass(frozen=True, slots=True)
class SessionOfAccount:
    """Where an account is signed in."""

    started_at: datetime
    address: str
    application: str

    @property
    def program(self) -> tuple[str, str]:
        """Connections of one run of the program share it."""
        return self.address, self.application


@dataclass(frozen=True, slots=True)
class AccountCard:
    """An account in full."""

    account_id: int
    state: AccountState
    created_at: datetime
    last_sign_in_at: datetime | None
    grants: tuple[RoleGrant, ...]
    sessions: tuple[SessionOfAccount, ...]


@dataclass(frozen=True, slots=True)
class AccessNotice:
    """What a person must know about access.

    Attributes:
        is_mine: it is about her own account.
        caused_by: who did it; empty: the school's server itself.
    """

    access_event_id: int
    kind: str
    person: str
    is_mine: bool
    caused_by: str
    role: Role | None
    happened_at: datetime


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")
