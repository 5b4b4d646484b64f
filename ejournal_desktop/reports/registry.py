"""Reports by name: what a job asks for, what draws it, how the printer turns its sheets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from ejournal_desktop.domain.changed_marks import ChangedMarks
from ejournal_desktop.domain.sessions import SessionJournal
from ejournal_desktop.reports.changed_marks import draw_changed_marks
from ejournal_desktop.reports.correction_sheet import CorrectionSheet, draw_correction_sheet
from ejournal_desktop.reports.journal_copy import draw_journal_copy
from ejournal_desktop.reports.key_sheet import draw_key_sheet
from ejournal_desktop.reports.psychologist_journal import draw_psychologist_journal
from ejournal_desktop.reports.values import JournalCopy, KeySheet, ReportFile

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Report:
    """A form of the report centre: its values go in, a PDF comes out.

    Attributes:
        values: the frozen type that ``draw`` takes.
        duplex: on which edge the sheet is flipped when printed on both sides.
    """

    name: str
    title: str
    values: type
    draw: Callable[[Any, Progress | None, Cancelled | None], ReportFile]
    duplex: Literal["short-edge", "long-edge", "none"]
    landscape: bool


REPORTS: Mapping[str, Report] = MappingProxyType({
    report.name: report
    for report in (
        Report(
            "journal-copy",
            "Бумажная копия журнала",
            JournalCopy,
            draw_journal_copy,
            duplex="short-edge",
            landscape=True,
        ),
        Report(
            "changed-marks",
            "Изменения отметок",
            ChangedMarks,
            draw_changed_marks,
            duplex="short-edge",
            landscape=True,
        ),
        Report(
            "psychologist-journal",
            "Журнал педагога-психолога",
            SessionJournal,
            draw_psychologist_journal,
            duplex="short-edge",
            landscape=True,
        ),
        Report(
            "correction-sheet",
            "Лист корректировки планирования",
            CorrectionSheet,
            draw_correction_sheet,
            duplex="short-edge",
            landscape=True,
        ),
        Report("key-sheet", "Клавиши журнала", KeySheet, draw_key_sheet, duplex="none", landscape=False),
    )
})  # fmt: skip


def draw(name: str, values: object, progress: Progress | None = None, cancelled: Cancelled | None = None) -> ReportFile:
    """Draw the report of that name; runs in the drawing process, so it takes names and values only.

    Raises:
        KeyError: no such report.
        TypeError: the values are those of another report.
        CancelledError: ``cancelled`` said so.
    """
    report = REPORTS[name]
    if not isinstance(values, report.values):
        raise TypeError(name, type(values).__name__)
    return report.draw(values, progress, cancelled)
