"""«Лист корректировки»: what was changed in the plan of a course, why, and plan against fact (PLN-3)."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Final

from ejournal_desktop.reports import fonts
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.document import Cancelled, Document, Progress, draw_document
from ejournal_desktop.reports.journal_copy_sheet import digest_of, draw_teacher_signature
from ejournal_desktop.reports.page import BODY_BOTTOM, HEAD_TINT, MEDIUM, THICK, THIN, Imprint, Page, RunningHead
from ejournal_desktop.reports.setting import POINT, name_lines, wrapped
from ejournal_desktop.reports.values import ReportFile

TITLE = "Лист корректировки календарно-тематического планирования"
_WIDE: Final = (14.0, 88.0, 24.0, 24.0, 42.0, 55.0, 20.0)
_HEADS: Final = ("№ урока", "Тема", "По плану", "Новая дата", "Способ корректировки", "Причина", "Внесено")
_KINDS: Final = {"shift": "темы сдвинуты", "merge": "объединение тем", "extra": "дополнительный урок"}
_TOP_OF_FIRST, _TOP_OF_OTHERS = 58.0, 24.0
_HEAD_HIGH, _ROW_HIGH, _LEADING = 8.4, 7.4, 9.0 * POINT
_SIZE: Final = 8.4
_UNDER = 22.0


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A line of the sheet."""

    places: str
    topics: str
    planned_on: date | None
    corrected_on: date | None
    kind: str
    reason: str
    author: str
    entered_on: date | None


@dataclass(frozen=True, slots=True)
class CorrectionSheet:
    """What is printed; ``approved`` is «28.08.2026, Смирнова О. Л.» or empty."""

    school: str
    subject: str
    group: str
    teacher: str
    year: str
    on_date: date
    lines: tuple[CorrectionLine, ...]
    hours: int
    due: int
    held: int
    planned_end: date | None
    ends_on: date | None
    approved: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page of it; ``first`` counts its first line from 0."""

    values: CorrectionSheet
    first: int
    lines: tuple[CorrectionLine, ...]
    is_last: bool

    def content(self) -> object:
        """What was corrected."""
        return ["correction-sheet", self.values.subject, self.values.group, self.first, [_texts(x) for x in self.lines]]

    def draw(self, page: Page) -> None:
        """Draw head, table and, on the last page, the signature."""
        if self.first == 0:
            _draw_letterhead(page, self.values)
        else:
            page.running_head(RunningHead(TITLE, _subtitle(self.values)))
        top = _TOP_OF_FIRST if self.first == 0 else _TOP_OF_OTHERS
        bottom = _draw_table(page, top, self.lines)
        if not self.lines:
            bottom += _ROW_HIGH
            page.text(page.left, bottom - 2, "Корректировок нет.", fonts.SANS, _SIZE)
        if self.is_last:
            draw_teacher_signature(page, bottom + 12, "Учитель", self.values.teacher)


def draw_correction_sheet(
    values: CorrectionSheet, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> ReportFile:
    """Draw the sheet.

    Raises:
        CancelledError: ``cancelled`` said so.
        ReportFailedError: a font of the program is missing.
    """
    fonts.register()
    sheets = _planned(values)
    digests = [digest_of(sheet) for sheet in sheets]
    title = f"Лист корректировки {values.group} {values.subject}"
    printed = f"Отпечатано {values.on_date:%d.%m.%Y}; {values.teacher}"
    imprint = Imprint(values.school, f"{TITLE} · {values.group}, {values.subject}", printed, len(sheets))
    pdf = draw_document(Document(title, TITLE, imprint), sheets, digests, progress, cancelled)
    return ReportFile(pdf, len(sheets), hashlib.sha256(b"".join(digests)).digest(), title)


def _planned(values: CorrectionSheet) -> list[_Sheet]:
    """The lines cut into pages; the signature never stands alone."""
    starts, used = [0], _TOP_OF_FIRST + _HEAD_HIGH
    for index, line in enumerate(values.lines):
        high = _high(line)
        keeps = _UNDER if index == len(values.lines) - 1 else 0.0
        if used + high + keeps > BODY_BOTTOM and index > starts[-1]:
            starts.append(index)
            used = _TOP_OF_OTHERS + _HEAD_HIGH
        used += high
    ends = [*starts[1:], len(values.lines)]
    return [
        _Sheet(values, start, values.lines[start:end], is_last=end == len(values.lines))
        for start, end in zip(starts, ends, strict=True)
    ]


def _texts(line: CorrectionLine) -> tuple[str, ...]:
    return (
        line.places,
        line.topics,
        ru.day(line.planned_on) if line.planned_on else "—",
        ru.day(line.corrected_on) if line.corrected_on else "—",
        _KINDS[line.kind],
        line.reason,
        ru.day(line.entered_on) if line.entered_on else "",
    )


def _cells(line: CorrectionLine) -> list[tuple[str, tuple[str, ...]]]:
    return [
        name_lines(ru.bound(text), fonts.SANS, _SIZE, wide - 2) for text, wide in zip(_texts(line), _WIDE, strict=True)
    ]


def _high(line: CorrectionLine) -> float:
    return max(_ROW_HIGH, max(len(lines) for _font, lines in _cells(line)) * _LEADING + 2)


def _draw_letterhead(page: Page, values: CorrectionSheet) -> None:
    page.fit(page.left + page.width / 2, 15, values.school, page.width, fonts.SERIF_BOLD, 10, align="centre")
    page.across(18.2, page.left, page.right, THICK)
    page.text(page.left, 27, TITLE, fonts.SERIF_BOLD, 14)
    page.fit(page.left, 33.5, _subtitle(values), page.width, fonts.SANS, 9)
    figures = f"Часов по\u00a0плану {values.hours}; к\u00a0{ru.day(values.on_date)} "
    figures += f"по\u00a0плану {values.due}, дано {values.held}"
    behind = values.due - values.held
    figures += f", отставание {behind}\u00a0ч" if behind > 0 else ", отставания нет"
    page.fit(page.left, 39.5, figures, page.width, fonts.SANS, 9)
    planned = ru.day(values.planned_end) if values.planned_end else "не\u00a0определено"
    ends = f"Окончание по\u00a0плану {planned}"
    ends += f", ожидаемое {ru.day(values.ends_on)}" if values.ends_on else ", для части тем уроков не\u00a0хватает"
    page.fit(page.left, 45.5, ends, page.width, fonts.SANS, 9)
    approved = f"Планирование утверждено {values.approved}" if values.approved else "Планирование не\u00a0утверждено"
    page.fit(page.left, 51.5, approved, page.width, fonts.SANS, 9)


def _subtitle(values: CorrectionSheet) -> str:
    return f"{values.subject}, {ru.quoted_class(values.group)}, {values.year} учебный год, учитель {values.teacher}"


def _draw_table(page: Page, top: float, lines: tuple[CorrectionLine, ...]) -> float:
    """Head and rows in a closed frame; returns its bottom."""
    page.tint(page.left, top, sum(_WIDE), _HEAD_HIGH, HEAD_TINT)
    heads = [
        (fonts.SANS_BOLD, wrapped(head, fonts.SANS_BOLD, 7.5, wide - 2))
        for head, wide in zip(_HEADS, _WIDE, strict=True)
    ]
    _draw_row(page, top, _HEAD_HIGH, heads, 7.5)
    y = top + _HEAD_HIGH
    for index, line in enumerate(lines):
        page.across(y, page.left, page.left + sum(_WIDE), MEDIUM if index == 0 else THIN)
        high = _high(line)
        _draw_row(page, y, high, _cells(line), _SIZE)
        y += high
    page.frame(page.left, top, sum(_WIDE), y - top)
    x = page.left
    for wide in _WIDE[:-1]:
        x += wide
        page.down(x, top, y, THIN)
    return y


def _draw_row(page: Page, y: float, high: float, cells: list[tuple[str, tuple[str, ...]]], size: float) -> None:
    x = page.left
    for (font, lines), wide in zip(cells, _WIDE, strict=True):
        page.block(x + 1, y, high, lines, font, size, _LEADING, align="left")
        x += wide
