"""What the command palette offers: pages, journals, pupils, actions of this place, papers (ux 4.8)."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from ejournal_desktop.gui.actions import Entry, key_text
from ejournal_desktop.gui.journal_paper import open_paper_of_class
from ejournal_desktop.gui.palette_ranking import PaletteEntry
from ejournal_desktop.gui.ports.palette import CoursePupils
from ejournal_desktop.gui.pupil_jump import PupilJump

if TYPE_CHECKING:
    from ejournal_desktop.domain.gradebook import Course
    from ejournal_desktop.gui.main_window import MainWindow

_NOT_OFFERED: Final = ("tab.1", "tab.2", "tab.3", "tab.4", "tab.5", "tab.6", "tab.7", "tab.8", "tab.9", "palette.open")
_PAPERS: Final = {"paper_copy": "печать журнал", "changed_marks": "печать отчёт", "edit_windows": ""}


def palette_entries(window: "MainWindow", journals: tuple[CoursePupils, ...]) -> tuple[PaletteEntry, ...]:
    """Everything that the person may open or do from where she is."""
    return (
        *_pages(window),
        *_journals(window, journals),
        *_pupils(window, journals),
        *_actions(window),
        *_papers(window, journals),
    )


def _pages(window: "MainWindow") -> Iterator[PaletteEntry]:
    for page_id, title in window.rail_pages():
        yield PaletteEntry("Открыть", title, partial(window.open_page, page_id), also=page_id, note="раздел")


def _journals(window: "MainWindow", journals: tuple[CoursePupils, ...]) -> Iterator[PaletteEntry]:
    for each in journals:
        run = partial(window.open_journal, each.course)
        yield PaletteEntry("Открыть", each.course.title, run, also="журнал", note="журнал")


def _pupils(window: "MainWindow", journals: tuple[CoursePupils, ...]) -> Iterator[PaletteEntry]:
    for each in journals:
        for pupil in each.pupils:
            name = f"{pupil.last_name} {pupil.first_name}"
            run = partial(open_at_pupil, window, each.course, pupil.pupil_id)
            yield PaletteEntry("Ученики", name, run, also=each.course.title, note=each.course.title)


def open_at_pupil(window: "MainWindow", course: "Course", pupil_id: int) -> None:
    """Open a journal at the row of a pupil."""
    window.open_journal(course)
    if (journal := window.page()) is not None:
        PupilJump(journal, pupil_id)


def _actions(window: "MainWindow") -> Iterator[PaletteEntry]:
    known = set(_NOT_OFFERED)
    for entry in window.actions_registry.entries():
        if entry.spec.action_id in known or not _works_here(entry, window.page(), window):
            continue
        known.add(entry.spec.action_id)
        spec = entry.spec
        key = key_text(QKeySequence(spec.keys[0]).toString()) if spec.keys else ""
        can = entry.action.isEnabled()
        yield PaletteEntry(
            "Действия",
            spec.text,
            entry.action.trigger,
            also=" ".join(spec.synonyms),
            note=key,
            reason="" if can else entry.reason or "Сейчас недоступно.",
        )


def _works_here(entry: Entry, page: QWidget | None, window: QWidget) -> bool:
    if entry.scope is window:
        return True
    return page is not None and entry.scope.isVisible() and (entry.scope is page or page.isAncestorOf(entry.scope))


def _papers(window: "MainWindow", journals: tuple[CoursePupils, ...]) -> Iterator[PaletteEntry]:
    pages = dict(window.rail_pages())
    for page_id, words in _PAPERS.items():
        if words and page_id in pages:
            yield PaletteEntry(
                "Отчёты", f"Напечатать: {pages[page_id].lower()}", partial(window.open_page, page_id), words
            )
    if "paper_copy" not in pages:
        return
    classes = sorted({name for each in journals for name in each.course.class_names})
    for name in classes:
        run = partial(open_paper_of_class, window, name)
        yield PaletteEntry("Отчёты", f"Бумажная копия журнала {name}", run, also="печать журнал")
