"""What is said of a pupil beside his name: new since a day, left on a day, by which order."""

from ejournal_desktop.domain.gradebook import JournalPage, Pupil


def badge_of(pupil: Pupil, page: JournalPage) -> str:
    """«с 05.11» of who came within the period, «выб. 09.11» of who left; empty of everybody else."""
    if not pupil.memberships:
        return ""
    first, last = pupil.memberships[0], pupil.memberships[-1]
    if last.ends_before is not None and last.ends_before <= page.today:
        return f"выб. {last.ends_before:%d.%m}"
    if first.starts_on is not None and page.period.starts_on < first.starts_on <= page.period.ends_on:
        return f"с {first.starts_on:%d.%m}"
    return ""


def pupil_words(pupil: Pupil, page: JournalPage) -> str:
    """«Прохоров Денис, выбыл 09.11.2026, приказ № 57-к»: for tooltips and screen readers."""
    name = f"{pupil.last_name} {pupil.first_name}"
    badge = badge_of(pupil, page)
    if badge.startswith("выб. "):
        ends = pupil.memberships[-1].ends_before
        day = f"выбыл {ends:%d.%m.%Y}" if ends is not None else ""
        return ", ".join(filter(None, (name, day, pupil.departed_order)))
    if badge:
        since = pupil.memberships[0].starts_on
        return ", ".join(filter(None, (name, f"зачислен {since:%d.%m.%Y}", pupil.admitted_order)))
    return name


def short_name(pupil: Pupil) -> str:
    """«Абрамов К.»: where the window is narrow."""
    return f"{pupil.last_name} {pupil.first_name[:1]}." if pupil.first_name else pupil.last_name
