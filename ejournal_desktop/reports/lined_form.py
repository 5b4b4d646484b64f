"""A form of lines: a letterhead, one table over as many pages as it takes, a signature that never stands alone."""

import hashlib
from dataclasses import dataclass
from typing import Final

from ejournal_desktop.reports import fonts
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.document import Cancelled, Document, Progress, draw_document
from ejournal_desktop.reports.journal_copy_sheet import digest_of, draw_teacher_signature
from ejournal_desktop.reports.page import BODY_BOTTOM, HEAD_TINT, MEDIUM, THICK, THIN, Imprint, Page, RunningHead
from ejournal_desktop.reports.setting import POINT, name_lines, wrapped
from ejournal_desktop.reports.values import ReportFile

_TITLE_Y, _NOTE_Y, _NOTE_HIGH, _UNDER_NOTES = 27.0, 33.5, 6.0, 6.5
_TOP_OF_OTHERS: Final = 24.0
_HEAD_HIGH, _ROW_HIGH, _LEADING = 8.4, 7.4, 9.0 * POINT
_SIZE, _HEAD_SIZE, _NOTE_SIZE = 8.4, 7.5, 9.0
_UNDER: Final = 22.0
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinedForm:
    """What is printed.

    Attributes:
        identity: what the digest of a page begins with: the name of the form and whose it is.
        subtitle: beside the title on the pages after the first.
        notes: lines under the title.
        columns: the head of each and its width in mm.
        empty: said instead of lines.
        signer: «Учитель», and her name.
    """

    identity: tuple[str, ...]
    school: str
    title: str
    subtitle: str
    notes: tuple[str, ...]
    columns: tuple[tuple[str, float], ...]
    rows: tuple[Row, ...]
    empty: str
    signer: tuple[str, str]

    @property
    def top(self) -> float:
        """Where the table of the first page begins, in mm."""
        return _NOTE_Y + _NOTE_HIGH * (len(self.notes) - 1) + _UNDER_NOTES

    @property
    def widths(self) -> tuple[float, ...]:
        """Widths of the columns in mm."""
        return tuple(wide for _head, wide in self.columns)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page of it; ``first`` counts its first line from 0."""

    form: LinedForm
    first: int
    rows: tuple[Row, ...]
    is_last: bool

    def content(self) -> object:
        """What its lines say."""
        return [*self.form.identity, self.first, self.rows]

    def draw(self, page: Page) -> None:
        """Draw head, table and, on the last page, the signature."""
        if self.first == 0:
            _draw_letterhead(page, self.form)
        else:
            page.running_head(RunningHead(self.form.title, self.form.subtitle))
        bottom = _draw_table(page, self.form.top if self.first == 0 else _TOP_OF_OTHERS, self.form, self.rows)
        if not self.rows:
            bottom += _ROW_HIGH
            page.text(page.left, bottom - 2, self.form.empty, fonts.SANS, _SIZE)
        if self.is_last:
            draw_teacher_signature(page, bottom + 12, *self.form.signer)


def draw_lined_form(
    form: LinedForm, title: str, imprint: tuple[str, str], progress: Progress | None, cancelled: Cancelled | None
) -> ReportFile:
    """Draw the form into a file of that title; ``imprint`` is what the footer says: the document, when and by whom.

    Raises:
        CancelledError: ``cancelled`` said so.
        ReportFailedError: a font of the program is missing.
    """
    fonts.register()
    sheets = _planned(form)
    digests = [digest_of(sheet) for sheet in sheets]
    footer = Imprint(form.school, *imprint, len(sheets))
    pdf = draw_document(Document(title, form.title, footer), sheets, digests, progress, cancelled)
    return ReportFile(pdf, len(sheets), hashlib.sha256(b"".join(digests)).digest(), title)


def _planned(form: LinedForm) -> list[_Sheet]:
    """The lines cut into pages; the signature never stands alone."""
    starts, used = [0], form.top + _HEAD_HIGH
    for index, row in enumerate(form.rows):
        high = _high(_cells(form, row))
        keeps = _UNDER if index == len(form.rows) - 1 else 0.0
        if used + high + keeps > BODY_BOTTOM and index > starts[-1]:
            starts.append(index)
            used = _TOP_OF_OTHERS + _HEAD_HIGH
        used += high
    ends = [*starts[1:], len(form.rows)]
    return [
        _Sheet(form, start, form.rows[start:end], is_last=end == len(form.rows))
        for start, end in zip(starts, ends, strict=True)
    ]


def _cells(form: LinedForm, row: Row) -> list[tuple[str, tuple[str, ...]]]:
    return [
        name_lines(ru.bound(text), fonts.SANS, _SIZE, wide - 2) for text, wide in zip(row, form.widths, strict=True)
    ]


def _high(cells: list[tuple[str, tuple[str, ...]]]) -> float:
    return max(_ROW_HIGH, max(len(lines) for _font, lines in cells) * _LEADING + 2)


def _draw_letterhead(page: Page, form: LinedForm) -> None:
    page.fit(page.left + page.width / 2, 15, form.school, page.width, fonts.SERIF_BOLD, 10, align="centre")
    page.across(18.2, page.left, page.right, THICK)
    page.text(page.left, _TITLE_Y, form.title, fonts.SERIF_BOLD, 14)
    for index, note in enumerate(form.notes):
        page.fit(page.left, _NOTE_Y + _NOTE_HIGH * index, note, page.width, fonts.SANS, _NOTE_SIZE)


def _draw_table(page: Page, top: float, form: LinedForm, rows: tuple[Row, ...]) -> float:
    """Head and rows in a closed frame; returns its bottom."""
    wide_all = sum(form.widths)
    page.tint(page.left, top, wide_all, _HEAD_HIGH, HEAD_TINT)
    heads = [(fonts.SANS_BOLD, wrapped(head, fonts.SANS_BOLD, _HEAD_SIZE, wide - 2)) for head, wide in form.columns]
    _draw_row(page, top, _HEAD_HIGH, form.widths, heads, _HEAD_SIZE)
    y = top + _HEAD_HIGH
    for index, row in enumerate(rows):
        page.across(y, page.left, page.left + wide_all, MEDIUM if index == 0 else THIN)
        cells = _cells(form, row)
        _draw_row(page, y, _high(cells), form.widths, cells, _SIZE)
        y += _high(cells)
    page.frame(page.left, top, wide_all, y - top)
    x = page.left
    for wide in form.widths[:-1]:
        x += wide
        page.down(x, top, y, THIN)
    return y


def _draw_row(
    page: Page, y: float, high: float, widths: tuple[float, ...], cells: list[tuple[str, tuple[str, ...]]], size: float
) -> None:
    x = page.left
    for (font, lines), wide in zip(cells, widths, strict=True):
        page.block(x + 1, y, high, lines, font, size, _LEADING, align="left")
        x += wide
