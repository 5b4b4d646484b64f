"""Windows of accounts, access codes and sessions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.domain.accounts import Account, CodeNotice, OpenSession, Redeemed


def issue_code(
    connection: Connection, person_id: int, code_role: str, verifier: str, roles: Sequence[str]
) -> tuple[int, datetime]:
    """Make a code for a person without an account; return its id and its last moment."""
    statement = text("select api.issue_code(:person_id, :code_role, :verifier, :roles)")
    parameters = {"person_id": person_id, "code_role": code_role, "verifier": verifier, "roles": list(roles)}
    return _issued(connection.execute(statement, parameters).scalar_one())


def reissue(connection: Connection, person_id: int, code_role: str, verifier: str) -> tuple[int, datetime]:
    """Make a code for a person who forgot her password; return its id and its last moment."""
    statement = text("select api.reissue(:person_id, :code_role, :verifier)")
    parameters = {"person_id": person_id, "code_role": code_role, "verifier": verifier}
    return _issued(connection.execute(statement, parameters).scalar_one())


def redeem(connection: Connection, role_name: str, verifier: str) -> Redeemed:
    """Turn the code of this session into an account."""
    statement = text("select api.redeem(:role_name, :verifier)")
    row = connection.execute(statement, {"role_name": role_name, "verifier": verifier}).scalar_one()
    return Redeemed(_full_name(row), tuple(row["roles"]))


def change_password(connection: Connection, verifier: str) -> None:
    """Give one's own account a new verifier."""
    connection.execute(text("select api.change_password(:verifier)"), {"verifier": verifier})


def accounts(connection: Connection) -> tuple[Account, ...]:
    """Every account of the school, by name."""
    rows = connection.execute(text("select api.accounts()")).scalar_one()
    return tuple(
        Account(
            row["account_id"],
            row["person_id"],
            _full_name(row),
            tuple(row["roles"]),
            row["state"],
            row["must_change_password"],
            _moment(row["last_sign_in_at"]),
        )
        for row in rows
    )


def issued_codes(connection: Connection) -> tuple[CodeNotice, ...]:
    """Codes of which this person is told, newest first."""
    rows = connection.execute(text("select api.issued_codes()")).scalar_one()
    return tuple(
        CodeNotice(
            access_code_id=row["access_code_id"],
            person_id=row["person_id"],
            person=row["person"],
            roles=tuple(row["roles"]),
            is_reissue=row["is_reissue"],
            issued_at=datetime.fromisoformat(row["issued_at"]),
            issued_by=row["issued_by"],
            valid_until=datetime.fromisoformat(row["valid_until"]),
            state=row["state"],
            ended_at=_moment(row["ended_at"]),
            is_recovery=row["is_recovery"],
        )
        for row in rows
    )


def lock_account(connection: Connection, account_id: int) -> int:
    """Lock an account at once; return how many sessions were ended."""
    return int(connection.execute(text("select api.lock_account(:id)"), {"id": account_id}).scalar_one())


def my_sessions(connection: Connection) -> tuple[OpenSession, ...]:
    """The person's own sessions, oldest first."""
    rows = connection.execute(text("select api.my_sessions()")).scalar_one()
    return tuple(
        OpenSession(
            row["pid"],
            datetime.fromisoformat(row["started_at"]),
            row["address"] or "",
            row["application"] or "",
            row["is_this"],
        )
        for row in rows
    )


def end_session(connection: Connection, pid: int) -> bool:
    """End one of the person's own other sessions; tell whether there was one."""
    return bool(connection.execute(text("select api.end_session(:pid)"), {"pid": pid}).scalar_one())


def _issued(answer: Mapping[str, Any]) -> tuple[int, datetime]:
    return answer["access_code_id"], datetime.fromisoformat(answer["valid_until"])


def _full_name(row: Mapping[str, Any]) -> str:
    return " ".join(part for part in (row["last_name"], row["first_name"], row["middle_name"]) if part)


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
