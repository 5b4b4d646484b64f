"""The cheat sheet of keys on A5: what the grid, the journal and the window have, to lie beside a keyboard (ux 11)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ejournal_desktop.reports import fonts
from ejournal_desktop.reports.document import check
from ejournal_desktop.reports.setting import fitting_font, wrapped
from ejournal_desktop.reports.values import KeyGroup, KeySheet, ReportFile

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_WIDE, _HIGH = 148.0, 210.0
_MARGIN, _GAP = 9.0, 6.0
_TOP, _BOTTOM = 22.0, 200.0
_COLUMN = (_WIDE - 2 * _MARGIN - _GAP) / 2
_KEYS_WIDE = 22.0
_SIZE, _LINE, _HEAD = 7.6, 3.2, 6.2
_SOFT = 0.65
_ARROWS = {"← ↑ → ↓": "стрелки", "←": "влево", "↑": "вверх", "→": "вправо", "↓": "вниз"}
"""The faces of paper have no arrows."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line pair of a column: keys left, what they do right; a head has no words."""

    keys: tuple[str, ...]
    words: tuple[str, ...] = ()

    @property
    def high(self) -> float:
        return _LINE * max(len(self.keys), len(self.words)) + 0.7 if self.words else _HEAD


def draw_key_sheet(
    values: KeySheet, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> ReportFile:
    """Draw the sheet in two columns, on as many pages as it takes.

    Raises:
        ReportFailedError: a font of the program is missing.
        CancelledError: ``cancelled`` said so.
    """
    output = BytesIO()
    canvas = _canvas(output, values.title)
    columns = list(_columns(values.groups))
    pages = -(-len(columns) // 2)
    for page in range(pages):
        check(cancelled)
        if progress is not None:
            progress(page, pages)
        _draw_head(canvas, values)
        for place, rows in enumerate(columns[2 * page : 2 * page + 2]):
            _draw_column(canvas, _MARGIN + place * (_COLUMN + _GAP), rows)
        canvas.showPage()
    canvas.save()
    said = "\n".join(f"{keys}\t{words}" for group in values.groups for keys, words in group.rows)
    return ReportFile(output.getvalue(), pages, sha256(said.encode()).digest(), values.title)


def on_paper(keys: str) -> str:
    """Keys as they are printed: arrows in words."""
    for arrow, word in _ARROWS.items():
        keys = keys.replace(arrow, word)
    return keys


def _columns(groups: tuple[KeyGroup, ...]) -> Iterator[list[_Row]]:
    """Rows for each column; a head never stands last in one."""
    column: list[_Row] = []
    y = _TOP
    for group in groups:
        rows = [_row(keys, words) for keys, words in group.rows]
        for at, row in enumerate(rows):
            head = [_Row((group.title,))] if at == 0 else []
            high = row.high + sum(each.high for each in head)
            if y + high > _BOTTOM and column:
                yield column
                column, y = [], _TOP
            column += [*head, row]
            y += high
    if column:
        yield column


def _row(keys: str, words: str) -> _Row:
    return _Row(
        wrapped(on_paper(keys), fonts.NARROW_BOLD, _SIZE, _KEYS_WIDE - 1),
        wrapped(words, fonts.SANS, _SIZE, _COLUMN - _KEYS_WIDE),
    )


def _draw_head(canvas: Canvas, values: KeySheet) -> None:
    _text(canvas, _MARGIN, 13, values.title, fonts.SERIF_BOLD, 15)
    _text(canvas, _MARGIN, 205, "Клавиши работают при русской и при латинской раскладке.", fonts.SANS, 7, _SOFT)
    note = f"Электронный журнал {values.version}"
    _text(canvas, _WIDE - _MARGIN, 205, note, fonts.SANS, 7, _SOFT, right=True)
    canvas.setStrokeGray(0)
    canvas.setLineWidth(1)
    canvas.line(_MARGIN * mm, (_HIGH - 16) * mm, (_WIDE - _MARGIN) * mm, (_HIGH - 16) * mm)


def _draw_column(canvas: Canvas, left: float, rows: list[_Row]) -> None:
    y = _TOP
    for row in rows:
        if not row.words:
            _text(canvas, left, y + 1.6, row.keys[0], fonts.SANS_BOLD, 8.6)
        for at, line in enumerate(row.keys if row.words else ()):
            _text(canvas, left, y + _LINE * at, line, fonts.NARROW_BOLD, _SIZE)
        for at, line in enumerate(row.words):
            _text(canvas, left + _KEYS_WIDE, y + _LINE * at, line, fonts.SANS, _SIZE)
        y += row.high


def _text(
    canvas: Canvas, x: float, y: float, words: str, font: str, size: float, ink: float = 1.0, *, right: bool = False
) -> None:
    face = fitting_font(words, font, size, _WIDE - 2 * _MARGIN)
    fonts.face(face)
    canvas.setFillGray(1 - ink)
    canvas.setFont(face, size)
    draw = canvas.drawRightString if right else canvas.drawString
    draw(x * mm, (_HIGH - y) * mm, fonts.printable(words, face))


def _canvas(output: BytesIO, title: str) -> Canvas:
    fonts.register()
    rl_config.useA85 = 0
    canvas = Canvas(
        output,
        pagesize=(_WIDE * mm, _HIGH * mm),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        initialFontName=fonts.SANS,  # type: ignore[arg-type]  # the stubs say number; it is a name
        lang="ru-RU",
    )
    canvas.setTitle(title)
    canvas.setCreator("ejournal-desktop")
    return canvas
