"""Bringing the school's own files in: parse (``exchange``) → plan (``import_plan``) → try → apply, one batch."""

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, text

from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.services.import_plan import ImportPlan

_APPLY = text("select api.apply_import(:kind, :batch_id, :file_name, :file_sha256, cast(:plan as jsonb))")


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What an import does to the database.

    Attributes:
        skipped: rows the server left alone (a pupil who is in another class of the year: a transfer needs its order).
        lessons: lessons made from a timetable.
        moved: which pupils were skipped so.
        own_classes: classes that the file gives to who brings it in: left as they are, nobody gives herself one.
        own_courses: courses of who brings it in, «7А · Математика»: closed to her until the director approves the load.
    """

    created: int
    changed: int
    unchanged: int
    skipped: int
    lessons: int = 0
    moved: tuple[str, ...] = field(default=())
    own_classes: tuple[str, ...] = field(default=())
    own_courses: tuple[str, ...] = field(default=())

    @property
    def total(self) -> int:
        """Rows of the plan."""
        return self.created + self.changed + self.unchanged + self.skipped


class _TrialEndError(Exception):
    """Leaves the transaction of a trial run, so that nothing of it stays."""


def try_import(engine: Engine, plan: ImportPlan) -> ImportCounts:
    """What ``apply_import`` would do, found by doing it in a transaction that is rolled back (ux.md 5.11, page 4).

    Raises:
        RefusedError: this person does not import.
        RuleBrokenError: ``EJ041``, the plan does not fit (detail: reason, names, count).
    """
    counts: list[ImportCounts] = []
    try:
        with transaction(engine) as connection:
            counts.append(_apply(connection, plan))
            raise _TrialEndError  # noqa: TRY301 - the way out of a transaction that must not be committed
    except _TrialEndError:
        return counts[0]


def apply_import(engine: Engine, plan: ImportPlan) -> ImportCounts:
    """Bring a plan in under the administrator's own sign-in: all of it or nothing; a repeat of a batch is applied once.

    Raises:
        RefusedError: this person does not import.
        RuleBrokenError: ``EJ041``, the plan does not fit (detail: reason, names, count).
    """
    with transaction(engine) as connection:
        return _apply(connection, plan)


def _apply(connection: Connection, plan: ImportPlan) -> ImportCounts:
    parameters = {
        "kind": plan.kind,
        "batch_id": plan.batch_id,
        "file_name": plan.file_name,
        "file_sha256": plan.file_sha256,
        "plan": json.dumps(plan.payload, ensure_ascii=False),
    }
    return _counts(connection.execute(_APPLY, parameters).scalar_one())


def _counts(answer: dict[str, Any]) -> ImportCounts:
    return ImportCounts(
        created=answer["created"],
        changed=answer["changed"],
        unchanged=answer["unchanged"],
        skipped=answer["skipped"],
        lessons=answer.get("lessons", 0),
        moved=tuple(answer.get("moved", ())),
        own_classes=tuple(answer.get("own_classes", ())),
        own_courses=tuple(answer.get("own_courses", ())),
    )
