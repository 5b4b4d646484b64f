"""Who signed in."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.domain.people import SchoolYear, Session


def sign_in(connection: Connection, client_version: int) -> Session:
    """Tell the server that a person sits at the window and learn what she may do."""
    statement = text("select api.sign_in(:client_version)")
    return session_of(connection.execute(statement, {"client_version": client_version}).scalar_one())


def session_of(answer: Mapping[str, Any]) -> Session:
    """What ``api.sign_in`` returns as a value."""
    last = answer.get("last_sign_in_at")
    now = datetime.fromisoformat(answer["server_time"])  # its offset is the school's
    return Session(
        account_id=answer["account_id"],
        person_id=answer["person_id"],
        last_name=answer["last_name"],
        first_name=answer["first_name"],
        middle_name=answer["middle_name"],
        roles=tuple(answer["roles"]),
        class_teacher_of=tuple(answer["class_teacher_of"] or ()),
        school_name=answer["school"]["short_name"],
        school_full_name=answer["school"]["full_name"],
        is_demo=answer["school"]["is_demo"],
        must_change_password=answer["must_change_password"],
        school_year=_school_year(answer.get("school_year")),
        last_sign_in_at=datetime.fromisoformat(last).astimezone(now.tzinfo) if last else None,
        server_time=now,
    )


def _school_year(row: Mapping[str, Any] | None) -> SchoolYear | None:
    if row is None:
        return None
    return SchoolYear(
        row["school_year_id"], row["name"], date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"])
    )
