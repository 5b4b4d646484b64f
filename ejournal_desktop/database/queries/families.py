"""Families and movements, as ``api.pupil_card`` and its neighbours tell them; every look is on record."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.domain.families import (
    ClassDays,
    Consent,
    Contact,
    Family,
    Movement,
    MovementKind,
    MovementOrder,
    PupilCard,
)


def pupil_card(connection: Connection, pupil_id: int) -> PupilCard:
    """Everything the school keeps of a pupil but health."""
    row = connection.execute(text("select api.pupil_card(:pupil_id)"), {"pupil_id": pupil_id}).scalar_one()
    return PupilCard(
        family=_family(row),
        file_number=row["file_number"],
        birth_date=_day(row["birth_date"]),
        sex=row["sex"],
        snils=row["snils"],
        basis=row["basis"],
        classes=tuple(
            ClassDays(name, _day(since), _day(until), admitted, departed)
            for name, since, until, admitted, departed in row["classes"]
        ),
        consents=tuple(
            Consent(consent_id, purpose, number, _day(given), _day(withdrawn))
            for consent_id, purpose, number, given, withdrawn in row["consents"]
        ),
    )


def class_families(connection: Connection, class_id: int) -> tuple[Family, ...]:
    """Pupils of a class of today with their guardians."""
    statement = text("select api.class_families(cast(:class_id as smallint))")
    return tuple(map(_family, connection.execute(statement, {"class_id": class_id}).scalar_one()))


def save_contacts(connection: Connection, contact: Contact) -> None:
    """Keep contacts of a pupil or a guardian current."""
    connection.execute(
        text("select api.save_contacts(:person_id, :phone, :email, :address)"),
        {"person_id": contact.person_id, "phone": contact.phone, "email": contact.email, "address": contact.address},
    )


def set_refusal(connection: Connection, pupil_id: int, *, refuses: bool) -> None:
    """Whether the family refused the electronic form (3.8)."""
    connection.execute(text("select api.set_refusal(:pupil_id, :refuses)"), {"pupil_id": pupil_id, "refuses": refuses})


def record_movement(
    connection: Connection,
    pupil_id: int,
    kind: MovementKind,
    happened_on: date,
    *,
    to_class_id: int | None,
    order: MovementOrder | None,
    place: str,
) -> int:
    """Move a pupil in, out or between classes; return the number of the movement."""
    statement = text(
        "select api.record_movement(:pupil_id, :kind, :happened_on, cast(:to_class_id as smallint),"
        " :number, cast(:issued_on as date), :place)"
    )
    given = {"number": order.number if order else None, "issued_on": order.issued_on if order else None}
    moved = {"pupil_id": pupil_id, "kind": kind, "happened_on": happened_on, "to_class_id": to_class_id, "place": place}
    return int(connection.execute(statement, moved | given).scalar_one())


def give_movement_order(connection: Connection, movement_id: int, order: MovementOrder) -> None:
    """The order of a movement that was entered without one."""
    connection.execute(
        text("select api.give_movement_order(:movement_id, :number, :issued_on)"),
        {"movement_id": movement_id, "number": order.number, "issued_on": order.issued_on},
    )


def movements(connection: Connection, since: date | None, until: date | None) -> tuple[Movement, ...]:
    """Movements between two days, newest first."""
    statement = text("select api.movements(cast(:since as date), cast(:until as date))")
    rows = connection.execute(statement, {"since": since, "until": until}).scalar_one()
    return tuple(Movement(*(*row[:4], date.fromisoformat(row[4]), *row[5:])) for row in rows)


def _family(row: Mapping[str, Any]) -> Family:
    return Family(_contact(row), row["refuses_electronic"], tuple(map(_contact, row["guardians"])))


def _contact(row: Mapping[str, Any]) -> Contact:
    names = ("person_id", "last_name", "first_name", "middle_name", "phone", "email", "address")
    return Contact(*(*(row[name] for name in names), row.get("relation", "")))


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
