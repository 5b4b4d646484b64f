"""Families' data and movements: read on record, kept by the class teacher, the secretary and the administrator."""

from datetime import date

from sqlalchemy import Engine

from ejournal_desktop.database.queries import families as queries
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.families import Contact, Family, Movement, MovementKind, MovementOrder, PupilCard


def pupil_card(engine: Engine, pupil_id: int) -> PupilCard:
    """Everything the school keeps of a pupil but health; the look is on record.

    Raises:
        RefusedError: a pupil of another class.
    """
    with transaction(engine) as connection:
        return queries.pupil_card(connection, pupil_id)


def class_families(engine: Engine, class_id: int) -> tuple[Family, ...]:
    """Pupils of a class with their guardians; the look is on record."""
    with transaction(engine) as connection:
        return queries.class_families(connection, class_id)


def save_contacts(engine: Engine, contact: Contact) -> None:
    """Keep contacts of a pupil or a guardian current."""
    with transaction(engine) as connection:
        queries.save_contacts(connection, contact)


def set_refusal(engine: Engine, pupil_id: int, *, refuses: bool) -> None:
    """Whether the family refused the electronic form (3.8)."""
    with transaction(engine) as connection:
        queries.set_refusal(connection, pupil_id, refuses=refuses)


def move_pupil(
    engine: Engine,
    pupil_id: int,
    kind: MovementKind,
    happened_on: date,
    *,
    to_class_id: int | None = None,
    order: MovementOrder | None = None,
    place: str = "",
) -> int:
    """Move a pupil in, out or between classes; what was entered stays (rulings 12).

    Raises:
        RuleBrokenError: she was not in a class that day, the year is closed.
    """
    with transaction(engine) as connection:
        return queries.record_movement(
            connection, pupil_id, kind, happened_on, to_class_id=to_class_id, order=order, place=place
        )


def give_movement_order(engine: Engine, movement_id: int, order: MovementOrder) -> None:
    """The order of a movement that was entered without one."""
    with transaction(engine) as connection:
        queries.give_movement_order(connection, movement_id, order)


def movements(engine: Engine, since: date | None = None, until: date | None = None) -> tuple[Movement, ...]:
    """Movements between two days, newest first; the look is on record."""
    with transaction(engine) as connection:
        return queries.movements(connection, since, until)
