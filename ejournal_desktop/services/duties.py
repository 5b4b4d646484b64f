"""«Мои сроки» and «Пока вас не было»: live checks by the server, clauses from the dated directory."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from ejournal_desktop.config.paths import resource
from ejournal_desktop.database.queries import duties as queries
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.duties import Duties, DutyClause, DutySettlement, News, NewSettlement


def my_duties(engine: Engine) -> Duties:
    """What is left of the teacher's rows of the regulation."""
    with transaction(engine) as connection:
        return queries.my_duties(connection)


def while_away(engine: Engine, since: datetime | None) -> tuple[News, ...]:
    """What others did in own courses since a moment."""
    with transaction(engine) as connection:
        return queries.while_away(connection, since)


def settle_duty(engine: Engine, settlement: NewSettlement) -> int:
    """Settle a duty of somebody else by hand, with its day and basis (rulings 39)."""
    with transaction(engine) as connection:
        return queries.settle_duty(connection, settlement)


def settled_duties(engine: Engine) -> tuple[DutySettlement, ...]:
    """What was settled by hand, the latest day first."""
    with transaction(engine) as connection:
        return queries.settled_duties(connection)


def duty_clauses(on_date: date) -> tuple[DutyClause, ...]:
    """The teacher's rows of the regulation as they stood on a day; the first edition before that."""
    editions = _editions(resource("duties.toml"))
    begun = [clauses for valid_from, clauses in editions if valid_from <= on_date]
    return begun[-1] if begun else editions[0][1]


@cache
def _editions(path: Path) -> tuple[tuple[date, tuple[DutyClause, ...]], ...]:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))["edition"]
    editions = [(edition["valid_from"], tuple(_clauses(edition))) for edition in raw]
    return tuple(sorted(editions, key=lambda edition: edition[0]))


def _clauses(edition: dict[str, Any]) -> Iterator[DutyClause]:
    for row in edition["duty"]:
        told = row["code"], row["row"], row["name"], row["text"], row["term"], row["check"]
        yield DutyClause(*told, edition["source"])
