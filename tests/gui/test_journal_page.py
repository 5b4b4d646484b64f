"""The journal page around the grid: periods, banner, empty states, lesson pane, works."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from ejournal_desktop.domain.errors import ServerUnavailableError
from ejournal_desktop.domain.gradebook import LessonOperation, Outcome
from ejournal_desktop.domain.marking_policy import MarkingPolicy
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from ejournal_desktop.gui.pages.lesson_pane import LessonPane
from ejournal_desktop.gui.pages.opened_period import signed_name
from ejournal_desktop.gui.pages.work_dialog import WorkDialog
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.fake_school import FakeDesk, session
from tests.gui.journal_pages import KINDS, NOW, PERIODS, QUARTER, TODAY, lesson, page, pupil, small_page, work

OLD, TODAYS = 0, 2


@pytest.fixture
def journal(lanes, qtbot):
    def open_journal(shown=None, width=1700, lesson_id=None, **settings):
        book = FakeGradebook(shown or small_page(), **settings)
        desk = FakeDesk(session())
        workplace = SimpleNamespace(desk=desk, actions=ActionRegistry(), lanes=lanes, changes=ChangeBus())
        widget = JournalPageWidget(workplace, book.page.course, book, lesson_id)
        qtbot.addWidget(widget)
        widget.resize(width, 800)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        widget.book = book
        widget.workplace = workplace
        return widget

    return open_journal


def part(widget, kind, name):
    return widget.findChild(kind, name)


def said(widget, name):
    label = part(widget, QLabel, name)
    return label.text() if label.isVisible() else ""


def sent(widget):
    edits = [operation for operation in widget.book.operations if isinstance(operation, LessonOperation)]
    return [(operation.lesson_id, operation.field, operation.seen, operation.value) for operation in edits]


def start(widget, action_id):
    next(entry for entry in widget.workplace.actions.entries() if entry.spec.action_id == action_id).action.trigger()


def test_it_opens_the_period_of_today_and_names_the_course(journal):
    widget = journal()
    assert widget.book.opened == [(7, 1)]
    assert said(widget, "titleLabel") == "7А · Алгебра"
    assert part(widget, QComboBox, "periodCombo").currentText() == "I четверть"


def test_it_opens_at_the_lesson_it_was_asked_for(journal):
    assert journal(lesson_id=2).grid.view.cursor()[1] == 1


def test_the_info_line_says_since_when_marks_may_be_changed(journal):
    assert said(journal(), "windowLabel") == "Изменить отметку можно за 2 недели: с 11.09"


def test_the_info_line_counts_what_is_missing(journal):
    lessons = [lesson(1, TODAY, topic="", homework=""), lesson(2, date(2026, 9, 24), homework="")]
    shown = page([pupil(1, "Белов Артём")], lessons)
    assert said(journal(shown), "missingLabel") == "нет темы: 1 · нет ДЗ: 2"


@pytest.mark.parametrize(
    ("reason", "attendance", "banner"),
    [
        ("role", False, "Просмотр. Отметки ставит учитель предмета."),
        ("not-holder", False, "Просмотр. Этот курс назначен другому учителю."),
        (
            "load-not-approved",
            False,
            "Просмотр. Нагрузка ещё не утверждена директором: до этого с вашей второй ролью журнал не ведут.",
        ),
        ("role", True, "Чужой предмет: правка только посещаемости своего класса."),
    ],
)
def test_a_reader_sees_why_nothing_can_be_written(journal, reason, attendance, banner):
    widget = journal(small_page(writable=False, read_only_reason=reason, attendance_writable=attendance))
    assert said(widget, "bannerLabel") == banner
    assert not part(widget, QPushButton, "workButton").isVisible()


def test_a_teacher_sees_no_banner(journal):
    assert said(journal(), "bannerLabel") == ""


def test_a_load_that_is_not_approved_is_told_and_hides_nothing(journal):
    widget = journal(small_page(load_approved=False))
    assert said(widget, "bannerLabel") == "Нагрузка ещё не утверждена директором. Журнал можно вести."
    assert part(widget, QPushButton, "workButton").isVisible()


def test_a_page_closed_by_the_end_of_the_order_says_so_and_not_that_it_was_handed_over(journal):
    ended = replace(
        QUARTER, handed_over_at=datetime(2026, 9, 25, tzinfo=NOW.tzinfo), closing_order="№ 52 от 21.09.2026"
    )
    widget = journal(small_page(period=ended))
    assert said(widget, "windowLabel") == "Срок приказа № 52 истёк 24 сентября"


def test_a_period_without_lessons_says_so(journal):
    widget = journal(page([pupil(1, "Белов Артём")], []))
    assert "Уроков за период «I четверть» нет" in said(widget, "emptyTitle")


def test_a_group_without_pupils_says_who_keeps_the_lists(journal):
    assert said(journal(page([], [lesson(1, TODAY)])), "emptyWhy") == "Списки ведёт администратор."


def test_without_a_server_the_page_says_so_and_tries_again(journal):
    widget = journal()
    widget.book.open_error = ServerUnavailableError("", {"host": "school.local"})
    widget.refresh()
    assert "school.local" in said(widget, "emptyTitle")
    widget.book.open_error = None
    part(widget, QPushButton, "retryButton").click()
    assert widget.grid.isVisible()


def test_another_period_and_back_keeps_edits_that_are_under_way(journal):
    widget = journal()
    widget.grid.view.move_to(1, TODAYS)
    QTest.keyClick(widget.grid.view, Qt.Key.Key_5)
    first = widget.book.page
    widget.book.page = replace(small_page(), period=PERIODS[1])
    widget.open_period(2)
    widget.book.page = first
    widget.open_period(1)
    assert widget.grid.store.value(1, TODAYS).text == "5"
    assert widget.unsettled() == 1


def test_an_impossible_text_keeps_the_period(journal):
    widget = journal()
    widget.grid.view.move_to(1, TODAYS)
    QTest.keyClick(widget.grid.view, Qt.Key.Key_9)
    widget.open_period(2)
    assert widget.grid.store.page.period.period_id == 1
    assert part(widget, QComboBox, "periodCombo").currentText() == "I четверть"


def test_refresh_waits_for_edits_that_are_under_way(journal):
    widget = journal()
    widget.grid.view.move_to(1, TODAYS)
    QTest.keyClick(widget.grid.view, Qt.Key.Key_5)
    start(widget, "journal.refresh")
    assert len(widget.book.opened) == 1
    widget.book.settle()
    start(widget, "journal.refresh")
    assert len(widget.book.opened) == 2


def test_f8_changes_the_mode_and_the_header_shows_it(journal):
    widget = journal()
    start(widget, "journal.mode")
    assert part(widget, QComboBox, "modeCombo").currentText() == "Ввод: быстрый"
    assert widget.grid.flow.mode == "quick"


def test_the_arrows_of_the_header_go_from_lesson_to_lesson(journal):
    shown = small_page()
    widget = journal(replace(shown, works=(*shown.works, work(14, 3, work_no=2))))
    part(widget, QPushButton, "todayButton").click()
    widget._step(1)
    assert widget.grid.view.cursor()[1] == 4
    widget._step(-1)
    assert widget.grid.view.cursor()[1] == TODAYS


def test_closing_the_page_sends_what_was_typed(journal):
    widget = journal()
    widget.grid.view.move_to(1, TODAYS)
    QTest.keyClick(widget.grid.view, Qt.Key.Key_5)
    widget.close()
    assert widget.book.cells == [(2, "mark", "5")]


def test_a_text_that_does_not_fit_keeps_the_page_open(journal):
    widget = journal()
    widget.grid.view.move_to(1, TODAYS)
    QTest.keyClick(widget.grid.view, Qt.Key.Key_9)
    assert not widget.close()
    QTest.keyClick(widget.grid.view, Qt.Key.Key_Escape)
    assert widget.close()


def test_a_click_on_a_name_or_a_lesson_moves_along_the_other(journal, qtbot):
    widget = journal()
    widget.grid.view.move_to(1, TODAYS)
    names, lessons = widget.grid.view.names, widget.grid.view.lessons
    qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, names.sectionViewportPosition(3) + 5))
    assert widget.grid.view.cursor() == (3, TODAYS)
    qtbot.mouseClick(lessons.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 20))
    assert widget.grid.view.cursor() == (3, 0)


# The lesson pane


def test_a_wide_window_shows_the_pane_beside_a_narrow_one_after_f7_below(journal):
    assert journal(width=1700).pane.isVisible()
    narrow = journal(width=1200)
    assert not narrow.pane.isVisible()
    start(narrow, "journal.lesson")
    assert narrow.pane.isVisible()
    assert narrow.pane.y() > narrow.grid.y()


def test_a_page_whose_pane_is_hidden_does_not_make_it(journal):
    widget = journal(width=1200)
    assert widget.findChild(LessonPane) is None
    start(widget, "journal.lesson")
    assert widget.findChild(LessonPane).isVisible()


def test_the_pane_follows_the_cursor(journal):
    widget = journal()
    widget.grid.view.move_to(0, 1)
    assert said(widget.pane, "titleLabel") == "Урок 24 сентября"
    assert said(widget.pane, "whenLabel") == "четверг, 3-й урок, 10:15–10:55, каб. 21"


def test_a_topic_is_saved_when_its_field_is_left(journal):
    widget = journal()
    widget.grid.view.move_to(0, TODAYS)
    edit = part(widget.pane, QPlainTextEdit, "topicEdit")
    edit.setPlainText("Одночлены")
    widget.pane.save_texts()
    assert sent(widget) == [(3, "topic", 1, "Одночлены")]
    widget.book.settle()
    assert widget.pane.lesson.topic == "Одночлены"
    assert widget.unsettled() == 0


def test_other_pages_hear_of_a_topic_when_the_server_has_it(journal):
    widget = journal()
    heard = []
    widget.workplace.changes.changed.connect(lambda change, _initiator: heard.append(change.kind))
    widget.grid.view.move_to(0, TODAYS)
    part(widget.pane, QPlainTextEdit, "topicEdit").setPlainText("Одночлены")
    widget.pane.save_texts()
    assert heard == []
    widget.book.settle()
    assert heard == ["lesson"]


def test_moving_to_another_lesson_saves_the_homework_of_the_one_before(journal):
    widget = journal()
    widget.grid.view.move_to(0, TODAYS)
    part(widget.pane, QPlainTextEdit, "homeworkEdit").setPlainText("§5")
    widget.grid.view.move_to(0, 1)
    assert sent(widget) == [(3, "homework", 1, "§5")]


def test_no_homework_takes_the_homework_back_first(journal):
    widget = journal()
    widget.grid.view.move_to(0, TODAYS)
    widget.pane._form.noHomeworkBox.setChecked(True)
    widget.book.settle()
    assert widget.book.sent[0].seen < widget.book.sent[1].seen
    assert [edit[1:2] + edit[3:] for edit in sent(widget)] == [("homework", ""), ("homework_none", True)]
    assert (widget.pane.lesson.homework, widget.pane.lesson.homework_none) == ("", True)


def test_the_roll_is_one_press_and_saved(journal):
    shown = small_page()
    lessons = tuple(replace(one, attendance_checked=False) for one in shown.lessons)
    widget = journal(replace(shown, lessons=lessons))
    widget.grid.view.move_to(0, TODAYS)
    part(widget.pane, QPushButton, "checkedButton").click()
    assert sent(widget) == [(3, "attendance_checked", 1, True)]


def test_the_roll_of_a_lesson_to_come_cannot_be_called(journal):
    widget = journal()
    widget.grid.view.move_to(0, 3)
    assert not part(widget.pane, QPushButton, "checkedButton").isEnabled()
    assert not part(widget.pane, QPlainTextEdit, "topicEdit").isReadOnly()


def test_a_refused_topic_keeps_what_was_typed_and_says_why(journal):
    widget = journal()
    widget.grid.view.move_to(0, TODAYS)
    widget.book.answers[None] = lambda operation: Outcome(operation.operation_id, "refused", code="EJ018")
    part(widget.pane, QPlainTextEdit, "topicEdit").setPlainText("Одночлены")
    widget.pane.save_texts()
    widget.book.settle()
    assert part(widget.pane, QPlainTextEdit, "topicEdit").toPlainText() == "Одночлены"
    assert "год закрыт" in said(widget.pane, "failureLabel")
    assert widget.unsettled() == 1


def test_who_is_absent_is_listed_with_the_reason_at_once(journal, qtbot):
    widget = journal()
    widget.grid.view.move_to(1, TODAYS)
    QTest.keyClick(widget.grid.view, Qt.Key.Key_Space)

    def texts():
        return {label.text() for label in widget.pane.findChildren(QLabel) if label.isVisible()}

    qtbot.waitUntil(lambda: {"Андреева Мария", "причина не указана", "1 отсутствует"} <= texts())


def test_f7_goes_to_the_pane_and_back_to_the_same_cell(journal, qtbot):
    widget = journal()
    widget.grid.view.move_to(1, TODAYS)
    widget.grid.setFocus()
    start(widget, "journal.lesson")
    qtbot.waitUntil(lambda: widget.pane.isAncestorOf(widget.focusWidget()))
    start(widget, "journal.lesson")
    assert widget.focusWidget() is widget.grid.view
    assert widget.grid.view.cursor() == (1, TODAYS)


def test_ctrl_enter_saves_what_was_typed_and_returns_to_the_cell(journal, qtbot):
    widget = journal()
    widget.grid.view.move_to(1, TODAYS)
    start(widget, "journal.lesson")
    edit = part(widget.pane, QPlainTextEdit, "topicEdit")
    edit.setFocus()
    edit.setPlainText("Одночлены")
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ("topic", "Одночлены") in [(edit[1], edit[3]) for edit in sent(widget)]
    assert widget.focusWidget() is widget.grid.view
    assert widget.grid.view.cursor() == (1, TODAYS)


def test_a_reader_cannot_type_into_the_pane(journal):
    widget = journal(small_page(writable=False, attendance_writable=False, read_only_reason="role"))
    assert part(widget.pane, QPlainTextEdit, "topicEdit").isReadOnly()
    assert not part(widget.pane, QPushButton, "checkedButton").isEnabled()


# Works


def dialog_of(widget):
    return widget.findChild(WorkDialog)


def test_a_new_work_weighs_what_the_rule_in_force_says(journal):
    widget = journal()
    control = next(kind for kind in KINDS if kind.name == "контрольная работа")
    policy = MarkingPolicy(order="приказ № 31 от 28.08.2026", weights=((control.work_kind_id, Decimal(2)),))
    widget.grid.totals_model.book.figures.policy = policy
    widget.grid._rule_read()
    widget.grid.view.move_to(1, TODAYS)
    start(widget, "journal.add-work")

    dialog_of(widget).findChild(QComboBox, "kindCombo").setCurrentText(control.name)

    said = dialog_of(widget).findChild(QLabel, "weightLabel").text()
    assert said == "Вес 2 по локальному акту (приказ № 31 от 28.08.2026)."


def test_a_page_of_substituted_lessons_says_that_only_they_are_hers(journal):
    shown = small_page()
    lessons = tuple(replace(one, substitute=signed_name(session())) for one in shown.lessons[-1:])
    widget = journal(replace(shown, lessons=lessons, works=(), marks=()))
    assert said(widget, "bannerLabel").startswith(f"Замена {lessons[0].held_on:%d.%m}: здесь только ваши уроки.")


def test_a_second_work_of_a_lesson_becomes_a_column_beside_the_first(journal):
    widget = journal()
    widget.grid.view.move_to(1, TODAYS)
    start(widget, "journal.add-work")
    dialog_of(widget).findChild(QComboBox, "kindCombo").setCurrentText("контрольная работа")
    assert dialog_of(widget).findChild(QLabel, "weightLabel").text() == "Вес 1."  # no act is entered (rulings 26)
    dialog_of(widget).findChild(QPushButton, "saveButton").click()
    store = widget.grid.store
    assert [one.work.kind_short if one.work else None for one in store.columns] == ["О", "О", "Д", "КР", None]
    assert widget.grid.view.cursor() == (1, TODAYS + 1)
    assert widget.book.works[0].action == "add"


def test_the_kind_of_a_work_can_be_changed(journal):
    widget = journal()
    widget.grid.view.move_to(1, TODAYS)
    widget.change_work()
    dialog_of(widget).findChild(QComboBox, "kindCombo").setCurrentText("самостоятельная работа")
    dialog_of(widget).findChild(QPushButton, "saveButton").click()
    assert widget.grid.store.columns[TODAYS].work.kind_short == "СР"
    assert (widget.book.works[0].action, widget.book.works[0].work_id, widget.book.works[0].seen) == ("change", 13, 1)


def test_a_work_with_marks_says_why_its_kind_changes(journal):
    widget = journal()
    widget.grid.view.move_to(1, OLD)
    widget.change_work()
    dialog = dialog_of(widget)
    reason, save = dialog.findChild(QLineEdit, "reasonEdit"), dialog.findChild(QPushButton, "saveButton")
    assert (reason.isVisible(), save.isEnabled()) == (False, True)  # its topic may change without a word
    dialog.findChild(QComboBox, "kindCombo").setCurrentText("контрольная работа")
    assert (reason.isVisible(), save.isEnabled()) == (True, False)
    reason.setText("вид указан по ошибке")
    save.click()
    assert widget.book.works[0].reason == "вид указан по ошибке"


def test_a_reason_that_only_the_server_wants_is_asked_for_then(journal, monkeypatch):
    widget = journal()
    widget.grid.view.move_to(1, TODAYS)
    refusal = {"code": "EJ020", "detail": {"reason": "work-reason"}}
    monkeypatch.setattr(
        widget.book, "save_work", lambda one, done, _failed: done(Outcome(one.operation_id, "refused", **refusal))
    )
    widget.change_work()
    dialog = dialog_of(widget)
    dialog.findChild(QComboBox, "kindCombo").setCurrentText("контрольная работа")
    dialog.findChild(QPushButton, "saveButton").click()
    assert dialog.findChild(QLineEdit, "reasonEdit").isVisible()
    assert "почему меняется" in dialog.findChild(QLabel, "failureLabel").text()


def test_a_refused_work_is_said_in_the_dialog_and_changes_nothing(journal, monkeypatch):
    widget = journal()
    widget.grid.view.move_to(1, TODAYS)
    monkeypatch.setattr(
        widget.book,
        "save_work",
        lambda operation, done, _failed: done(Outcome(operation.operation_id, "refused", code="EJ011")),
    )
    start(widget, "journal.add-work")
    dialog_of(widget).findChild(QPushButton, "saveButton").click()
    said_why = dialog_of(widget).findChild(QLabel, "failureLabel")
    assert "закрыта" in said_why.text()
    assert said_why.height() >= said_why.heightForWidth(said_why.width())
    assert len(widget.grid.store.columns) == 4
