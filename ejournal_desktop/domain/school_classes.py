"""A school class as lists show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """A class of the current year with the number of its pupils today."""

    class_id: int
    name: str
    grade: int
    pupils: int
