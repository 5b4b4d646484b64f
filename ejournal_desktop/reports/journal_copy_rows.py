"""Rows of pupils: how high they stand, how many go on a page, the № and name that begin each."""

from collections.abc import Sequence

from ejournal_desktop.reports import fonts
from ejournal_desktop.reports.journal_copy_sheet import GROUP_OF_ROWS, MAX_ROW, MIN_ROW, SMALL_ROW
from ejournal_desktop.reports.page import MEDIUM, NOTE, SOFT, THIN, Page, middle
from ejournal_desktop.reports.setting import name_lines

NUMBER_WIDE, NAME_WIDE = 6.0, 46.0
NAME_INSET = 1.0
_LEADING = 2.95
_ROOM = 0.9  # above and below the lines of a long name


def names_size(count: int, free: float) -> float:
    """Size of the names when so many stand in the free height."""
    return 7.8 if count * SMALL_ROW > free else 8.4


def _least(names: Sequence[str], size: float, wide: float) -> list[float]:
    lines = [len(name_lines(name, fonts.SANS, size, wide - 2 * NAME_INSET)[1]) for name in names]
    return [MIN_ROW if count <= 1 else max(MIN_ROW, count * _LEADING + _ROOM) for count in lines]


def row_heights(names: Sequence[str], free: float, wide: float = NAME_WIDE, highest: float = MAX_ROW) -> list[float]:
    """Heights of the rows: the free height shared, at most ``highest`` each; a long name has what it needs."""
    least = _least(names, names_size(len(names), free), wide)
    spare = max(0.0, free - sum(least))
    single = sum(1 for height in least if height == MIN_ROW)
    rise = min(highest - MIN_ROW, spare / single) if single else 0.0
    return [height + rise if height == MIN_ROW else height for height in least]


def cut_rows(
    names: Sequence[str], free: float, wide: float = NAME_WIDE, last_less: float = 0.0
) -> list[tuple[int, int]]:
    """Slices of the rows that go on one page each, evenly; ``last_less`` is what totals take on the last one."""
    least = _least(names, names_size(len(names), free), wide)
    for pages in range(1, len(names) + 1):
        step = -(-len(names) // pages)
        slices = [(start, min(start + step, len(names))) for start in range(0, len(names), step)]
        rooms = [free] * (len(slices) - 1) + [free - last_less]
        if all(sum(least[a:b]) <= room + 1e-6 for (a, b), room in zip(slices, rooms, strict=True)):
            return slices
    return [(index, index + 1) for index in range(len(names))] or [(0, 0)]


def draw_names(
    page: Page,
    x: float,
    y: float,
    names: Sequence[tuple[int, str]],
    heights: Sequence[float],
    size: float,
    wide: float = NAME_WIDE,
) -> None:
    """The № and the name of every row."""
    for (number, name), high in zip(names, heights, strict=True):
        page.text(x + NUMBER_WIDE - 1.2, middle(y, high, 7), str(number), fonts.SANS, 7, align="right", ink=NOTE)
        font, lines = name_lines(name, fonts.SANS, size, wide - 2 * NAME_INSET)
        page.block(x + NUMBER_WIDE + NAME_INSET, y, high, lines, font, size, _LEADING)
        y += high


def draw_row_rules(page: Page, x1: float, x2: float, y: float, heights: Sequence[float]) -> None:
    """Rules between rows, every fifth heavier; the table's own bottom is not among them."""
    for index, high in enumerate(heights[:-1], 1):
        y += high
        page.across(y, x1, x2, THIN if index % GROUP_OF_ROWS else MEDIUM)


def draw_name_heads(page: Page, x: float, y: float, high: float) -> None:
    """«№» and «Фамилия, имя обучающегося» over the first two columns."""
    page.cell(x, y, NUMBER_WIDE, high, "№", fonts.SANS_BOLD, 7.5)
    page.text(x + NUMBER_WIDE + NAME_INSET, middle(y, high, 7.5), "Фамилия, имя обучающегося", fonts.SANS_BOLD, 7.5)


def draw_head_label(page: Page, right: float, y: float, high: float, label: str) -> None:
    """A small label of a head's row at the right end of the name column."""
    page.text(right - 0.8, middle(y, high, 6), label, fonts.SANS, 6, align="right", ink=SOFT)
