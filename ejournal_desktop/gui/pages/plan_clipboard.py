"""Topics of a plan on the clipboard: out as a table for a spreadsheet, in as the file they would have been."""

from collections.abc import Iterable

from PySide6.QtGui import QGuiApplication

from ejournal_desktop.domain.lesson_plan import PlanTopic
from ejournal_desktop.exchange.clipboard_table import ClipboardTable, read_table, write_text

_HEADS = ("Раздел", "Тема урока", "Часы", "Тип", "Домашнее задание")


def copy_topics(topics: Iterable[PlanTopic]) -> None:
    """Put topics onto the clipboard."""
    cells = [(topic.section, topic.topic, "1", topic.lesson_type, topic.homework) for topic in topics]
    QGuiApplication.clipboard().setText(write_text([_HEADS, *cells]))


def pasted_plan() -> bytes | str:
    """The table of the clipboard as a file; a sentence where there is none. One column needs no head: it is topics."""
    mime = QGuiApplication.clipboard().mimeData()
    table = read_table(mime.html() if mime.hasHtml() else "", mime.text())
    if table is None:
        return "Вставить нечего: в буфере нет таблицы."
    if not isinstance(table, ClipboardTable):
        return "В буфере слишком большая таблица."
    rows = table.rows if table.width > 1 else (("Тема урока",), *table.rows)
    return write_text([[cell.replace("\n", " ") for cell in row] for row in rows]).encode()
