"""Reporting periods in words: Roman figures, as on paper (rulings 38)."""

from typing import Final

from ejournal_desktop.domain.gradebook import Period

_ROMAN: Final = ("I", "II", "III", "IV")
_KINDS: Final = {"quarter": "четверть", "trimester": "триместр", "half-year": "полугодие"}


def period_title(period: Period) -> str:
    """«I четверть»."""
    return f"{_ROMAN[period.number - 1]} {_KINDS[period.kind]}"
