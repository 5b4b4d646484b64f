"""The input file of the FET timetable program (.fet): days, groups of pupils, activities."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from ejournal_desktop.domain.classes import parse_class
from ejournal_desktop.domain.names import clean, forbidden_characters
from ejournal_desktop.exchange.problem_log import ProblemLog
from ejournal_desktop.exchange.source import Source, Watch, open_source
from ejournal_desktop.exchange.values import FetActivity, FetSchool, ImportResult, Place, ProblemKind, StudentGroup
from ejournal_desktop.exchange.xml_source import read_xml

MAX_DURATION = 12


def parse_fet(file: Path | str | bytes, name: str = "", *, watch: Watch | None = None) -> ImportResult[FetSchool]:
    """Read a .fet file; ``rows`` holds its one school.

    Raises:
        BadFileError: no XML, dangerous XML, or not a file of FET.
        CancelledError: the person gave up.
    """
    watch = watch or Watch()
    source = open_source(file, name)
    root = read_xml(source)
    if root.tag != "fet":
        raise source.refuse("not-fet", root=root.tag[:60])
    log = ProblemLog(source)
    students = StudentSets(root, source)
    activities = tuple(_activities(root, students, log, watch))
    if not activities:
        raise source.refuse("no-rows")
    days = tuple(_names(root, "Days_List/Day"))
    hours = tuple(_names(root, "Hours_List/Hour"))
    return log.result([FetSchool(days, hours, students.classes, students.groups, activities)])


class StudentSets:
    """Years, groups and subgroups of a .fet file, and which classes each of them is of."""

    def __init__(self, root: Element, source: Source) -> None:
        self._parts: dict[str, dict[str, int]] = {}
        self._sizes: dict[str, int] = {}
        self._place = Place(source.name, 0)
        years = root.findall("Students_List/Year")
        for year in years:
            self._add_year(year)
        self._of_class = {name: self._parts[name] for name in self._parts if parse_class(name)}
        self._groups = [_text(group, "Name") for year in years for group in year.findall("Group")]

    @property
    def classes(self) -> tuple[tuple[str, int], ...]:
        """Classes with their numbers of pupils, in the order of the file."""
        return tuple((str(parse_class(name)), self._sizes[name]) for name in self._of_class)

    @property
    def groups(self) -> tuple[StudentGroup, ...]:
        """Groups that are not classes themselves."""
        names = dict.fromkeys(name for name in self._groups if name not in self._of_class)
        return tuple(
            StudentGroup(
                self._place, name, self.class_names(name), tuple(sorted(self._parts[name].items())), self._sizes[name]
            )
            for name in names
        )

    def knows(self, name: str) -> bool:
        """Whether a year, group or subgroup has this name."""
        return name in self._parts

    def class_names(self, name: str) -> tuple[str, ...]:
        """Classes whose pupils belong to the set, in the order of lists."""
        if name in self._of_class:
            return (str(parse_class(name)),)
        own = self._parts.get(name, {}).keys()
        return _ordered(of_class for of_class, parts in self._of_class.items() if own & parts.keys())

    def group_name(self, names: Iterable[str]) -> str | None:
        """Name of the group that takes part, ``None`` when they are whole classes only."""
        groups = [name for name in names if name not in self._of_class and not self._is_sum_of_classes(name)]
        return " + ".join(groups) or None

    def _is_sum_of_classes(self, name: str) -> bool:
        own = self._parts.get(name, {}).keys()
        whole: set[str] = set()
        for parts in self._of_class.values():
            whole |= parts.keys() if parts.keys() <= own else set()
        return bool(own) and own == whole and name not in self._groups

    def _add_year(self, year: Element) -> None:
        of_year: dict[str, int] = {}
        for group in year.findall("Group"):
            parts = {_text(part, "Name"): _count(part) for part in group.findall("Subgroup")}
            self._add(group, parts or {_text(group, "Name"): _count(group)})
            of_year.update(parts)
            for part in group.findall("Subgroup"):
                self._add(part, {_text(part, "Name"): _count(part)})
        self._add(year, of_year or {_text(year, "Name"): _count(year)})

    def _add(self, element: Element, parts: Mapping[str, int]) -> None:
        name = _text(element, "Name")
        self._parts.setdefault(name, {}).update(parts)
        self._sizes.setdefault(name, _count(element))


def _activities(root: Element, students: StudentSets, log: ProblemLog, watch: Watch) -> Iterator[FetActivity]:
    elements = root.findall("Activities_List/Activity")
    for number, element in enumerate(elements):
        if number % 500 == 0:
            watch.step(number, len(elements))
        if _text(element, "Active").lower() == "false":
            continue
        log.rows_read += 1
        activity = _activity(element, students, log)
        if activity is not None:
            yield activity


def _activity(element: Element, students: StudentSets, log: ProblemLog) -> FetActivity | None:
    place = Place("Activities_List", int(_text(element, "Id") or 0) if _text(element, "Id").isdecimal() else 0)
    teachers = tuple(_names(element, "Teacher", own=True))
    sets = tuple(_names(element, "Students", own=True))
    subject = _text(element, "Subject")
    unknown = [name for name in sets if not students.knows(name)]
    for text in (subject, *teachers, *sets):
        if bad := forbidden_characters(text):
            log.add(place, ProblemKind.FORBIDDEN_CHARACTER, found=text, blocks=True, characters=", ".join(bad))
    if unknown or not sets:
        log.add(place, ProblemKind.GROUP_UNKNOWN, "Students", "group", ", ".join(unknown), blocks=True)
    if not teachers:
        log.add(place, ProblemKind.TEACHER_MISSING, "Teacher", "teacher", subject, blocks=True)
    if log.is_refused(place):
        return None
    classes = _ordered(name for one in sets for name in students.class_names(one))
    duration = min(max(_count(element, "Duration"), 1), MAX_DURATION)
    return FetActivity(place, _text(element, "Id"), teachers, subject, classes, students.group_name(sets), duration)


def _ordered(names: Iterable[str]) -> tuple[str, ...]:
    found = {parsed for name in names if (parsed := parse_class(name)) is not None}
    return tuple(str(parsed) for parsed in sorted(found))


def _names(element: Element, path: str, *, own: bool = False) -> Iterator[str]:
    for child in element.findall(path):
        text = clean((child.text if own else child.findtext("Name")) or "")
        if text:
            yield text


def _text(element: Element, tag: str) -> str:
    return clean(element.findtext(tag) or "")


def _count(element: Element, tag: str = "Number_of_Students") -> int:
    text = _text(element, tag)
    return int(text) if text.isdecimal() and len(text) < 7 else 0  # noqa: PLR2004 - no school has millions
