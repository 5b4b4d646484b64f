"""What FET made: placed activities from _activities.xml, _teachers.xml, _subgroups.xml or _timetable.csv."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from ejournal_desktop.domain.names import clean, fold
from ejournal_desktop.exchange.fet import parse_fet
from ejournal_desktop.exchange.headers import find_header
from ejournal_desktop.exchange.problem_log import ProblemLog
from ejournal_desktop.exchange.row_reader import RowReader
from ejournal_desktop.exchange.sheets import read_workbook
from ejournal_desktop.exchange.source import FileKind, Source, Watch, open_source
from ejournal_desktop.exchange.values import FetActivity, FetSchool, ImportResult, Place, ProblemKind, TimetableLesson
from ejournal_desktop.exchange.xml_source import read_xml

_CSV_COLUMNS = {
    "id": ("Activity Id",),
    "day": ("Day",),
    "hour": ("Hour",),
    "room": ("Room",),
    "students": ("Students Sets",),
    "subject": ("Subject",),
    "teachers": ("Teachers",),
    "tags": ("Activity Tags",),
    "comments": ("Comments",),
}
_ROOTS = {"Activities_Timetable": "activities", "Teachers_Timetable": "by hours", "Students_Timetable": "by hours"}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("понедельник", "пн", "monday", "mon"),
            ("вторник", "вт", "tuesday", "tue"),
            ("среда", "ср", "wednesday", "wed"),
            ("четверг", "чт", "thursday", "thu"),
            ("пятница", "пт", "friday", "fri"),
            ("суббота", "сб", "saturday", "sat"),
            ("воскресенье", "вс", "sunday", "sun"),
        ),
        start=1,
    )
    for name in names
}


@dataclass(frozen=True, slots=True)
class _Placed:
    """An activity put on a day and hour, by the names the file uses."""

    place: Place
    activity_id: str
    day: str
    hour: str
    room: str


def parse_fet_timetable(
    result: Path | str | bytes, fet_file: Path | str | bytes, name: str = "", *, watch: Watch | None = None
) -> ImportResult[TimetableLesson]:
    """Read a timetable that FET made, with the .fet it was made of; a lesson per activity, hour and teacher.

    Args:
        result: one of ``…_activities.xml``, ``…_teachers.xml``, ``…_subgroups.xml``, ``…_timetable.csv``.
        fet_file: the input file: it says which pupils, subject and teachers an activity has.
        name: file name of ``result`` when bytes are given.
        watch: cancel and progress.

    Raises:
        BadFileError: one of the files is not what it should be.
        CancelledError: the person gave up.
    """
    watch = watch or Watch()
    school_result = parse_fet(fet_file, "" if isinstance(fet_file, bytes) else Path(fet_file).name, watch=watch)
    source = open_source(result, name)
    log = ProblemLog(source)
    for problem in school_result.problems:
        log.add(problem.place, problem.kind, problem.column, problem.expected, problem.found, blocks=problem.blocks)
    placed = list(_placed(source, log))
    if not placed:
        raise source.refuse("no-rows")
    return log.result(_Timetable(school_result.rows[0], log).lessons(placed))


def _placed(source: Source, log: ProblemLog) -> Iterator[_Placed]:
    if source.kind is not FileKind.XML:
        yield from _placed_in_csv(source, log)
        return
    root = read_xml(source)
    layout = _ROOTS.get(root.tag)
    if layout is None:
        raise source.refuse("not-fet-timetable", root=root.tag[:60])
    yield from _placed_activities(root) if layout == "activities" else _placed_by_hours(root)


def _placed_activities(root: Element) -> Iterator[_Placed]:
    for number, element in enumerate(root.findall("Activity"), start=1):
        fields = [clean(element.findtext(tag) or "") for tag in ("Id", "Day", "Hour", "Room")]
        yield _Placed(Place("Activities_Timetable", number), *fields)


def _placed_by_hours(root: Element) -> Iterator[_Placed]:
    seen: set[tuple[str, str, str]] = set()
    for whose in root:
        for day in whose.findall("Day"):
            for hour in day.findall("Hour"):
                room = hour.find("Room")
                for activity in hour.findall("Activity"):
                    key = (activity.get("id", ""), day.get("name", ""), hour.get("name", ""))
                    if key not in seen:
                        seen.add(key)
                        yield _Placed(Place(root.tag, len(seen)), *key, "" if room is None else room.get("name", ""))


def _placed_in_csv(source: Source, log: ProblemLog) -> Iterator[_Placed]:
    book = read_workbook(source.content, source.name)
    header = find_header(book.sheets[0], _CSV_COLUMNS, (frozenset({"id", "day", "hour"}),))
    if header is None:
        raise source.refuse("not-fet-timetable", root="")
    for row in header.body:
        reader = RowReader(Place(book.sheets[0].name, row.number), row, header.fields, log)
        yield _Placed(reader.place, *(reader.text(field) for field in ("id", "day", "hour", "room")))


class _Timetable:
    """Turns placed activities into lessons of the week."""

    def __init__(self, school: FetSchool, log: ProblemLog) -> None:
        self._activities = {activity.activity_id: activity for activity in school.activities}
        self._hours = {fold(name): number for number, name in enumerate(school.hours, start=1)}
        self._days = {fold(name): _WEEKDAYS.get(fold(name), 0) for name in school.days}
        self._log = log

    def lessons(self, placed: list[_Placed]) -> list[TimetableLesson]:
        """Every lesson in the order of the week; activities that are not placed are a warning each."""
        # csv and the XML by hours tell every hour of a long activity, _activities.xml only the first
        told = Counter(activity_id for activity_id, _, _ in {(p.activity_id, p.day, p.hour) for p in placed})
        found: dict[tuple[str, int, int, str], TimetableLesson] = {}
        for item in placed:
            for lesson in self._lessons_of(item, alone=told[item.activity_id] == 1):
                found.setdefault((item.activity_id, lesson.weekday, lesson.lesson_no, lesson.teacher_short), lesson)
        self._note_not_placed({item.activity_id for item in placed})
        return sorted(found.values(), key=lambda lesson: (lesson.weekday, lesson.lesson_no, lesson.class_names))

    def _lessons_of(self, item: _Placed, *, alone: bool) -> Iterator[TimetableLesson]:
        self._log.rows_read += 1
        activity, weekday = self._activities.get(item.activity_id), self._days.get(fold(item.day), 0)
        lesson_no = self._hours.get(fold(item.hour), 0)
        if activity is None:
            self._log.add(item.place, ProblemKind.ACTIVITY_UNKNOWN, found=item.activity_id, blocks=True)
        if not weekday:
            self._log.add(item.place, ProblemKind.DAY_UNKNOWN, "Day", "weekday", item.day, blocks=True)
        if not lesson_no:
            self._log.add(item.place, ProblemKind.LESSON_NUMBER_UNKNOWN, "Hour", "lesson", item.hour, blocks=True)
        if activity is None or not weekday or not lesson_no:
            return
        for number in range(lesson_no, lesson_no + (activity.duration if alone else 1)):
            yield from _of_teachers(item, activity, weekday, number)

    def _note_not_placed(self, placed: set[str]) -> None:
        for activity_id, activity in self._activities.items():
            if activity_id not in placed:
                self._log.add(
                    activity.place,
                    ProblemKind.ACTIVITY_NOT_PLACED,
                    found=activity.subject,
                    group=activity.group_name or ", ".join(activity.class_names),
                )


def _of_teachers(item: _Placed, activity: FetActivity, weekday: int, lesson_no: int) -> Iterator[TimetableLesson]:
    for teacher in activity.teachers:
        yield TimetableLesson(
            place=item.place,
            weekday=weekday,
            lesson_no=lesson_no,
            class_names=activity.class_names,
            group_name=activity.group_name,
            subject=activity.subject,
            teacher_short=teacher,
            room=item.room,
            activity_id=item.activity_id,
        )
