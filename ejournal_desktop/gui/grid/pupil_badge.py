"""What is said of a pupil beside his name: new since a day, left on a day, by which order."""

from datetime import timedelta

from ejournal_desktop.domain.gradebook import JournalPage, Pupil

_DAY = timedelta(days=1)


def badge_of(pupil: Pupil, page: JournalPage) -> str:
    """«с 05.11» of who came within the period, «до 09.11» of who left; empty of everybody else."""
    if not pupil.memberships:
        return ""
    first, last = pupil.memberships[0], pupil.memberships[-1]
    if last.ends_before is not None and last.ends_before <= page.today:
        return f"до {last.ends_before - _DAY:%d.%m}"
    if first.starts_on is not None and page.period.starts_on < first.starts_on <= page.period.ends_on:
        return f"с {first.starts_on:%d.%m}"
    return ""


def pupil_words(pupil: Pupil, page: JournalPage) -> str:
    """«Прохоров Денис, выбыл 09.11.2026, приказ № 57-к»: for tooltips and screen readers."""
    name = f"{pupil.last_name} {pupil.first_name}"
    badge = badge_of(pupil, page)
    if badge.startswith("до "):
        ends = pupil.memberships[-1].ends_before
        last_day = f"{ends - _DAY:%d.%m.%Y}" if ends is not None else ""
        return ", ".join(filter(None, (name, f"выбыл {last_day}", pupil.departed_order)))
    if badge:
        since = pupil.memberships[0].starts_on
        return ", ".join(filter(None, (name, f"зачислен {since:%d.%m.%Y}", pupil.admitted_order)))
    return name


def short_name(pupil: Pupil) -> str:
    """«Абрамов К.»: where the window is narrow."""
    return f"{pupil.last_name} {pupil.first_name[:1]}." if pupil.first_name else pupil.last_name
