"""Ctrl+P of a journal: its class in «Бумажная копия» for who may print it, else the spread as it is printed."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.pages.paper_view import PaperView

if TYPE_CHECKING:
    from ejournal_desktop.gui.main_window import MainWindow


def offer_paper(window: "MainWindow", journal: QWidget, course: Course) -> None:
    """Register the key in a journal that was opened."""
    spec = ActionSpec("journal.print", "На бумагу", ("Ctrl+P",), ("печать", "распечатать"))
    window.actions_registry.add(spec, lambda: _to_paper(window, journal, course), journal)


def open_paper_of_class(window: "MainWindow", class_name: str) -> None:
    """Open «Бумажная копия» with a class chosen."""
    window.open_page("paper_copy")
    choose = getattr(window.page(), "choose_class", None)
    if callable(choose):
        choose(class_name)


def _to_paper(window: "MainWindow", journal: QWidget, course: Course) -> None:
    if course.class_names and "paper_copy" in dict(window.rail_pages()):
        open_paper_of_class(window, course.class_names[0])
    elif (sheet := journal.findChild(PaperView)) is not None and sheet.isVisible():
        sheet.choose_printer()
    elif callable(show := getattr(journal, "show_paper", None)):
        show()
