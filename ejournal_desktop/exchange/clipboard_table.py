"""Tables on the clipboard: the HTML that spreadsheets put there first, tab separated text second (ux 5.4.4).

What comes from outside is limited before it is read: a table of a hundred thousand cells is refused with its size, not
chewed for minutes.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import Final

from ejournal_desktop.domain.names import clean, forbidden_characters

MOST_CELLS: Final = 10_000
"""More than any journal page has."""
MOST_CHARACTERS: Final = 4_000_000
_MOST_SPAN: Final = 200
_CELL_TAGS: Final = frozenset({"td", "th"})
_SPACES: Final = frozenset({"br", "p", "div"})


@dataclass(frozen=True, slots=True)
class PastedText:
    """What a clipboard held, not read yet: reading a long table is no work for the window's own thread."""

    html: str
    text: str


@dataclass(frozen=True, slots=True)
class ClipboardTable:
    """Rows of texts, cleaned of what nobody sees; every row is as long as the longest."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def height(self) -> int:
        """Rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Columns."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class TooBig:
    """The clipboard holds more than is read; ``cells`` is a lower bound."""

    cells: int


def read_table(html: str, text: str, most_cells: int = MOST_CELLS) -> ClipboardTable | TooBig | None:
    """The table of a clipboard that may have both forms; ``None`` where it has no text at all."""
    if html and len(html) <= MOST_CHARACTERS * 4 and "<table" in html.lower():
        found = _read_html(html, most_cells)
        if found is not None:
            return found
    if len(text) > MOST_CHARACTERS or _cells_of(text) > most_cells:
        return TooBig(_cells_of(text))
    rows = _read_text(text)
    return _table(rows) if _says_something(rows) else None


def write_text(rows: Sequence[Sequence[str]]) -> str:
    """Tab separated text as spreadsheets read it."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(rows)
    return out.getvalue()


def write_html(rows: Sequence[Sequence[str]]) -> str:
    """A plain HTML table; every cell is text, so that «4/5» does not become the fourth of May."""
    style = " style=\"mso-number-format:'\\@'\""
    lines = ["".join(f"<td{style}>{escape(text)}</td>" for text in row) for row in rows]
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _cells_of(text: str) -> int:
    return text.count("\t") + text.count("\n") + 1


def _read_text(text: str) -> list[list[str]]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").removesuffix("\n")
    try:
        return list(csv.reader(io.StringIO(plain), dialect="excel-tab"))
    except csv.Error:  # a field longer than the library takes
        return [line.split("\t") for line in plain.split("\n")]


def _read_html(html: str, most_cells: int) -> ClipboardTable | TooBig | None:
    parser = _TableParser(most_cells)
    parser.feed(html)
    parser.close()
    if parser.cells > most_cells:
        return TooBig(parser.cells)
    return _table(parser.rows) if _says_something(parser.rows) else None


def _says_something(rows: Sequence[Sequence[str]]) -> bool:
    return any(text.strip() for row in rows for text in row)


def _table(rows: Sequence[Sequence[str]]) -> ClipboardTable:
    width = max(len(row) for row in rows)
    return ClipboardTable(tuple((*(_seen(text) for text in row), *[""] * (width - len(row))) for row in rows))


def _seen(text: str) -> str:
    """The text as a person sees it; control and direction marks stay, so that the grammar refuses them by name."""
    return text.strip() if forbidden_characters(text) else clean(text)


class _TableParser(HTMLParser):
    """The first table of a page: rows, cells, spans; a table inside a cell is text of that cell."""

    def __init__(self, most_cells: int) -> None:
        super().__init__(convert_charrefs=True)
        self._most_cells = most_cells
        self.rows: list[list[str]] = []
        self.cells = 0
        self._depth = 0
        self._is_over = False
        self._text: list[str] | None = None
        self._spans = (1, 1)
        self._below: dict[tuple[int, int], bool] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        if self._depth != 1 or self._is_over or self.cells > self._most_cells:
            return
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in _CELL_TAGS:
            self._end_cell()
            given = dict(attrs)
            self._spans = _span(given.get("colspan")), _span(given.get("rowspan"))
            self._text = []
        elif tag in _SPACES and self._text:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            self._depth -= 1
            if self._depth == 0:
                self._end_cell()
                self._is_over = True
        elif tag in _CELL_TAGS and self._depth == 1:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end_cell(self) -> None:
        """A cell that spans others leaves them empty."""
        if self._text is None:
            return
        text, self._text = " ".join("".join(self._text).split()), None
        if not self.rows:
            self.rows.append([])
        row, at = self.rows[-1], len(self.rows) - 1
        while self._below.pop((at, len(row)), False):
            row.append("")
        left, (across, down) = len(row), self._spans
        row.extend([text, *[""] * (across - 1)])
        for below in range(1, down):
            for beside in range(across):
                self._below[at + below, left + beside] = True
        self.cells += across * down


def _span(given: str | None) -> int:
    return min(_MOST_SPAN, max(1, int(given))) if given and given.isdecimal() and len(given) < 6 else 1  # noqa: PLR2004
