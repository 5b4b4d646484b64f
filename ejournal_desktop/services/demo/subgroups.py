"""Who is in which subgroup: the deputy's decision in a school, here made by rules from names and numbers of the load.

«7А англ. 1», «7А англ. 2»: by the alphabet, as many as the load says. «(дев.)», «(мал.)», «(юн.)»: girls and boys.
«10 ТЕХ», «10 ГУМ», «10 ЕСТ» (streams of the curriculum): in turn. A group that shares subjects with such a stream and
is none itself («10 БАЗ» beside «10 ТЕХ») is everybody else. The timetable rests on exactly these rules.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ejournal_desktop.domain.names import sort_key
from ejournal_desktop.exchange.values import CourseRow, PupilRow

Member = tuple[str, str, str]
"""Group, class, full name."""
_GIRLS = ("(дев.)",)
_BOYS = ("(мал.)", "(юн.)")


def subgroup_members(
    courses: Sequence[CourseRow], pupils: Iterable[PupilRow], streams: Iterable[str]
) -> tuple[Member, ...]:
    """The members of every group of the load that is not a whole class."""
    by_class: dict[str, list[PupilRow]] = defaultdict(list)
    for pupil in sorted(pupils, key=lambda row: sort_key(row.last_name, row.first_name, row.middle_name)):
        by_class[pupil.class_name].append(pupil)
    groups = {row.group_name: row for row in courses if row.group_name}
    profiles = [name for name in groups if name in set(streams)]
    members: dict[str, list[PupilRow]] = {}
    for name, row in groups.items():
        if name.endswith(_GIRLS + _BOYS):
            members[name] = [p for p in _of_classes(row, by_class) if is_girl(p) == name.endswith(_GIRLS)]
    members |= _numbered(groups, by_class)
    members |= _profiles([groups[name] for name in profiles], by_class)
    for name in groups.keys() - members.keys():
        partner = _partner(name, profiles, courses)
        excluded = {id(pupil) for pupil in members.get(partner, [])}
        members[name] = [p for p in _of_classes(groups[name], by_class) if id(p) not in excluded]
    return tuple((name, p.class_name, p.full_name) for name in groups for p in members[name])


def is_girl(pupil: PupilRow) -> bool:
    """By the file, else by the patronymic («Олеговна»)."""
    if pupil.sex:
        return pupil.sex == "Ж"
    return pupil.middle_name.lower().endswith(("на", "кызы")) or (
        not pupil.middle_name and pupil.first_name[-1] in "ая"
    )


def _of_classes(row: CourseRow, by_class: Mapping[str, list[PupilRow]]) -> list[PupilRow]:
    return [pupil for name in row.class_names for pupil in by_class[name]]


def _numbered(groups: Mapping[str, CourseRow], by_class: Mapping[str, list[PupilRow]]) -> dict[str, list[PupilRow]]:
    """«… 1», «… 2»: consecutive parts of the alphabet; the last part takes whoever is left."""
    families: dict[str, list[str]] = defaultdict(list)
    for name in groups:
        stem, _, number = name.rpartition(" ")
        if number.isdigit() and stem:
            families[stem].append(name)
    members = {}
    for names in families.values():
        ordered = sorted(names, key=lambda name: int(name.rpartition(" ")[2]))
        rest = _of_classes(groups[ordered[0]], by_class)
        for name in ordered[:-1]:
            count = groups[name].pupils_count or len(rest) // len(ordered)
            members[name], rest = rest[:count], rest[count:]
        members[ordered[-1]] = rest
    return members


def _profiles(rows: Sequence[CourseRow], by_class: Mapping[str, list[PupilRow]]) -> dict[str, list[PupilRow]]:
    """Each profile of a grade in turn takes the next pupil until it is full; the classes mix."""
    members: dict[str, list[PupilRow]] = {row.group_name or "": [] for row in rows}
    by_classes: dict[tuple[str, ...], list[CourseRow]] = defaultdict(list)
    for row in rows:
        by_classes[row.class_names].append(row)
    for profiles in by_classes.values():
        for pupil in _of_classes(profiles[0], by_class):
            room = {
                row.group_name or "": (row.pupils_count or 0) - len(members[row.group_name or ""]) for row in profiles
            }
            members[max(room, key=lambda name: room[name])].append(pupil)
    return members


def _partner(name: str, profiles: Sequence[str], courses: Sequence[CourseRow]) -> str:
    """The profile that shares subjects with the group: «10 ТЕХ» of «10 БАЗ»."""
    subjects = {row.subject for row in courses if row.group_name == name}
    classes = {row.class_names for row in courses if row.group_name == name}
    shared = {
        profile: sum(
            1 for row in courses if row.group_name == profile and row.subject in subjects and row.class_names in classes
        )
        for profile in profiles
    }
    best = max(shared, key=lambda profile: shared[profile], default="")
    return best if best and shared[best] else ""
