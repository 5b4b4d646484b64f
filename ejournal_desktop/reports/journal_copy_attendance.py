"""The summary of attendance: lessons missed by pupil and day, by reason, with totals of the day."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from ejournal_desktop.reports import fonts
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.journal_copy_cells import held_lessons, namesakes_of, row_name
from ejournal_desktop.reports.journal_copy_rows import (
    NAME_WIDE,
    NUMBER_WIDE,
    cut_rows,
    draw_name_heads,
    draw_names,
    draw_row_rules,
    names_size,
    row_heights,
)
from ejournal_desktop.reports.journal_copy_sheet import (
    MAX_ROW,
    MIN_ROW,
    TABLE_BOTTOM,
    class_line,
    draw_teacher_signature,
    row_size,
    teacher_head,
)
from ejournal_desktop.reports.journal_copy_title import is_listed
from ejournal_desktop.reports.page import (
    HEAD_TINT,
    MEDIUM,
    PAGE_WIDTH,
    SOFT,
    TABLE_TOP,
    THICK,
    THIN,
    Page,
    middle,
)
from ejournal_desktop.reports.values import JournalCopy

TITLE = "Сводный учёт посещаемости"
_MONTH_HIGH, _DAY_HIGH, _WEEKDAY_HIGH = 5.0, 8.0, 6.8
_HEAD_HIGH = _MONTH_HIGH + _DAY_HIGH + _WEEKDAY_HIGH
_SUM_WIDE = 9.2
_SUMS = (
    ("всего",),
    ("по\u00a0болезни",),
    ("по\u00a0уважит.", "причине"),
    ("без\u00a0уважит.", "причины"),
    ("Опозданий",),
)
_SUMS_WIDE = _SUM_WIDE * len(_SUMS)
_DAYS_WIDE = PAGE_WIDTH - 30.0 - NUMBER_WIDE - NAME_WIDE - _SUMS_WIDE
_LEAST_DAY, _WIDEST_DAY = 3.4, 8.5
_DAYS_ON_A_PAGE = int(_DAYS_WIDE / _LEAST_DAY)
_TOTALS = 2
_FREE = 180.6 - TABLE_TOP - _HEAD_HIGH
_ROWS_FREE = _FREE - _TOTALS * MIN_ROW
_NONE = "–"


@dataclass(frozen=True, slots=True)
class PupilAttendance:
    """Missed lessons of a pupil: by day, the days missed whole, days outside the class, and the sums."""

    number: int
    name: str
    missed: dict[date, int]
    whole_days: frozenset[date]
    outside: frozenset[date]
    sums: tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class ClassAttendance:
    """The whole summary before it is cut into pages."""

    days: tuple[date, ...]
    lessons: int
    pupils: tuple[PupilAttendance, ...]

    @property
    def sums(self) -> tuple[int, ...]:
        """The sums of all pupils."""
        return tuple(sum(pupil.sums[index] for pupil in self.pupils) for index in range(len(_SUMS)))


def attendance_of(copy: JournalCopy) -> ClassAttendance:
    """Count what was missed; a lesson counts only for the pupil's own group, a late one is not absent (rulings 27)."""
    expected: dict[int, Counter[date]] = defaultdict(Counter)
    missed: dict[int, Counter[date]] = defaultdict(Counter)
    reasons: dict[int, Counter[str]] = defaultdict(Counter)
    slots: set[tuple[date, int]] = set()
    for course in copy.courses:
        lessons = {numbered.lesson.lesson_id: numbered.lesson for numbered in held_lessons(course, copy.printed_on)}
        slots |= {(lesson.held_on, lesson.lesson_no) for lesson in lessons.values()}
        for pupil in course.pupils:
            expected[pupil.pupil_id].update(le.held_on for le in lessons.values() if pupil.belongs(le.held_on))
        for row in course.attendance:
            if row.lesson_id in lessons and row.fact == "absent":
                missed[row.pupil_id][lessons[row.lesson_id].held_on] += 1
                reasons[row.pupil_id][row.reason or "none"] += 1
            elif row.lesson_id in lessons and row.fact == "late":
                reasons[row.pupil_id]["late"] += 1
    days = tuple(sorted({day for day, _ in slots}))
    namesakes = namesakes_of(copy.pupils)
    pupils = []
    for number, listed in enumerate(copy.pupils, 1):
        mine, why = missed[listed.pupil_id], reasons[listed.pupil_id]
        whole = {day for day, count in mine.items() if count >= expected[listed.pupil_id][day] > 0}
        outside = {day for day in days if not mine[day] and not is_listed(listed, day)}
        name = row_name(listed.last_name, listed.first_name, listed.middle_name, namesakes)
        sums = (sum(mine.values()), why["ill"], why["excused"], why["none"], why["late"])
        pupils.append(PupilAttendance(number, name, dict(mine), frozenset(whole), frozenset(outside), sums))
    return ClassAttendance(days, len(slots), tuple(pupils))


def _cut_days(days: Sequence[date]) -> list[tuple[int, int]]:
    """Slices of the days, one a page: cut at the month border nearest the middle."""
    if len(days) <= _DAYS_ON_A_PAGE:
        return [(0, len(days))]
    borders = [at for at in range(1, len(days)) if days[at - 1].month != days[at].month] or list(range(1, len(days)))
    at = min(borders, key=lambda border: abs(border - len(days) / 2))
    later = [(first + at, last + at) for first, last in _cut_days(days[at:])]
    return [*_cut_days(days[:at]), *later]


def attendance_sheets(copy: JournalCopy) -> list["AttendanceSheet"]:
    """The pages of the summary; sums on the last page of the days, totals on the last page of the pupils."""
    whole = attendance_of(copy)
    names = [pupil.name for pupil in whole.pupils]
    return [
        AttendanceSheet(copy, whole, days, pupils)
        for days in _cut_days(whole.days)
        for pupils in cut_rows(names, _FREE, last_less=_TOTALS * MIN_ROW)
    ]


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """Some days and some pupils of the summary, as slices."""

    copy: JournalCopy
    whole: ClassAttendance
    days: tuple[int, int]
    pupils: tuple[int, int]

    @property
    def has_sums(self) -> bool:
        """Whether the last day is here."""
        return self.days[1] == len(self.whole.days)

    @property
    def has_totals(self) -> bool:
        """Whether the last pupil is here."""
        return self.pupils[1] == len(self.whole.pupils)

    def content(self) -> object:
        """Days, counts and sums."""
        days = self.whole.days[slice(*self.days)]
        rows = [
            (
                pupil.name,
                [(pupil.missed.get(day, 0), day in pupil.whole_days, day in pupil.outside) for day in days],
                pupil.sums,
            )
            for pupil in self.whole.pupils[slice(*self.pupils)]
        ]
        return ["attendance", class_line(self.copy), days, rows, self.whole.lessons, self.has_sums, self.has_totals]

    def draw(self, page: Page) -> None:
        """Draw the table and the note."""
        _Drawing(self, page).draw()


class _Drawing:
    def __init__(self, sheet: AttendanceSheet, page: Page) -> None:
        self.sheet, self.page, self.whole = sheet, page, sheet.whole
        self.days = sheet.whole.days[slice(*sheet.days)]
        self.rows = sheet.whole.pupils[slice(*sheet.pupils)]
        free = _DAYS_WIDE if sheet.has_sums else _DAYS_WIDE + _SUMS_WIDE
        self.column = min(_WIDEST_DAY, free / max(1, len(self.days)))
        self.x0, self.grid = page.left, page.left + NUMBER_WIDE + NAME_WIDE
        self.sums = self.grid + self.column * len(self.days)
        self.end = self.sums + (_SUMS_WIDE if sheet.has_sums else 0)
        self.top = TABLE_TOP + _HEAD_HIGH
        names = [row.name for row in self.rows]
        highest = min(MAX_ROW, _FREE / (len(names) + _TOTALS)) if sheet.has_totals else MAX_ROW
        room = _FREE - _TOTALS * max(MIN_ROW, highest) if sheet.has_totals else _FREE
        self.heights = row_heights(names, room, highest=max(MIN_ROW, highest))
        self.names_size = names_size(len(names), room)
        self.total_high = min(MAX_ROW, max(MIN_ROW, highest))
        self.rows_end = self.top + sum(self.heights)
        self.bottom = self.rows_end + (_TOTALS * self.total_high if sheet.has_totals else 0)
        self.size = row_size(min(self.heights, default=MAX_ROW))

    def x(self, index: int) -> float:
        return self.grid + self.column * index

    def draw(self) -> None:
        page, copy = self.page, self.sheet.copy
        page.running_head(teacher_head(copy, TITLE, f"{class_line(copy)} · число пропущенных уроков"))
        page.tint(self.x0, TABLE_TOP, self.end - self.x0, _HEAD_HIGH, HEAD_TINT)
        self._draw_heads()
        draw_names(
            page, self.x0, self.top, [(row.number, row.name) for row in self.rows], self.heights, self.names_size
        )
        self._draw_rows()
        if self.sheet.has_totals:
            self._draw_totals()
        self._draw_rules()
        self._draw_note()

    def _draw_heads(self) -> None:
        page, day_y = self.page, TABLE_TOP + _MONTH_HIGH
        draw_name_heads(page, self.x0, TABLE_TOP, _HEAD_HIGH)
        index = 0
        for _, run in groupby(self.days, lambda day: (day.year, day.month)):
            month = list(run)
            wide = self.column * len(month)
            name = ru.month(month[0]) if wide > 14 else f"{month[0]:%m}"  # noqa: PLR2004 -- «Сентябрь» in bold
            page.cell(self.x(index), TABLE_TOP, wide, _MONTH_HIGH, name, fonts.SANS_BOLD, 7.5)
            index += len(month)
        for at, day in enumerate(self.days):
            page.cell(self.x(at), day_y, self.column, _DAY_HIGH, f"{day:%d}", fonts.NARROW_BOLD, 8)
            page.cell(
                self.x(at), day_y + _DAY_HIGH, self.column, _WEEKDAY_HIGH, ru.weekday(day), fonts.NARROW, 6, ink=SOFT
            )
        if self.sheet.has_sums:
            wide = _SUM_WIDE * 4
            page.cell(self.sums, TABLE_TOP, wide, _MONTH_HIGH, "Пропущено уроков", fonts.SANS_BOLD, 7.5)
            for at, lines in enumerate(_SUMS):
                face = fonts.NARROW_BOLD if at == 0 else fonts.NARROW
                centre = self.sums + _SUM_WIDE * (at + 0.5) - 1.3 * (len(lines) - 1) + 0.9
                for line, text in enumerate(lines):
                    page.upwards(centre + 2.6 * line, self.top - 1, text, face, 7.2)

    def _draw_rows(self) -> None:
        y = self.top
        for row, high in zip(self.rows, self.heights, strict=True):
            for at, day in enumerate(self.days):
                if count := row.missed.get(day, 0):
                    face = fonts.SANS_BOLD if day in row.whole_days else fonts.SANS
                    self.page.cell(self.x(at), y, self.column, high, str(count), face, self.size)
            self._hatch(row, y, high)
            if self.sheet.has_sums:
                self._draw_sums(row.sums, y, high)
            y += high

    def _hatch(self, row: PupilAttendance, y: float, high: float) -> None:
        at = 0
        for outside, run in groupby(self.days, lambda day: day in row.outside):
            length = sum(1 for _ in run)
            if outside:
                self.page.hatch(self.x(at), y, self.column * length, high)
            at += length

    def _draw_sums(self, sums: Sequence[int], y: float, high: float) -> None:
        for at, count in enumerate(sums):
            face = fonts.SANS_BOLD if at == 0 else fonts.SANS
            right = self.sums + _SUM_WIDE * (at + 1) - 2.4
            self.page.text(
                right, middle(y, high, self.size), str(count) if count else _NONE, face, self.size, align="right"
            )

    def _draw_totals(self) -> None:
        page, y, high = self.page, self.rows_end, self.total_high
        label_x = self.grid - 1
        page.text(label_x, middle(y, high, 7.6), "Пропущено уроков за\u00a0день", fonts.SANS_BOLD, 7.6, align="right")
        page.text(label_x, middle(y + high, high, 7.6), "Отсутствовали весь день, чел.", fonts.SANS, 7.6, align="right")
        for at, day in enumerate(self.days):
            lessons = sum(pupil.missed.get(day, 0) for pupil in self.whole.pupils)
            absent = sum(day in pupil.whole_days for pupil in self.whole.pupils)
            if lessons:
                page.cell(self.x(at), y, self.column, high, str(lessons), fonts.NARROW_BOLD, 7.5)
            if absent:
                page.cell(self.x(at), y + high, self.column, high, str(absent), fonts.NARROW, 7.5)
        if self.sheet.has_sums:
            for at, count in enumerate(self.whole.sums):
                right = self.sums + _SUM_WIDE * (at + 1) - 2.4
                page.fit(
                    right,
                    middle(y, high, 8),
                    str(count) if count else _NONE,
                    _SUM_WIDE - 2.6,
                    fonts.SANS_BOLD,
                    8,
                    align="right",
                )
            average = self._average()
            if average:
                page.cell(self.sums, y + high, _SUMS_WIDE, high, average, fonts.SANS, 7.2)

    def _average(self) -> str:
        if not self.whole.pupils:
            return ""
        mean = Decimal(self.whole.sums[0]) / len(self.whole.pupils)
        rounded = mean.quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"на\u00a0одного обучающегося {ru.comma(rounded, 1)}\u00a0урока"

    def _draw_rules(self) -> None:
        page, day_y = self.page, TABLE_TOP + _MONTH_HIGH
        page.frame(self.x0, TABLE_TOP, self.end - self.x0, self.bottom - TABLE_TOP)
        page.across(day_y, self.grid, self.sums + (4 * _SUM_WIDE if self.sheet.has_sums else 0), THIN)
        page.across(day_y + _DAY_HIGH, self.grid, self.sums, THIN)
        page.across(self.top, self.x0, self.end, MEDIUM)
        draw_row_rules(page, self.x0, self.end, self.top, self.heights)
        page.down(self.x0 + NUMBER_WIDE, TABLE_TOP, self.rows_end, THIN)
        page.down(self.grid, TABLE_TOP, self.bottom, MEDIUM)
        for at in range(1, len(self.days)):
            is_month = self.days[at - 1].month != self.days[at].month
            page.down(self.x(at), TABLE_TOP if is_month else day_y, self.bottom, MEDIUM if is_month else THIN)
        if self.sheet.has_totals:
            page.across(self.rows_end, self.x0, self.end, MEDIUM)
            page.across(self.rows_end + self.total_high, self.x0, self.end, THIN)
        if self.sheet.has_sums:
            page.down(self.sums, TABLE_TOP, self.bottom, THICK)
            sums_end = self.rows_end + (self.total_high if self.sheet.has_totals else 0)
            for at in range(1, len(_SUMS)):
                y1 = TABLE_TOP if at == len(_SUMS) - 1 else day_y
                page.down(self.sums + _SUM_WIDE * at, y1, sums_end, THIN)

    def _draw_note(self) -> None:
        days, lessons = len(self.whole.days), self.whole.lessons
        period = ru.period_word_of(self.sheet.copy.period.kind)
        text = (
            f"Проведено за\u00a0{period} {days} {ru.plural(days, 'учебный день', 'учебных дня', 'учебных дней')}, "
            f"{lessons} {ru.plural(lessons, 'урок', 'урока', 'уроков')}. "
            "Полужирная цифра\u00a0— пропущен весь учебный день. "
            "Штриховка\u00a0— обучающийся не\u00a0состоит в\u00a0классе."
        )
        y = min(self.bottom + 3.4, TABLE_BOTTOM + 1)
        self.page.fit(self.x0, y, text, 175, fonts.SANS, 7)
        draw_teacher_signature(self.page, self.bottom + 5.0, "Классный руководитель", self.sheet.copy.class_teacher)
