"""The report of changed marks as a workbook: what people typed stays text, whatever sign it begins with."""

from collections.abc import Callable, Iterable
from datetime import datetime, time
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ejournal_desktop.domain.changed_marks import ChangedMarks, MarkChange
from ejournal_desktop.domain.errors import CancelledError

_COLUMNS: Final = (
    ("Дата и время", 18), ("Учитель, внёсший изменение", 28), ("Основание", 30), ("Класс", 8), ("Предмет", 24),
    ("Обучающийся", 26), ("Урок", 14), ("Вид работы", 22), ("Было", 8), ("Стало", 8),
)  # fmt: skip
_REASON: Final = ("Причина", 40)
_LONGEST_TEXT: Final = 32_767  # of a cell of a workbook
_STEP: Final = 200


def changed_marks_workbook(
    report: ChangedMarks,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """An xlsx file, the earliest change first; dates are dates, marks are texts.

    Raises:
        CancelledError: ``cancelled`` said so.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Изменения отметок")
    columns = (*_COLUMNS, _REASON) if report.has_reasons else _COLUMNS
    for index, (_head, wide) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = wide
    sheet.freeze_panes = "A4"
    sheet.append([_text(sheet, f"{report.school_short_name}: изменения отметок (п. 3.7 Порядка)", is_bold=True)])
    span = f"{report.since:%d.%m.%Y}–{report.until:%d.%m.%Y}, {report.asked_words}"
    taken = f"получен {report.read_at:%d.%m.%Y, %H:%M}, {report.reader}"
    sheet.append([_text(sheet, f"{span}; изменений {report.total}, из них удалений {report.deletions}; {taken}")])
    sheet.append([_text(sheet, head, is_bold=True) for head, _wide in columns])
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(columns))}{len(report.changes) + 3}"
    output = BytesIO()
    try:
        for done, change in enumerate(reversed(report.changes)):
            if done % _STEP == 0:
                _tell(done, len(report.changes), progress, cancelled)
            sheet.append(list(_row(sheet, change, with_reason=report.has_reasons)))
    finally:
        book.save(output)  # also what ends the library's temporary file when it was cancelled
    return output.getvalue()


def _tell(
    done: int, total: int, progress: Callable[[int, int], None] | None, cancelled: Callable[[], bool] | None
) -> None:
    if cancelled is not None and cancelled():
        raise CancelledError("report-cancelled")
    if progress is not None:
        progress(done, total)


def _row(sheet: WriteOnlyWorksheet, change: MarkChange, *, with_reason: bool) -> Iterable[Cell]:
    yield _moment(sheet, change.at.replace(tzinfo=None), "DD.MM.YYYY HH:MM")
    for text in (change.author, change.ground_words, change.class_name, change.subject, change.pupil):
        yield _text(sheet, text)
    if change.held_on is not None:
        yield _moment(sheet, datetime.combine(change.held_on, time()), "DD.MM.YYYY")
    else:
        yield _text(sheet, change.lesson)
    for text in (change.work, change.was or "", change.became or "удалена", *([change.reason] if with_reason else [])):
        yield _text(sheet, text)


def _text(sheet: WriteOnlyWorksheet, text: str, *, is_bold: bool = False) -> Cell:
    """A cell that stays text: «=1+1» is no formula, now or after it was edited."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_TEXT])
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "\t", "\r"))
    if is_bold:
        cell.font = Font(bold=True)
    return cell


def _moment(sheet: WriteOnlyWorksheet, moment: datetime, looks: str) -> Cell:
    cell = WriteOnlyCell(sheet, moment)
    cell.number_format = looks
    return cell
