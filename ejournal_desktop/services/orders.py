"""The register of orders, acting directors, and what the director has not seen yet (SET-13; rulings 18)."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from sqlalchemy import Engine

from ejournal_desktop.database.queries import orders as windows
from ejournal_desktop.database.transaction import one_statement, transaction
from ejournal_desktop.domain.approvals import Delegation, Order, OrderEntry, OrderKind, WriteRight


def orders(engine: Engine) -> tuple[Order, ...]:
    """The register, newest first."""
    with one_statement(engine) as connection:
        return windows.orders(connection)


def enter_order(engine: Engine, kind: OrderKind, entry: OrderEntry, title: str) -> int:
    """Add an order; those that open marks come with their approval.

    Raises:
        RuleBrokenError: the number is taken, the day has not come, the kind comes with its approval.
    """
    with transaction(engine) as connection:
        return windows.enter_order(connection, kind, entry, title)


def change_order(engine: Engine, order_id: int, entry: OrderEntry, title: str) -> None:
    """Mend an order that nothing refers to.

    Raises:
        RuleBrokenError: it is in use.
    """
    with transaction(engine) as connection:
        windows.change_order(connection, order_id, entry, title)


def delegations(engine: Engine) -> tuple[Delegation, ...]:
    """Who acts for whom, latest first."""
    with one_statement(engine) as connection:
        return windows.delegations(connection)


def delegate(
    engine: Engine,
    person_id: int,
    acts_as: Literal["director", "deputy"],
    days: tuple[date, date],
    entry: OrderEntry,
) -> int:
    """Let a person act for the director or a deputy from a day through another, under a new order of the director.

    Raises:
        RefusedError: not the director, or for herself.
        RuleBrokenError: the days are over, or she has the role.
    """
    asked = {"person_id": person_id, "acts_as": acts_as, "starts_on": days[0], "ends_on": days[1]}
    with transaction(engine) as connection:
        return windows.delegate(connection, asked, entry)


def end_delegation(engine: Engine, delegation_id: int) -> None:
    """Let a person act for another no longer than today.

    Raises:
        RefusedError: not of the management, or one's own.
    """
    with transaction(engine) as connection:
        windows.end_delegation(connection, delegation_id)


def write_rights(engine: Engine) -> tuple[WriteRight, ...]:
    """What gives write access to marks and was not seen by the director."""
    with one_statement(engine) as connection:
        return windows.write_rights(connection)


def see_write_rights(engine: Engine, rights: Sequence[WriteRight]) -> int:
    """Note them as seen by the director; return how many were."""
    with transaction(engine) as connection:
        return windows.see_write_rights(connection, rights)


def pupils_of_class(engine: Engine, class_id: int) -> tuple[tuple[int, str], ...]:
    """Pupils of a class for a choice: ids and names."""
    with one_statement(engine) as connection:
        return windows.pupils_of_class(connection, class_id)


def staff(engine: Engine) -> tuple[tuple[int, str], ...]:
    """The staff for a choice: ids and names."""
    with one_statement(engine) as connection:
        return windows.staff(connection)
