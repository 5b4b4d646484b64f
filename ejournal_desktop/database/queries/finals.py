"""The windows of finals: the page's rule and orders, saving, the check list, the hand-over, the register of norms."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, text

from ejournal_desktop.database.queries.journal_values import day, moment, outcome
from ejournal_desktop.database.understanding import understood
from ejournal_desktop.domain.finals import (
    CountedMark,
    CourseProgress,
    Debt,
    FinalKey,
    FinalOperation,
    FinalsPage,
    FinalsScope,
    Handover,
    HandoverCheck,
    ResultOpening,
    StandingFinal,
)
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.marking_policy import (
    USUAL_DISPUTED,
    USUAL_LEAST_MARKS,
    ExtraRule,
    MarkingPolicy,
    NormRow,
    PolicyEntry,
)

FORMAT: Final = 1
_EXTRA: Final[tuple[ExtraRule, ...]] = ("no-five-with-two", "control-decides")
_PAGE = text("select api.finals_page(:course_id, cast(:period_id as smallint))")
_SAVE = text("select api.save_finals(:format, cast(:operations as jsonb))")
_CHECKS = text("select api.handover_checks(:course_id, cast(:period_id as smallint))")
_HAND_OVER = text("select api.hand_over(:course_id, cast(:period_id as smallint))")
_PROGRESS = text("select api.finals_progress(cast(:period_id as smallint))")
_POLICIES = text("select api.marking_policies()")
_SET_POLICY = text("select api.set_marking_policy(cast(:entry as jsonb))")


@understood()
def finals_page(connection: Connection, course_id: int, period_id: int) -> FinalsPage:
    """What the finals of a page need, in one statement."""
    row = connection.execute(_PAGE, {"course_id": course_id, "period_id": period_id}).scalar_one()
    finals = {FinalKey("period", each[0], each[1]): _standing(each[2:]) for each in row["finals"]}
    finals |= {FinalKey(each[0], None, each[1]): _standing(each[2:]) for each in row["year"]}
    return FinalsPage(
        today=date.fromisoformat(row["today"]),
        policy=policy(row["policy"]),
        may_set=row["may_set"],
        scope=_scope(row["scope"]),
        results={
            kind: ResultOpening(_scope(one["scope"]), frozenset(one["pupils"])) for kind, one in row["results"].items()
        },
        is_last_period=row["is_last_period"],
        early=frozenset(row["early"]),
        handed_over=_handover(row["handed_over"]),
        finals=finals,
        counted=tuple(CountedMark(*each) for each in row["counted"]),
        debts=tuple(
            Debt(each[0], each[1], date.fromisoformat(each[2]), date.fromisoformat(each[3]), day(each[4]), each[5])
            for each in row["debts"]
        ),
    )


def policy(row: Mapping[str, Any]) -> MarkingPolicy:
    """The rule in force; without borders it proposes nothing."""
    norms = {kind: Decimal(value) for kind, value in row["norms"].items()}
    thresholds = [(mark, norms[f"threshold-{mark}"]) for mark in (5, 4, 3) if f"threshold-{mark}" in norms]
    return MarkingPolicy(
        thresholds=tuple(thresholds),
        least_marks=int(norms.get("least-marks", USUAL_LEAST_MARKS)),
        disputed=norms.get("disputed", USUAL_DISPUTED),
        year_tie="last" if norms.get("year-tie") else "up",
        extra=frozenset(rule for rule in _EXTRA if norms.get(rule)),
        weights=tuple((kind_id, Decimal(weight)) for kind_id, weight in row["weights"]),
        exam_weight=norms.get("exam-weight"),
        counts_half_years=bool(norms.get("half-years")),
        parts=tuple(row["parts"]),
        parts_first=bool(norms.get("parts-first")),
        order=row["order"] or "",
        valid_from=day(row["valid_from"]),
    )


@understood()
def save_finals(connection: Connection, operations: Sequence[FinalOperation]) -> list[Outcome]:
    """Send final marks; each is judged by itself."""
    payload = json.dumps([asdict(operation) for operation in operations], ensure_ascii=False)
    return [outcome(row) for row in connection.execute(_SAVE, {"format": FORMAT, "operations": payload}).scalar_one()]


@understood()
def handover_checks(connection: Connection, course_id: int, period_id: int) -> tuple[HandoverCheck, ...]:
    """The list of «Завершить выставление», computed by the server."""
    rows = connection.execute(_CHECKS, {"course_id": course_id, "period_id": period_id}).scalar_one()
    return tuple(
        HandoverCheck(
            row["name"],
            row["is_well"],
            row["blocks"],
            row["facts"].get("count") or len(row["facts"].get("names", ())),
            tuple(name for _, name in row["facts"].get("names", ())),
        )
        for row in rows
    )


@understood()
def hand_over(connection: Connection, course_id: int, period_id: int) -> datetime:
    """Hand the page over; the moment."""
    answer = connection.execute(_HAND_OVER, {"course_id": course_id, "period_id": period_id}).scalar_one()
    return datetime.fromisoformat(answer)


@understood()
def finals_progress(connection: Connection, period_id: int) -> tuple[CourseProgress, ...]:
    """How far every course of a period is."""
    rows = connection.execute(_PROGRESS, {"period_id": period_id}).scalar_one()
    return tuple(_progress(*row) for row in rows)


@understood()
def marking_policies(connection: Connection) -> tuple[tuple[tuple[int, str], ...], tuple[NormRow, ...]]:
    """Subjects that may have a rule of their own, and every norm of marks, newest first."""
    answer = connection.execute(_POLICIES).scalar_one()
    subjects = tuple((subject_id, name) for subject_id, name in answer["subjects"])
    return subjects, tuple(_norm(row) for row in answer["norms"])


@understood()
def set_marking_policy(connection: Connection, entry: PolicyEntry) -> int:
    """Enter a rule; how many norms it made."""
    norms: dict[str, object] = {f"threshold-{mark}": str(least) for mark, least in entry.thresholds}
    more = {"least-marks": entry.least_marks, "disputed": entry.disputed}
    norms |= {kind: str(value) for kind, value in more.items() if value is not None}
    if entry.year_tie is not None:
        norms["year-tie"] = int(entry.year_tie == "last")
    if entry.extra is not None:
        norms |= {rule: int(rule in entry.extra) for rule in _EXTRA}
    if entry.exam_weight is not None:
        norms["exam-weight"] = str(entry.exam_weight)
    flags = {"half-years": entry.counts_half_years, "parts-first": entry.parts_first}
    norms |= {kind: int(flag) for kind, flag in flags.items() if flag is not None}
    payload = {
        "subject_id": entry.subject_id,
        "grade_from": entry.grades[0],
        "grade_to": entry.grades[1],
        "valid_from": entry.valid_from.isoformat(),
        "order_number": entry.order_number,
        "order_date": entry.order_date.isoformat(),
        "norms": norms,
        "weights": [[kind_id, str(weight)] for kind_id, weight in entry.weights],
        "parts": [[subject_id, int(counts)] for subject_id, counts in entry.parts],
    }
    return int(connection.execute(_SET_POLICY, {"entry": json.dumps(payload, ensure_ascii=False)}).scalar_one())


def _standing(row: Sequence[Any]) -> StandingFinal:
    value, version, reason, order, author, at, changed_after = row
    return StandingFinal(value, version, reason, order or "", author or "", moment(at), changed_after)


def _scope(row: Mapping[str, Any] | None) -> FinalsScope | None:
    if row is None:
        return None
    return FinalsScope(row["order"], date.fromisoformat(row["opens_on"]), date.fromisoformat(row["closes_on"]))


def _handover(row: Mapping[str, Any] | None) -> Handover | None:
    return Handover(datetime.fromisoformat(row["at"]), row["by"] or "", row["order"] or "") if row else None


def _progress(*row: Any) -> CourseProgress:
    course_id, group, subject, teacher, pupils, finals, not_attested, handed_over_at, changed_after, year = row
    handed_over = moment(handed_over_at)
    return CourseProgress(
        course_id,
        group,
        subject,
        teacher or "",
        pupils,
        finals,
        not_attested,
        handed_over,
        changed_after,
        (year[0], year[1], year[2]) if year is not None else None,
    )


def _norm(row: Sequence[Any]) -> NormRow:
    grades, value, valid_from = (row[4], row[5]), Decimal(row[6]), date.fromisoformat(row[7])
    return NormRow(row[0], row[1], row[2], row[3], grades, value, valid_from, row[8], row[9])
