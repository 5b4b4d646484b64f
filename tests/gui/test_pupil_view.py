"""«Ученик»: one pupil's lessons of the period, his figures, notes to him, and the ways there and back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from ejournal_desktop.domain.gradebook import Attendance, MarkNote, Outcome
from ejournal_desktop.domain.lesson_card import PupilNote
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.pupil_lessons import TITLES, PupilLessonsModel, mark_words
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from ejournal_desktop.gui.pages.pupil_view import PupilView
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.fake_school import FakeDesk, session
from tests.gui.journal_pages import CONTROL, ME, NAMES, NOW, TODAY, lesson, mark, page, pupil, work

ALT = Qt.KeyboardModifier.AltModifier


def class_page(**changes):
    lessons = [
        lesson(1, date(2026, 9, 8)),
        lesson(2, date(2026, 9, 24), attendance_checked=False),
        lesson(3, TODAY),
        lesson(4, date(2026, 9, 28), attendance_checked=False),
    ]
    works = [work(11, 1), work(12, 2, CONTROL), work(13, 3)]
    marks = [
        mark(11, 1, "4", date(2026, 9, 8)),
        mark(12, 1, "2", date(2026, 9, 24)),
        mark(12, 2, ".", date(2026, 9, 24)),
    ]
    absences = [Attendance(3, 1, "absent", "ill", None, 1, ME)]
    people = [pupil(n, name) for n, name in enumerate(NAMES[:5], 1)]
    notes = (MarkNote(11, 1, False, "у доски", 1, ME),)
    return page(people, lessons, works, marks, absences, notes=notes, **changes)


@pytest.fixture
def journal(lanes, qtbot):
    def open_journal(shown=None):
        book = FakeGradebook(shown or class_page())
        workplace = SimpleNamespace(
            desk=FakeDesk(session()), actions=ActionRegistry(), lanes=lanes, changes=ChangeBus()
        )
        book.judge_card = workplace.desk.judge_card
        widget = JournalPageWidget(workplace, book.page.course, book)
        widget.book = book
        widget.workplace = workplace
        qtbot.addWidget(widget)
        widget.resize(1300, 700)
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    return open_journal


def start(widget, action_id):
    next(entry for entry in widget.workplace.actions.entries() if entry.spec.action_id == action_id).action.trigger()


def opened(widget, row=0, column=2):
    widget.grid.view.move_to(row, column)
    start(widget, "journal.view-pupil")
    return widget.findChild(PupilView)


def lines(view):
    model = view.model
    return [[model.index(line, part).data() for part in range(len(TITLES))] for line in range(model.rowCount())]


def test_every_lesson_of_the_period_is_a_line_in_words(journal):
    first, second, third, ahead = lines(opened(journal()))
    assert first[0] == "вт 08.09, 3-й урок"
    assert first[2:6] == ["ответ на уроке, вес 1", "4 — хорошо", "был на уроке", "Заметка в дневнике: у доски"]
    assert second[2:5] == ["контрольная работа, вес 3", "2 — неудовлетворительно", ""]
    assert third[3:5] == ["", "отсутствовал по болезни"]
    assert ahead[4] == ""


def test_presence_is_said_only_where_it_was_checked(journal):
    assert [line[4] for line in lines(opened(journal(), row=2))] == ["был на уроке", "", "был на уроке", ""]


@pytest.mark.parametrize(
    ("mark_text", "words"),
    [
        ("4/5", "4/5 — хорошо, отлично"),
        (".", "ждём работу"),
        ("5?", "черновик 5"),
        ("незач", "незач — не зачтено"),
        (None, ""),
    ],
)
def test_marks_are_said_in_figures_and_words(mark_text, words):
    assert mark_words(mark_text) == words


def test_the_figures_of_the_pupil_stand_over_his_lessons(journal):
    text = opened(journal()).findChild(QLabel, "pupilFigures").text()
    assert text == ("Средневзвешенный балл 2,50, простой 3,00 · отметок 2, по норме 7 · пропущено 1 из 3 уроков (33 %)")


def test_a_debt_and_lessons_without_a_mark_are_named(journal):
    text = opened(journal(), row=1).findChild(QLabel, "pupilFigures").text()
    assert "ждём работ: 1" in text
    assert "без отметки 3 урока" in text


def test_a_course_without_marks_has_only_missed_lessons(journal):
    plain = class_page()
    shown = replace(plain, course=replace(plain.course, marking="none"), marks=())
    text = opened(journal(shown)).findChild(QLabel, "pupilFigures").text()
    assert text == "Пропущено 1 из 3 уроков (33 %)"


def test_alt_and_arrows_go_from_pupil_to_pupil_and_keep_the_lesson(journal):
    view = opened(journal(), column=1)
    QTest.keyClick(view.table, Qt.Key.Key_Right, ALT)
    assert view.findChild(QComboBox, "pupilCombo").currentText() == "2. Андреева Мария"
    assert view.table.currentIndex().row() == 1
    QTest.keyClick(view.table, Qt.Key.Key_Left, ALT)
    QTest.keyClick(view.table, Qt.Key.Key_Left, ALT)
    assert view.model.pupil_row == 0


def test_enter_goes_to_the_cell_of_the_line(journal):
    widget = journal()
    view = opened(widget)
    QTest.keyClick(view.table, Qt.Key.Key_Right, ALT)
    view.go_to_column(1)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert widget.grid.isVisible()
    assert widget.grid.view.cursor() == (1, 1)


def test_escape_goes_back_to_the_grid(journal):
    widget = journal()
    view = opened(widget)
    QTest.keyClick(view.table, Qt.Key.Key_Escape)
    assert widget.grid.isVisible()
    assert not view.isVisible()


def test_notes_of_the_server_stand_at_their_lesson(journal, qtbot):
    widget = journal()
    desk = widget.workplace.desk
    desk.card = replace(desk.card, notes=(PupilNote(5, 1, "praise", "Помог товарищу", ME, NOW),))
    view = opened(widget)
    qtbot.waitUntil(lambda: lines(view)[0][6] == "похвала: Помог товарищу")
    assert lines(view)[1][6] == ""


def test_a_note_is_written_to_the_pupil_at_the_chosen_lesson(journal, qtbot):
    widget = journal()
    view = opened(widget, column=0)
    view.findChild(QComboBox, "noteKind").setCurrentIndex(2)
    view.findChild(QLineEdit, "noteText").setText("Повторить дроби")
    QTest.keyClick(view.findChild(QLineEdit, "noteText"), Qt.Key.Key_Return)
    at_once = lines(view)[0][6]
    widget.book.settle()
    qtbot.waitUntil(lambda: view.findChild(QLabel, "noteSaid").text().startswith("Записано"))
    assert at_once == lines(view)[0][6] == "рекомендация: Повторить дроби"
    [sent] = widget.workplace.desk.card_saves
    assert (sent.lesson_id, sent.pupil_id, sent.value["kind"]) == (1, 1, "recommendation")


def test_a_refused_note_says_why(journal, qtbot):
    widget = journal()
    widget.workplace.desk.card_outcome = Outcome("x", "refused", code="EJ002", detail={"reason": "not-holder"})
    view = opened(widget)
    view.findChild(QLineEdit, "noteText").setText("Повторить дроби")
    QTest.keyClick(view.findChild(QLineEdit, "noteText"), Qt.Key.Key_Return)
    widget.book.settle()
    qtbot.waitUntil(lambda: bool(view.findChild(QLabel, "noteSaid").text()))
    assert "Записано" not in view.findChild(QLabel, "noteSaid").text()


def test_who_only_reads_has_no_line_for_notes(journal):
    view = opened(journal(class_page(writable=False, read_only_reason="role")))
    assert not view.note_line.isVisible()


def test_a_screen_reader_hears_the_date_with_every_word(qtbot):
    model = PupilLessonsModel(JournalStore(class_page(), FakeGradebook(), ME))
    said = model.index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "вт 08.09, 3-й урок, отметка: 4 — хорошо"


def test_a_pupil_who_left_is_said_to_have_left(journal):
    plain = class_page()
    gone = replace(
        plain.pupils[0],
        memberships=(replace(plain.pupils[0].memberships[0], ends_before=date(2026, 9, 20)),),
        departed_order="приказ № 41",
    )
    view = opened(journal(replace(plain, pupils=(gone, *plain.pupils[1:]))))
    assert view.findChild(QLabel, "pupilState").text() == "не в группе, приказ № 41"
    assert len(lines(view)) == 1


def test_weights_all_one_make_a_plain_average(journal):
    plain = class_page()
    even = replace(plain, works=tuple(replace(one, weight=Decimal(1)) for one in plain.works))
    text = opened(journal(even)).findChild(QLabel, "pupilFigures").text()
    assert text.startswith("Средний балл 3,00 · ")
