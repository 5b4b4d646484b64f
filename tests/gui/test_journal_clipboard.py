"""Copy, paste and fill in the grid: previewed, undone as one act, nothing lost in silence."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from python_calamine import CalamineWorkbook

from ejournal_desktop.gui.grid.paste_names_dialog import PasteNamesDialog
from ejournal_desktop.gui.grid.selection import Block
from tests.gui.journal_pages import big_page, small_page
from tests.gui.typist import open_typist

OLD, YESTERDAY, TODAYS, FUTURE = range(4)
BROKEN = Path("/work/shared/data/school-a/broken")


@pytest.fixture
def typist(qtbot):
    return partial(open_typist, qtbot)


def put(text, html=""):
    mime = QMimeData()
    mime.setText(text)
    if html:
        mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)


def taken():
    return QGuiApplication.clipboard().mimeData()


def test_a_few_cells_are_pasted_at_once_and_undone_as_one_act(typist):
    one = typist().at(1, TODAYS)
    put("5\n4\nн")
    one.pane.tools.clipboard.paste()
    assert one.texts(TODAYS) == ["", "5", "4", "н", ""]
    one.pane.history.undo()
    assert one.texts(TODAYS) == [""] * 5


def test_one_value_fills_everything_selected(typist):
    one = typist().at(0, TODAYS).press("Shift+Down Shift+Down")
    put("4")
    one.pane.tools.clipboard.paste()
    assert one.texts(TODAYS) == ["4", "4", "4", "", ""]


def test_a_selection_of_twice_the_size_is_tiled(typist):
    one = typist().at(0, TODAYS).press("Shift+Down Shift+Down Shift+Down")
    put("5\n4")
    one.pane.tools.clipboard.paste()
    assert one.texts(TODAYS) == ["5", "4", "5", "4", ""]


def test_many_cells_are_shown_first_and_enter_puts_them_in(typist):
    one = typist().at(0, YESTERDAY)
    put("5\t4\n4\t5\n3\tн\n2\t6\n5\t5")
    one.pane.tools.clipboard.paste()
    assert one.pane.tools.ghost.is_shown
    assert one.pane.tools.bar.words() == "Вставить 9 значений. Не войдут 1: не подходит."
    assert one.texts(TODAYS) == [""] * 5
    assert "от 1 до 5" in one.pane.tools.ghost.reason(3, TODAYS)
    one.press("Enter")
    assert not one.pane.tools.ghost.is_shown
    assert one.texts(TODAYS) == ["4", "5", "н", "", "5"]
    one.pane.history.undo()
    assert one.texts(TODAYS) + one.texts(YESTERDAY) == [""] * 10


def test_escape_gives_the_preview_up_and_typing_does_not_reach_the_cells(typist):
    one = typist().at(0, YESTERDAY)
    put("5\t4\n4\t5\n3\tн")
    one.pane.tools.clipboard.paste()
    one.press("5 н Esc")
    assert not one.pane.tools.ghost.is_shown
    assert one.texts(TODAYS) + one.texts(YESTERDAY) == [""] * 10
    assert one.pane.history.length == 0


def test_what_stands_there_is_replaced_only_when_asked(typist):
    one = typist().at(0, TODAYS).press("3").press("Enter").at(0, YESTERDAY)
    put("5\t4\n4\t5\n3\t2")
    one.pane.tools.clipboard.paste()
    assert "уже заполнено" in one.pane.tools.bar.words()
    box = one.pane.tools.bar.findChild(object, "ghost_overwrite")
    box.setChecked(True)
    assert one.pane.tools.bar.words() == "Вставить 6 значений."
    one.press("Enter")
    assert one.texts(TODAYS)[0] == "4"


def test_a_closed_cell_stays_and_says_why(typist):
    one = typist().at(0, OLD)
    put("\n".join("555555"))
    one.pane.tools.clipboard.paste()
    one.pane.tools.bar.findChild(object, "ghost_overwrite").setChecked(True)
    assert one.pane.tools.bar.words() == "Вставить 4 значения. Не войдут 2: закрыто — 1, за краем страницы — 1."
    assert "Срок редактирования" in one.pane.tools.ghost.reason(0, OLD)
    one.press("Enter")
    assert one.texts(OLD) == ["4", "5", "5", "5", "5"]


def test_a_reason_of_absence_is_never_wiped_away_by_many(typist):
    one = typist().at(2, TODAYS).press("б Enter").at(0, TODAYS)
    put("5\n5\n5")
    one.pane.tools.clipboard.paste()
    assert one.texts(TODAYS) == ["5", "5", "б", "", ""]
    assert "причину пропуска" in one.hint or "причина пропуска" in one.hint


def test_names_in_another_order_find_their_pupils(typist, qtbot):
    one = typist().at(0, TODAYS)
    put(
        "",
        "<table><tr><td>Ученик</td><td>КР</td></tr><tr><td>Гаврилов Никита</td><td>5</td></tr>"
        "<tr><td>Бeлов Артем</td><td>4</td></tr><tr><td>Чужой Иван</td><td>3</td></tr>"
        "<tr><td>Абрамов К.</td><td>2</td></tr><tr><td>Андреева</td><td>н</td></tr></table>",
    )
    one.pane.tools.clipboard.paste()
    dialog = one.pane.findChild(PasteNamesDialog)
    assert dialog.chosen() == [None, 4, 2, None, 0, 1]
    assert dialog.lead().startswith("В первом столбце фамилии: найдено 4 ученика. Не войдут 2 строки")
    qtbot.mouseClick(dialog.findChild(object, "paste_names_yes"), Qt.MouseButton.LeftButton)
    assert one.texts(TODAYS) == ["2", "н", "4", "", "5"]
    one.pane.history.undo()
    assert one.texts(TODAYS) == [""] * 5


def test_one_pupil_chosen_for_two_lines_holds_the_dialog(typist):
    one = typist().at(0, TODAYS)
    put("Белов\t5\nАбрамов\t4\nПетров\t3")
    one.pane.tools.clipboard.paste()
    dialog = one.pane.findChild(PasteNamesDialog)
    dialog.choose(2, 0)
    assert not dialog.findChild(object, "paste_names_yes").isEnabled()
    assert "дважды" in dialog.lead()
    dialog.reject()


def test_what_is_copied_is_a_table_for_spreadsheets_and_comes_back(typist):
    one = typist().at(0, TODAYS).press("5 Enter 4/5 Enter н Enter").at(0, TODAYS).press("Shift+Down Shift+Down")
    one.pane.tools.clipboard.copy()
    assert taken().text() == "5\n4/5\nн\n"
    assert "<td style=\"mso-number-format:'\\@'\">4/5</td>" in taken().html()
    one.pane.tools.clipboard.copy(with_names=True)
    assert taken().text().splitlines()[:2] == ["Ученик\t25.09.2026", "Абрамов Кирилл\t5"]


def test_cutting_copies_and_clears_as_one_act(typist):
    one = typist().at(0, TODAYS).press("5 Enter 4 Enter").at(0, TODAYS).press("Shift+Down")
    one.pane.tools.clipboard.cut()
    assert taken().text() == "5\n4\n"
    assert one.texts(TODAYS) == [""] * 5
    one.pane.history.undo()
    assert one.texts(TODAYS)[:2] == ["5", "4"]


HOSTILE = [
    "\u202e5",
    "5\u0000",
    "\u200f4",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "<b>5</b>",
    "<img src=x onerror=alert(1)>",
    "'; drop table journal.marks; --",
    "5" * 5_000,
    "я" * 5_000,
    "5\n\n\n",
    "٥",  # an Arabic five
    "𝟓",
    "{0}",
    "%s",
    "&amp;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_changes_nothing_or_only_a_mark_and_the_strip_shows_one_harmless_line(typist, text):
    one = typist().at(0, TODAYS)
    put(text)
    one.pane.tools.clipboard.paste()
    one.press("Enter")
    assert one.texts(TODAYS)[0] in {"", "5", "4"}
    assert set(one.texts(TODAYS)[1:]) <= {""}
    assert "<b>5" not in one.hint
    assert "<img" not in one.hint
    assert len(one.hint) < 500


@pytest.mark.skipif(not BROKEN.exists(), reason="the school's broken files are not on this computer")
@pytest.mark.parametrize(
    "name", ["20_sql_и_html.xlsx", "18_управляющие_знаки.xlsx", "19_длинные_имена.xlsx", "03_формулы_в_фио.xlsx"]
)
def test_texts_of_broken_files_are_pasted_without_harm(typist, name):
    rows = CalamineWorkbook.from_path(BROKEN / name).get_sheet_by_index(0).to_python()[:40]
    one = typist().at(0, YESTERDAY)
    put("\n".join("\t".join(str(cell) for cell in row) for row in rows))
    one.pane.tools.clipboard.paste()
    for dialog in one.pane.findChildren(PasteNamesDialog):
        dialog.reject()
    one.press("Enter")
    allowed = {"", "1", "2", "3", "4", "5", "н", "б", "у"}
    assert {one.store.value(row, column).text for row in range(5) for column in (YESTERDAY, TODAYS)} <= allowed


def test_a_clipboard_of_a_hundred_thousand_cells_is_a_sentence(typist):
    one = typist().at(0, TODAYS)
    put("\n".join("\t".join(["5"] * 100) for _ in range(1000)))
    one.pane.tools.clipboard.paste()
    assert "100 000 ячеек" in one.hint
    assert "не больше 10 000" in one.hint
    assert not one.pane.tools.ghost.is_shown
    one.press("5 Enter")
    assert one.texts(TODAYS)[0] == "5"


def test_ctrl_d_fills_down_from_the_top_of_the_selection(typist):
    one = typist().at(0, TODAYS).press("4 Enter").at(0, TODAYS).press("Shift+Down Shift+Down")
    one.pane.tools.fill.down()
    assert one.texts(TODAYS) == ["4", "4", "4", "", ""]
    one.pane.history.undo()
    assert one.texts(TODAYS) == ["4", "", "", "", ""]


def test_presence_alone_is_filled_to_the_right(typist):
    one = typist().at(0, YESTERDAY).press("н Enter 5 Enter").at(0, YESTERDAY).press("Shift+Down Shift+Right")
    one.pane.tools.fill.right()
    assert one.texts(TODAYS)[:2] == ["н", ""]


def test_ctrl_enter_puts_what_is_typed_into_everything_selected(typist):
    one = typist().at(0, TODAYS).press("Shift+Down Shift+Down 5")
    one.pane.tools.fill_selection()
    assert one.texts(TODAYS) == ["5", "5", "5", "", ""]
    assert one.pane.history.length == 1


def test_empty_cells_are_filled_for_who_was_there_and_nothing_is_overwritten(typist):
    one = typist().at(0, TODAYS).press("3 Enter н Enter").at(0, TODAYS)
    one.pane.tools.fill.empty_cells(TODAYS, "5")
    assert one.texts(TODAYS) == ["3", "н", "5", "5", "5"]


def test_drafts_of_a_column_are_confirmed(typist):
    one = typist().at(0, TODAYS).press("5? Enter 4? Enter 3 Enter")
    one.pane.tools.fill.confirm_drafts(TODAYS)
    assert one.texts(TODAYS)[:3] == ["5", "4", "3"]


def test_the_handle_fills_down(typist, qtbot):
    one = typist().at(0, TODAYS).press("4 Enter").at(0, TODAYS)
    view, left = one.pane.view, Qt.MouseButton.LeftButton
    qtbot.mousePress(view.viewport(), left, pos=one.pane.tools.paint.handle().center())
    one.drag(view.viewport(), view.cell_rect(2, TODAYS).center())
    qtbot.mouseRelease(view.viewport(), left, pos=view.cell_rect(2, TODAYS).center())
    assert one.texts(TODAYS) == ["4", "4", "4", "", ""]


def test_a_reader_cuts_and_pastes_nothing(typist):
    one = typist(replace(small_page(), writable=False, attendance_writable=False, read_only_reason="role")).at(0, OLD)
    put("5\n4")
    one.pane.tools.clipboard.paste()
    one.pane.tools.clipboard.cut()
    assert one.texts(OLD) == ["4", "", "", "", ""]
    assert one.book.operations == []


def test_a_ghost_is_painted_and_gone_with_another_page(typist):
    one = typist(big_page()).at(0, 3)
    before = one.pane.view.grab().toImage()
    put("\n".join("5" * 20))
    one.pane.tools.clipboard.paste()
    assert one.pane.view.grab().toImage() != before
    one.store.columns_changed.emit()
    assert not one.pane.tools.ghost.is_shown
    assert one.pane.selection.blocks == [Block(0, 3, 0, 3)]
