"""«Лист корректировки»: what was changed in the plan of a course, why, and plan against fact (PLN-3)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.document import Cancelled, Progress
from ejournal_desktop.reports.lined_form import LinedForm, Row, draw_lined_form
from ejournal_desktop.reports.values import ReportFile

TITLE = "Лист корректировки календарно-тематического планирования"
_COLUMNS: Final = (
    ("№ урока", 14.0),
    ("Тема", 88.0),
    ("По плану", 24.0),
    ("Новая дата", 24.0),
    ("Способ корректировки", 42.0),
    ("Причина", 55.0),
    ("Внесено", 20.0),
)
_KINDS: Final = {
    "shift": "темы сдвинуты",
    "merge": "объединение тем",
    "extra": "дополнительный урок",
    "act": "урок не состоялся",
}


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


def draw_correction_sheet(
    values: CorrectionSheet, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> ReportFile:
    """Draw the sheet.

    Raises:
        CancelledError: ``cancelled`` said so.
        ReportFailedError: a font of the program is missing.
    """
    subtitle = f"{values.subject}, {ru.quoted_class(values.group)}, {values.year} учебный год, учитель {values.teacher}"
    form = LinedForm(
        ("correction-sheet", values.subject, values.group),
        values.school,
        TITLE,
        subtitle,
        (subtitle, *_notes(values)),
        _COLUMNS,
        tuple(_row(line) for line in values.lines),
        "Корректировок нет.",
        ("Учитель", values.teacher),
    )
    title = f"Лист корректировки {values.group} {values.subject}"
    document = f"{TITLE} · {values.group}, {values.subject}"
    printed = f"Отпечатано {values.on_date:%d.%m.%Y}; {values.teacher}"
    return draw_lined_form(form, title, (document, printed), progress, cancelled)


def _row(line: CorrectionLine) -> Row:
    return (
        line.places,
        line.topics,
        ru.day(line.planned_on) if line.planned_on else "—",
        ru.day(line.corrected_on) if line.corrected_on else "—",
        _KINDS[line.kind],
        line.reason,
        ru.day(line.entered_on) if line.entered_on else "",
    )


def _notes(values: CorrectionSheet) -> tuple[str, str, str]:
    figures = f"Часов по\u00a0плану {values.hours}; к\u00a0{ru.day(values.on_date)} "
    figures += f"по\u00a0плану {values.due}, дано {values.held}"
    behind = values.due - values.held
    figures += f", отставание {behind}\u00a0ч" if behind > 0 else ", отставания нет"
    planned = ru.day(values.planned_end) if values.planned_end else "не\u00a0определено"
    ends = f"Окончание по\u00a0плану {planned}"
    ends += f", ожидаемое {ru.day(values.ends_on)}" if values.ends_on else ", для части тем уроков не\u00a0хватает"
    approved = f"Планирование утверждено {values.approved}" if values.approved else "Планирование не\u00a0утверждено"
    return figures, ends, approved
