"""The last page: remarks on the keeping of the journal, the path of the copy, certification, the whole copy's hash."""

from dataclasses import dataclass

from ejournal_desktop.reports import fonts
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.journal_copy_sheet import class_line
from ejournal_desktop.reports.page import HEAD_TINT, MEDIUM, SOFT, TABLE_TOP, THIN, Page, RunningHead, fours, middle
from ejournal_desktop.reports.setting import POINT, name_lines, wrapped
from ejournal_desktop.reports.values import CopyRemark, JournalCopy

TITLE = "Замечания по\u00a0ведению журнала"
_HEAD_HIGH = 8.0
_ROW_HIGH = 7.8
_BLANK_ROWS = 10
_LAST_FREE = _BLANK_ROWS * _ROW_HIGH
_FULL_FREE = 150.0
_LEADING = 8.6 * POINT
_WIDE = (8.0, 21.0, 18.0, 92.0, 36.0, 22.0, 40.0, 30.0)
_HEADS = (
    "№",
    "Дата",
    "Страница",
    "Содержание замечания",
    "Кто внёс",
    "Срок",
    "Отметка об\u00a0устранении",
    "Подпись проверившего",
)
_CENTRED = {0, 1, 2, 5}
_GROUPS_OF_COPY_SUM = 6


def _cells(number: int, remark: CopyRemark) -> tuple[tuple[str, ...], ...]:
    due = ru.day(remark.due_on) if remark.due_on else ""
    texts = (
        str(number), ru.day(remark.made_on), remark.pages, remark.text, ru.surname_first(remark.author), due,
        remark.outcome, "",
    )  # fmt: skip
    return tuple(wrapped(ru.bound(text), fonts.SANS, 8, wide - 2) for text, wide in zip(texts, _WIDE, strict=True))


def _high(cells: tuple[tuple[str, ...], ...]) -> float:
    return max(_ROW_HIGH, max(map(len, cells)) * _LEADING + 1.6)


def cut_remarks(remarks: tuple[CopyRemark, ...]) -> list[tuple[int, int]]:
    """Slices of the remarks by page; the last one shares its page with the certification."""
    highs = [_high(_cells(number, remark)) for number, remark in enumerate(remarks, 1)]
    slices, start = [], 0
    while sum(highs[start:]) > _LAST_FREE:
        end, used = start, 0.0
        while end < len(highs) and used + highs[end] <= _FULL_FREE:
            used += highs[end]
            end += 1
        end = max(end, start + 1)
        slices.append((start, end))
        start = end
    return [*slices, (start, len(remarks))]


def _draw_remarks(page: Page, copy: JournalCopy, part: tuple[int, int], least: float) -> float:
    """The table of remarks, filled with empty rows to ``least``; returns its bottom."""
    rows = [_cells(number, copy.remarks[number - 1]) for number in range(part[0] + 1, part[1] + 1)]
    highs = [_high(row) for row in rows]
    while sum(highs) + _ROW_HIGH <= least + 1e-6:
        rows.append(((),) * len(_WIDE))
        highs.append(_ROW_HIGH)
    x0, top = page.left, TABLE_TOP + _HEAD_HIGH
    page.tint(x0, TABLE_TOP, page.width, _HEAD_HIGH, HEAD_TINT)
    _draw_row(page, x0, TABLE_TOP, _HEAD_HIGH, tuple((head,) for head in _HEADS), fonts.SANS_BOLD, 7.5)
    y = top
    for index, (row, high) in enumerate(zip(rows, highs, strict=True)):
        _draw_row(page, x0, y, high, row, fonts.SANS, 8)
        y += high
        if index < len(rows) - 1:
            page.across(y, x0, page.right, THIN if (index + 1) % 5 else MEDIUM)
    page.frame(x0, TABLE_TOP, page.width, y - TABLE_TOP)
    page.across(top, x0, page.right, MEDIUM)
    for wide in _WIDE[:-1]:
        x0 += wide
        page.down(x0, TABLE_TOP, y, THIN)
    return y


def _draw_row(
    page: Page, x: float, y: float, high: float, cells: tuple[tuple[str, ...], ...], font: str, size: float
) -> None:
    for index, (lines, wide) in enumerate(zip(cells, _WIDE, strict=True)):
        centred = index in _CENTRED
        page.block(
            x + (wide / 2 if centred else 1),
            y,
            high,
            lines,
            font,
            size,
            _LEADING,
            align="centre" if centred else "left",
        )
        x += wide


@dataclass(frozen=True, slots=True)
class RemarksSheet:
    """A whole page of remarks, where they are more than the last page holds."""

    copy: JournalCopy
    part: tuple[int, int]

    def content(self) -> object:
        """The remarks."""
        return ["remarks", class_line(self.copy), _content_of(self.copy, self.part)]

    def draw(self, page: Page) -> None:
        """Draw the table."""
        page.running_head(RunningHead(TITLE, class_line(self.copy)))
        _draw_remarks(page, self.copy, self.part, 0.0)


def _content_of(copy: JournalCopy, part: tuple[int, int]) -> list[tuple[object, ...]]:
    return [
        (remark.made_on, remark.pages, remark.text, remark.author, remark.due_on, remark.outcome)
        for remark in copy.remarks[slice(*part)]
    ]


@dataclass(frozen=True, slots=True)
class CertificationSheet:
    """The last page of the book; ``whole`` is the hash over all pages, not part of the page's own content."""

    copy: JournalCopy
    part: tuple[int, int]
    pages: int
    whole: bytes = b""

    def content(self) -> object:
        """The last remarks and the extent."""
        return ["certification", class_line(self.copy), _content_of(self.copy, self.part), self.pages]

    def draw(self, page: Page) -> None:
        """Draw remarks, path, hash and certification."""
        page.running_head(RunningHead(TITLE, class_line(self.copy), "Заверительный лист"))
        bottom = _draw_remarks(page, self.copy, self.part, _LAST_FREE)
        self._draw_path(page, bottom + 8.6)
        self._draw_hash(page, bottom + 60.2)
        self._draw_certification(page, page.left + 137.5, bottom + 8.6)

    def _draw_path(self, page: Page, y: float) -> None:
        copy, x, wide = self.copy, page.left, (52.0, 32.0, 22.0, 23.5)
        page.text(x, y, "Прохождение бумажной копии", fonts.SERIF_BOLD, 11)
        top, total, high = y + 3.2, sum(wide), 11.0
        page.tint(x, top, total, 6.8, HEAD_TINT)
        rows = (
            (("Сформировал в\u00a0системе", "и\u00a0распечатал"), copy.printed_by, ru.day(copy.printed_on)),
            (("Проверил и\u00a0заверил", "заместитель директора по\u00a0УВР"), copy.deputy, ""),
            (("Принял на\u00a0архивное хранение", "секретарь учебной части"), copy.secretary, ""),
        )
        start = x
        for head, column in zip(("Действие", "Фамилия, инициалы", "Дата", "Подпись"), wide, strict=True):
            if head in {"Дата", "Подпись"}:
                page.cell(start, top, column, 6.8, head, fonts.SANS_BOLD, 7.5)
            else:
                page.text(start + 1, middle(top, 6.8, 7.5), head, fonts.SANS_BOLD, 7.5)
            start += column
        for index, (action, name, day) in enumerate(rows):
            row_y = top + 6.8 + high * index
            page.block(x + 1, row_y, high, action, fonts.SANS, 8.2, 3.4)
            font, lines = name_lines(ru.surname_first(name), fonts.SANS, 8.2, wide[1] - 2)
            page.block(x + wide[0] + 1, row_y, high, lines, font, 8.2, 3.2)
            page.cell(x + wide[0] + wide[1], row_y, wide[2], high, day, fonts.SANS, 8.2)
            page.across(row_y, x, x + total, THIN if index else MEDIUM)
        bottom = top + 6.8 + high * len(rows)
        page.frame(x, top, total, bottom - top)
        for column in wide[:-1]:
            x += column
            page.down(x, top, bottom, THIN)

    def _draw_hash(self, page: Page, y: float) -> None:
        x = page.left
        page.text(x, y, "Контрольная сумма всей копии", fonts.SANS_BOLD, 8.4)
        page.text(x, y + 5, fours(self.whole, _GROUPS_OF_COPY_SUM), fonts.SANS, 10)
        note = (
            "Складывается из контрольных сумм всех страниц. Код справа содержит её целиком, "
            "код внизу\u00a0— сумму этой страницы."
        )
        for index, line in enumerate(wrapped(ru.bound(note), fonts.SANS, 7, 104)):
            page.text(x, y + 9.3 + 2.9 * index, line, fonts.SANS, 7)
        page.code(x + 129.5 - 17, y - 2.6, 17, self.whole.hex().upper())

    def _draw_certification(self, page: Page, x: float, y: float) -> None:
        copy, sheets, pages = self.copy, self.pages // 2, self.pages
        page.text(x, y, "Заверительная надпись", fonts.SERIF_BOLD, 11)
        text = (
            "В\u00a0настоящей бумажной копии прошито, пронумеровано и\u00a0скреплено печатью "
            f"{sheets}{ru.NBSP}({ru.in_words(sheets)}) {ru.plural(sheets, 'лист', 'листа', 'листов')}, "
            f"{pages}{ru.NBSP}({ru.in_words(pages, feminine=True)}) "
            f"{ru.plural(pages, 'страница', 'страницы', 'страниц')}."
        )
        measure, line_y = page.right - x, y + 8
        for line in wrapped(text, fonts.SERIF, 10, measure):
            page.text(x, line_y, line, fonts.SERIF, 10)
            line_y += 4.4
        moment = f"{copy.printed_at:%d.%m.%Y, %H:%M}"
        note = (
            f"Данные соответствуют электронному журналу на {moment}. Записи, изменённые позднее, "
            "копию не отменяют: изменённая страница печатается и заверяется заново."
        )
        line_y += 1.6
        for line in wrapped(ru.bound(note), fonts.SANS, 8, measure):
            page.text(x, line_y, line, fonts.SANS, 8)
            line_y += 3.6
        self._draw_signatures(page, x, line_y + 7)

    def _draw_signatures(self, page: Page, x: float, y: float) -> None:
        for label, name in (("Заместитель директора по\u00a0УВР", self.copy.deputy), ("Директор", self.copy.director)):
            page.text(x, y, label, fonts.SANS, 9)
            page.across(y + 0.4, x + 50, x + 84, MEDIUM)
            page.text(x + 67, y + 3.4, "подпись", fonts.SANS, 6, align="centre", ink=SOFT)
            if name:
                page.fit(x + 86.5, y, ru.initials_first(name), 42, fonts.SANS, 9)
            else:
                page.across(y + 0.4, x + 86.5, x + 120, THIN)
            y += 9.6
        date_line = f"«____»{ru.NBSP}________________{ru.NBSP}{self.copy.printed_on.year}{ru.NBSP}г."
        page.text(x, y, date_line, fonts.SANS, 9)
        page.text(x + 86.5, y, "М.\u00a0П.", fonts.SANS, 9, ink=SOFT)
