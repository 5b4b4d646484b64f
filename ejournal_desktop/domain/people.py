"""Who signed in, as the windows tell it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Role = Literal[
    "teacher",
    "class_teacher",
    "deputy",
    "director",
    "administrator",
    "secretary",
    "psychologist",
    "inspector",
    "pupil",
    "guardian",
]


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A school year; ``ends_on`` is its last day."""

    school_year_id: int
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Session:
    """The person at this window and what the server said of her at sign-in."""

    account_id: int
    person_id: int
    last_name: str
    first_name: str
    middle_name: str
    roles: tuple[Role, ...]
    class_teacher_of: tuple[str, ...]
    school_name: str
    school_full_name: str
    is_demo: bool
    must_change_password: bool
    school_year: SchoolYear | None
    last_sign_in_at: datetime | None
    server_time: datetime

    @property
    def full_name(self) -> str:
        """«Петрова Анна Викторовна»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)
