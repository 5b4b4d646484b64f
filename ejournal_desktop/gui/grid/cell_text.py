"""What is said of a cell besides its look: tooltip, screen reader, hint strip."""

from decimal import Decimal
from html import escape

from ejournal_desktop.domain.averages import Distribution
from ejournal_desktop.domain.gradebook import Lesson
from ejournal_desktop.domain.marks import CellValue, in_words
from ejournal_desktop.domain.unlocks import unlock_of
from ejournal_desktop.gui.error_text import outcome_text
from ejournal_desktop.gui.grid import typing_habits
from ejournal_desktop.gui.grid.lock_text import lock_text
from ejournal_desktop.gui.grid.notice_text import notice_words
from ejournal_desktop.gui.grid.unlock_text import unlock_words
from ejournal_desktop.gui.models.journal_cells import CellFieldState, Column
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.russian_dates import day_month

_STATES = {
    "unsent": "ещё не сохранено",
    "stored": "сохранено на этом компьютере",
    "sending": "отправляется",
    "waiting": "нет связи, хранится на этом компьютере и уйдёт само",
}


def work_words(column: Column, *, with_weight: bool = True) -> str:
    """«контрольная работа «Степень», вес 3»; a lesson without works says so."""
    if column.work is None:
        return "работы ещё нет"
    title = f" «{column.work.title}»" if column.work.title else ""
    weight = f", вес {weight_text(column.work.weight)}" if with_weight else ""
    return f"{column.work.kind_name}{title}{weight}"


def weight_text(weight: object) -> str:
    """A weight as people write it: «1», «1,5»."""
    text = str(weight)
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",") or "0"


def decimal_text(value: Decimal) -> str:
    """«4,33»."""
    return f"{value}".replace(".", ",")


def distribution_words(spread: Distribution) -> str:
    """«5–6, 4–9, 3–5, 2–2 · качество 68 % · успеваемость 91 %»; nothing where no mark counts."""
    if not spread.total:
        return ""
    counts = ", ".join(f"{figure}–{count}" for figure, count in spread.counts)
    return f"{counts} · качество {spread.quality} % · успеваемость {spread.success} %"


def lesson_words(lesson: Lesson) -> str:
    """«11 сентября, 3-й урок»."""
    return f"{day_month(lesson.held_on)}, {lesson.lesson_no}-й урок"


def accessible_text(store: JournalStore, row: int, column: int) -> str:
    """«Белов Артём, 11 сентября, контрольная работа, отметка 4, закрыто»; less before the value where she wants so."""
    pupil, place = store.pupils[row], store.columns[column]
    speech = typing_habits.current().speech
    said = [f"{pupil.last_name} {pupil.first_name}"] if speech != "value" else []
    if speech == "date":
        said += [day_month(place.lesson.held_on), work_words(place, with_weight=False)]
    said.append(in_words(store.value(row, column)))
    if store.locks(row, column).is_skipped:
        said.append("закрыто")
    elif opened := opening_words(store, column):
        said.append(opened[0].lower() + opened[1:].rstrip("."))
    mark, attendance = store.fields(row, column)
    if (notice := store.notice(row, column)) is not None:
        said.append(notice_words(notice))
    said.extend(note_lines(store, row, column))
    said.extend(resit_lines(store, row, column))
    if "refused" in (mark.state, attendance.state):
        said.append("не принято")
    if "conflict" in (mark.state, attendance.state):
        said.append("расхождение с сервером")
    return ", ".join(said)


def resit_lines(store: JournalStore, row: int, column: int) -> list[str]:
    """«Пересдача 2→4, 25.09, Петрова А. В.» of a mark that was sat again; each attempt beside the one before."""
    lines, before = [], store.mark(row, column).kept or "пусто"
    for attempt in store.attempts(row, column):
        author = f", {attempt.author}" if attempt.author else ""
        lines.append(f"Пересдача {before}→{attempt.value}, {attempt.set_on:%d.%m}{author}")
        before = attempt.value
    return lines


def note_lines(store: JournalStore, row: int, column: int) -> list[str]:
    """«Заметка в дневнике: …», «Заметка для себя: …»: what a hover, «Почему?» and a screen reader tell."""
    public, private = store.notes(row, column)
    lines = []
    if public.shown:
        who = f" ({public.author})" if public.author and public.author != store.me else ""
        lines.append(f"Заметка в дневнике{who}: {public.shown}")
    if private.shown:
        lines.append(f"Заметка для себя: {private.shown}")
    return lines


def reason_closed(store: JournalStore, row: int, column: int) -> str:
    """Why no mark can be set in a cell; empty where one can."""
    lock = store.locks(row, column).mark
    if lock is None:
        return ""
    why = lock_text(lock, store.page, store.columns[column].lesson, store.pupils[row])
    return (
        f"{why} {opening_words(store, column)}".strip()
        if lock.reason in {"window", "handed-over", "order-ended"}
        else why
    )


def opening_words(store: JournalStore, column: int) -> str:
    """What became of a request to open the lesson, or until when it is open; empty where nothing was asked."""
    unlock = unlock_of(store.page.unlocks, store.columns[column].lesson.lesson_id)
    return unlock_words(unlock, store.page) if unlock is not None else ""


def failure_text(store: JournalStore, row: int, column: int) -> str:
    """Why an edit of a cell was not saved; empty where all is well."""
    states = (*store.fields(row, column), *store.notes(row, column))
    outcomes = [state.outcome for state in states if state.outcome is not None]
    return " ".join(outcome_text(outcome).sentence for outcome in outcomes)


def conflict_html(store: JournalStore, row: int, column: int) -> str:
    """«Белов Артём · 25.09 · пока не решено, считается то, что на сервере: 5 — Орлов П. И.»; the card has both."""
    pupil, place = store.pupils[row], store.columns[column]
    name = f"<b>{escape(pupil.last_name)} {escape(pupil.first_name)}</b>"
    stands = escape(store.kept_value(row, column).text or "пусто")
    author = next((state.author for state in store.fields(row, column) if state.state == "conflict"), "")
    whose = f" — {escape(author)}" if author else ""
    day = f"{place.lesson.held_on:%d.%m}"
    return f"{name} · {day} · пока не решено, считается то, что на сервере: <b>{stands}</b>{whose}"


def hint_html(store: JournalStore, row: int, column: int) -> str:
    """«Егоров Матвей · 25.09 · ответ на уроке, вес 1 · отметка 4 — вы, 10:42, отправляется»."""
    pupil, place = store.pupils[row], store.columns[column]
    parts = [
        f"<b>{escape(pupil.last_name)} {escape(pupil.first_name)}</b>",
        f"{place.lesson.held_on:%d.%m}",
        escape(work_words(place)),
    ]
    opened = opening_words(store, column) if store.locks(row, column).mark is None else ""
    notice = store.notice(row, column)
    flagged = f"<b>{notice_words(notice)}</b> (Ctrl+Shift+M)" if notice is not None else ""
    standing = " · ".join(filter(None, (_standing(store, row, column), flagged, escape(opened).rstrip("."))))
    return " · ".join([*parts, standing] if standing else parts)


def _standing(store: JournalStore, row: int, column: int) -> str:
    value = store.value(row, column)
    mark, attendance = store.fields(row, column)
    said = []
    if value.mark or mark.is_pending:
        words = in_words(CellValue(mark=value.mark)) if value.mark else "отметка снята"
        said.append(f"<b>{words}</b>{_who(store, mark)}")
    if value.attendance or attendance.is_pending:
        words = in_words(CellValue(attendance=value.attendance)) if value.attendance else "присутствовал"
        said.append(f"<b>{words}</b>{_who(store, attendance)}")
    return ", ".join(said)


def _who(store: JournalStore, state: CellFieldState) -> str:
    if state.state in _STATES:
        return f" — вы, {_STATES[state.state]}"
    if not state.author:
        return ""
    name = "вы" if state.author == store.me else escape(state.author)
    if state.entered_at is None:
        return f" — {name}"
    at = state.entered_at.astimezone(store.page.now.tzinfo)
    same_day = at.date() == store.page.today
    return f" — {name}, {at:%H:%M}" if same_day else f" — {name}, {at:%d.%m %H:%M}"
