"""How much of a journal is in sight: lessons and pupils at common sizes, nothing cut at any scale, badges of pupils."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QLineEdit, QPushButton, QToolButton

from ejournal_desktop.domain.errors import ReportFailedError
from ejournal_desktop.domain.gradebook import Membership
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.grid.cell_look import CellLook
from ejournal_desktop.gui.grid.cell_paint import shared_glyphs
from ejournal_desktop.gui.grid.pupil_badge import badge_of, pupil_words
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.fake_school import FakeDesk, session
from tests.gui.journal_pages import big_page, small_page

RAIL = 52
BARS = 150
"""Title bar, top bar, tabs and status bar of the main window."""


@pytest.fixture
def journal(lanes, qtbot, dressed):
    def open_journal(width=1366, height=768, shown=None, **look):
        theme.use(theme.Theme(**look))
        book = FakeGradebook(shown or big_page(30, 40))
        workplace = SimpleNamespace(
            desk=FakeDesk(session()), actions=ActionRegistry(), lanes=lanes, changes=ChangeBus()
        )
        widget = JournalPageWidget(workplace, book.page.course, book)
        widget.workplace = workplace
        qtbot.addWidget(widget)
        widget.resize(width - RAIL, height - BARS)
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    yield open_journal
    theme.use(theme.Theme())


def in_sight(widget):
    view = widget.grid.view
    columns = view.viewport().width() // view.lessons.defaultSectionSize()
    return columns, view.viewport().height() // view.names.defaultSectionSize()


@pytest.mark.parametrize(("density", "lessons", "pupils"), [("normal", 26, 17), ("compact", 32, 18)])
def test_a_common_screen_shows_so_many_lessons_and_pupils(journal, density, lessons, pupils):
    columns, rows = in_sight(journal(density=density))
    assert columns >= lessons
    assert rows >= pupils


@pytest.mark.parametrize(("density", "lessons"), [("normal", 17), ("compact", 21)])
def test_a_small_screen_shows_so_many_lessons(journal, density, lessons):
    assert in_sight(journal(1024, 600, density=density))[0] >= lessons


def test_names_and_totals_never_scroll_away(journal):
    widget = journal()
    widget.grid.view.move_to(0, len(widget.grid.store.columns) - 1)
    names, totals = widget.grid.view.names, widget.grid.totals
    assert names.isVisible()
    assert names.width() >= 150
    assert totals.isVisible()
    assert totals.mapTo(widget, totals.rect().topRight()).x() <= widget.width()


def test_the_pane_of_a_low_window_leaves_more_than_two_pupils(journal):
    widget = journal(1024, 600)
    widget.show_pane(shown=True)
    columns, rows = in_sight(widget)
    assert rows >= 8
    assert columns >= 6


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("width", [1024, 1366])
def test_the_header_fits_and_no_button_is_cut_at_any_scale(journal, width, scale):
    widget = journal(width, 768, shown=small_page(), scale=scale)
    assert widget.width() == width - RAIL
    cut = [
        part.objectName()
        for kind in (QPushButton, QToolButton, QComboBox)
        for part in widget.findChildren(kind)
        if part.isVisible() and part.window() is widget and _is_cut(part, widget)
    ]
    assert cut == []


@pytest.mark.parametrize("width", [800, 1024, 1366])
def test_a_title_without_room_ends_in_dots_and_is_whole_in_its_tooltip(journal, width):
    plain = small_page()
    course = replace(plain.course, subject="Вероятность и статистика, углублённый уровень")
    widget = journal(width, 768, shown=replace(plain, course=course), scale=1.5)
    label = widget.findChild(QLabel, "titleLabel")
    assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
    assert label.text() == course.title or (label.text().endswith("…") and label.toolTip() == course.title)
    assert label.accessibleName() == course.title


def _is_cut(part, widget):
    left = part.mapTo(widget, part.rect().topLeft()).x()
    needed = part.minimumSizeHint().width() if not isinstance(part, QComboBox) else _text_width(part)
    return left + part.width() > widget.width() or part.width() < needed


def _text_width(combo):
    if combo.objectName() == "modeCombo":  # at the largest scale only its arrow is left, the strip below has the word
        return 0
    return combo.fontMetrics().horizontalAdvance(combo.currentText()) + theme.current().px(
        10 + 22
    )  # its padding and arrow


# Contrast and dark


def pixels(look, cell):
    picture = shared_glyphs().pixmap(cell, 36, 27, look, 1.0).toImage()
    return picture.pixelColor(12, 6)


def test_lessons_to_come_differ_in_the_dark_theme():
    look = theme.Theme("dark")
    assert theme.contrast(pixels(look, CellLook(ground="future")), pixels(look, CellLook())) >= 1.12


@pytest.mark.parametrize("name", ["contrast-light", "contrast-dark"])
def test_a_closed_cell_of_high_contrast_has_a_frame_and_no_hatch(name):
    look = theme.Theme(name)
    picture = shared_glyphs().pixmap(CellLook(text="", ground="closed"), 36, 27, look, 1.0).toImage()
    inside = {picture.pixelColor(x, y).name() for x in range(6, 28) for y in range(6, 20)}
    assert len(inside) == 1
    assert theme.contrast(picture.pixelColor(1, 13), picture.pixelColor(12, 13)) >= 3.0
    assert look.grid_line == 2


# Pupils


def with_membership(**changes):
    page = small_page()
    member = replace(page.pupils[0].memberships[0], **changes)
    return replace(
        page.pupils[0], memberships=(member,), admitted_order="приказ № 3", departed_order="приказ № 41"
    ), page


def test_a_new_pupil_has_his_day_and_order():
    pupil, page = with_membership(starts_on=date(2026, 9, 10))
    assert badge_of(pupil, page) == "с 10.09"
    assert pupil_words(pupil, page) == "Абрамов Кирилл, зачислен 10.09.2026, приказ № 3"


def test_a_departed_pupil_has_the_day_and_order_of_his_departure():
    pupil, page = with_membership(ends_before=date(2026, 9, 20))
    assert badge_of(pupil, page) == "выб. 20.09"
    assert pupil_words(pupil, page) == "Абрамов Кирилл, выбыл 20.09.2026, приказ № 41"


def test_who_is_here_from_the_first_day_has_no_badge():
    pupil, page = with_membership()
    assert badge_of(pupil, page) == ""
    assert pupil_words(pupil, page) == "Абрамов Кирилл"
    assert badge_of(replace(pupil, memberships=(Membership(None, None),)), page) == ""


def test_the_badge_is_said_to_a_screen_reader(journal):
    pupil, page = with_membership(ends_before=date(2026, 9, 20))
    widget = journal(shown=replace(page, pupils=(pupil, *page.pupils[1:])))
    said = widget.grid.model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Абрамов Кирилл, выбыл 20.09.2026, приказ № 41"


# Names


@pytest.mark.parametrize("view", ["journal.view-grid", "journal.view-paper", "journal.view-pupil"])
def test_everything_that_can_be_reached_in_a_view_has_a_name_and_icons_a_tooltip(journal, view):
    widget = journal(shown=small_page())
    widget.workplace.desk.preview = ReportFailedError("process-died")
    next(one for one in widget.workplace.actions.entries() if one.spec.action_id == view).action.trigger()
    nameless = [
        part.objectName() or type(part).__name__
        for kind in (QPushButton, QToolButton, QComboBox, QLineEdit, QAbstractItemView)
        for part in widget.findChildren(kind)
        if part.isVisible() and part.focusPolicy() != Qt.FocusPolicy.NoFocus and not _is_named(part)
    ]
    assert nameless == []


def _is_named(part):
    text = part.text() if isinstance(part, (QPushButton, QToolButton)) else ""
    icon_only = isinstance(part, (QPushButton, QToolButton)) and not text
    return bool(part.objectName() and (part.accessibleName() or text) and (part.toolTip() or not icon_only))
