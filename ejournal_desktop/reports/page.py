"""A page of a bound book: text, rules and tints in millimetres from the upper left, running head and footer."""

from dataclasses import dataclass, field
from typing import Literal

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ejournal_desktop.reports import fonts, qr
from ejournal_desktop.reports.setting import POINT, fitting_font, width_mm, wrapped

Align = Literal["left", "centre", "right"]

PAGE_WIDTH, PAGE_HEIGHT = 297.0, 210.0
BINDING, OUTER = 20.0, 10.0
TABLE_TOP = 24.0
BODY_BOTTOM = 190.0
THIN, MEDIUM, THICK = 0.25, 0.5, 1.0
HEAD_TINT, CONTROL_TINT = 0.075, 0.14
BLACK, SOFT, NOTE = 1.0, 0.75, 0.8
GROUPS_OF_PAGE_SUM = 4

_CAP_HALF = 0.35  # half of the height of capitals, in ems
_HATCH_STEP = 1.1


@dataclass(frozen=True, slots=True)
class Imprint:
    """What every footer says besides its own page."""

    school: str
    document: str
    printed: str
    total: int


@dataclass(frozen=True, slots=True)
class RunningHead:
    """Subject and class at the outer edge, a person and her part at the inner one."""

    title: str
    subtitle: str
    role: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class _Text:
    x: float
    y: float
    text: str
    font: str
    size: float
    ink: float
    upwards: bool
    tracking: float


def fours(digest: bytes, groups: int) -> str:
    """The beginning of a hash for a person: «A1C4 08D2 6E90 3B7F»."""
    text = digest.hex().upper()
    return " ".join(text[4 * index : 4 * index + 4] for index in range(groups))


@dataclass(slots=True)
class Page:
    """A landscape page of a bound book; odd pages are recto (binding left), even ones mirror them."""

    number: int
    _texts: list[_Text] = field(default_factory=list)
    _rules: dict[float, list[tuple[float, float, float, float]]] = field(default_factory=dict)
    _tints: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    _codes: list[tuple[float, float, float, str]] = field(default_factory=list)

    @property
    def is_recto(self) -> bool:
        """Whether the page is a right one of the open book."""
        return self.number % 2 == 1

    @property
    def left(self) -> float:
        """Left edge of the body."""
        return BINDING if self.is_recto else OUTER

    @property
    def right(self) -> float:
        """Right edge of the body."""
        return PAGE_WIDTH - (OUTER if self.is_recto else BINDING)

    @property
    def width(self) -> float:
        """Width of the body, the same on both sides."""
        return PAGE_WIDTH - BINDING - OUTER

    def text(
        self,
        x: float,
        y: float,
        text: str,
        font: str = fonts.SANS,
        size: float = 8.4,
        *,
        align: Align = "left",
        ink: float = BLACK,
        tracking: float = 0,
    ) -> None:
        """A line on the baseline ``y``."""
        if not text:
            return
        clean = fonts.printable(text, font)
        if align != "left":
            wide = fonts.width(clean, font, size) * POINT + tracking * POINT * (len(clean) - 1)
            x -= wide / 2 if align == "centre" else wide
        self._texts.append(_Text(x, y, clean, font, size, ink, upwards=False, tracking=tracking))

    def fit(
        self,
        x: float,
        y: float,
        text: str,
        measure: float,
        font: str = fonts.SANS,
        size: float = 8.4,
        *,
        align: Align = "left",
        ink: float = BLACK,
    ) -> None:
        """A line on the baseline ``y``, narrow where its own face is too wide."""
        self.text(x, y, text, fitting_font(text, font, size, measure), size, align=align, ink=ink)

    def cell(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        text: str,
        font: str = fonts.SANS,
        size: float = 8.4,
        *,
        ink: float = BLACK,
    ) -> None:
        """A line centred in a cell, narrow where it must."""
        if text:
            self.fit(x + wide / 2, middle(y, high, size), text, wide - 0.2, font, size, align="centre", ink=ink)

    def block(
        self,
        x: float,
        y: float,
        high: float,
        lines: tuple[str, ...],
        font: str,
        size: float,
        leading: float,
        *,
        align: Align = "left",
        ink: float = BLACK,
    ) -> None:
        """Several lines centred in the height of a cell; ``leading`` in millimetres."""
        baseline = middle(y, high, size) - leading * (len(lines) - 1) / 2
        for index, line in enumerate(lines):
            self.text(x, baseline + leading * index, line, font, size, align=align, ink=ink)

    def upwards(self, x: float, y: float, text: str, font: str, size: float) -> None:
        """A line that reads upwards from ``y``, its baseline at ``x``."""
        self._texts.append(_Text(x, y, fonts.printable(text, font), font, size, BLACK, upwards=True, tracking=0))

    def across(self, y: float, x1: float, x2: float, weight: float = THIN) -> None:
        """A horizontal rule."""
        self._rules.setdefault(weight, []).append((x1, y, x2, y))

    def down(self, x: float, y1: float, y2: float, weight: float = THIN) -> None:
        """A vertical rule."""
        self._rules.setdefault(weight, []).append((x, y1, x, y2))

    def tint(self, x: float, y: float, wide: float, high: float, level: float) -> None:
        """A grey ground under everything."""
        self._tints.append((level, x, y, wide, high))

    def hatch(self, x: float, y: float, wide: float, high: float) -> None:
        """Thin lines at 45°: the pupil is not in the group on these days."""
        offset = -high + _HATCH_STEP / 2
        lines = self._rules.setdefault(THIN, [])
        while offset < wide:
            start, end = max(offset, 0.0), min(offset + high, wide)
            lines.append((x + start, y + high - (start - offset), x + end, y + high - (end - offset)))
            offset += _HATCH_STEP

    def code(self, x: float, y: float, side: float, text: str) -> None:
        """A QR code with its upper left corner at ``x``, ``y``."""
        self._codes.append((x, y, side, text))

    def frame(self, x: float, y: float, wide: float, high: float) -> None:
        """A closed table: 1 pt above and below, 0.5 pt at the sides."""
        self.across(y, x, x + wide, THICK)
        self.across(y + high, x, x + wide, THICK)
        self.down(x, y, y + high, MEDIUM)
        self.down(x + wide, y, y + high, MEDIUM)

    def running_head(self, head: RunningHead) -> None:
        """The two lines above the table, mirrored on the verso."""
        outer, inner = (self.right, self.left) if self.is_recto else (self.left, self.right)
        to_outer: Align = "right" if self.is_recto else "left"
        to_inner: Align = "left" if self.is_recto else "right"
        person_wide = min(110.0, max(width_mm(head.person, fonts.SANS, 8.4), width_mm(head.role, fonts.SANS_BOLD, 8.4)))
        measure = self.width - (person_wide + 8 if person_wide else 0)
        self._head_title(outer, measure, head.title, to_outer)
        self.fit(outer, 19.5, head.subtitle, measure, fonts.SANS, 8.4, align=to_outer)
        self.fit(inner, 14.5, head.role, 110, fonts.SANS_BOLD, 8.4, align=to_inner)
        self._head_person(inner, head.person, to_inner)

    def _head_title(self, x: float, measure: float, title: str, align: Align) -> None:
        """A subject in 14 pt; a monstrous one in as many narrow lines above as it takes."""
        font = fitting_font(title, fonts.SERIF_BOLD, 14, measure)
        if width_mm(title, font, 14) <= measure:
            self.text(x, 14.5, title, font, 14, align=align)
            return
        lines = wrapped(title, fonts.NARROW_BOLD, 9, measure)
        for index, line in enumerate(lines):
            self.text(x, 14.9 - 3.4 * (len(lines) - 1 - index), line, fonts.NARROW_BOLD, 9, align=align)

    def _head_person(self, x: float, person: str, align: Align) -> None:
        font = fitting_font(person, fonts.SANS, 8.4, 110)
        for index, line in enumerate(wrapped(person, font, 8.4, 110)):
            self.text(x, 19.5 + 3.2 * index, line, font, 8.4, align=align)

    def footer(self, imprint: Imprint, digest: bytes) -> None:
        """Rule, QR of the content's hash and page number at the outer edge, school and document at the inner one."""
        rule, side = PAGE_HEIGHT - 18.0, 11.0
        sign = -1 if self.is_recto else 1
        outer, inner = (self.right, self.left) if self.is_recto else (self.left, self.right)
        to_outer: Align = "right" if self.is_recto else "left"
        to_inner: Align = "left" if self.is_recto else "right"
        beside = outer + sign * (side + 3)
        self.across(rule, min(beside, inner), max(beside, inner), MEDIUM)
        self.code(min(outer, outer + sign * side), rule, side, digest.hex().upper())
        self.text(beside, rule + 4.4, str(self.number), fonts.SERIF_BOLD, 11, align=to_outer)
        self.text(beside, rule + 7.5, f"из\u00a0{imprint.total}", fonts.SANS, 6.5, align=to_outer)
        checksum = f"контрольная сумма страницы {fours(digest, GROUPS_OF_PAGE_SUM)}"
        self.text(beside, rule + 10.8, checksum, fonts.SANS, 6.5, align=to_outer, ink=SOFT)
        measure = self.width - 90
        self.fit(inner, rule + 4.2, imprint.school, measure, fonts.SANS_BOLD, 7, align=to_inner)
        self.fit(inner, rule + 7.5, imprint.document, measure, fonts.SANS, 7, align=to_inner)
        self.fit(inner, rule + 10.8, imprint.printed, measure, fonts.SANS, 6.5, align=to_inner, ink=SOFT)

    def draw_on(self, canvas: Canvas) -> None:
        """Put the page on the canvas: tints, rules, codes, then text in reading order."""
        canvas.setPageSize((PAGE_WIDTH * mm, PAGE_HEIGHT * mm))
        self._draw_tints(canvas)
        canvas.setStrokeGray(0)
        for weight, rules in sorted(self._rules.items()):
            canvas.setLineWidth(weight)
            canvas.lines([(x1 * mm, _up(y1), x2 * mm, _up(y2)) for x1, y1, x2, y2 in rules])
        self._draw_codes(canvas)
        self._draw_texts(canvas)
        canvas.showPage()

    def _draw_tints(self, canvas: Canvas) -> None:
        for level, x, y, wide, high in self._tints:
            canvas.setFillGray(1 - level)
            canvas.rect(x * mm, _up(y + high), wide * mm, high * mm, stroke=0, fill=1)

    def _draw_codes(self, canvas: Canvas) -> None:
        canvas.setFillGray(0)
        for x, y, side, text in self._codes:
            modules, rectangles = qr.squares(text)
            unit = side / modules * mm
            path = canvas.beginPath()
            for column, row, columns, rows in rectangles:
                path.rect(x * mm + column * unit, _up(y) - (row + rows) * unit, columns * unit, rows * unit)
            canvas.drawPath(path, stroke=0, fill=1)

    def _draw_texts(self, canvas: Canvas) -> None:
        run = canvas.beginText()
        state: tuple[str, float] | None = None
        ink = tracking = -1.0
        for text in self._texts:
            if state != (text.font, text.size):
                state = (text.font, text.size)
                run.setFont(text.font, text.size)
            if ink != text.ink:
                ink = text.ink
                run.setFillGray(1 - ink)
            if tracking != text.tracking:
                tracking = text.tracking
                run.setCharSpace(tracking)
            if text.upwards:
                run.setTextTransform(0, 1, -1, 0, text.x * mm, _up(text.y))
            else:
                run.setTextOrigin(text.x * mm, _up(text.y))
            run.textOut(text.text)
        canvas.drawText(run)


def middle(y: float, high: float, size: float) -> float:
    """The baseline on which a line stands in the middle of a cell."""
    return y + high / 2 + _CAP_HALF * size * POINT


def _up(y: float) -> float:
    return (PAGE_HEIGHT - y) * mm
