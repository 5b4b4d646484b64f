"""Slips of access codes (ACC-3, ACC-4; duties A19, K1): eight on an A4 page to cut out, or one sealed sheet.

The text of a code stands on paper and nowhere else, so nothing of it is hashed or kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ejournal_desktop.domain.people import Role
from ejournal_desktop.reports import fonts, qr
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.setting import fitting_font, wrapped

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_WIDE, _HIGH = 210.0, 297.0
_ACROSS, _DOWN = 2, 4
_SLIP_WIDE, _SLIP_HIGH = _WIDE / _ACROSS, _HIGH / _DOWN
_MARGIN = 11.0
_QR_SIDE = 25.0
_SOFT = 0.65
_HOW = "В окне входа нажмите «Первый вход — есть код доступа?», введите код и придумайте пароль."
_WORDS = {
    "teacher": "учитель",
    "class_teacher": "классный руководитель",
    "psychologist": "педагог-психолог",
    "deputy": "заместитель директора",
    "director": "директор",
    "administrator": "администратор",
    "secretary": "секретарь",
    "inspector": "проверяющий",
    "pupil": "обучающийся",
}


@dataclass(frozen=True, slots=True)
class CodeSlip:
    """One slip.

    Attributes:
        children: «Абрамов Кирилл» and «7А» of each pupil of a guardian.
        login: the login that is proposed.
        keeper: «Белозёрова И. М., каб. 12, тел. …»: who gives new access; empty where the school has not said.
        qr: what the QR says: the code and where it belongs (``domain/access_codes.py``).
    """

    number: int
    school: str
    full_name: str
    roles: tuple[Role, ...]
    class_name: str
    children: tuple[tuple[str, str], ...]
    code: str
    login: str
    server: str
    issued_on: date
    valid_until: date
    issued_by: str
    qr: str
    keeper: str = ""


def draw_access_slips(
    slips: Sequence[CodeSlip], progress: Progress | None = None, cancelled: Cancelled | None = None
) -> tuple[bytes, int]:
    """Draw the slips, eight on a page; return the file and its pages.

    Raises:
        ReportFailedError: a font of the program is missing.
    """
    del cancelled  # issued codes have to reach paper
    output = BytesIO()
    canvas = _canvas(output, "Коды доступа")
    on_page = _ACROSS * _DOWN
    pages = -(-len(slips) // on_page)
    for page in range(pages):
        if progress is not None:
            progress(page, pages)
        _draw_cuts(canvas)
        for place, slip in enumerate(slips[page * on_page : (page + 1) * on_page]):
            _draw_slip(canvas, (place % _ACROSS) * _SLIP_WIDE, (place // _ACROSS) * _SLIP_HIGH, slip)
        canvas.showPage()
    canvas.save()
    return output.getvalue(), pages


def draw_recovery_slip(
    slip: CodeSlip, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> tuple[bytes, int]:
    """Draw the sealed code of recovery on a sheet of its own, to be folded into an envelope."""
    del progress, cancelled
    output = BytesIO()
    canvas = _canvas(output, "Код восстановления доступа")
    pen = _Pen(canvas, 25, 30)
    pen.text(0, 0, slip.school, fonts.SERIF, 11, 160)
    pen.text(0, 14, "Код восстановления доступа", fonts.SERIF_BOLD, 18, 160)
    lines = (
        f"Возвращает учётную запись администратора электронного журнала: {slip.full_name}.",
        "Нужен, если администратор в школе один и пароль утерян. Хранится у директора в запечатанном конверте.",
        "Чтобы применить, в окне входа нажмите «Первый вход — есть код доступа?» и введите код.",
        "Код одноразовый. О его применении программа сообщит директору и администраторам. Новый печатает директор.",
    )
    y = 26.0
    for line in lines:
        for part in wrapped(line, fonts.SANS, 11, 160):
            pen.text(0, y, part, fonts.SANS, 11, 160)
            y += 5.6
        y += 2
    pen.text(0, y + 12, slip.code.replace("-", " – "), fonts.SANS_BOLD, 24, 160)
    pen.code(0, y + 22, 34, slip.qr)
    pen.text(44, y + 28, f"Действует до {ru.day(slip.valid_until)}", fonts.SANS, 11, 110)
    pen.text(44, y + 36, f"Напечатан {ru.day(slip.issued_on)}, {slip.issued_by}", fonts.SANS, 11, 110)
    pen.text(44, y + 44, f"Сервер {slip.server}", fonts.SANS, 11, 110)
    pen.text(0, y + 84, "Запечатал: ____________________   Дата: ______________", fonts.SANS, 11, 160)
    canvas.showPage()
    canvas.save()
    return output.getvalue(), 1


@dataclass(frozen=True, slots=True)
class _Pen:
    """Text, rules and codes in millimetres from the upper left corner of a slip."""

    canvas: Canvas
    x: float
    y: float

    def text(
        self, x: float, y: float, words: str, font: str, size: float, measure: float, *, right: bool = False,
        ink: float = 1.0,
    ) -> None:  # fmt: skip
        """A line on the baseline ``y``, narrow where it must."""
        face = fitting_font(words, font, size, measure)
        fonts.face(face)
        self.canvas.setFillGray(1 - ink)
        self.canvas.setFont(face, size)
        draw = self.canvas.drawRightString if right else self.canvas.drawString
        draw((self.x + x) * mm, (_HIGH - self.y - y) * mm, fonts.printable(words, face))

    def across(self, y: float, wide: float, weight: float, ink: float = 1.0) -> None:
        """A horizontal rule."""
        self.canvas.setStrokeGray(1 - ink)
        self.canvas.setLineWidth(weight)
        level = (_HIGH - self.y - y) * mm
        self.canvas.line(self.x * mm, level, (self.x + wide) * mm, level)

    def code(self, x: float, y: float, side: float, text: str) -> None:
        """A QR code with its upper left corner at ``x``, ``y``."""
        modules, rectangles = qr.squares(text)
        unit = side / modules * mm
        left, top = (self.x + x) * mm, (_HIGH - self.y - y) * mm
        path = self.canvas.beginPath()
        for column, row, columns, rows in rectangles:
            path.rect(left + column * unit, top - (row + rows) * unit, columns * unit, rows * unit)
        self.canvas.setFillGray(0)
        self.canvas.drawPath(path, stroke=0, fill=1)


def _draw_slip(canvas: Canvas, left: float, top: float, slip: CodeSlip) -> None:
    wide = _SLIP_WIDE - 2 * _MARGIN
    pen = _Pen(canvas, left + _MARGIN, top + 6)
    pen.text(0, 4.2, "Электронный журнал", fonts.SERIF_BOLD, 11, 60)
    pen.text(wide, 4.2, f"№ {slip.number}", fonts.SANS, 8.4, 22, right=True, ink=_SOFT)
    pen.text(0, 8.4, slip.school, fonts.SANS, 7.5, wide, ink=_SOFT)
    pen.across(10.4, wide, 1.0)
    pen.text(0, 15.6, slip.full_name, fonts.SANS_BOLD, 10, wide)
    for line, part in enumerate(wrapped(who(slip), fonts.NARROW, 8.4, wide)[:2]):
        pen.text(0, 19.8 + 3.5 * line, part, fonts.SANS, 8.4, wide)
    beside = wide - _QR_SIDE - 3
    pen.text(0, 27.6, "Код доступа, одноразовый", fonts.SANS, 7.5, beside, ink=_SOFT)
    pen.text(0, 33.2, f"{slip.code[:9].replace('-', ' – ')} –", fonts.SANS_BOLD, 13.5, beside)
    pen.text(0, 38.6, slip.code[10:].replace("-", " – "), fonts.SANS_BOLD, 13.5, beside)
    rows = (
        ("Логин", f"{slip.login} (можно свой)"),
        ("Сервер", slip.server),
        ("Действует", f"с {slip.issued_on:%d.%m} до {ru.day(slip.valid_until)}"),
        ("Выдал", ru.surname_first(slip.issued_by)),
    )
    for line, (name, value) in enumerate(rows):
        pen.text(0, 43.2 + 3.7 * line, name, fonts.SANS, 7.5, 14, ink=_SOFT)
        pen.text(15, 43.2 + 3.7 * line, value, fonts.SANS, 8.4, beside - 15)
    pen.code(wide - _QR_SIDE, 27.0, _QR_SIDE, slip.qr)
    pen.across(56.2, wide, 0.25, _SOFT)
    pen.text(0, 59.0, _HOW, fonts.NARROW, 7, wide)
    pen.text(0, 61.6, "Код и пароль нельзя передавать другим лицам (п. 4.1 Порядка).", fonts.NARROW, 7, wide)
    if slip.keeper:
        for line, part in enumerate(wrapped(f"Новый код выдаёт: {slip.keeper}", fonts.NARROW, 7, wide)[:2]):
            pen.text(0, 64.2 + 2.5 * line, part, fonts.NARROW, 7, wide)


def who(slip: CodeSlip) -> str:
    """«обучающийся, 7 «А» класс», «родитель: Абрамов Кирилл, 7 «А» класс»."""
    parts = [_WORDS[role] for role in slip.roles if role in _WORDS]
    if slip.class_name:
        parts.append(f"{ru.quoted_class(slip.class_name)} класс")
    if slip.children:
        names = ", ".join(f"{name}, {ru.quoted_class(of)} класс" if of else name for name, of in slip.children)
        parts.append(f"родитель: {names}")
    return ", ".join(parts)


def _draw_cuts(canvas: Canvas) -> None:
    """Where to cut: dashed lines between the slips."""
    canvas.saveState()
    canvas.setStrokeGray(0.55)
    canvas.setLineWidth(0.4)
    canvas.setDash(2, 2)
    for column in range(1, _ACROSS):
        canvas.line(column * _SLIP_WIDE * mm, 0, column * _SLIP_WIDE * mm, _HIGH * mm)
    for row in range(1, _DOWN):
        canvas.line(0, row * _SLIP_HIGH * mm, _WIDE * mm, row * _SLIP_HIGH * mm)
    canvas.restoreState()


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
    canvas.setViewerPreference("Duplex", "Simplex")  # two slips back to back could not be cut apart
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas
