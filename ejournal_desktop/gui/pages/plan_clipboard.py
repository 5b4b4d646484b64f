"""Topics of a plan on the clipboard: out as a table for a spreadsheet, in as it was copied."""

from collections.abc import Iterable

from PySide6.QtGui import QGuiApplication

from ejournal_desktop.domain.lesson_plan import PlanTopic
from ejournal_desktop.exchange.clipboard_table import PastedText, write_text

_HEADS = ("Раздел", "Тема урока", "Часы", "Тип", "Домашнее задание")


def copy_topics(topics: Iterable[PlanTopic]) -> None:
    """Put topics onto the clipboard."""
    cells = [(topic.section, topic.topic, "1", topic.lesson_type, topic.homework) for topic in topics]
    QGuiApplication.clipboard().setText(write_text([_HEADS, *cells]))


def pasted_plan() -> PastedText | None:
    """What the clipboard holds, for the lane that reads it; ``None`` where it has no text."""
    mime = QGuiApplication.clipboard().mimeData()
    pasted = PastedText(mime.html() if mime.hasHtml() else "", mime.text())
    return pasted if (pasted.html or pasted.text).strip() else None
