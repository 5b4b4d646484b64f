"""The right page of a spread: number, date, type, topic, homework, substitution; hours and signatures below."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ejournal_desktop.reports import fonts
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.journal_copy_cells import NumberedLesson
from ejournal_desktop.reports.journal_copy_sheet import GROUP_OF_ROWS
from ejournal_desktop.reports.page import (
    CONTROL_TINT,
    HEAD_TINT,
    MEDIUM,
    NOTE,
    SOFT,
    TABLE_TOP,
    THICK,
    THIN,
    Page,
    RunningHead,
    middle,
)
from ejournal_desktop.reports.setting import POINT, name_lines, width_mm, wrapped

HEAD_HIGH = 6.6
FREE = 149.0
ONE_BLOCK_LESSONS = 26
_GAP = 5.0
_INSET = 1.0
_STRETCH = 2.4
_SOFT = {"лабораторная": "лабора\u00adторная", "практическая": "практи\u00adческая", "экскурсия": "экскур\u00adсия"}


@dataclass(frozen=True, slots=True)
class Form:
    """Measures of a block: columns in millimetres, faces and leading."""

    heads: tuple[str, ...]
    wide: tuple[float, ...]
    font: str
    bold: str
    size: float
    leading: float
    room: float
    substitution_column: bool


WIDE = Form(
    ("№", "Дата", "Тип урока", "Тема урока", "Домашнее задание", "Замена, примечание"),
    (7, 13, 27, 100, 75, 45),
    fonts.SANS,
    fonts.SANS_BOLD,
    8.5,
    9.6 * POINT,
    1.2,
    substitution_column=True,
)
TIGHT = Form(
    ("№", "Дата", "Тип", "Тема урока", "Домашнее задание"),
    (6, 10, 13, 58, 44),
    fonts.NARROW,
    fonts.NARROW_BOLD,
    7.6,
    8.3 * POINT,
    1.2,
    substitution_column=False,
)


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A lesson set in lines; a continuation of a monstrous one has ``is_first`` false."""

    numbered: NumberedLesson
    kind: tuple[str, ...]
    topic: tuple[str, ...]
    homework: tuple[str, ...]
    substitution: tuple[str, ...]
    is_first: bool = True

    def lines(self, form: Form) -> int:
        """Lines of the tallest cell."""
        topic = len(self.topic) + (0 if form.substitution_column else len(self.substitution))
        side = len(self.substitution) if form.substitution_column else 0
        return max(1, len(self.kind), topic, len(self.homework), side)

    def high(self, form: Form) -> float:
        """The least height in millimetres."""
        return self.lines(form) * form.leading + form.room


@dataclass(frozen=True, slots=True)
class Layout:
    """One right page: its form and one or two blocks of rows."""

    form: Form
    blocks: tuple[tuple[TopicRow, ...], ...]


def _kind_of(numbered: NumberedLesson) -> str:
    kind = numbered.lesson.lesson_type
    shown = _SOFT.get(kind, kind)
    return f"{shown}, {numbered.control}" if numbered.control and kind != "контроль" else shown


def _row(numbered: NumberedLesson, form: Form) -> TopicRow:
    lesson = numbered.lesson
    homework = ru.bound(lesson.homework) if lesson.homework else "не задано" if lesson.homework_none else ""
    font = form.bold if numbered.control else form.font
    note_wide = form.wide[5] if form.substitution_column else form.wide[3]
    note = f"замена, {ru.bound(lesson.substitute)}" if lesson.substitute else ""
    return TopicRow(
        numbered,
        wrapped(_kind_of(numbered), font, form.size, form.wide[2] - 2 * _INSET),
        wrapped(ru.bound(lesson.topic), form.font, form.size, form.wide[3] - 2 * _INSET),
        wrapped(homework, form.font, form.size, form.wide[4] - 2 * _INSET),
        wrapped(note, fonts.SANS_ITALIC, 7.6, note_wide - 2 * _INSET),
    )


def _height(rows: Sequence[TopicRow], form: Form) -> float:
    return sum(row.high(form) for row in rows)


def _two_blocks(rows: Sequence[TopicRow]) -> tuple[tuple[TopicRow, ...], ...]:
    """Split where the taller block is lowest; a tie gives the left one more."""
    heights = [row.high(TIGHT) for row in rows]
    total = sum(heights)
    best, best_at, left = float("inf"), len(rows), 0.0
    for index, height in enumerate(heights, 1):
        left += height
        taller = max(left, total - left)
        if taller <= best:
            best, best_at = taller, index
    return tuple(rows[:best_at]), tuple(rows[best_at:])


def _pieces(row: TopicRow) -> list[TopicRow]:
    """A row too tall for any block, cut between lines; every line is on one of the pieces."""
    step = int((FREE - TIGHT.room) / TIGHT.leading)
    topic_and_note = row.topic + row.substitution
    count = -(-row.lines(TIGHT) // step)
    noted = len(row.topic)
    pieces = []
    for index in range(count):
        part = slice(index * step, (index + 1) * step)
        topic = topic_and_note[part]
        kept = max(0, min(len(topic), noted - index * step))
        pieces.append(replace(
            row, kind=row.kind[part], topic=topic[:kept], substitution=topic[kept:],
            homework=row.homework[part], is_first=index == 0,
        ))  # fmt: skip
    return pieces


def layouts_of(lessons: Sequence[NumberedLesson]) -> list[Layout]:
    """The right page of these lessons; more than one layout means that they do not fit on one page."""
    if len(lessons) <= ONE_BLOCK_LESSONS:
        wide = tuple(_row(lesson, WIDE) for lesson in lessons)
        if _height(wide, WIDE) <= FREE:
            return [Layout(WIDE, (wide,))]
    rows = [_row(lesson, TIGHT) for lesson in lessons]
    blocks = _two_blocks(rows)
    if all(_height(block, TIGHT) <= FREE for block in blocks):
        return [Layout(TIGHT, blocks)]
    flowing: list[list[TopicRow]] = [[]]
    for piece in (piece for row in rows for piece in _pieces(row)):
        if flowing[-1] and _height([*flowing[-1], piece], TIGHT) > FREE:
            flowing.append([])
        flowing[-1].append(piece)
    return [Layout(TIGHT, tuple(tuple(block) for block in flowing[at : at + 2])) for at in range(0, len(flowing), 2)]


@dataclass(frozen=True, slots=True)
class Hours:
    """The last line of the page."""

    planned: int | None
    held: int
    teachers: tuple[str, ...]
    deputy: str
    year: int


@dataclass(frozen=True, slots=True)
class TopicsSheet:
    """Lessons of a course and the line of hours and signatures."""

    head: RunningHead
    layout: Layout
    hours: Hours

    def content(self) -> object:
        """Rows and hours."""
        # As entered, not as set: another measure must not look like another content.
        rows = [
            (row.numbered.number, *dataclasses.astuple(row.numbered.lesson)[1:], row.numbered.control, row.is_first)
            for block in self.layout.blocks
            for row in block
        ]
        hours = (self.hours.planned, self.hours.held, self.hours.teachers)
        return ["topics", self.head.title, self.head.subtitle, self.head.person, rows, hours]

    def draw(self, page: Page) -> None:
        """Draw one or two blocks and the last line."""
        page.running_head(self.head)
        form, x, bottom = self.layout.form, page.left, TABLE_TOP + HEAD_HIGH
        target = _common_height(self.layout)
        for block in self.layout.blocks:
            if block:
                bottom = max(bottom, _draw_block(page, form, block, x, target))
            x += sum(form.wide) + _GAP
        if not any(self.layout.blocks):
            bottom = _draw_block(page, form, (), page.left, 0.0)
        _draw_hours(page, self.hours, bottom + 4.2)


def _common_height(layout: Layout) -> float:
    """The height of all blocks: as tall as the page allows, at most 2.4 mm more a row."""
    natural = [(_height(block, layout.form), len(block)) for block in layout.blocks if block]
    reach = min((height + _STRETCH * rows for height, rows in natural), default=0.0)
    return max(max((height for height, _ in natural), default=0.0), min(FREE, reach))


def _draw_block(page: Page, form: Form, block: Sequence[TopicRow], x: float, target: float) -> float:
    """Draw a block and return its bottom."""
    wide, top = sum(form.wide), TABLE_TOP + HEAD_HIGH
    extra = (target - _height(block, form)) / len(block) if block else 0.0
    page.tint(x, TABLE_TOP, wide, HEAD_HIGH, HEAD_TINT)
    _draw_heads(page, form, x)
    y = top
    for index, row in enumerate(block):
        high = row.high(form) + extra
        _draw_row(page, form, row, x, y, high)
        y += high
        if index < len(block) - 1:
            page.across(y, x, x + wide, _rule_after(row, block[index + 1]))
    page.frame(x, TABLE_TOP, wide, y - TABLE_TOP)
    page.across(top, x, x + wide, MEDIUM)
    border = x
    for column in form.wide[:-1]:
        border += column
        page.down(border, TABLE_TOP, y, THIN)
    return y


def _rule_after(row: TopicRow, following: TopicRow) -> float:
    day, next_day = row.numbered.lesson.held_on, following.numbered.lesson.held_on
    if (day.year, day.month) != (next_day.year, next_day.month):
        return THICK
    return THIN if row.numbered.number % GROUP_OF_ROWS else MEDIUM


def _draw_heads(page: Page, form: Form, x: float) -> None:
    for index, (head, wide) in enumerate(zip(form.heads, form.wide, strict=True)):
        if index < 2 or (index == 2 and not form.substitution_column):  # noqa: PLR2004 -- figures and short kinds are centred
            page.cell(x, TABLE_TOP, wide, HEAD_HIGH, head, fonts.SANS_BOLD, 7.5)
        else:
            page.text(x + _INSET, middle(TABLE_TOP, HEAD_HIGH, 7.5), head, fonts.SANS_BOLD, 7.5)
        x += wide


def _draw_row(page: Page, form: Form, row: TopicRow, x: float, y: float, high: float) -> None:
    numbered = row.numbered
    starts = [x + sum(form.wide[:index]) for index in range(len(form.wide))]
    if numbered.control:
        page.tint(x, y, sum(form.wide), high, CONTROL_TINT)
    if row.is_first:
        page.text(starts[1] - 1.2, middle(y, high, 7), str(numbered.number), fonts.SANS, 7, align="right", ink=NOTE)
        page.cell(starts[1], y, form.wide[1], high, ru.short_day(numbered.lesson.held_on), form.bold, form.size)
    face = form.bold if numbered.control else form.font
    if form.substitution_column:
        page.block(starts[2] + _INSET, y, high, row.kind, face, form.size, form.leading)
        page.block(starts[5] + _INSET, y, high, row.substitution, fonts.SANS_ITALIC, 7.6, form.leading)
        page.block(starts[3] + _INSET, y, high, row.topic, form.font, form.size, form.leading)
    else:
        page.block(starts[2] + form.wide[2] / 2, y, high, row.kind, face, form.size, form.leading, align="centre")
        _draw_topic_and_note(page, form, row, starts[3] + _INSET, y, high)
    ink = SOFT if numbered.lesson.homework_none and not numbered.lesson.homework else 1.0
    page.block(starts[4] + _INSET, y, high, row.homework, form.font, form.size, form.leading, ink=ink)


def _draw_topic_and_note(page: Page, form: Form, row: TopicRow, x: float, y: float, high: float) -> None:
    lines = len(row.topic) + len(row.substitution)
    baseline = middle(y, high, form.size) - form.leading * (lines - 1) / 2
    for index, line in enumerate(row.topic + row.substitution):
        is_topic = index < len(row.topic)
        font, size = (form.font, form.size) if is_topic else (fonts.SANS_ITALIC, 7.6)
        page.text(x, baseline + form.leading * index, line, font, size)


def _draw_hours(page: Page, hours: Hours, y: float) -> None:
    """«По плану 24 ч, проведено 24 ч. Учитель … Верно. Заместитель директора … «__» ____ 2026 г.»."""
    x = page.left
    plan = f"По{ru.NBSP}плану {hours.planned}{ru.NBSP}ч, проведено" if hours.planned is not None else "Проведено"
    page.text(x, y, f"{plan} {hours.held}{ru.NBSP}ч.", fonts.SANS_BOLD, 8.4)
    label = "Учителя" if len(hours.teachers) > 1 else "Учитель"
    _draw_signature(page, x + 52, y, label, x + 66, ", ".join(map(ru.initials_first, hours.teachers)))
    label = f"Верно. Заместитель{ru.NBSP}директора"
    _draw_signature(page, x + 126, y, label, x + 169, ru.initials_first(hours.deputy))
    year = f"{hours.year}{ru.NBSP}г."
    page.text(page.right, y, year, fonts.SANS, 8.4, align="right")
    page.text(page.right - 14, y, f"«____»{ru.NBSP}_______", fonts.SANS, 8.4, align="right")


def _draw_signature(page: Page, x: float, y: float, label: str, line_x: float, name: str) -> None:
    page.text(x, y, label, fonts.SANS, 8.4)
    start = max(line_x, x + width_mm(label, fonts.SANS, 8.4) + 2)
    page.across(y + 0.3, start, line_x + 27, MEDIUM)
    page.text((start + line_x + 27) / 2, y + 3.1, "подпись", fonts.SANS, 5.8, align="centre", ink=SOFT)
    font, lines = name_lines(name, fonts.SANS, 8.4, 30)
    for index, line in enumerate(lines):
        page.text(line_x + 29, y + 2.9 * index, line, font, 8.4)
