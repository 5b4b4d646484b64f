"""The summary of success: final marks of the period by pupil and subject, with the percentages of the class."""

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ejournal_desktop.reports import fonts
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.journal_copy_cells import GONE, namesakes_of, paper_mark, row_name
from ejournal_desktop.reports.journal_copy_marks import cell_face
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
    class_line,
    draw_teacher_signature,
    row_size,
    teacher_head,
)
from ejournal_desktop.reports.journal_copy_title import is_listed
from ejournal_desktop.reports.page import HEAD_TINT, MEDIUM, PAGE_WIDTH, TABLE_TOP, THICK, THIN, Page, middle
from ejournal_desktop.reports.setting import wrapped
from ejournal_desktop.reports.values import CopyPupil, JournalCopy

TITLE = "Сводный учёт успеваемости"
_COUNTS = ("5", "4", "3", "2", "н/а")
_COUNT_WIDE = 7.0
_COUNTS_WIDE = _COUNT_WIDE * len(_COUNTS)
_GRID_WIDE = PAGE_WIDTH - 30.0 - NUMBER_WIDE - NAME_WIDE - _COUNTS_WIDE
_LEAST_COLUMN, _WIDEST_COLUMN = 6.2, 15.0
_LINE = 2.8
_HEADS = (24.0, 28.0, 32.0, 38.0, 46.0, 60.0, 80.0)
_BOTTOM = 180.6
_TOTALS = ("Имеют отметку, чел.", "Успеваемость, %", "Качество знаний, %", "Степень обученности учащихся, %")
# Weights of СОУ by Simonov (domain 3.7); «1» counts as «2» there.
_LEARNED = {"5": 100, "4": 64, "3": 36, "2": 16, "1": 16, "н/а": 7}


@dataclass(frozen=True, slots=True)
class SubjectFinals:
    """A subject with the final marks of all its groups."""

    subject: str
    finals: dict[int, str]


@dataclass(frozen=True, slots=True)
class ClassSuccess:
    """The whole summary before it is cut into pages; ``counted`` pupils were in on the last day (rulings 31)."""

    subjects: tuple[SubjectFinals, ...]
    pupils: tuple[CopyPupil, ...]
    counted: frozenset[int]

    def totals(self, subject: SubjectFinals) -> tuple[str, str, str, str]:
        """Marked pupils, успеваемость, качество and СОУ of a subject; released and unmarked are not in the base."""
        marks = Counter(value for pupil_id, value in subject.finals.items() if pupil_id in self.counted)
        base = sum(marks[value] for value in _LEARNED)
        if not base:
            return "", "", "", ""
        passed, good = sum(marks[value] for value in "543"), sum(marks[value] for value in "54")
        learned = sum(weight * marks[value] for value, weight in _LEARNED.items())
        return str(base), _percent(passed * 100, base), _percent(good * 100, base), _percent(learned, base)


def _percent(part: int, base: int) -> str:
    return ru.comma((Decimal(part) / base).quantize(Decimal("0.1"), ROUND_HALF_UP), 1)


def success_of(copy: JournalCopy) -> ClassSuccess:
    """Final marks by subject; groups of a divided subject share a column."""
    finals: dict[str, dict[int, str]] = {}
    for course in copy.courses:
        if course.course.marking == "none":
            continue
        column = finals.setdefault(course.course.subject, {})
        column.update({row.pupil_id: mark for row in course.finals if (mark := paper_mark(row.value))})
    last_day = copy.period.ends_on
    counted = frozenset(pupil.pupil_id for pupil in copy.pupils if is_listed(pupil, last_day))
    return ClassSuccess(tuple(SubjectFinals(*item) for item in finals.items()), copy.pupils, counted)


def _column_wide(subjects: int) -> float:
    return max(_LEAST_COLUMN, min(_WIDEST_COLUMN, _GRID_WIDE / max(1, subjects)))


def _head_high(subjects: tuple[SubjectFinals, ...], column: float) -> float:
    """The least head in which every subject, read upwards, stands in the lines its column has room for."""
    room = max(1, min(2, int(column / _LINE)))
    for high in _HEADS:
        if all(len(_head_lines(subject.subject, high)) <= room for subject in subjects):
            return high
    return _HEADS[-1]


def _head_lines(subject: str, high: float) -> tuple[str, ...]:
    return wrapped(ru.bound(subject), fonts.NARROW_BOLD, 7.5, high - 2)


def success_sheets(copy: JournalCopy) -> list["SuccessSheet"]:
    """The pages of the summary: subjects as many as stand beside each other, totals under the last pupils."""
    whole = success_of(copy)
    most = int(_GRID_WIDE / _LEAST_COLUMN)
    namesakes = namesakes_of(copy.pupils)
    names = [row_name(pupil.last_name, pupil.first_name, pupil.middle_name, namesakes) for pupil in copy.pupils]
    cuts = [(at, min(at + most, len(whole.subjects))) for at in range(0, len(whole.subjects), most)] or [(0, 0)]
    sheets = []
    for subjects in cuts:
        part = whole.subjects[slice(*subjects)]
        head = _head_high(part, _column_wide(len(part)))
        free = _BOTTOM - TABLE_TOP - head
        sheets += [
            SuccessSheet(copy, whole, tuple(names), subjects, pupils, head)
            for pupils in cut_rows(names, free, last_less=len(_TOTALS) * MIN_ROW)
        ]
    return sheets


@dataclass(frozen=True, slots=True)
class SuccessSheet:
    """Some subjects and some pupils of the summary, as slices."""

    copy: JournalCopy
    whole: ClassSuccess
    names: tuple[str, ...]
    subjects: tuple[int, int]
    pupils: tuple[int, int]
    head_high: float

    @property
    def has_totals(self) -> bool:
        """Whether the last pupil is here."""
        return self.pupils[1] == len(self.whole.pupils)

    def final_of(self, pupil: CopyPupil, subject: SubjectFinals) -> str:
        """The mark, or «—» for who left before the last day."""
        return subject.finals.get(pupil.pupil_id) or ("" if pupil.pupil_id in self.whole.counted else GONE)

    def content(self) -> object:
        """Subjects and final marks."""
        subjects = self.whole.subjects[slice(*self.subjects)]
        pupils = self.whole.pupils[slice(*self.pupils)]
        rows = [(pupil.full_name, [self.final_of(pupil, subject) for subject in subjects]) for pupil in pupils]
        totals = [self.whole.totals(subject) for subject in subjects] if self.has_totals else []
        return ["success", class_line(self.copy), [subject.subject for subject in subjects], rows, totals]

    def draw(self, page: Page) -> None:
        """Draw the table and the class teacher's line."""
        _Drawing(self, page).draw()


class _Drawing:
    def __init__(self, sheet: SuccessSheet, page: Page) -> None:
        self.sheet, self.page, self.whole = sheet, page, sheet.whole
        self.subjects = sheet.whole.subjects[slice(*sheet.subjects)]
        self.pupils = sheet.whole.pupils[slice(*sheet.pupils)]
        self.names = sheet.names[slice(*sheet.pupils)]
        self.column = _column_wide(len(self.subjects))
        self.x0, self.grid = page.left, page.left + NUMBER_WIDE + NAME_WIDE
        self.counts = self.grid + self.column * len(self.subjects)
        self.end = self.counts + _COUNTS_WIDE
        self.top = TABLE_TOP + sheet.head_high
        free = _BOTTOM - self.top
        totals = len(_TOTALS) if sheet.has_totals else 0
        self.total_high = max(MIN_ROW, min(MAX_ROW, free / max(1, len(self.names) + totals)))
        room = free - totals * self.total_high
        self.heights = row_heights(self.names, room, highest=self.total_high)
        self.names_size = names_size(len(self.names), room)
        self.rows_end = self.top + sum(self.heights)
        self.bottom = self.rows_end + totals * self.total_high
        self.size = row_size(min(self.heights, default=MAX_ROW))

    def draw(self) -> None:
        page, copy = self.page, self.sheet.copy
        page.running_head(teacher_head(copy, TITLE, f"{class_line(copy)} · отметки за\u00a0период"))
        page.tint(self.x0, TABLE_TOP, self.end - self.x0, self.sheet.head_high, HEAD_TINT)
        self._draw_heads()
        numbered = list(enumerate(self.names, self.sheet.pupils[0] + 1))
        draw_names(page, self.x0, self.top, numbered, self.heights, self.names_size)
        self._draw_rows()
        if self.sheet.has_totals:
            self._draw_totals()
        self._draw_rules()
        note = (
            "н/а\u00a0— не\u00a0аттестован; осв\u00a0— освобождён. "
            "В\u00a0процентах учтены обучающиеся, состоявшие в\u00a0классе в\u00a0последний день периода."
        )
        page.fit(self.x0, self.bottom + 3.4, note, 175, fonts.SANS, 7)
        draw_teacher_signature(page, self.bottom + 5.0, "Классный руководитель", copy.class_teacher)

    def _draw_heads(self) -> None:
        page = self.page
        draw_name_heads(page, self.x0, TABLE_TOP, self.sheet.head_high)
        for at, subject in enumerate(self.subjects):
            lines = _head_lines(subject.subject, self.sheet.head_high)
            x = self.grid + self.column * (at + 0.5) - _LINE * (len(lines) - 1) / 2 + 0.9
            for line, text in enumerate(lines):
                page.upwards(x + _LINE * line, self.top - 1, text, fonts.NARROW_BOLD, 7.5)
        caption = 5.0
        page.cell(self.counts, TABLE_TOP, _COUNTS_WIDE, caption, "Число отметок", fonts.SANS_BOLD, 7.5)
        for at, value in enumerate(_COUNTS):
            x = self.counts + _COUNT_WIDE * at
            high = self.sheet.head_high - caption
            page.cell(
                x,
                TABLE_TOP + caption,
                _COUNT_WIDE,
                high,
                f"«{value}»" if value != "н/а" else value,
                fonts.NARROW_BOLD,
                7.5,
            )

    def _draw_rows(self) -> None:
        y = self.top
        for pupil, high in zip(self.pupils, self.heights, strict=True):
            values = [self.sheet.final_of(pupil, subject) for subject in self.subjects]
            for at, value in enumerate(values):
                if value:
                    font, size = cell_face(value, self.size, self.column - 0.3)
                    x = self.grid + self.column * (at + 0.5)
                    self.page.text(x, middle(y, high, size), value, font, size, align="centre")
            if pupil.pupil_id in self.whole.counted:
                mine = Counter(subject.finals.get(pupil.pupil_id) for subject in self.whole.subjects)
                self._draw_counts([mine[value] for value in _COUNTS], y, high)
            y += high

    def _draw_counts(self, counts: list[int], y: float, high: float) -> None:
        for at, count in enumerate(counts):
            x = self.counts + _COUNT_WIDE * (at + 1) - 2.4
            self.page.text(
                x, middle(y, high, self.size), str(count) if count else "–", fonts.SANS, self.size, align="right"
            )

    def _draw_totals(self) -> None:
        y, high = self.rows_end, self.total_high
        totals = [self.whole.totals(subject) for subject in self.subjects]
        for line, label in enumerate(_TOTALS):
            face = fonts.SANS_BOLD if line else fonts.SANS
            self.page.fit(self.grid - 1, middle(y, high, 7.6), label, 50, face, 7.6, align="right")
            for at, values in enumerate(totals):
                self.page.cell(self.grid + self.column * at, y, self.column, high, values[line], fonts.NARROW, 7.6)
            y += high

    def _draw_rules(self) -> None:
        page = self.page
        page.frame(self.x0, TABLE_TOP, self.end - self.x0, self.bottom - TABLE_TOP)
        page.across(self.top, self.x0, self.end, MEDIUM)
        page.across(TABLE_TOP + 5, self.counts, self.end, THIN)
        draw_row_rules(page, self.x0, self.end, self.top, self.heights)
        page.down(self.x0 + NUMBER_WIDE, TABLE_TOP, self.rows_end, THIN)
        page.down(self.grid, TABLE_TOP, self.bottom, MEDIUM)
        for at in range(1, len(self.subjects)):
            page.down(self.grid + self.column * at, TABLE_TOP, self.bottom, THIN)
        page.down(self.counts, TABLE_TOP, self.bottom, THICK)
        for at in range(1, len(_COUNTS)):
            page.down(self.counts + _COUNT_WIDE * at, TABLE_TOP + 5, self.rows_end, THIN)
        if self.sheet.has_totals:
            page.across(self.rows_end, self.x0, self.end, MEDIUM)
            for line in range(1, len(_TOTALS)):
                page.across(self.rows_end + line * self.total_high, self.x0, self.counts, THIN)
