"""Duties of a teacher and what happened meanwhile, as the windows of ``api`` tell them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.database.queries.journal_values import day, moment
from ejournal_desktop.database.understanding import understood
from ejournal_desktop.domain.duties import Duties, DutyRow, DutySettlement, News, NewSettlement, SettledDuty

_AWAY = text("select api.while_away(cast(:since as timestamptz))")
_SETTLE = text("select api.settle_duty(:person_id, :duty, :outcome, :for_day, :basis)")
_SETTLED = text(
    "select concat_ws(' ', p.last_name, p.first_name, p.middle_name), k.duty, k.outcome, k.for_day, k.basis,"
    " concat_ws(' ', c.last_name, c.first_name), k.checked_at"
    " from journal.duty_checks as k join journal.people as p on p.person_id = k.person_id"
    " join journal.people as c on c.person_id = k.checked_by order by k.for_day desc, k.duty_check_id desc"
)


@understood()
def my_duties(connection: Connection) -> Duties:
    """What is left of the teacher's rows of the regulation."""
    answer = connection.execute(text("select api.my_duties()")).scalar_one()
    return Duties(
        now=datetime.fromisoformat(answer["now"]),
        today=date.fromisoformat(answer["today"]),
        has_courses=answer["has_courses"],
        has_parts=answer["has_parts"],
        rows=tuple(map(_row, answer["duties"])),
        settled=tuple(map(_settled, answer["settled"])),
    )


@understood()
def while_away(connection: Connection, since: datetime | None) -> tuple[News, ...]:
    """What others did since a moment, newest first."""
    rows = connection.execute(_AWAY, {"since": since}).scalar_one()
    return tuple(map(_news, rows))


def settle_duty(connection: Connection, settlement: NewSettlement) -> int:
    """Settle a duty by hand."""
    arguments = {
        "person_id": settlement.person_id,
        "duty": settlement.code,
        "outcome": settlement.outcome,
        "for_day": settlement.for_day,
        "basis": settlement.basis,
    }
    return int(connection.execute(_SETTLE, arguments).scalar_one())


def settled_duties(connection: Connection) -> tuple[DutySettlement, ...]:
    """What was settled by hand, the latest day first, for who reads every row."""
    return tuple(DutySettlement(*row) for row in connection.execute(_SETTLED))


def _row(row: Sequence[Any]) -> DutyRow:
    days = day(row[5]), day(row[6]), date.fromisoformat(row[7])
    return DutyRow(row[0], row[1], row[2], row[3], row[4], *days, moment(row[8]), row[9], row[10])


def _settled(row: Sequence[Any]) -> SettledDuty:
    return SettledDuty(row[0], row[1], row[2], date.fromisoformat(row[3]), row[4] or "")


def _news(row: Sequence[Any]) -> News:
    at = datetime.fromisoformat(row[6])
    return News(row[0], row[1], row[2], row[3], row[4], day(row[5]), at, row[7], row[8] or "", row[9])
