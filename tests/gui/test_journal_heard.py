"""The journal page as a screen reader hears it: cells, headers, figures, and what is said without being asked."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from ejournal_desktop.domain.gradebook import FinalMark, Outcome
from ejournal_desktop.gui.grid import typing_habits
from ejournal_desktop.gui.grid.cell_look import CellLook
from ejournal_desktop.gui.grid.cell_paint import GlyphCache
from ejournal_desktop.gui.grid.cell_text import accessible_text
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.grid.typing_habits import TypingHabits
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.theme import Theme
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.journal_pages import ME, PERIODS, TODAY, Attendance, mark, small_page

POLITE, ASSERTIVE = QAccessible.AnnouncementPoliteness.Polite, QAccessible.AnnouncementPoliteness.Assertive


@pytest.fixture
def said(monkeypatch):
    heard = []
    monkeypatch.setattr(
        "ejournal_desktop.gui.spoken._deliver", lambda event: heard.append((event.politeness(), event.message()))
    )
    return heard


@pytest.fixture
def opened(qtbot, dressed):
    def open_page(shown):
        pane = GridPane(JournalStore(shown, FakeGradebook(shown), ME), PERIODS)
        qtbot.addWidget(pane)
        pane.resize(1000, 500)
        pane.show()
        pane.view.setFocus()
        return pane

    return open_page


def test_a_mark_that_is_written_is_said_politely_with_the_name(opened, said):
    pane = opened(small_page())
    pane.view.move_to(1, 2)

    QTest.keyClick(pane.view, Qt.Key.Key_4)
    QTest.keyClick(pane.view, Qt.Key.Key_Return)

    assert said == [(POLITE, "Записано 4. Андреева")]


def test_a_closed_cell_refuses_aloud_changes_nothing_and_its_strip_says_since_when(opened, said):
    pane = opened(small_page())
    pane.view.move_to(0, 0)
    before = pane.store.value(0, 0)

    QTest.keyClick(pane.view, Qt.Key.Key_5)

    assert pane.store.value(0, 0) == before
    assert [politeness for politeness, _text in said] == [ASSERTIVE]
    assert "истёк 22 сентября" in said[0][1]
    assert "истёк 22 сентября" in pane.hints.text()


def test_a_text_that_does_not_fit_is_refused_aloud(opened, said):
    pane = opened(small_page())
    pane.view.move_to(1, 2)

    QTest.keyClick(pane.view, Qt.Key.Key_9)

    assert said
    assert said[0][0] == ASSERTIVE
    assert pane.hints.text() == said[0][1]


def test_what_the_server_refuses_is_said_at_once(opened, said):
    pane = opened(small_page())
    pane.view.move_to(1, 2)
    book = pane.store._gradebook
    book.answers[2] = lambda operation: Outcome(operation.operation_id, "refused", code="EJ014")
    QTest.keyClick(pane.view, Qt.Key.Key_5)
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    said.clear()

    book.settle()

    assert [politeness for politeness, _text in said] == [ASSERTIVE]
    assert said[0][1].startswith("Не принято. ")


def test_the_description_of_a_cell_is_what_the_strip_says_of_it(opened):
    pane = opened(small_page())
    pane.view.move_to(2, 2)
    QTest.keyClick(pane.view, Qt.Key.Key_4)
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    pane.view.move_to(2, 2)

    described = pane.model.index(2, 2).data(Qt.ItemDataRole.AccessibleDescriptionRole)

    assert described == "Белов Артём · 25.09 · диктант, вес 1 · отметка 4 — вы, ещё не сохранено"
    assert pane.hints.text().replace("<b>", "").replace("</b>", "") == described


def test_the_strip_is_heard_without_markup(opened):
    pane = opened(small_page())
    pane.view.move_to(2, 2)
    line = QAccessible.queryAccessibleInterface(pane.hints.findChild(QLabel, "hint_text"))

    heard = [line.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description)]

    assert heard[0].startswith("Белов Артём · 25.09")
    assert not any("<" in text for text in heard)


def test_the_bridge_finds_a_table_with_the_names_of_its_rows_and_columns(opened):
    pane = opened(small_page())

    table = QAccessible.queryAccessibleInterface(pane.view)

    assert table.role() == QAccessible.Role.Table
    roles = {}
    for at in range(table.childCount()):
        child = table.child(at)
        roles.setdefault(child.role(), []).append(child.text(QAccessible.Text.Name))
    assert roles[QAccessible.Role.RowHeader][0] == "Абрамов Кирилл"
    assert roles[QAccessible.Role.ColumnHeader][2] == "25 сентября, 3-й урок, диктант, вес 1"
    assert roles[QAccessible.Role.Cell][0].startswith("Абрамов Кирилл, 8 сентября, ответ на уроке, отметка 4")


def test_the_grid_says_how_to_leave_it(opened):
    assert "F6" in opened(small_page()).view.accessibleDescription()


def test_figures_beside_and_below_the_grid_are_said_in_words(opened):
    absent = Attendance(3, 1, "absent", None, None, 1, ME)
    shown = small_page(attendance=(absent,), finals=(FinalMark(1, 1, "4", 1),))
    pane = opened(replace(shown, marks=(*shown.marks, mark(13, 2, "5", TODAY))))
    totals = pane.totals_model

    assert totals.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Андреева Мария, средний балл: 5,00"
    assert totals.headerData(1, Qt.Orientation.Horizontal) == "отметка за I четверть"
    pane.view.move_to(1, 2)
    assert pane.summary.accessibleDescription().startswith(
        "25 сентября, 3-й урок: отсутствуют 1, отметок 1; на странице средний балл"
    )


STATES = {
    "unsent": "ещё не сохранено",
    "stored": "сохранено на этом компьютере",
    "sending": "отправляется",
    "refused": "не принято",
    "conflict": "расхождение с сервером",
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_an_edit_has_a_sign_without_colour_and_words_without_sight(opened, state):
    """Two looks that differ by the state alone differ when all colours are taken out of the picture."""
    grey = Theme("contrast-light")
    plain, marked = (
        GlyphCache().pixmap(CellLook(text="4", kind="good", sign=sign), 36, 27, grey, 1.0) for sign in ("", state)
    )
    black = [image.toImage().convertToFormat(image.toImage().Format.Format_Grayscale8) for image in (plain, marked)]

    differing = sum(
        abs(black[0].pixelColor(x, y).lightness() - black[1].pixelColor(x, y).lightness()) > 60
        for x in range(36)
        for y in range(27)
    )

    assert differing >= 8


@pytest.mark.parametrize("name", ["light", "contrast-light"])
@pytest.mark.parametrize("ground", ["closed", "struck"])
def test_a_closed_cell_and_that_of_a_pupil_who_left_are_drawn_otherwise_not_only_coloured(qtbot, dressed, ground, name):
    """Lines or a frame stand where an open cell has none, whatever the colour of the ground."""
    assert _drawn(ground, Theme(name)) != _drawn("open", Theme(name))


def _drawn(ground, look):
    picture = GlyphCache().pixmap(CellLook(ground=ground), 36, 27, look, 1.0).toImage()
    colours = [picture.pixelColor(x, y).name() for x in range(36) for y in range(27)]
    plain = max(set(colours), key=colours.count)
    return [colour != plain for colour in colours]


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_an_edit_is_said_of_its_cell(opened, state):
    pane = opened(small_page())
    field = pane.store.fields(1, 2)[0]
    pane.store.fields = lambda row, column: (replace(field, state=state, shown="4"), pane.store.attendance(row, column))

    heard = accessible_text(pane.store, 1, 2) + pane.model.index(1, 2).data(Qt.ItemDataRole.AccessibleDescriptionRole)

    assert STATES[state] in heard


@pytest.mark.parametrize(
    ("speech", "begins"),
    [
        ("date", "Абрамов Кирилл, 8 сентября, ответ на уроке, отметка 4"),
        ("name", "Абрамов Кирилл, отметка 4"),
        ("value", "отметка 4"),
    ],
)
def test_who_listens_chooses_how_much_is_said_before_the_value(opened, speech, begins):
    pane = opened(small_page())
    typing_habits.use(TypingHabits(speech=speech))
    try:
        heard = accessible_text(pane.store, 0, 0)
    finally:
        typing_habits.use(TypingHabits())

    assert heard.startswith(begins)


def test_in_high_contrast_lines_and_frames_of_closed_cells_are_two_pixels_thick(qtbot, dressed):
    """Counted in the picture of a cell: the frame inside its left edge, the line at its right one."""
    for name, thick in (("contrast-light", 2), ("contrast-dark", 2)):
        look = Theme(name)
        closed, plain = (
            GlyphCache().pixmap(CellLook(ground=of), 36, 27, look, 1.0).toImage() for of in ("closed", "open")
        )
        line = look.color("grid").name()
        frame = [x for x in range(18) if closed.pixelColor(x, 10).name() == line]
        edge = [x for x in range(18, 36) if plain.pixelColor(x, 10).name() == line]
        assert (name, len(frame), len(edge)) == (name, thick, thick)
