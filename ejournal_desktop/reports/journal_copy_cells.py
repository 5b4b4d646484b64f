"""What stands in the cells of the left page: columns of works under their lessons, paper letters, notes of movement."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ejournal_desktop.domain.gradebook import Membership, Pupil
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.values import CopyCourse, CopyLesson, CopyPupil, CopyWork, JournalCopy

ORDINARY_KIND = "ответ на уроке"
ABSENT, RELEASED, GONE = "н", "осв", "—"


@dataclass(frozen=True, slots=True)
class NumberedLesson:
    """A held lesson with its running number in the period, the link between the two pages."""

    number: int
    lesson: CopyLesson
    control: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of marks; ``number`` is ``None`` for marks entered on a day without a lesson of their own."""

    day: date
    number: int | None
    kind: str = ""
    kind_name: str = ""
    is_control: bool = False
    lesson_id: int | None = None
    work_id: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A note of movement in the cells ``first`` … ``last``: the longest text that fits, else they are hatched."""

    first: int
    last: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A pupil's row: cells by column, notes by column, the final mark."""

    number: int
    name: str
    cells: tuple[str, ...]
    notes: tuple[Note, ...]
    final: str


@dataclass(frozen=True, slots=True)
class Marks:
    """The whole left page of a course before it is cut into spreads."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def paper_mark(value: str | None) -> str:
    """A mark as paper shows it: dots and drafts are nothing at all, not even their digit (rulings 24)."""
    return "" if not value or "." in value or "?" in value else value


def held_lessons(course: CopyCourse, printed_on: date) -> tuple[NumberedLesson, ...]:
    """Lessons that were held by the day of print, numbered in order (rulings 38)."""
    controls = {work.lesson_id: work.kind_short for work in reversed(course.works) if work.is_control}
    held = (lesson for lesson in course.lessons if not lesson.is_cancelled and lesson.held_on <= printed_on)
    ordered = sorted(held, key=lambda lesson: (lesson.held_on, lesson.lesson_no, lesson.lesson_id))
    return tuple(NumberedLesson(n, lesson, controls.get(lesson.lesson_id, "")) for n, lesson in enumerate(ordered, 1))


def _column_of(numbered: NumberedLesson, work: CopyWork | None) -> Column:
    lesson = numbered.lesson
    if work is None:
        return Column(lesson.held_on, numbered.number, lesson_id=lesson.lesson_id)
    ordinary = work.kind_name == ORDINARY_KIND
    return Column(
        lesson.held_on,
        numbered.number,
        "" if ordinary else work.kind_short,
        "" if ordinary else work.kind_name,
        work.is_control,
        lesson.lesson_id,
        work.work_id,
    )


def _lesson_columns(course: CopyCourse, lessons: Iterable[NumberedLesson]) -> list[Column]:
    works: dict[int, list[CopyWork]] = defaultdict(list)
    for work in sorted(course.works, key=lambda work: work.work_no):
        works[work.lesson_id].append(work)
    columns = []
    for numbered in lessons:
        columns += [_column_of(numbered, work) for work in works[numbered.lesson.lesson_id]] or [
            _column_of(numbered, None)
        ]
    return columns


class _Sheet:
    """Cells of a course being filled: (pupil, column) → text."""

    def __init__(self, course: CopyCourse, lessons: tuple[NumberedLesson, ...], *, own_date: bool) -> None:
        self.columns = _lesson_columns(course, lessons)
        self._own_date = own_date
        self._marks = {(mark.pupil_id, mark.work_id): mark for mark in course.marks if paper_mark(mark.value)}
        self._facts = {(row.pupil_id, row.lesson_id): row.fact for row in course.attendance}
        self._later: list[tuple[date, int, str, Column]] = []
        self.cells: dict[tuple[int, Column], str] = {}
        self._extra: list[Column] = []
        self._by_lesson: dict[int, list[Column]] = defaultdict(list)
        for column in self.columns:
            if column.lesson_id is not None:
                self._by_lesson[column.lesson_id].append(column)

    def fill(self, pupil_id: int) -> None:
        """Write the pupil's marks and absences."""
        for lesson_id, columns in self._by_lesson.items():
            self._fill_lesson(pupil_id, lesson_id, columns)

    def _fill_lesson(self, pupil_id: int, lesson_id: int, columns: list[Column]) -> None:
        fact = self._facts.get((pupil_id, lesson_id))
        letter = {"absent": ABSENT, "released": RELEASED}.get(fact or "", "")
        shown = False
        for column in columns:
            mark = self._marks.get((pupil_id, column.work_id)) if column.work_id is not None else None
            if mark is None:
                continue
            value, entered = paper_mark(mark.value), mark.entered_on
            if letter == ABSENT and self._own_date and entered is not None and entered > column.day:
                self._later.append((entered, pupil_id, value, column))
                continue
            self.cells[pupil_id, column] = f"{letter}/{value}" if letter else value
            shown = True
        if letter and not shown:
            self.cells[pupil_id, columns[0]] = letter

    def place_later_marks(self) -> None:
        """Marks for missed lessons under the day of their entry (the school's choice «4»), in an own column at need."""
        for entered, pupil_id, value, origin in sorted(self._later, key=lambda later: (later[0], later[1])):
            self.cells[pupil_id, self._free_column(entered, pupil_id, origin)] = value
        self.columns = sorted(
            [*self.columns, *self._extra],
            key=lambda column: (column.day, column.number is None),
        )

    def _free_column(self, day: date, pupil_id: int, origin: Column) -> Column:
        same_day = (column for column in self.columns if column.day == day and not column.kind and not origin.kind)
        for column in [*same_day, *(extra for extra in self._extra if extra.day == day and extra.kind == origin.kind)]:
            if (pupil_id, column) not in self.cells and (pupil_id, column.lesson_id) not in self._facts:
                return column
        taken = sum(1 for extra in self._extra if extra.day == day)
        # A distinct negative work keeps two such columns of a day apart.
        made = Column(day, None, origin.kind, origin.kind_name, is_control=False, work_id=-1 - taken)
        self._extra.append(made)
        return made


def row_name(last_name: str, first_name: str, middle_name: str, namesakes: set[str]) -> str:
    """«Фомин Лев»; with the patronymic's initial where the group has two of them."""
    short = f"{last_name} {first_name}".strip()
    return f"{short} {middle_name[0]}." if short in namesakes and middle_name else short


def namesakes_of(pupils: Iterable[Pupil | CopyPupil]) -> set[str]:
    """Names that more than one pupil bears."""
    seen: set[str] = set()
    twice: set[str] = set()
    for pupil in pupils:
        name = f"{pupil.last_name} {pupil.first_name}".strip()
        (twice if name in seen else seen).add(name)
    return twice


def _touches(membership: Membership, first: date, last: date) -> bool:
    begins = membership.starts_on is None or membership.starts_on <= last
    return begins and (membership.ends_before is None or membership.ends_before > first)


def _rows_of(course: CopyCourse, copy: JournalCopy, filled: set[int]) -> list[Pupil]:
    """Pupils of the period, and whoever has an entry in it: a back-dated departure hides nothing (rulings 12)."""
    first, last = copy.period.starts_on, copy.period.ends_on
    return [
        pupil
        for pupil in course.pupils
        if pupil.pupil_id in filled or any(_touches(membership, first, last) for membership in pupil.memberships)
    ]


def _arrival(pupil: Pupil, listed: CopyPupil | None) -> tuple[str, ...]:
    starts = min((m.starts_on for m in pupil.memberships if m.starts_on), default=None)
    if starts is None:
        return ()
    if listed and listed.admitted_on and listed.admitted_on < starts:
        return (f"в{ru.NBSP}группе с{ru.NBSP}{ru.day(starts)}", f"в{ru.NBSP}группе с{ru.NBSP}{ru.short_day(starts)}")
    order = pupil.admitted_order or (listed.admitted_order if listed else "")
    return _movement_texts(ru.arrived(pupil.middle_name), starts, order)


def _departure(pupil: Pupil, listed: CopyPupil | None) -> tuple[str, ...]:
    ends = max((m.ends_before for m in pupil.memberships if m.ends_before), default=None)
    if ends is None:
        return ()
    last = ends - timedelta(days=1)
    if listed and (listed.departed_on is None or listed.departed_on > ends):
        return (f"в{ru.NBSP}группе по{ru.NBSP}{ru.day(last)}", f"в{ru.NBSP}группе по{ru.NBSP}{ru.short_day(last)}")
    shown = listed.departed_on if listed and listed.departed_on else last
    order = pupil.departed_order or (listed.departed_order if listed else "")
    return _movement_texts(ru.departed(pupil.middle_name), shown, order)


def _movement_texts(verb: str, moved_on: date, order: str) -> tuple[str, ...]:
    number = ru.order_number(order)
    plain = (f"{verb} {ru.day(moved_on)}", f"{verb} {ru.short_day(moved_on)}")
    if not number:
        return plain
    full = f"{verb} {ru.day(moved_on)}, {number}"
    return (full, f"{verb} {ru.short_day(moved_on)}, {number.replace('приказ', 'пр.')}", *plain)


def _notes(pupil: Pupil, listed: CopyPupil | None, columns: list[Column], cells: tuple[str, ...]) -> tuple[Note, ...]:
    """Runs of empty cells outside the pupil's days in the group; a cell with an entry is never covered."""
    outside = [not cell and not pupil.belongs(column.day) for column, cell in zip(columns, cells, strict=True)]
    inside = [index for index, column in enumerate(columns) if pupil.belongs(column.day)]
    notes = []
    for first, last in _runs(outside):
        before = not inside or last < inside[0]
        after = not inside or first > inside[-1]
        texts: tuple[str, ...] = ()
        if before and _starts_after(pupil, columns[last].day):
            texts = _arrival(pupil, listed)
        elif after:
            texts = _departure(pupil, listed)
        notes.append(Note(first, last, texts))
    return tuple(notes)


def _starts_after(pupil: Pupil, day: date) -> bool:
    return all(m.starts_on is not None and m.starts_on > day for m in pupil.memberships)


def _runs(flags: list[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index, flag in enumerate(flags):
        if flag and runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        elif flag:
            runs.append((index, index))
    return runs


def _final(pupil: Pupil, finals: dict[int, str | None], last_day: date) -> str:
    """The final mark; «—» for who was no longer in on the last day (rulings 31), unless one was set early for him."""
    return paper_mark(finals.get(pupil.pupil_id)) or ("" if pupil.belongs(last_day) else GONE)


def marks_of(course: CopyCourse, copy: JournalCopy, lessons: tuple[NumberedLesson, ...]) -> Marks:
    """Columns and rows of a course for paper."""
    sheet = _Sheet(course, lessons, own_date=copy.school.prints_makeup == "4")
    for pupil in course.pupils:
        sheet.fill(pupil.pupil_id)
    sheet.place_later_marks()
    columns = sheet.columns
    finals = {final.pupil_id: final.value for final in course.finals}
    listed = {pupil.pupil_id: pupil for pupil in copy.pupils}
    shown = _rows_of(course, copy, {pupil_id for pupil_id, _ in sheet.cells})
    namesakes = namesakes_of(shown)
    rows = []
    for number, pupil in enumerate(shown, 1):
        cells = tuple(sheet.cells.get((pupil.pupil_id, column), "") for column in columns)
        notes = _notes(pupil, listed.get(pupil.pupil_id), columns, cells)
        name = row_name(pupil.last_name, pupil.first_name, pupil.middle_name, namesakes)
        rows.append(Row(number, name, cells, notes, _final(pupil, finals, copy.period.ends_on)))
    return Marks(tuple(columns), tuple(rows))
