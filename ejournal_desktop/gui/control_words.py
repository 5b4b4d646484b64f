"""What the screens say of control works of a class: short lines, an advice where there are too many (rulings 15)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from ejournal_desktop.domain.control_schedule import ControlWork, by_day, is_crowded

WEEKDAYS: Final = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


def short_day(day: date) -> str:
    """«чт 03.12»."""
    return f"{WEEKDAYS[day.weekday()]} {day:%d.%m}"


def subjects_of(works: Iterable[ControlWork]) -> str:
    """«Алгебра, Физика»: each subject once."""
    return ", ".join(dict.fromkeys(work.subject for work in works))


def day_words(day: date, works: Sequence[ControlWork]) -> str:
    """«чт 03.12 Алгебра, Физика»."""
    return f"{short_day(day)} {subjects_of(works)}"


def full_words(works: Iterable[ControlWork]) -> str:
    """A line for each work: class, subject, kind, and whether it is only planned."""
    return "\n".join(
        f"{work.group_name} · {work.subject}"
        + (f" · {work.kind}" if work.kind else "")
        + (" · по КТП" if work.is_planned else "")
        for work in works
    )


def others_of_day(day: date, subject: str, works: Iterable[ControlWork]) -> str:
    """What speaks against one more control work on a day; empty where nothing does."""
    there = [work for work in works if work.held_on == day and work.subject != subject]
    if not there:
        return ""
    names = ", ".join(dict.fromkeys(name for work in there for name in work.class_names))
    return f"{names} {short_day(day)} уже пишет: {subjects_of(there)}. Больше одной контрольной в день не советуют"


def week_words(works: Iterable[ControlWork]) -> str:
    """«Контрольные недели: вт 01.12 Физика · чт 03.12 Русский язык»; empty where there are none."""
    days = [day_words(day, there) for day, there in by_day(works).items()]
    return f"Контрольные недели: {' · '.join(days)}" if days else ""


def crowd_words(works: Sequence[ControlWork]) -> str:
    """«2 в день» over a day with too many; empty otherwise."""
    return f"{len({work.subject for work in works})} в день" if is_crowded(works) else ""
