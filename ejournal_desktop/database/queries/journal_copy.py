"""What the deputy's paper copy needs: classes, courses, periods and the copy's content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.database.queries import journal_values as values
from ejournal_desktop.domain.gradebook import Course, Period
from ejournal_desktop.domain.school_classes import SchoolClass


def classes(connection: Connection) -> tuple[SchoolClass, ...]:
    """Classes whose journals this person may read."""
    rows = connection.execute(text("select api.classes()")).scalar_one() or ()
    return tuple(SchoolClass(row["class_id"], row["name"], row["grade"], row["pupils"]) for row in rows)


def courses_of_class(connection: Connection, class_id: int) -> tuple[Course, ...]:
    """Courses in which pupils of a class learn, by subject and group."""
    rows = connection.execute(text("select api.courses_of_class(:class_id)"), {"class_id": class_id}).scalar_one()
    return tuple(map(values.course, rows or ()))


def periods_of_class(connection: Connection, class_id: int) -> tuple[Period, ...]:
    """Reporting periods of the class's grade."""
    rows = connection.execute(text("select api.periods_of_class(:class_id)"), {"class_id": class_id}).scalar_one()
    return tuple(map(values.period, rows or ()))


def journal_copy(connection: Connection, class_id: int, course_ids: Sequence[int], period_id: int) -> Mapping[str, Any]:
    """Everything the copy prints, as the window returns it; the read is on record."""
    statement = text("select api.journal_copy(:class_id, cast(:course_ids as integer[]), :period_id)")
    arguments = {"class_id": class_id, "course_ids": list(course_ids), "period_id": period_id}
    answer: Mapping[str, Any] = connection.execute(statement, arguments).scalar_one()
    return answer


def journal_spread(connection: Connection, class_name: str, course_id: int, period_id: int) -> Mapping[str, Any]:
    """What the paper view of one journal shows."""
    statement = text("select api.journal_spread(:class_name, :course_id, cast(:period_id as smallint))")
    arguments = {"class_name": class_name, "course_id": course_id, "period_id": period_id}
    answer: Mapping[str, Any] = connection.execute(statement, arguments).scalar_one()
    return answer


@dataclass(frozen=True, slots=True)
class Printout:
    """A paper that was produced: what the register keeps of it."""

    form: str
    class_id: int | None
    course_id: int | None
    period_id: int | None
    content_sha256: bytes
    pages: int


def note_printout(connection: Connection, printout: Printout) -> int:
    """Put a produced paper on record; return its number in the register."""
    statement = text(
        "select api.note_printout(:form, cast(:class_id as smallint), cast(:course_id as integer),"
        " cast(:period_id as smallint), cast(:sha as bytea), :pages)"
    )
    arguments = {
        "form": printout.form,
        "class_id": printout.class_id,
        "course_id": printout.course_id,
        "period_id": printout.period_id,
        "sha": printout.content_sha256,
        "pages": printout.pages,
    }
    number: int = connection.execute(statement, arguments).scalar_one()
    return number
