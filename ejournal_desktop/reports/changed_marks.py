"""RPT-7, the report of changed marks (Порядок, 3.7): a list on landscape pages, signed by who took it."""

import hashlib
from dataclasses import dataclass

from ejournal_desktop.domain.changed_marks import ChangedMarks, MarkChange
from ejournal_desktop.reports import fonts
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.document import Cancelled, Document, Progress, check, draw_document
from ejournal_desktop.reports.journal_copy_sheet import digest_of, draw_teacher_signature
from ejournal_desktop.reports.page import BODY_BOTTOM, HEAD_TINT, MEDIUM, THICK, THIN, Imprint, Page, RunningHead
from ejournal_desktop.reports.setting import POINT, name_lines, wrapped
from ejournal_desktop.reports.values import ReportFile

TITLE = "Отчёт об\u00a0изменении отметок"
_WIDE = (8.0, 20.0, 11.0, 32.0, 15.0, 30.0, 32.0, 19.0, 32.0, 10.0, 10.0, 48.0)
_HEADS = (
    "№", "Дата изменения", "Время", "Учитель, внёсший изменение", "Класс", "Предмет", "Обучающийся", "Урок",
    "Вид работы", "Было", "Стало", "Основание",
)  # fmt: skip
_CENTRED = {0, 9, 10}
_BOLD = {3, 10}
_RULED = (0, 3, 4, 6, 7, 9, 10, 11)  # a rule stands before the columns that begin a group
_TOP_OF_FIRST, _TOP_OF_OTHERS = 39.0, 24.0
_HEAD_HIGH, _ROW_HIGH, _LEADING = 9.2, 7.4, 8.6 * POINT
_UNDER = 16.0  # the note and the signature under the last row
_LEAST_ON_LAST = 3
_DELETED = "—"
_NOTE = (
    "Удаление и\u00a0отмена считаются изменением. Исправление в\u00a0течение 1,5 секунды после ввода изменением "
    "не\u00a0считается. Пересдача вносится новой отметкой и\u00a0сюда не\u00a0входит."
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A change set to the measures of its columns."""

    cells: tuple[tuple[str, tuple[str, ...]], ...]
    high: float


@dataclass(frozen=True, slots=True)
class ChangesSheet:
    """A page of the list; ``first`` is the number of its first row, from 1."""

    report: ChangedMarks
    first: int
    changes: tuple[MarkChange, ...]
    is_last: bool

    def content(self) -> object:
        """What was changed and by whom."""
        asked = (self.report.since, self.report.until, self.report.asked_words)
        return ["changed-marks", asked, self.first, [_texts(0, change)[1:] for change in self.changes]]

    def draw(self, page: Page) -> None:
        """Draw head, list and, on the last page, the signature."""
        if self.first == 1:
            _draw_letterhead(page, self.report)
        else:
            page.running_head(RunningHead(TITLE, _subtitle(self.report)))
        top = _TOP_OF_FIRST if self.first == 1 else _TOP_OF_OTHERS
        rows = [_set_row(self.first + index, change) for index, change in enumerate(self.changes)]
        bottom = _draw_table(page, top, rows)
        if not rows:
            bottom += _ROW_HIGH
            page.text(page.left, bottom - 2, "Изменений за\u00a0этот срок нет.", fonts.SANS, 8.4)
        if self.is_last:
            for index, line in enumerate(wrapped(_NOTE, fonts.SANS, 7, page.width)):
                page.text(page.left, bottom + 4.2 + 2.9 * index, line, fonts.SANS, 7)
            draw_teacher_signature(page, bottom + 11, "Отчёт составил(а)", self.report.reader)


def draw_changed_marks(
    report: ChangedMarks, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> ReportFile:
    """Draw the report, the earliest change first.

    Raises:
        CancelledError: ``cancelled`` said so.
        ReportFailedError: a font of the program is missing.
    """
    fonts.register()
    sheets = _planned(report, cancelled)
    digests = [digest_of(sheet) for sheet in sheets]
    title = f"Изменения отметок {_days(report)}"
    printed = f"Отпечатано {report.read_at:%d.%m.%Y, %H:%M}; {ru.surname_first(report.reader)}"
    imprint = Imprint(report.school_short_name, f"{TITLE} (п.\u00a03.7) · {_days(report)}", printed, len(sheets))
    pdf = draw_document(Document(title, "Порядок, п. 3.7", imprint), sheets, digests, progress, cancelled)
    return ReportFile(pdf, len(sheets), hashlib.sha256(b"".join(digests)).digest(), title)


def _planned(report: ChangedMarks, cancelled: Cancelled | None) -> list[ChangesSheet]:
    """The list cut into pages: never fewer than three rows on the last one, the signature never alone."""
    changes = tuple(reversed(report.changes))
    starts, used = [0], _TOP_OF_FIRST + _HEAD_HIGH
    for index, change in enumerate(changes):
        if index % 50 == 0:
            check(cancelled)
        high = _set_row(index + 1, change).high
        keeps = _UNDER if index == len(changes) - 1 else 0.0
        if used + high + keeps > BODY_BOTTOM and index > starts[-1]:
            starts.append(index)
            used = _TOP_OF_OTHERS + _HEAD_HIGH
        used += high
    if len(starts) > 1:
        starts[-1] = max(starts[-2] + 1, min(starts[-1], len(changes) - _LEAST_ON_LAST))
    ends = [*starts[1:], len(changes)]
    return [
        ChangesSheet(report, start + 1, changes[start:end], is_last=end == len(changes))
        for start, end in zip(starts, ends, strict=True)
    ]


def _texts(number: int, change: MarkChange) -> tuple[str, ...]:
    return (
        str(number), ru.day(change.at.date()), f"{change.at:%H:%M}", change.author, _class(change), change.subject,
        change.pupil, _lesson(change), change.work, change.was or _DELETED, change.became or _DELETED,
        ", ".join(part for part in (change.reason, change.ground_words) if part),
    )  # fmt: skip


def _class(change: MarkChange) -> str:
    return ", ".join(ru.quoted_class(name) for name in change.class_name.split(", "))


def _lesson(change: MarkChange) -> str:
    return ru.short_day(change.held_on) if change.held_on else change.lesson


def _set_row(number: int, change: MarkChange) -> _Row:
    cells = []
    for index, (text, wide) in enumerate(zip(_texts(number, change), _WIDE, strict=True)):
        font = fonts.SANS_BOLD if index in _BOLD else fonts.SANS
        cells.append(name_lines(ru.bound(text), font, _size(index), wide - 2))
    lines = max(len(lines) for _font, lines in cells)
    return _Row(tuple(cells), max(_ROW_HIGH, lines * _LEADING + 2))


def _size(column: int) -> float:
    return 9.5 if column in {9, 10} else 8.0


def _draw_letterhead(page: Page, report: ChangedMarks) -> None:
    middle_x = page.left + page.width / 2
    kind, sign, name = report.school_full_name.partition("«")
    above = kind.strip() if sign else ""
    page.fit(middle_x, 13, above, page.width, fonts.SERIF, 8.4, align="centre")
    page.fit(middle_x, 17.4, f"{sign}{name}" if above else report.school_full_name, page.width, fonts.SERIF_BOLD, 10,
             align="centre")  # fmt: skip
    page.across(20.2, page.left, page.right, THICK)
    page.across(21.0, page.left, page.right, THIN)
    page.text(page.left, 29.2, TITLE, fonts.SERIF_BOLD, 15)
    page.fit(page.left, 35, _subtitle(report), page.width - 70, fonts.SANS, 8.4)
    figures = f"Изменений {report.total}, из\u00a0них удалений {report.deletions}"
    page.text(page.right, 29.2, figures, fonts.SANS_BOLD, 8.4, align="right")
    people = f"учителей {report.teachers_count}, обучающихся {report.pupils_count}"
    page.text(page.right, 35, people, fonts.SANS, 8.4, align="right")


def _subtitle(report: ChangedMarks) -> str:
    return f"{ru.span_in_words(report.since, report.until)} · п.\u00a03.7 Порядка · {report.asked_words}"


def _days(report: ChangedMarks) -> str:
    return f"{ru.day(report.since)}–{ru.day(report.until)}"


def _draw_table(page: Page, top: float, rows: list[_Row]) -> float:
    """Head and rows in a closed frame; returns its bottom."""
    page.tint(page.left, top, page.width, _HEAD_HIGH, HEAD_TINT)
    heads = [
        (fonts.SANS_BOLD, wrapped(head, fonts.SANS_BOLD, 7.5, wide - 2))
        for head, wide in zip(_HEADS, _WIDE, strict=True)
    ]
    _draw_cells(page, top, _HEAD_HIGH, heads, is_head=True)
    y = top + _HEAD_HIGH
    page.across(y, page.left, page.right, MEDIUM)
    for index, row in enumerate(rows):
        _draw_cells(page, y, row.high, row.cells)
        y += row.high
        if index < len(rows) - 1:
            page.across(y, page.left, page.right, THIN if (index + 1) % 5 else MEDIUM)
    page.frame(page.left, top, page.width, y - top)
    x = page.left
    for index, wide in enumerate(_WIDE[:-1]):
        x += wide
        if index + 1 in _RULED or index == 0:
            page.down(x, top, y, THIN)
    return y


def _draw_cells(
    page: Page,
    y: float,
    high: float,
    cells: list[tuple[str, tuple[str, ...]]] | tuple[tuple[str, tuple[str, ...]], ...],
    *,
    is_head: bool = False,
) -> None:
    x = page.left
    for index, ((font, lines), wide) in enumerate(zip(cells, _WIDE, strict=True)):
        centred = index in _CENTRED
        size = 7.5 if is_head else _size(index)
        place = x + (wide / 2 if centred else 1)
        page.block(place, y, high, lines, font, size, _LEADING, align="centre" if centred else "left")
        x += wide
