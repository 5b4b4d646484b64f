"""The difference of a proposal from what was approved before it, as rows that a director reads."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ejournal_desktop.domain.approvals import Approval, Content, CurriculumRow, Holder, LoadRow

ChangeKind = Literal["added", "removed", "changed"]
_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the difference; ``hours`` is the weekly sum that it adds or takes away."""

    kind: ChangeKind
    place: str
    was: str
    becomes: str
    hours: Decimal


def changes_of(approval: Approval) -> tuple[Change, ...]:
    """Every row that differs from the approved version, in the order of the proposal, what was taken away last.

    Empty for subjects that have no version before them.
    """
    before = _rows(approval.previous.content) if approval.previous else {}
    after = _rows(approval.content)
    changed = [_change(before.get(key), row) for key, row in after.items() if before.get(key) != row]
    removed = [_change(row, None) for key, row in before.items() if key not in after]
    return (*changed, *removed)


@dataclass(frozen=True, slots=True)
class _Row:
    place: str
    words: str
    hours: Decimal


def _rows(content: Content) -> Mapping[Hashable, _Row]:
    rows: dict[Hashable, _Row] = {}
    for row in content if isinstance(content, tuple) else ():
        if isinstance(row, LoadRow):
            rows[row.course_id] = _Row(f"{row.group} · {row.subject}", _teachers(row.holders), row.hours)
        elif isinstance(row, CurriculumRow):
            rows[row.stream, row.subject_id] = _Row(f"{row.stream} · {row.subject}", "", row.hours)
    return rows


def _change(before: _Row | None, after: _Row | None) -> Change:
    there = after or before
    assert there is not None  # noqa: S101 -- one of the two is always given
    was, becomes = _words(before, after), _words(after, before)
    hours = (after.hours if after else Decimal(0)) - (before.hours if before else Decimal(0))
    kind: ChangeKind = "changed" if before and after else "added" if after else "removed"
    return Change(kind, there.place, was, becomes, hours)


def _words(row: _Row | None, other: _Row | None) -> str:
    """What a row says: teachers, and its hours where the other side has none or different ones."""
    if row is None:
        return _NOTHING
    hours = f"{_plain(row.hours)} ч" if other is None or other.hours != row.hours or not row.words else ""
    return ", ".join(part for part in (row.words, hours) if part)


def _teachers(holders: tuple[Holder, ...]) -> str:
    """«Петрова А. В. с 28.09.2026»: days only where they tell something."""
    if not holders:
        return "учитель не назначен"
    several = len(holders) > 1
    return "; ".join(_teacher(holder, with_start=several) for holder in holders)


def _teacher(holder: Holder, *, with_start: bool) -> str:
    starts = f" с {holder.starts_on:%d.%m.%Y}" if with_start and holder.starts_on else ""
    ends = f" по {holder.ends_on:%d.%m.%Y}" if holder.ends_on else ""
    return f"{holder.name}{starts}{ends}"


def _plain(hours: Decimal) -> str:
    return f"{hours.normalize():f}".replace(".", ",")
