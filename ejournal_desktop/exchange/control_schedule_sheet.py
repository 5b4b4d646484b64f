"""The schedule of control works as a workbook: a row for each class, a column for each school day, ready to print."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ejournal_desktop.domain.control_schedule import ControlSchedule, ControlWork, by_day, is_crowded
from ejournal_desktop.domain.errors import CancelledError

_WEEKDAYS: Final = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_SUNDAY: Final = 6
_THIN: Final = Side(style="thin", color="999999")
_CROWDED: Final = PatternFill("solid", fgColor="FFE3B8")
_HEAD_ROW: Final = 3


def control_schedule_workbook(
    found: ControlSchedule,
    since: date,
    until: date,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """An xlsx file; works that are only planned stand in italics, days with too many are tinted and say «!».

    Raises:
        CancelledError: ``cancelled`` said so.
    """
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):  # a new book has one
        raise TypeError(type(sheet))
    sheet.title = "Контрольные работы"
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    days = [day for day in days if day.weekday() != _SUNDAY]
    _head(sheet, since, until, days)
    names = found.class_names()
    for row, name in enumerate(names, start=_HEAD_ROW + 1):
        if cancelled is not None and cancelled():
            raise CancelledError("report-cancelled")
        if progress is not None:
            progress(row - _HEAD_ROW, len(names))
        _class_row(sheet, row, name, found, days)
    sheet.freeze_panes = f"B{_HEAD_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def _head(sheet: Worksheet, since: date, until: date, days: list[date]) -> None:
    sheet.cell(1, 1, f"График контрольных работ с {since:%d.%m.%Y} по {until:%d.%m.%Y}").font = Font(bold=True, size=13)
    sheet.cell(2, 1, "Курсивом — по КТП, в журнале ещё нет. «!» — больше одной контрольной у класса за день.")
    for at, text in enumerate(["Класс", *(f"{_WEEKDAYS[day.weekday()]} {day:%d.%m}" for day in days)], start=1):
        cell = sheet.cell(_HEAD_ROW, at, text)
        cell.font = Font(bold=True)
        cell.border = Border(_THIN, _THIN, _THIN, _THIN)
        cell.alignment = Alignment(horizontal="center")
        sheet.column_dimensions[get_column_letter(at)].width = 8 if at == 1 else 14


def _class_row(sheet: Worksheet, row: int, name: str, found: ControlSchedule, days: list[date]) -> None:
    works = by_day(found.of_class(name))
    texts = [name, *(_words(works.get(day, ())) for day in days)]
    for at, text in enumerate(texts, start=1):
        cell = sheet.cell(row, at, ILLEGAL_CHARACTERS_RE.sub("", text) or None)
        if text:
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
        cell.border = Border(_THIN, _THIN, _THIN, _THIN)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if at == 1:
            cell.font = Font(bold=True)
            continue
        there = works.get(days[at - 2], ())
        cell.font = Font(italic=bool(there) and all(work.is_planned for work in there))
        if is_crowded(there):
            cell.fill = _CROWDED


def _words(works: tuple[ControlWork, ...]) -> str:
    subjects = ", ".join(dict.fromkeys(work.subject for work in works))
    return f"! {subjects}" if is_crowded(works) else subjects
