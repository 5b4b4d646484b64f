"""Windows of «Люди и доступ»: the list, cards, roles, notices, the sealed code."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.domain.approvals import OrderEntry
from ejournal_desktop.domain.people import Role
from ejournal_desktop.domain.people_access import (
    AccessKeeper,
    AccessNotice,
    AccessPerson,
    AccountCard,
    Kind,
    LastCode,
    RoleGrant,
    SessionOfAccount,
)

_KINDS: tuple[tuple[str, Kind], ...] = (("is_staff", "staff"), ("is_pupil", "pupil"), ("is_guardian", "guardian"))


def people_and_access(connection: Connection) -> tuple[AccessPerson, ...]:
    """Everybody whom the person lets in, by name; the read is on record."""
    rows = connection.execute(text("select api.people_and_access()")).scalar_one()
    return tuple(_person(row) for row in rows)


def account_card(connection: Connection, account_id: int) -> AccountCard:
    """An account in full; the read is on record."""
    row = connection.execute(text("select api.account_card(:id)"), {"id": account_id}).scalar_one()
    return AccountCard(
        row["account_id"],
        row["state"],
        datetime.fromisoformat(row["created_at"]),
        _moment(row["last_sign_in_at"]),
        tuple(_grant(grant) for grant in row["grants"]),
        tuple(
            SessionOfAccount(
                datetime.fromisoformat(session["started_at"]), session["address"] or "", session["application"] or ""
            )
            for session in row["sessions"]
        ),
    )


def grant_role(connection: Connection, account_id: int, role: Role, starts_on: date, ends_on: date | None) -> None:
    """Give an account a role for these days."""
    statement = text("select api.grant_role(:id, :role, :starts_on, cast(:ends_on as date))")
    connection.execute(statement, {"id": account_id, "role": role, "starts_on": starts_on, "ends_on": ends_on})


def propose(connection: Connection, subject: str, asked: Mapping[str, Any]) -> None:
    """Propose something about access to a second person."""
    connection.execute(
        text("select api.propose(:subject, cast(:asked as jsonb), '')"),
        {"subject": subject, "asked": json.dumps(asked)},
    )


def end_role(connection: Connection, role_grant_id: int, last_day: date | None) -> None:
    """End a role with a day, or at once."""
    connection.execute(
        text("select api.end_role(:id, cast(:last_day as date))"), {"id": role_grant_id, "last_day": last_day}
    )


def end_sessions(connection: Connection, account_id: int) -> int:
    """End the sessions of another account; return how many there were."""
    return int(connection.execute(text("select api.end_sessions(:id)"), {"id": account_id}).scalar_one())


def issue_recovery_code(connection: Connection, person_id: int, code_role: str, verifier: str) -> tuple[int, datetime]:
    """Make the sealed code of an administrator; return its id and its last moment."""
    statement = text("select api.issue_recovery_code(:person_id, :code_role, :verifier)")
    parameters = {"person_id": person_id, "code_role": code_role, "verifier": verifier}
    answer = connection.execute(statement, parameters).scalar_one()
    return answer["access_code_id"], datetime.fromisoformat(answer["valid_until"])


def access_notices(connection: Connection) -> tuple[AccessNotice, ...]:
    """What the person has not read yet, newest first."""
    rows = connection.execute(text("select api.access_notices()")).scalar_one()
    return tuple(
        AccessNotice(
            row["access_event_id"],
            row["kind"],
            row["person"],
            row["is_mine"],
            row["caused_by"] or "",
            row["school_role"],
            datetime.fromisoformat(row["happened_at"]),
        )
        for row in rows
    )


def acknowledge_access_notice(connection: Connection, access_event_id: int) -> None:
    """Say that a notice was read."""
    connection.execute(text("select api.acknowledge_access_notice(:id)"), {"id": access_event_id})


def not_me(connection: Connection) -> None:
    """Lock one's own account: the code reached somebody else."""
    connection.execute(text("select api.not_me()"))


def set_departure(connection: Connection, person_id: int, last_day: date | None, order: OrderEntry | None) -> None:
    """The last day of one of the staff by an order; ``None`` takes it back."""
    statement = text("select api.set_departure(:id, cast(:last_day as date), :number, cast(:order_date as date))")
    number, day = (order.number, order.issued_on) if order is not None else (None, None)
    connection.execute(statement, {"id": person_id, "last_day": last_day, "number": number, "order_date": day})


def access_keeper(connection: Connection) -> AccessKeeper:
    """Who gives new access."""
    return AccessKeeper(**connection.execute(text("select api.access_keeper()")).scalar_one())


def set_access_keeper(connection: Connection, keeper: AccessKeeper) -> None:
    """Say who gives new access."""
    connection.execute(text("select api.set_access_keeper(:name, :room, :phone, :hours)"), asdict(keeper))


def _person(row: Mapping[str, Any]) -> AccessPerson:
    account = row["account"] or {}
    code = row["code"]
    return AccessPerson(
        person_id=row["person_id"],
        full_name=" ".join(part for part in (row["last_name"], row["first_name"], row["middle_name"]) if part),
        positions=tuple(row["positions"] or ()),
        class_name=row["class_name"] or "",
        children=tuple((name, class_name or "") for name, class_name in row["children"] or ()),
        kinds=frozenset(kind for key, kind in _KINDS if row[key]),
        is_here=row["is_here"],
        account_id=account.get("account_id"),
        account_state=account.get("state"),
        roles=tuple(account.get("roles", ())),
        must_change_password=account.get("must_change_password", False),
        last_sign_in_at=_moment(account.get("last_sign_in_at")),
        code=LastCode(
            code["access_code_id"],
            datetime.fromisoformat(code["issued_at"]),
            code["issued_by"],
            datetime.fromisoformat(code["valid_until"]),
            code["is_reissue"],
            code["state"],
        )
        if code
        else None,
        departs_on=_day(row["departs_on"]),
    )


def _grant(row: Mapping[str, Any]) -> RoleGrant:
    return RoleGrant(
        row["role_grant_id"],
        row["school_role"],
        _day(row["starts_on"]),
        _day(row["ends_on"]),
        datetime.fromisoformat(row["granted_at"]),
        row["granted_by"] or "",
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
