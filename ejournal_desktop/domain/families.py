"""Pupils' and families' data and movements, as windows that log their reads tell them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

MovementKind = Literal["arrival", "departure", "transfer"]


@dataclass(frozen=True, slots=True)
class Contact:
    """A person with contacts; ``relation`` is of a guardian."""

    person_id: int
    last_name: str
    first_name: str
    middle_name: str
    phone: str
    email: str
    address: str
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """A pupil and the guardians; ``refuses_electronic``: informed on paper (3.8)."""

    pupil: Contact
    refuses_electronic: bool
    guardians: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class ClassDays:
    """Days in a class, half-open, with the orders as texts."""

    class_name: str
    since: date | None
    until: date | None
    admitted_by: str | None
    departed_by: str | None


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent; withdrawn once, given anew by another one."""

    consent_id: int
    purpose: str
    number: str
    given_on: date | None
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True)
class PupilCard:
    """Everything the school keeps of a pupil but health; ``snils`` is not told to a class teacher."""

    family: Family
    file_number: str
    birth_date: date | None
    sex: str | None
    snils: str | None
    basis: str | None
    classes: tuple[ClassDays, ...]
    consents: tuple[Consent, ...]


@dataclass(frozen=True, slots=True)
class MovementOrder:
    """The order of a movement; it may come later than the movement (rulings 12)."""

    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class Movement:
    """An arrival, a departure or a transfer; ``later_entries`` stand after a departure and wait for a decision."""

    movement_id: int
    pupil_id: int
    name: str
    kind: MovementKind
    happened_on: date
    from_class: str | None
    to_class: str | None
    order: str | None
    place: str
    later_entries: int
