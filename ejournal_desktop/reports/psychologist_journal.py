"""«Журнал педагога-психолога»: her own printout of sessions with what they were about (JRN-11; rulings 2)."""

import hashlib
from dataclasses import dataclass
from typing import Final

from ejournal_desktop.domain.sessions import PsychologistSession, SessionJournal, hours_words
from ejournal_desktop.reports import fonts
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.document import Cancelled, Document, Progress, draw_document
from ejournal_desktop.reports.journal_copy_sheet import digest_of, draw_teacher_signature
from ejournal_desktop.reports.page import BODY_BOTTOM, HEAD_TINT, MEDIUM, THICK, THIN, Imprint, Page, RunningHead
from ejournal_desktop.reports.setting import POINT, name_lines, wrapped
from ejournal_desktop.reports.values import ReportFile

TITLE = "Журнал педагога-психолога"
_WIDE: Final = (22.0, 56.0, 30.0, 26.0, 30.0, 103.0)
_HEADS: Final = ("Дата", "Группа или обучающийся", "Вид", "Длительность", "Проведено", "Содержание")
_TOP_OF_FIRST, _TOP_OF_OTHERS = 46.0, 24.0
_HEAD_HIGH, _ROW_HIGH, _LEADING = 8.4, 7.4, 9.0 * POINT
_SIZE: Final = 8.4
_UNDER = 22.0


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page of it; ``first`` counts its first line from 0."""

    values: SessionJournal
    first: int
    lines: tuple[PsychologistSession, ...]
    is_last: bool

    def content(self) -> object:
        """What was held."""
        texts = [_texts(self.values, line) for line in self.lines]
        return ["psychologist-journal", self.values.psychologist, self.first, texts]

    def draw(self, page: Page) -> None:
        """Draw head, table and, on the last page, the signature."""
        if self.first == 0:
            _draw_letterhead(page, self.values)
        else:
            page.running_head(RunningHead(TITLE, _span(self.values)))
        top = _TOP_OF_FIRST if self.first == 0 else _TOP_OF_OTHERS
        bottom = _draw_table(page, top, self.values, self.lines)
        if not self.lines:
            bottom += _ROW_HIGH
            page.text(page.left, bottom - 2, "Занятий нет.", fonts.SANS, _SIZE)
        if self.is_last:
            draw_teacher_signature(page, bottom + 12, "Педагог-психолог", self.values.psychologist)


def draw_psychologist_journal(
    values: SessionJournal, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> ReportFile:
    """Draw the journal, oldest sessions first; cancelled ones are not printed.

    Raises:
        CancelledError: ``cancelled`` said so.
        ReportFailedError: a font of the program is missing.
    """
    fonts.register()
    sheets = _planned(values)
    digests = [digest_of(sheet) for sheet in sheets]
    printed = f"Отпечатано {values.today:%d.%m.%Y}; {values.psychologist}"
    imprint = Imprint(values.school, f"{TITLE} · {_span(values)}", printed, len(sheets))
    pdf = draw_document(Document(TITLE, TITLE, imprint), sheets, digests, progress, cancelled)
    return ReportFile(pdf, len(sheets), hashlib.sha256(b"".join(digests)).digest(), TITLE)


def _planned(values: SessionJournal) -> list[_Sheet]:
    """The lines cut into pages; the signature never stands alone."""
    held = tuple(sorted((one for one in values.sessions if one.state == "planned"), key=_moment))
    starts, used = [0], _TOP_OF_FIRST + _HEAD_HIGH
    for index, line in enumerate(held):
        high = _high(values, line)
        keeps = _UNDER if index == len(held) - 1 else 0.0
        if used + high + keeps > BODY_BOTTOM and index > starts[-1]:
            starts.append(index)
            used = _TOP_OF_OTHERS + _HEAD_HIGH
        used += high
    ends = [*starts[1:], len(held)]
    return [
        _Sheet(values, start, held[start:end], is_last=end == len(held))
        for start, end in zip(starts, ends, strict=True)
    ]


def _moment(line: PsychologistSession) -> tuple[object, ...]:
    return line.held_on, line.lesson_no, line.lesson_id


def _texts(values: SessionJournal, line: PsychologistSession) -> tuple[str, ...]:
    missed = f", отсутствовали {line.absent}" if line.absent else ""
    return (
        ru.day(line.held_on),
        values.whom(line),
        "индивидуальное" if line.is_individual else "групповое",
        hours_words(line.minutes),
        f"да{missed}" if line.is_held else "нет",
        line.content or "—",
    )


def _cells(values: SessionJournal, line: PsychologistSession) -> list[tuple[str, tuple[str, ...]]]:
    texts = _texts(values, line)
    return [name_lines(ru.bound(text), fonts.SANS, _SIZE, wide - 2) for text, wide in zip(texts, _WIDE, strict=True)]


def _high(values: SessionJournal, line: PsychologistSession) -> float:
    return max(_ROW_HIGH, max(len(lines) for _font, lines in _cells(values, line)) * _LEADING + 2)


def _draw_letterhead(page: Page, values: SessionJournal) -> None:
    page.fit(page.left + page.width / 2, 15, values.school, page.width, fonts.SERIF_BOLD, 10, align="centre")
    page.across(18.2, page.left, page.right, THICK)
    page.text(page.left, 27, TITLE, fonts.SERIF_BOLD, 14)
    page.fit(page.left, 33.5, f"{_span(values)}, {values.psychologist}", page.width, fonts.SANS, 9)
    held = sum(1 for one in values.sessions if one.is_held and one.state == "planned")
    figures = f"Проведено занятий {held}, {hours_words(values.minutes_held)}"
    page.fit(page.left, 39.5, figures, page.width, fonts.SANS, 9)


def _span(values: SessionJournal) -> str:
    return f"{ru.day(values.since)} — {ru.day(values.until)}"


def _draw_table(page: Page, top: float, values: SessionJournal, lines: tuple[PsychologistSession, ...]) -> float:
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
        high = _high(values, line)
        _draw_row(page, y, high, _cells(values, line), _SIZE)
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
