"""Decisions of the teachers' council through their windows."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.database.queries.journal_values import moment
from ejournal_desktop.domain.council import CouncilBoard, CouncilClass, CouncilDecision, CouncilPupil, Decision

_BOARD = text("select api.council_board(cast(:class_id as smallint))")
_CLASSES = text("select api.council_classes()")
_RECORD = text(
    "select api.record_decisions(cast(:class_id as smallint), :protocol, :decided_on, cast(:entries as jsonb))"
)
_SIGN = text("select api.sign_decisions(:ids)")


def classes(connection: Connection) -> tuple[CouncilClass, ...]:
    """Classes about which the council may decide now."""
    return tuple(CouncilClass(*row) for row in connection.execute(_CLASSES).scalar_one())


def board(connection: Connection, class_id: int) -> CouncilBoard:
    """A class before the council."""
    row = connection.execute(_BOARD, {"class_id": class_id}).scalar_one()
    return CouncilBoard(
        row["class_id"],
        row["class"],
        row["grade"],
        row["year"],
        date.fromisoformat(row["today"]),
        row["may_record"],
        row["may_sign"],
        tuple(_pupil(each) for each in row["pupils"]),
        moment(row["closed_at"]),
        date.fromisoformat(row["ends_on"]),
    )


def record(
    connection: Connection, class_id: int, protocol: str, decided_on: date, entries: Sequence[tuple[int, Decision]]
) -> int:
    """Record the decisions of a protocol; how many."""
    asked = {
        "class_id": class_id,
        "protocol": protocol,
        "decided_on": decided_on,
        "entries": json.dumps([list(entry) for entry in entries], ensure_ascii=False),
    }
    return int(connection.execute(_RECORD, asked).scalar_one())


def sign(connection: Connection, decision_ids: Sequence[int]) -> int:
    """The director signs supplements; how many."""
    return int(connection.execute(_SIGN, {"ids": list(decision_ids)}).scalar_one())


def _pupil(row: Sequence[Any]) -> CouncilPupil:
    pupil_id, name, weak, debts, without_mark, decisions = row
    return CouncilPupil(pupil_id, name, tuple(weak), debts, without_mark, tuple(_decision(each) for each in decisions))


def _decision(row: Sequence[Any]) -> CouncilDecision:
    decision_id, decision, protocol, decided_on, supplements, entered_by, _entered_at, signed_by, signed_at = row
    return CouncilDecision(
        decision_id,
        decision,
        protocol,
        date.fromisoformat(decided_on),
        supplements,
        entered_by or "",
        signed_by or "",
        moment(signed_at),
    )
