"""What every sheet of the journal's paper copy shares: its content as a value, its drawing, the words of the book."""

import hashlib
import json
from dataclasses import dataclass
from typing import Protocol

from ejournal_desktop.reports import fonts
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.page import MEDIUM, SOFT, TABLE_TOP, Imprint, Page, RunningHead
from ejournal_desktop.reports.setting import name_lines, width_mm
from ejournal_desktop.reports.values import JournalCopy

MAX_ROW = 5.0
MIN_ROW = 3.74
SMALL_ROW = 4.4
TABLE_BOTTOM = 184.8
GROUP_OF_ROWS = 5


class Sheet(Protocol):
    """One page before it is drawn."""

    def content(self) -> object:
        """All that the page says of the journal, as JSON values; not when, by whom and on which page it is printed."""

    def draw(self, page: Page) -> None:
        """Put the body on the page; the footer follows."""


def digest_of(sheet: Sheet) -> bytes:
    """SHA-256 of the page's content."""
    text = json.dumps(sheet.content(), ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).digest()


def row_size(row_height: float) -> float:
    """Size of figures and names in a row of that height."""
    return 7.8 if row_height < SMALL_ROW else 8.4


def period_line(copy: JournalCopy) -> str:
    """«I четверть 2026/2027 учебного года»."""
    return f"{ru.roman_period(copy.period.kind, copy.period.number)} {copy.period.year_name} учебного года"


def class_line(copy: JournalCopy) -> str:
    """«7 «А» класс · I четверть 2026/2027 учебного года»."""
    return f"{ru.class_title(copy.class_name)} · {period_line(copy)}"


def title_of(copy: JournalCopy) -> str:
    """The document's name, in footers and in the file's properties."""
    return f"Классный журнал {ru.quoted_class(copy.class_name)} · бумажная копия за {period_line(copy)}"


def imprint_of(copy: JournalCopy, total: int) -> Imprint:
    """The footer of this copy."""
    printed = f"Отпечатано {copy.printed_at:%d.%m.%Y, %H:%M}; {ru.surname_first(copy.printed_by)}"
    return Imprint(copy.school.short_name, title_of(copy), printed, total)


def teacher_head(copy: JournalCopy, title: str, subtitle: str) -> RunningHead:
    """The running head of a page that the class teacher answers for."""
    return RunningHead(title, subtitle, "Классный руководитель", copy.class_teacher)


@dataclass(frozen=True, slots=True)
class BlankSheet:
    """A page that only keeps the pairs of the book."""

    def content(self) -> object:
        """Nothing."""
        return ["blank"]

    def draw(self, page: Page) -> None:
        """Say that nothing is to be written here."""
        page.text(
            page.left + page.width / 2,
            TABLE_TOP + 70,
            "Страница не заполняется",
            fonts.SANS,
            9,
            align="centre",
            ink=SOFT,
        )


def draw_teacher_signature(page: Page, y: float, label: str, name: str) -> None:
    """«Классный руководитель ____ И. М. Белозёрова» at the right end under a table."""
    short = ru.initials_first(name)
    font, lines = name_lines(short, fonts.SANS, 8.4, 46)
    wide = max(21.0, max((width_mm(line, font, 8.4) for line in lines), default=0.0))
    for index, line in enumerate(lines):
        page.text(page.right - wide, y + 2.9 * index, line, font, 8.4)
    end = page.right - wide - 5
    page.across(y + 0.3, end - 26, end, MEDIUM)
    page.text(end - 13, y + 3.1, "подпись", fonts.SANS, 5.8, align="centre", ink=SOFT)
    page.text(end - 29, y, label, fonts.SANS, 8.4, align="right")
