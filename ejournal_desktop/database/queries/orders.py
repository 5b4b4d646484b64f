"""Windows of the register of orders, of delegations, and of rights that the director has not seen."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.database.understanding import understood
from ejournal_desktop.domain.approvals import Delegation, Order, OrderEntry, OrderKind, WriteRight

_PUPILS = text(
    "select p.person_id, concat_ws(' ', p.last_name, p.first_name) from journal.class_memberships as m"
    " join journal.people as p on p.person_id = m.pupil_id where m.class_id = :class_id"
    ' group by p.person_id order by p.sort_key collate "C"'
)
_STAFF = text(
    "select p.person_id, concat_ws(' ', p.last_name, p.first_name, p.middle_name) from journal.staff as s"
    ' join journal.people as p on p.person_id = s.person_id order by p.sort_key collate "C"'
)


@understood()
def orders(connection: Connection) -> tuple[Order, ...]:
    """The register, newest first."""
    rows = connection.execute(text("select api.orders()")).scalar_one()
    return tuple(_order(row) for row in rows)


@understood()
def enter_order(connection: Connection, kind: OrderKind, entry: OrderEntry, title: str) -> int:
    """Add an order."""
    statement = text("select api.enter_order(:kind, :number, :issued_on, :title)")
    parameters = {"kind": kind, "number": entry.number, "issued_on": entry.issued_on, "title": title}
    return int(connection.execute(statement, parameters).scalar_one())


def change_order(connection: Connection, order_id: int, entry: OrderEntry, title: str) -> None:
    """Mend one that is not in use."""
    statement = text("select api.change_order(:id, :number, :issued_on, :title)")
    parameters = {"id": order_id, "number": entry.number, "issued_on": entry.issued_on, "title": title}
    connection.execute(statement, parameters)


@understood()
def delegations(connection: Connection) -> tuple[Delegation, ...]:
    """Who acts for whom, latest first."""
    rows = connection.execute(text("select api.delegations()")).scalar_one()
    return tuple(
        Delegation(
            row["delegation_id"],
            row["person"],
            row["acts_as"],
            date.fromisoformat(row["starts_on"]),
            date.fromisoformat(row["ends_on"]),
            row["order"],
        )
        for row in rows
    )


@understood()
def delegate(connection: Connection, asked: Mapping[str, Any], entry: OrderEntry) -> int:
    """Let a person act for the director or a deputy."""
    statement = text("select api.delegate(:person_id, :acts_as, :starts_on, :ends_on, :number, :issued_on)")
    parameters = {**asked, "number": entry.number, "issued_on": entry.issued_on}
    return int(connection.execute(statement, parameters).scalar_one())


def end_delegation(connection: Connection, delegation_id: int) -> None:
    """Today is its last day."""
    connection.execute(text("select api.end_delegation(:id)"), {"id": delegation_id})


@understood()
def write_rights(connection: Connection) -> tuple[WriteRight, ...]:
    """What gives write access and was not seen yet."""
    rows = connection.execute(text("select api.write_rights()")).scalar_one()
    return tuple(
        WriteRight(
            row["kind"],
            row["row_id"],
            row["person"] or "",
            row["group"],
            row["subject"],
            _day(row["starts_on"]),
            _day(row["ends_on"]),
            row["given_by"],
        )
        for row in rows
    )


@understood()
def see_write_rights(connection: Connection, rights: Sequence[WriteRight]) -> int:
    """Note them as seen; return how many were."""
    ids = {
        kind: [right.row_id for right in rights if right.kind == kind] for kind in ("holder", "substitution", "unlock")
    }
    statement = text("select api.see_write_rights(:holder, :substitution, :unlock)")
    return int(connection.execute(statement, ids).scalar_one())


@understood()
def pupils_of_class(connection: Connection, class_id: int) -> tuple[tuple[int, str], ...]:
    """Pupils of a class, those who left too: ids and names, for who reads every row."""
    return tuple((row[0], row[1]) for row in connection.execute(_PUPILS, {"class_id": class_id}))


@understood()
def staff(connection: Connection) -> tuple[tuple[int, str], ...]:
    """The staff: ids and names, for who reads every row."""
    return tuple((row[0], row[1]) for row in connection.execute(_STAFF))


def _order(row: Mapping[str, Any]) -> Order:
    return Order(
        row["order_id"],
        row["kind"],
        row["number"],
        date.fromisoformat(row["issued_on"]),
        row["title"],
        datetime.fromisoformat(row["entered_at"]) if row["entered_at"] else None,
        row["is_used"],
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
