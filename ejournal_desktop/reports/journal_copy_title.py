"""Page 1: the title of the book."""

from dataclasses import dataclass
from datetime import date

from ejournal_desktop.reports import fonts
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.journal_copy_sheet import class_line
from ejournal_desktop.reports.page import MEDIUM, SOFT, THICK, THIN, Page
from ejournal_desktop.reports.setting import name_lines, wrapped
from ejournal_desktop.reports.values import CopyPupil, JournalCopy

_FRAME_TOP, _FRAME_BOTTOM, _FRAME_GAP = 10.0, 188.0, 1.3
_INSET = 14.0
_NAME_SCALES = (1.0, 0.85, 0.7, 0.6)  # a school with a very long name
_NAMES_BOTTOM = 54.0
_FIELD_STEP = 5.7


def is_listed(pupil: CopyPupil, on: date) -> bool:
    """Whether the pupil is in the class on that day; the day of departure is his last."""
    return (pupil.admitted_on is None or pupil.admitted_on <= on) and (
        pupil.departed_on is None or on <= pupil.departed_on
    )


def last_day_of(copy: JournalCopy) -> date:
    """The day for which the copy speaks: the end of the period, or the day of print before it."""
    return min(copy.period.ends_on, copy.printed_on)


def _orders(copy: JournalCopy) -> str:
    orders = dict.fromkeys(ru.order_of(course.final_order) for course in copy.courses if course.final_order)
    return ", ".join(orders)


def _kept_until(copy: JournalCopy) -> str:
    """«5 лет, до 31.12.2032»: years count from the first of January after the school year."""
    years = copy.keep_years
    if years is None:
        return ""
    school_year_ends = copy.period.ends_on.year + (1 if copy.period.ends_on.month > 8 else 0)  # noqa: PLR2004 -- September starts a year
    return f"{years}{ru.NBSP}{ru.plural(years, 'год', 'года', 'лет')}, до{ru.NBSP}31.12.{school_year_ends + years}"


def school_lines(full_name: str, city: str) -> tuple[str, str]:
    """The long kind of a school and its own name: «Муниципальное … учреждение» and ««Средняя школа № 7» города …»."""
    kind, quote, name = full_name.partition("«")
    if not quote or not kind.strip():
        return "", full_name
    where = f", {city}" if city and city not in full_name else ""
    return kind.strip(), f"«{name}{where}"


@dataclass(frozen=True, slots=True)
class TitleSheet:
    """The title, with the extent of the book."""

    copy: JournalCopy
    pages: int

    def content(self) -> object:
        """What the title says of the class and the period."""
        copy, school = self.copy, self.copy.school
        listed = sum(is_listed(pupil, last_day_of(copy)) for pupil in copy.pupils)
        names = [school.founder, school.full_name, school.city, copy.class_teacher, copy.file_index, copy.keep_years]
        return ["title", *names, class_line(copy), copy.period.starts_on, copy.period.ends_on, listed, _orders(copy)]

    def draw(self, page: Page) -> None:
        """Draw frame, names, fields and the line of certification."""
        self._draw_frame(page)
        self._draw_names(page)
        self._draw_period(page)
        self._draw_fields(page)
        self._draw_certification(page)

    def _draw_frame(self, page: Page) -> None:
        for gap, weight in ((0.0, THICK), (_FRAME_GAP, THIN)):
            x1, x2, y1, y2 = page.left + gap, page.right - gap, _FRAME_TOP + gap, _FRAME_BOTTOM - gap
            page.across(y1, x1, x2, weight)
            page.across(y2, x1, x2, weight)
            page.down(x1, y1, y2, weight)
            page.down(x2, y1, y2, weight)

    def _draw_names(self, page: Page) -> None:
        centre = page.left + page.width / 2
        settings = [self._names(page, scale) for scale in _NAME_SCALES]
        lines, y = next((setting for setting in settings if setting[1] <= _NAMES_BOTTOM), settings[-1])
        for baseline, line, font, size in lines:
            page.text(centre, baseline, line, font, size, align="centre")
        rule = max(y + 2.5, 44.5)
        page.across(rule, centre - 18, centre + 18, MEDIUM)
        page.text(centre, max(rule + 20, 72.5), "КЛАССНЫЙ ЖУРНАЛ", fonts.SERIF_BOLD, 34, align="centre", tracking=3.2)

    def _names(self, page: Page, scale: float) -> tuple[list[tuple[float, str, str, float]], float]:
        """Founder, kind and name of the school as lines with their baselines, and where they end."""
        school = self.copy.school
        kind, name = school_lines(school.full_name, school.city)
        placed = []
        y = 24.0 if school.founder else 27.0
        for text, font, points, step in (
            (school.founder, fonts.SERIF, 10.0, 6.6),
            (kind, fonts.SERIF, 11.0, 6.8),
            (name, fonts.SERIF_BOLD, 14.0, 5.4),
        ):
            size = points * scale
            lines = wrapped(ru.bound(text), font, size, page.width - 2 * _INSET)
            placed += [(y + 5.2 * scale * index, line, font, size) for index, line in enumerate(lines)]
            y += (step + 5.2 * (len(lines) - 1)) * scale if lines else 0
        return placed, y

    def _draw_period(self, page: Page) -> None:
        centre, copy, period = page.left + page.width / 2, self.copy, self.copy.period
        name = f"{ru.class_title(copy.class_name)}а"
        font, lines = name_lines(name, fonts.SERIF, 22, page.width - 2 * _INSET)
        for index, line in enumerate(lines):
            page.text(centre, 89 + 8 * (index - len(lines) + 1), line, font, 22, align="centre")
        page.text(centre, 99.2, f"{period.year_name} учебный год", fonts.SERIF, 14, align="centre")
        x1, x2, y1, y2 = centre - 66, centre + 66, 108.0, 122.2
        page.across(y1, x1, x2, MEDIUM)
        page.across(y2, x1, x2, MEDIUM)
        page.down(x1, y1, y2, MEDIUM)
        page.down(x2, y1, y2, MEDIUM)
        page.text(centre, 113.3, "Бумажная копия электронного журнала", fonts.SANS, 10, align="centre")
        span = ru.span_in_words(period.starts_on, period.ends_on)
        title = f"за{ru.NBSP}{ru.roman_period(period.kind, period.number)}, {span}"
        page.fit(centre, 119, title, 128, fonts.SANS_BOLD, 10, align="centre")

    def _draw_fields(self, page: Page) -> None:
        copy, x, day = self.copy, page.left + _INSET, last_day_of(self.copy)
        listed = sum(is_listed(pupil, day) for pupil in copy.pupils)
        sheets = self.pages // 2
        extent = (
            f"{self.pages} {ru.plural(self.pages, 'страница', 'страницы', 'страниц')} "
            f"на{ru.NBSP}{sheets} {ru.plural(sheets, 'листе', 'листах', 'листах')}"
        )
        page.across(132.4, x, page.right - _INSET, THIN)
        left = (
            ("Классный руководитель", copy.class_teacher),
            ("Обучающихся", f"{listed} по{ru.NBSP}списку на{ru.NBSP}{ru.day(day)}"),
            ("Отметки выставлены", _orders(copy)),
            ("Содержит", extent),
        )
        right = (
            ("Индекс дела", copy.file_index),
            ("Срок хранения", _kept_until(copy)),
            ("Экземпляр", ""),
            ("Передан в\u00a0архив", ""),
        )
        for index, (label, value) in enumerate(left):
            _draw_field(page, x, 138 + _FIELD_STEP * index, label, value, 42, 84)
        for index, (label, value) in enumerate(right):
            _draw_field(page, x + 129.5, 138 + _FIELD_STEP * index, label, value, 30, 62)
        page.across(163.9, x, page.right - _INSET, THIN)

    def _draw_certification(self, page: Page) -> None:
        x, y = page.left + _INSET, 179.0
        page.text(x, 170, "Перенос данных на\u00a0бумажный носитель проверен и\u00a0заверен.", fonts.SANS, 9)
        page.text(x, y, "Заместитель директора по\u00a0УВР", fonts.SANS, 9)
        page.across(y + 0.4, x + 50, x + 96, MEDIUM)
        page.text(x + 73, y + 3.4, "подпись", fonts.SANS, 6, align="centre", ink=SOFT)
        page.fit(x + 99, y, ru.initials_first(self.copy.deputy), 38, fonts.SANS, 9)
        date_line = f"«____»{ru.NBSP}________________{ru.NBSP}{self.copy.printed_on.year}{ru.NBSP}г."
        page.text(x + 140, y, date_line, fonts.SANS, 9)
        page.text(page.right - _INSET - 1, y, "М.\u00a0П.", fonts.SANS, 9, align="right", ink=SOFT)


def _draw_field(page: Page, x: float, y: float, label: str, value: str, indent: float, measure: float) -> None:
    """A label and its value, or a line to write on."""
    page.text(x, y, label, fonts.SANS, 8.4, ink=SOFT)
    if not value:
        page.across(y + 0.4, x + indent, x + indent + measure, MEDIUM)
        return
    font, lines = name_lines(value, fonts.SANS, 9, measure)
    for index, line in enumerate(lines):
        page.text(x + indent, y + 2.8 * index, line, font, 9)
