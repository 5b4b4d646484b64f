"""Pages 2 and 3: the class list with movement, the contents."""

from dataclasses import dataclass

from ejournal_desktop.reports import fonts
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.journal_copy_rows import cut_rows, draw_row_rules, names_size, row_heights
from ejournal_desktop.reports.journal_copy_sheet import TABLE_BOTTOM, class_line, teacher_head
from ejournal_desktop.reports.journal_copy_title import is_listed, last_day_of
from ejournal_desktop.reports.page import (
    HEAD_TINT,
    MEDIUM,
    NOTE,
    TABLE_TOP,
    THICK,
    THIN,
    Page,
    middle,
)
from ejournal_desktop.reports.setting import POINT, name_lines
from ejournal_desktop.reports.values import CopyPupil, JournalCopy

LIST_TITLE = "Список обучающихся и\u00a0сведения о\u00a0движении"
_LIST_HEAD = 9.0
_LIST_WIDE = (8.0, 95.0, 28.0, 54.0, 54.0, 28.0)
_LIST_HEADS = ("№", "Фамилия, имя, отчество", "Дата рождения", "Прибыл, приказ", "Выбыл, приказ", "Примечание")
_LIST_FREE = TABLE_BOTTOM - TABLE_TOP - _LIST_HEAD
_LIST_NAME = _LIST_WIDE[1]


@dataclass(frozen=True, slots=True)
class ClassListSheet:
    """Some of the class's pupils; the movement of the period under the last of them."""

    copy: JournalCopy
    first: int
    last: int

    def content(self) -> object:
        """Names, birth dates and movement."""
        rows = [_list_cells(number, pupil) for number, pupil in self._numbered()]
        return ["class-list", class_line(self.copy), rows, self._movement()]

    def _numbered(self) -> list[tuple[int, CopyPupil]]:
        return list(enumerate(self.copy.pupils, 1))[self.first : self.last]

    def _movement(self) -> str:
        """«На 01.09.2026 — 27, прибыло 1, выбыло 1, на 23.10.2026 — 27.»."""
        copy, start, end = self.copy, self.copy.period.starts_on, last_day_of(self.copy)
        at_start = sum(is_listed(pupil, start) for pupil in copy.pupils)
        at_end = sum(is_listed(pupil, end) for pupil in copy.pupils)
        came = sum(1 for pupil in copy.pupils if pupil.admitted_on and start < pupil.admitted_on <= end)
        # The day of departure is the last one in the class: on the last day of the period he is still there.
        went = sum(1 for pupil in copy.pupils if pupil.departed_on and start <= pupil.departed_on < end)
        first, last = f"На{ru.NBSP}{ru.day(start)}{ru.NBSP}—", f"на{ru.NBSP}{ru.day(end)}{ru.NBSP}—"
        return f"{first} {at_start}, прибыло {came}, выбыло {went}, {last} {at_end}."

    def draw(self, page: Page) -> None:
        """Draw the list and the line of movement."""
        page.running_head(teacher_head(self.copy, LIST_TITLE, class_line(self.copy)))
        rows = self._numbered()
        names = [pupil.full_name for _, pupil in rows]
        heights = row_heights(names, _LIST_FREE, _LIST_NAME)
        x, top = page.left, TABLE_TOP + _LIST_HEAD
        bottom = top + sum(heights)
        page.tint(x, TABLE_TOP, page.width, _LIST_HEAD, HEAD_TINT)
        self._draw_heads(page)
        y, size = top, names_size(len(names), _LIST_FREE)
        for (number, pupil), high in zip(rows, heights, strict=True):
            _draw_list_row(page, x, y, high, _list_cells(number, pupil), size)
            y += high
        page.frame(x, TABLE_TOP, page.width, bottom - TABLE_TOP)
        page.across(top, x, page.right, MEDIUM)
        draw_row_rules(page, x, page.right, top, heights)
        for wide in _LIST_WIDE[:-1]:
            x += wide
            page.down(x, TABLE_TOP, bottom, THIN)
        if self.last == len(self.copy.pupils):
            page.text(page.left, bottom + 4, self._movement(), fonts.SANS, 7)

    def _draw_heads(self, page: Page) -> None:
        x = page.left
        for index, (head, wide) in enumerate(zip(_LIST_HEADS, _LIST_WIDE, strict=True)):
            if index in {0, 2}:
                page.cell(x, TABLE_TOP, wide, _LIST_HEAD, head, fonts.SANS_BOLD, 7.5)
            else:
                page.text(x + 1, middle(TABLE_TOP, _LIST_HEAD, 7.5), head, fonts.SANS_BOLD, 7.5)
            x += wide


def _moved(moved_on: object, order: str) -> str:
    return ", ".join(part for part in (f"{moved_on:%d.%m.%Y}" if moved_on else "", ru.order_number(order)) if part)


def _list_cells(number: int, pupil: CopyPupil) -> tuple[str, str, str, str, str]:
    birth = ru.day(pupil.birth_date) if pupil.birth_date else ""
    admitted = _moved(pupil.admitted_on, pupil.admitted_order)
    return str(number), pupil.full_name, birth, admitted, _moved(pupil.departed_on, pupil.departed_order)


def _draw_list_row(page: Page, x: float, y: float, high: float, cells: tuple[str, ...], size: float) -> None:
    number, name, birth, admitted, departed = cells
    page.text(x + _LIST_WIDE[0] - 1.6, middle(y, high, 7), number, fonts.SANS, 7, align="right", ink=NOTE)
    x += _LIST_WIDE[0]
    font, lines = name_lines(name, fonts.SANS, size, _LIST_NAME - 2)
    page.block(x + 1, y, high, lines, font, size, 2.95)
    x += _LIST_NAME
    page.cell(x, y, _LIST_WIDE[2], high, birth, fonts.SANS, size)
    page.fit(x + _LIST_WIDE[2] + 1, middle(y, high, size), admitted, _LIST_WIDE[3] - 2, fonts.SANS, size)
    page.fit(x + sum(_LIST_WIDE[2:4]) + 1, middle(y, high, size), departed, _LIST_WIDE[4] - 2, fonts.SANS, size)


def class_list_sheets(copy: JournalCopy) -> list[ClassListSheet]:
    """The class list, more than one page for a very large class."""
    names = [pupil.full_name for pupil in copy.pupils]
    return [ClassListSheet(copy, first, last) for first, last in cut_rows(names, _LIST_FREE, _LIST_NAME)]


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """A line of the contents; a further group of a subject has no number and no title of its own."""

    title: str
    number: str = ""
    group: str = ""
    teacher: str = ""
    hours: str = ""
    held: str = ""
    pages: str = ""
    is_subject: bool = False
    opens: bool = False


_COLUMN = (0.0, 10.0, 98.0, 124.0, 196.0, 214.0, 243.0, 267.0)
_CONTENTS_HEAD = 9.0
_CONTENTS_ROW, _LEAST_CONTENTS_ROW = 6.35, 4.4
_CONTENTS_FREE = TABLE_BOTTOM - TABLE_TOP - _CONTENTS_HEAD - 1
_TITLE_MEASURE = _COLUMN[2] - _COLUMN[1] - 2
_GROUP_MEASURE = _COLUMN[3] - _COLUMN[2] - 2
_TEACHER_MEASURE = _COLUMN[4] - _COLUMN[3] - 2
_CONTENTS_NOTE = (
    "Разворот предмета: слева список, отметки и\u00a0пропуски, справа даты, темы и\u00a0домашние задания. "
    "Непроведённые уроки в\u00a0копию не\u00a0вносятся."
)


def _title_face(row: ContentsRow) -> str:
    return fonts.SANS_BOLD if row.is_subject else fonts.SANS


def _least_high(row: ContentsRow) -> float:
    lines = max(
        len(name_lines(row.title, _title_face(row), 9, _TITLE_MEASURE)[1]),
        len(name_lines(row.group, fonts.SANS, 9, _GROUP_MEASURE)[1]),
        len(name_lines(row.teacher, fonts.SANS, 9, _TEACHER_MEASURE)[1]),
    )
    return _LEAST_CONTENTS_ROW if lines <= 1 else lines * 3.3 + 1.4


def cut_contents(rows: list[ContentsRow]) -> list[list[ContentsRow]]:
    """Rows of the contents page by page."""
    pages: list[list[ContentsRow]] = [[]]
    for row in rows:
        if pages[-1] and sum(map(_least_high, pages[-1])) + _least_high(row) > _CONTENTS_FREE:
            pages.append([])
        pages[-1].append(row)
    return pages


@dataclass(frozen=True, slots=True)
class ContentsSheet:
    """One page of the contents."""

    copy: JournalCopy
    rows: tuple[ContentsRow, ...]

    def content(self) -> object:
        """Sections, teachers and hours with their pages."""
        rows = [(row.number, row.title, row.group, row.teacher, row.hours, row.held, row.pages) for row in self.rows]
        return ["contents", class_line(self.copy), rows]

    def draw(self, page: Page) -> None:
        """Draw the open table."""
        page.running_head(teacher_head(self.copy, "Содержание", class_line(self.copy)))
        x, y = page.left, TABLE_TOP + _CONTENTS_HEAD
        self._draw_heads(page)
        least = [_least_high(row) for row in self.rows]
        spare = (_CONTENTS_FREE - sum(least)) / max(1, len(least))
        extra = min(_CONTENTS_ROW - _LEAST_CONTENTS_ROW, max(0.0, spare))
        for index, (row, high) in enumerate(zip(self.rows, least, strict=True)):
            if index:
                from_x = x if row.title else x + _COLUMN[2] - 1
                page.across(y, from_x, page.right, MEDIUM if row.opens else THIN)
            _draw_contents_row(page, row, x, y, high + extra)
            y += high + extra
        page.across(TABLE_TOP, x, page.right, THICK)
        page.across(TABLE_TOP + _CONTENTS_HEAD, x, page.right, MEDIUM)
        page.across(y, x, page.right, THICK)
        page.text(x, y + 4, _CONTENTS_NOTE, fonts.SANS, 7)

    def _draw_heads(self, page: Page) -> None:
        x, high = page.left, _CONTENTS_HEAD
        page.tint(x, TABLE_TOP, page.width, high, HEAD_TINT)
        for index, head in ((1, "Раздел, учебный предмет"), (2, "Состав"), (3, "Учитель")):
            page.text(x + _COLUMN[index], middle(TABLE_TOP, high, 7.5), head, fonts.SANS_BOLD, 7.5)
        for index, lines in (
            (0, ("№",)),
            (4, ("Часов", "в\u00a0неделю")),
            (5, ("Проведено", "из\u00a0плана, ч")),
            (6, ("Страницы",)),
        ):
            centre = x + (_COLUMN[index] + _COLUMN[index + 1]) / 2
            page.block(centre, TABLE_TOP, high, lines, fonts.SANS_BOLD, 7.5, 8.4 * POINT, align="centre")


def _draw_contents_row(page: Page, row: ContentsRow, x: float, y: float, high: float) -> None:
    page.text(x + 5, middle(y, high, 9), row.number, fonts.SANS, 9, align="centre")
    for index, text, face, measure in (
        (1, row.title, _title_face(row), _TITLE_MEASURE),
        (2, row.group, fonts.SANS, _GROUP_MEASURE),
        (3, row.teacher, fonts.SANS, _TEACHER_MEASURE),
    ):
        font, lines = name_lines(text, face, 9, measure)
        page.block(x + _COLUMN[index], y, high, lines, font, 9, 3.3)
    for index, text, face in ((4, row.hours, fonts.SANS), (5, row.held, fonts.SANS), (6, row.pages, fonts.SANS_BOLD)):
        centre = x + (_COLUMN[index] + _COLUMN[index + 1]) / 2
        page.text(centre, middle(y, high, 9), text, face, 9, align="centre")
