"""One pupil on two rows: the same СНИЛС, or the same name and birth date; namesakes stay two people."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from ejournal_desktop.domain.classes import ClassName
from ejournal_desktop.domain.names import fold
from ejournal_desktop.exchange.problem_log import ProblemLog
from ejournal_desktop.exchange.values import ProblemKind, PupilRow


@dataclass(frozen=True, slots=True)
class Draft:
    """A row before merging.

    Attributes:
        moved_to: class that a note «переведён в 7Б» names.
    """

    row: PupilRow
    moved_to: ClassName | None = None

    @property
    def name_key(self) -> str:
        """The name without case, ё and look-alikes."""
        return fold(self.row.full_name)


def without_duplicates(drafts: Sequence[Draft], log: ProblemLog) -> list[PupilRow]:
    """Merge rows of one pupil; rows that may be one but contradict each other block the later of them."""
    people: list[Draft] = []
    by_snils: dict[str, int] = {}
    by_name: dict[str, list[int]] = {}
    for draft in drafts:
        index = _earlier(draft, people, by_snils, by_name)
        if index is None:
            index = len(people)
            people.append(draft)
            by_name.setdefault(draft.name_key, []).append(index)
        elif not _join(people, index, draft, log):
            continue
        if draft.row.snils:
            by_snils[draft.row.snils] = index
    return [_where_moved(draft, log) for draft in people]


def _earlier(
    draft: Draft, people: Sequence[Draft], by_snils: dict[str, int], by_name: dict[str, list[int]]
) -> int | None:
    if draft.row.snils in by_snils:
        return by_snils[draft.row.snils]
    for index in by_name.get(draft.name_key, ()):
        other = people[index].row
        different_people = draft.row.snils and other.snils and draft.row.snils != other.snils
        unknown_birth = (
            draft.row.birth_date is None or other.birth_date is None
        ) and draft.row.class_name == other.class_name
        if not different_people and (draft.row.birth_date == other.birth_date or unknown_birth):
            return index
    return None


def _join(people: list[Draft], index: int, draft: Draft, log: ProblemLog) -> bool:
    earlier = people[index]
    keeper, other = (draft, earlier) if _moved_into(earlier, draft) else (earlier, draft)
    if not _are_one_person(earlier, draft):
        _note(ProblemKind.DUPLICATE_DOUBTFUL, draft, earlier, log, blocks=True)
        return False
    people[index] = Draft(_together(keeper.row, other.row), keeper.moved_to)
    _note(ProblemKind.DUPLICATE_MERGED, other, keeper, log, blocks=False)
    return True


def _are_one_person(first: Draft, second: Draft) -> bool:
    if first.name_key != second.name_key or first.row.birth_date != second.row.birth_date:
        return False
    same_class = first.row.class_name == second.row.class_name
    return same_class or _moved_into(first, second) or _moved_into(second, first)


def _moved_into(left: Draft, entered: Draft) -> bool:
    return left.moved_to is not None and str(left.moved_to) == entered.row.class_name


def _note(kind: ProblemKind, draft: Draft, other: Draft, log: ProblemLog, *, blocks: bool) -> None:
    row, first = draft.row, other.row
    log.add(
        row.place,
        kind,
        found=row.full_name,
        blocks=blocks,
        sheet=first.place.sheet,
        row=str(first.place.row),
        other=first.full_name,
        other_class=first.class_name,
    )


def _together(keeper: PupilRow, other: PupilRow) -> PupilRow:
    return dataclasses.replace(
        keeper,
        sex=keeper.sex or other.sex,
        birth_date=keeper.birth_date or other.birth_date,
        snils=keeper.snils or other.snils,
        file_number=keeper.file_number or other.file_number,
        address=keeper.address or other.address,
        has_consent=keeper.has_consent or other.has_consent,
        consent_number=keeper.consent_number or other.consent_number,
        consent_date=keeper.consent_date or other.consent_date,
        refuses_electronic=keeper.refuses_electronic or other.refuses_electronic,
        guardians=keeper.guardians or other.guardians,
        merged=(*keeper.merged, *other.merged, other.place),
    )


def _where_moved(draft: Draft, log: ProblemLog) -> PupilRow:
    row = draft.row
    if draft.moved_to is None or str(draft.moved_to) == row.class_name:
        return row
    moved = str(draft.moved_to)
    log.add(row.place, ProblemKind.CLASS_OF_OTHER_SHEET, expected="class", found=moved, sheet_class=row.class_name)
    return dataclasses.replace(row, class_name=moved)
