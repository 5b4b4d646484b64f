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
    """Draw the journal, oldest sessions first; what was not held is not printed (rulings 38).

    Raises:
        CancelledError: ``cancelled`` said so.
        ReportFailedError: a font of the program is missing.
    """
    span = f"{ru.day(values.since)} — {ru.day(values.until)}"
    held = sorted((one for one in values.sessions if one.state == "planned" and one.is_held), key=_moment)
    form = LinedForm(
        ("psychologist-journal", values.psychologist),
        values.school,
        TITLE,
        span,
        (f"{span}, {values.psychologist}", f"Проведено занятий {len(held)}, {hours_words(values.minutes_held)}"),
        _COLUMNS,
        tuple(_row(values, line) for line in held),
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
        f"да{missed}",
        line.content or "—",
    )
