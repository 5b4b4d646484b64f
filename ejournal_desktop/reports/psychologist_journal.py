"""«Журнал педагога-психолога»: her own printout of sessions with what they were about (JRN-11; rulings 2)."""

from typing import Final

from ejournal_desktop.domain.sessions import PsychologistSession, SessionJournal, hours_words
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.document import Cancelled, Progress
from ejournal_desktop.reports.lined_form import LinedForm, Row, draw_lined_form
from ejournal_desktop.reports.values import ReportFile

TITLE = "Журнал педагога-психолога"
_COLUMNS: Final = (
    ("Дата", 22.0),
    ("Группа или обучающийся", 56.0),
    ("Вид", 30.0),
    ("Длительность", 26.0),
    ("Проведено", 30.0),
    ("Содержание", 103.0),
)


def draw_psychologist_journal(
    values: SessionJournal, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> ReportFile:
    """Draw the journal, oldest sessions first; cancelled ones are not printed.

    Raises:
        CancelledError: ``cancelled`` said so.
        ReportFailedError: a font of the program is missing.
    """
    span = f"{ru.day(values.since)} — {ru.day(values.until)}"
    planned = sorted((one for one in values.sessions if one.state == "planned"), key=_moment)
    held = sum(1 for one in planned if one.is_held)
    form = LinedForm(
        ("psychologist-journal", values.psychologist),
        values.school,
        TITLE,
        span,
        (f"{span}, {values.psychologist}", f"Проведено занятий {held}, {hours_words(values.minutes_held)}"),
        _COLUMNS,
        tuple(_row(values, line) for line in planned),
        "Занятий нет.",
        ("Педагог-психолог", values.psychologist),
    )
    printed = f"Отпечатано {values.today:%d.%m.%Y}; {values.psychologist}"
    return draw_lined_form(form, TITLE, (f"{TITLE} · {span}", printed), progress, cancelled)


def _moment(line: PsychologistSession) -> tuple[object, ...]:
    return line.held_on, line.lesson_no, line.lesson_id


def _row(values: SessionJournal, line: PsychologistSession) -> Row:
    missed = f", отсутствовали {line.absent}" if line.absent else ""
    return (
        ru.day(line.held_on),
        values.whom(line),
        "индивидуальное" if line.is_individual else "групповое",
        hours_words(line.minutes),
        f"да{missed}" if line.is_held else "нет",
        line.content or "—",
    )
