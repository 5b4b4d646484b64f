"""Finding people by name: reads names and classes, no more."""

from collections.abc import Mapping

from sqlalchemy import Engine

from ejournal_desktop.database.queries import palette as queries
from ejournal_desktop.database.transaction import one_statement
from ejournal_desktop.domain.gradebook import Pupil


def pupils_by_class(engine: Engine) -> Mapping[int, tuple[Pupil, ...]]:
    """The pupils of today of every class, for the deputy, the director, the administrator and the inspector."""
    with one_statement(engine) as connection:
        return queries.pupils_by_class(connection)
