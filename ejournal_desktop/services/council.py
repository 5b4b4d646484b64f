"""Decisions of the teachers' council: recorded under a protocol, a later one signed by the director (rulings 10)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Engine

from ejournal_desktop.database.queries import council as queries
from ejournal_desktop.database.transaction import one_statement
from ejournal_desktop.domain.council import CouncilBoard, CouncilClass, Decision


def council_classes(engine: Engine) -> tuple[CouncilClass, ...]:
    """Classes about which the council may decide now."""
    with one_statement(engine) as connection:
        return queries.classes(connection)


def council_board(engine: Engine, class_id: int) -> CouncilBoard:
    """A class with what its pupils have and what was decided."""
    with one_statement(engine) as connection:
        return queries.board(connection, class_id)


def record_decisions(
    engine: Engine, class_id: int, protocol: str, decided_on: date, entries: Sequence[tuple[int, Decision]]
) -> int:
    """Record decisions of one protocol; all or none.

    Raises:
        RuleBrokenError: of the future, of another grade, the same again, or the one before is not signed.
    """
    with one_statement(engine) as connection:
        return queries.record(connection, class_id, protocol, decided_on, entries)


def sign_decisions(engine: Engine, decision_ids: Sequence[int]) -> int:
    """The director signs later decisions."""
    with one_statement(engine) as connection:
        return queries.sign(connection, decision_ids)
