"""Windows of approvals and orders."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, text

from ejournal_desktop.database.understanding import understood
from ejournal_desktop.domain.approvals import (
    AccountReissued,
    Approval,
    ApprovalHead,
    ApprovedBefore,
    Check,
    ClassTeacherGiven,
    Content,
    CurriculumRow,
    FinalsScope,
    Holder,
    LoadRow,
    OrderEntry,
    PageOpening,
    Proposal,
    ResultsScope,
    RoleEnded,
    RoleGiven,
    Subject,
)


@understood()
def propose(connection: Connection, proposal: Proposal) -> ApprovalHead:
    """Put a proposal before who decides."""
    statement = text("select api.propose(:subject, cast(:asked as jsonb), :note)")
    asked = json.dumps(dict(proposal.asked), default=_iso)
    parameters = {"subject": proposal.subject, "asked": asked, "note": proposal.note}
    return _head(connection.execute(statement, parameters).scalar_one())


@understood()
def approvals(connection: Connection, *, decided: bool) -> tuple[ApprovalHead, ...]:
    """What waits, oldest first, or what is decided, newest first."""
    rows = connection.execute(text("select api.approvals(:decided)"), {"decided": decided}).scalar_one()
    return tuple(_head(row) for row in rows)


@understood()
def approval(connection: Connection, approval_id: int) -> Approval:
    """One in full."""
    row = connection.execute(text("select api.approval(:id)"), {"id": approval_id}).scalar_one()
    head, previous = _head(row), row["previous"]
    before = previous and ApprovedBefore(
        datetime.fromisoformat(previous["decided_at"]),
        previous["order"] or "",
        _content(head.subject, previous["content"]),
    )
    checks = tuple(Check(each["is_well"], each["name"], each["facts"]) for each in row["checks"])
    return Approval(head, _content(head.subject, row["content"]), before, row["is_stale"], checks)


@understood()
def approve(connection: Connection, approval_ids: Sequence[int], order: OrderEntry | None, resolution: str) -> str:
    """Approve and apply; return the order's words, empty without one."""
    statement = text("select api.approve(:ids, :number, :issued_on, :resolution)")
    parameters = {
        "ids": list(approval_ids),
        "number": order.number if order else None,
        "issued_on": order.issued_on if order else None,
        "resolution": resolution,
    }
    return connection.execute(statement, parameters).scalar_one()["order"] or ""


def return_approval(connection: Connection, approval_id: int, reason: str) -> None:
    """Give it back with a reason."""
    connection.execute(text("select api.return_approval(:id, :reason)"), {"id": approval_id, "reason": reason})


def withdraw_approval(connection: Connection, approval_id: int) -> None:
    """Take one's own proposal back."""
    connection.execute(text("select api.withdraw_approval(:id)"), {"id": approval_id})


def _head(row: Mapping[str, Any]) -> ApprovalHead:
    return ApprovalHead(
        approval_id=row["approval_id"],
        subject=row["subject"],
        title=row["title"],
        summary=row["summary"],
        note=row["note"],
        proposed_by=row["proposed_by"] or "",
        proposed_at=datetime.fromisoformat(row["proposed_at"]),
        is_mine=row["is_mine"],
        state=row["state"],
        decided_by=row["decided_by"] or "",
        decided_at=_moment(row["decided_at"]),
        reason=row["reason"],
        order=row["order"] or "",
        may_decide=row["may_decide"],
        order_need=row["order_need"],
    )


def _content(subject: Subject, row: Mapping[str, Any]) -> Content:
    return _READERS[subject](row)


def _curriculum(row: Mapping[str, Any]) -> Content:
    return tuple(
        CurriculumRow(each["stream"], each["subject_id"], each["subject"], Decimal(each["hours"]))
        for each in row["rows"]
    )


def _opening(row: Mapping[str, Any]) -> Content:
    return PageOpening(row["group"], row["subject"], row["person"], row["why"], _moment(row["open_until"]))


def _scope(subject: Subject, row: Mapping[str, Any]) -> FinalsScope | ResultsScope:
    classes, pupil = row["classes"], row["pupil"] or ""
    opens_on, closes_on = date.fromisoformat(row["opens_on"]), date.fromisoformat(row["closes_on"])
    if subject == "finals":
        return FinalsScope(classes, pupil, opens_on, closes_on, date.fromisoformat(row["period_ends_on"]))
    return ResultsScope(row["named"], classes, row["subject"] or "", pupil, opens_on, closes_on)


def _load_row(row: Mapping[str, Any]) -> LoadRow:
    holders = tuple(
        Holder(each["person_id"], each["name"], _day(each["from"]), _day(each["to"])) for each in row["holders"]
    )
    return LoadRow(row["course_id"], row["group"], row["subject"], Decimal(row["hours"]), holders)


def _role(row: Mapping[str, Any], name: str) -> RoleGiven:
    return RoleGiven(row["person"], row[name], _day(row["starts_on"]), _day(row["ends_on"]), name == "acts_as")


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)


_READERS: Final[Mapping[Subject, Callable[[Mapping[str, Any]], Content]]] = {
    "load": lambda row: tuple(_load_row(each) for each in row["rows"]),
    "curriculum": _curriculum,
    "finals": lambda row: _scope("finals", row),
    "results": lambda row: _scope("results", row),
    "unlock": _opening,
    "role": lambda row: _role(row, "school_role"),
    "delegation": lambda row: _role(row, "acts_as"),
    "role-end": lambda row: RoleEnded(row["person"], row["school_role"], _day(row["last_day"])),
    "class-teacher": lambda row: ClassTeacherGiven(row["person"], row["class_name"], row["present"] or ""),
    "account": lambda row: AccountReissued(row["person"], tuple(row["roles"])),
}
