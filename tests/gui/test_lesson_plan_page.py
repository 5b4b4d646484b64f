"""«КТП»: typed, pasted, imported, undone, saved without a button, corrected and decided (PLN-3; ux 5.9)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit

from ejournal_desktop.domain.gradebook import Outcome, WorkKind
from ejournal_desktop.domain.lesson_plan import Correction
from ejournal_desktop.domain.lesson_plan_book import PlanCourse, PlanNorm
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.models.plan_cell_rules import (
    HELD,
    HOMEWORK,
    HOURS,
    PLANNED,
    SECTION,
    STATE,
    TOPIC,
    TYPE,
    WORK,
)
from ejournal_desktop.gui.page_registry import pages_of
from ejournal_desktop.gui.pages.lesson_plan_page import LessonPlanPage
from ejournal_desktop.gui.pages.plan_corrections import CorrectionsDialog
from ejournal_desktop.gui.pages.plan_dialog import PlanDialog
from ejournal_desktop.gui.pages.plan_dialogs import (
    CorrectionDialog,
    DetachDialog,
    ReasonDialog,
    ReuseDialog,
)
from ejournal_desktop.gui.pages.plan_import import ColumnsDialog, ImportDialog
from ejournal_desktop.gui.pages.plan_paper import Delivery, Told, deliver
from ejournal_desktop.gui.pages.plan_preview import SheetPreview
from ejournal_desktop.gui.session_port import Workplace
from tests.gui.fake_school import FakeDesk, FakeGradebook, course, session
from tests.gui.fakes.lesson_plans import plan_book, plan_lessons, plan_summary


@pytest.fixture
def open_page(qtbot, dressed, lanes):
    def make(plan, role="teacher", **more):
        desk = FakeDesk(session(role), courses=(course(),), plan=plan, **more)
        page = LessonPlanPage(Workplace(desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook()), role)
        page.resize(1166, 640)
        page.desk = desk
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: page._book is not None)
        return page

    return make


def topics(page):
    return [topic.topic for topic in page.model.topics()]


def cell(page, row, column):
    return page.model.index(row, column).data()


def said(page):
    return page.form._error_words.text() if page.form.error.isVisible() else ""


def dialog_of(page, kind, qtbot):
    qtbot.waitUntil(lambda: page.findChild(kind) is not None)
    return page.findChild(kind)


def wait_saved(page, qtbot):
    page._saver.save_now()
    qtbot.waitUntil(lambda: page._saver.is_settled)


@pytest.mark.parametrize("role", ["teacher", "psychologist", "deputy", "director", "administrator", "inspector"])
def test_who_plans_or_controls_has_the_page(role):
    assert "lesson_plans" in [spec.page_id for spec in pages_of(role, session(role))]


def test_dates_stand_beside_topics_and_the_next_one_is_under_the_cursor(open_page):
    page = open_page(plan_book("А", "Б", "В", "Г", "Д", lessons=plan_lessons(held=("А", "Б", "В"))))

    assert [cell(page, row, HELD) for row in range(5)] == ["01.09", "08.09", "15.09", "жд. 29.09", "жд. 06.10"]
    assert (cell(page, 3, PLANNED), cell(page, 3, STATE)) == ("22.09", "следующий")
    assert page.form.table.currentIndex().row() == 3
    assert "отставание 1 ч" in page.form.progress.text()


def test_the_model_keeps_qts_promises(open_page, qtbot):
    page = open_page(plan_book("А", "Б"))
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    page.model.put(page.model.topics(), name="x")
    page.model.remove([0])

    assert page.model.rowCount() == 3


def test_what_is_typed_is_saved_without_a_button(open_page, qtbot):
    page = open_page(plan_book("А", "Б"))

    page.model.setData(page.model.index(1, TOPIC), "Б, уточнено")
    page.model.setData(page.model.index(1, HOMEWORK), "§ 5")
    wait_saved(page, qtbot)

    [saved] = page.desk.plan_saves
    assert (saved.seen, [topic.topic for topic in saved.topics]) == (1, ["А", "Б, уточнено"])
    assert page.form.saved.text() == "Сохранено"


def test_what_is_typed_while_a_save_is_under_way_is_saved_after_it_under_the_same_rows(open_page, qtbot):
    page = open_page(plan_book("А"))
    page.model.put(page.model.topics(), name="ещё")
    page._saver.save_now()
    page.model.setData(page.model.index(1, TOPIC), "Вторая")
    wait_saved(page, qtbot)
    qtbot.waitUntil(lambda: len(page.desk.plan_saves) == 2 and page._saver.is_settled)

    assert [topic.topic_id for topic in page.desk.plan_saves[1].topics] == [1, 101]
    assert page.desk.plan_saves[1].seen == 2


@pytest.mark.parametrize(("column", "value"), [(TOPIC, "  "), (TYPE, "колдовство"), (HOURS, "0"), (HOURS, "сто")])
def test_what_no_plan_takes_is_not_taken(open_page, column, value):
    page = open_page(plan_book("А"))

    assert page.model.setData(page.model.index(0, column), value) is False
    assert page.desk.plan_saves == []


def test_hours_become_as_many_lessons_and_undo_takes_them_back(open_page):
    page = open_page(plan_book("А", "Б"))

    page.model.setData(page.model.index(0, HOURS), "3")
    after = topics(page)
    page.undo.undo()

    assert (after, topics(page)) == (["А", "А", "А", "Б"], ["А", "Б"])


def test_rows_are_moved_removed_and_pinned_from_the_keyboard(open_page, qtbot):
    page = open_page(plan_book("А", "Б", "В"))
    page.form.table.setCurrentIndex(page.model.index(2, TOPIC))

    page.rows.move(-1)
    page.rows.pin()
    moved, pinned = topics(page), page.model.topics()[1].pinned_on
    page.rows.remove()

    assert (moved, topics(page)) == (["А", "В", "Б"], ["А", "Б"])
    assert pinned is not None


def choose(page, *rows):
    page.form.table.clearSelection()
    for row in rows:
        page.form.table.selectionModel().select(
            page.model.index(row, TOPIC),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )


def test_several_rows_move_together_stay_chosen_and_stop_at_the_edge(open_page):
    page = open_page(plan_book("А", "Б", "В", "Г"))

    choose(page, 1, 2)
    page.rows.move(1)
    below, chosen = topics(page), page.form.chosen_rows()
    page.rows.move(1)
    at_edge = topics(page)
    page.undo.undo()

    assert (below, chosen) == (["А", "Г", "Б", "В"], [2, 3])
    assert at_edge == below
    assert topics(page) == ["А", "Б", "В", "Г"]


def test_rows_are_put_into_the_section_above_and_undo_takes_them_out(open_page):
    page = open_page(plan_book("А", "Б", "В"))
    page.model.setData(page.model.index(0, SECTION), "Степень")

    choose(page, 1, 2)
    page.rows.into_section()
    joined = [topic.section for topic in page.model.topics()]
    page.undo.undo()

    assert joined == ["Степень"] * 3
    assert [topic.section for topic in page.model.topics()] == ["Степень", "Раздел", "Раздел"]


def test_nothing_moves_in_a_plan_that_is_read_only(open_page):
    page = open_page(plan_book("А", "Б", state="approved"))
    page.form.table.setCurrentIndex(page.model.index(1, TOPIC))

    page.rows.move(-1)
    page.rows.into_section()

    assert topics(page) == ["А", "Б"]
    assert page.desk.plan_saves == []


CONTROL = WorkKind(3, "Контрольная работа", "КР", Decimal(1), two_marks=False, is_control=True)


def test_a_kind_of_work_is_chosen_by_name_saved_and_makes_the_lesson_a_control_one(open_page, qtbot):
    page = open_page(plan_book("А", "Б"))
    page.model.know([CONTROL])

    taken = page.model.setData(page.model.index(0, WORK), CONTROL.name)
    unknown = page.model.setData(page.model.index(1, WORK), "колдовство")
    wait_saved(page, qtbot)

    assert (taken, unknown) == (True, False)
    assert (cell(page, 0, WORK), cell(page, 0, TYPE)) == (CONTROL.short_name, "контроль")
    assert [topic.work_kind_id for topic in page.desk.plan_saves[0].topics] == [CONTROL.work_kind_id, None]


def test_the_list_of_kinds_opens_at_the_one_that_stands_there(open_page, qtbot):
    page = open_page(plan_book("А"))
    page.model.know([CONTROL])
    page.model.setData(page.model.index(0, WORK), CONTROL.short_name)
    index = page.model.index(0, WORK)
    delegate = page.form.table.itemDelegateForColumn(WORK)

    combo = delegate.createEditor(page.form.table, None, index)
    delegate.setEditorData(combo, index)
    stood = combo.currentText()
    combo.setCurrentText("")
    delegate.setModelData(combo, page.model, index)

    assert (stood, page.model.topics()[0].work_kind_id) == (CONTROL.name, None)


def test_hours_of_the_plan_stand_beside_those_of_the_curriculum(open_page):
    norm = PlanNorm(Decimal("0.5"), True, 5)
    page = open_page(replace(plan_book("А", "Б"), norm=norm))

    before = page.form.hours.text()
    page.model.put(page.model.topics()[:1], name="ещё")

    assert (before, page.form.hours.text()) == ("2 ч по плану, 3 по учебному плану", "3 ч, как по учебному плану")
    assert page.form.hours.toolTip() == "0,5 ч в неделю × 5 учебных недель"


def test_a_course_without_a_row_of_the_curriculum_is_compared_with_its_load(open_page):
    page = open_page(replace(plan_book("А"), norm=PlanNorm(Decimal(3), False, 34)))

    assert page.form.hours.text() == "1 ч по плану, 102 по нагрузке"


@pytest.mark.parametrize(
    ("state", "starts", "words"),
    [
        ("draft", (date(2026, 10, 5),), "срок — 28 сентября"),
        ("draft", (date(2026, 9, 1), date(2026, 11, 5)), "срок прошёл 25 августа"),
        ("waiting", (date(2026, 9, 1),), ""),
    ],
)
def test_the_term_of_the_plan_is_said_until_it_is_sent(open_page, state, starts, words):
    page = open_page(replace(plan_book("А", state=state), norm=PlanNorm(Decimal(1), True, 34, starts)))

    assert page.form.due.text() == words
    assert page.form.due.isVisible() is bool(words)


def test_a_control_work_right_after_holidays_is_warned_of_and_a_later_one_is_not(open_page):
    norm = PlanNorm(Decimal(1), True, 34, (), ((date(2026, 9, 26), date(2026, 10, 4)),))
    book = replace(plan_book("А", "Б", "В", "Г"), norm=norm)
    page = open_page(replace(book, topics=tuple(replace(one, lesson_type="контроль") for one in book.topics)))

    held = [page.model.index(row, HELD).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]

    assert ["04.10" in words for words in held] == [False, True, True, False]


def test_a_table_from_a_spreadsheet_is_shown_before_it_goes_in(open_page, qtbot):
    page = open_page(plan_book())
    mime = QMimeData()
    mime.setHtml(
        "<table><tr><th>№</th><th>Тема урока</th><th>Часы</th><th>Д/з</th></tr>"
        "<tr><td>1</td><td>Степень</td><td>2</td><td>§ 1</td></tr>"
        "<tr><td>2</td><td>Контрольная работа</td><td>1</td><td></td></tr></table>"
    )
    QGuiApplication.clipboard().setMimeData(mime)

    page.intake.paste()
    dialog = dialog_of(page, ImportDialog, qtbot)
    before = topics(page)
    dialog.accept()

    assert (before, topics(page)) == ([], ["Степень", "Степень", "Контрольная работа"])
    assert page.model.topics()[2].lesson_type == "контроль"


def test_a_column_of_topics_needs_no_head(open_page, qtbot):
    page = open_page(plan_book())
    QGuiApplication.clipboard().setText("Степень\nКорень\n")

    page.intake.paste()
    dialog_of(page, ImportDialog, qtbot).accept()

    assert topics(page) == ["Степень", "Корень"]


@pytest.mark.parametrize(
    "text", ["", "\x00\x01\x02", "Фамилия\tИмя\nИванов\tПётр", "x\t" * 60_000, "=cmd|'/c calc'!A1\tx\ty"]
)
def test_a_hostile_clipboard_changes_nothing_and_says_so(open_page, qtbot, text):
    page = open_page(plan_book("Было"))
    QGuiApplication.clipboard().setText(text)

    page.intake.paste()
    qtbot.waitUntil(lambda: bool(said(page)) or page.findChild(PlanDialog) is not None)

    assert topics(page) == ["Было"]


def test_two_thousand_rows_live_and_more_are_refused(open_page, qtbot):
    page = open_page(plan_book())

    page._take(plan_book(*(f"Т{n}" for n in range(2000))).topics, True)
    whole = page.model.rowCount()
    page._take(plan_book("ещё").topics, False)

    assert (whole, page.model.rowCount()) == (2000, 2000)
    assert "2000" in said(page)


def test_a_broken_file_is_refused_in_words(open_page, qtbot, tmp_path):
    page = open_page(plan_book("Было"))
    broken = tmp_path / "план.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")

    page.intake.read(broken)
    qtbot.waitUntil(lambda: bool(said(page)))

    assert topics(page) == ["Было"]


def test_another_windows_plan_is_never_overwritten(open_page, qtbot):
    page = open_page(plan_book("А"), plan_outcome=Outcome("x", "conflict", version=5, author="Орлов П. И."))

    page.model.setData(page.model.index(0, TOPIC), "Моё")
    page._saver.save_now()
    qtbot.waitUntil(lambda: bool(said(page)))

    assert "F9" in said(page)
    assert page._saver.is_settled


def test_an_approved_plan_is_read_only_but_for_pins(open_page, qtbot):
    page = open_page(plan_book("А", state="approved"))

    page.rows.insert()
    page.rows.pin()
    wait_saved(page, qtbot)

    assert not page.model.flags(page.model.index(0, TOPIC)) & Qt.ItemFlag.ItemIsEditable
    assert [topic.topic for topic in page.desk.plan_saves[0].topics] == ["А"]
    assert page.desk.plan_saves[0].topics[0].pinned_on is not None
    assert not page.form.decide.isVisible()


def test_the_author_sends_the_plan_and_takes_it_back(open_page, qtbot):
    page = open_page(plan_book("А"))

    page.form.decide.click()
    qtbot.waitUntil(lambda: page.form.decide.text() == "Отозвать")
    page.form.decide.click()
    qtbot.waitUntil(lambda: page.form.decide.text() == "Отправить на утверждение")

    assert [act[0] for act in page.desk.plan_acts if act[0] != "open"] == ["submit", "withdraw"]


def test_the_deputy_approves_what_waits_or_returns_it_with_a_reason(open_page, qtbot):
    waiting = plan_book("А", state="waiting", is_mine=False)
    page = open_page(waiting, "deputy", plan_list=(plan_summary(state="waiting", is_mine=False),))
    assert page.form.choice.currentText().startswith("ждёт")
    assert not page.model.flags(page.model.index(0, TOPIC)) & Qt.ItemFlag.ItemIsEditable

    page.form.give_back.click()
    dialog = dialog_of(page, ReasonDialog, qtbot)
    empty = dialog.yes.isEnabled()
    dialog.text.setPlainText("Нет контрольных")
    dialog.accept()
    qtbot.waitUntil(lambda: page.desk.plan.head.state == "draft")

    assert (empty, ("return", 7, 1, "Нет контрольных") in page.desk.plan_acts) == (False, True)


def test_a_lost_lesson_is_offered_to_be_explained_and_merging_shows_its_effect_first(open_page, qtbot):
    page = open_page(plan_book("А", "Б", "В", "Г", lessons=plan_lessons(cancelled={1}, held=("А",))))
    assert "Пропал урок 8 сентября" in page.form.bar.words.text()

    page.form.bar.merge.click()
    dialog = dialog_of(page, CorrectionDialog, qtbot)
    without_reason, effect = dialog.yes.isEnabled(), dialog.effect.text()
    dialog.reason.setCurrentText("Карантин")
    dialog.accept()
    qtbot.waitUntil(lambda: len(page.model._corrections) == 1)

    assert without_reason is False
    assert "Было:" in effect
    assert cell(page, 1, HELD) == cell(page, 2, HELD) == "жд. 29.09"


def test_a_plan_of_a_parallel_class_is_followed_or_copied(open_page, qtbot):
    page = open_page(plan_book(), plan_list=(plan_summary(lesson_plan_id=9, author="Орлов П. И.", is_mine=False),))

    page.choose_plan()
    dialog = dialog_of(page, ReuseDialog, qtbot)
    page.desk.plan = replace(page.desk.plan)
    dialog.accept()
    qtbot.waitUntil(lambda: ("assign", 1, 9) in page.desk.plan_acts and page._book is page.desk.plan)
    page.desk.plan = plan_book("Чужая тема")
    page._reuse(plan_summary(lesson_plan_id=9), True)
    qtbot.waitUntil(lambda: topics(page) == ["Чужая тема"])

    assert page.model.topics()[0].topic_id is None


def test_a_line_of_the_correction_sheet_is_taken_back(open_page, qtbot):
    line = Correction(5, "merge", 2, 3, None, "Карантин", "Петрова А. В.")
    page = open_page(plan_book("А", "Б", "В", corrections=(line,)))

    page.take_sheet()
    dialog = dialog_of(page, CorrectionsDialog, qtbot)
    words, before = dialog.list.item(0).text(), dialog.void.isEnabled()
    dialog.list.setCurrentRow(0)
    dialog.void.click()
    qtbot.waitUntil(lambda: ("void", 1, 5) in page.desk.plan_acts)

    assert (words, before) == ("№ 2–3 · объединены темы · Карантин — Петрова А. В.", False)


def test_the_correction_sheet_is_seen_before_it_is_printed(open_page, qtbot):
    page = open_page(plan_book("А", "Б", lessons=plan_lessons(cancelled={1}, held=("А",))))

    page.take_sheet()
    dialog_of(page, CorrectionsDialog, qtbot).paper.click()
    shown = dialog_of(page, SheetPreview, qtbot)

    assert shown.view.pages == 1
    with qtbot.waitSignal(shown.finished):
        shown.reject()


def test_a_class_leaves_a_shared_plan_with_a_copy_of_its_own(open_page, qtbot):
    shared = replace(plan_book("А", "Б"), courses=(PlanCourse(1, "7А"), PlanCourse(2, "7Б")))
    page = open_page(shared)
    was_offered = page.form.detach.isVisible()

    page.form.detach.click()
    dialog = dialog_of(page, DetachDialog, qtbot)
    before = list(page.desk.plan_saves)
    dialog.accept()
    qtbot.waitUntil(lambda: bool(page.desk.plan_saves))

    [own] = page.desk.plan_saves
    assert (was_offered, before) == (True, [])
    assert (own.lesson_plan_id, own.course_id, own.seen) == (None, 1, None)
    assert [(topic.topic_id, topic.topic) for topic in own.topics] == [(None, "А"), (None, "Б")]


@pytest.mark.parametrize(("role", "courses"), [("teacher", 1), ("deputy", 2)])
def test_a_plan_of_one_class_or_a_foreign_one_is_not_detached(open_page, role, courses):
    followers = tuple(PlanCourse(at, f"7{at}") for at in range(1, courses + 1))
    page = open_page(replace(plan_book("А"), courses=followers), role, plan_list=(plan_summary(),))

    assert not page.form.detach.isVisible()


def test_who_reads_takes_no_line_back(open_page, qtbot):
    line = Correction(5, "shift", 2, None, None, "Карантин", "Петрова А. В.")
    shown = plan_book("А", "Б", is_mine=False, corrections=(line,))
    page = open_page(shown, "deputy", plan_list=(plan_summary(is_mine=False),))

    page.take_sheet()
    dialog = dialog_of(page, CorrectionsDialog, qtbot)
    dialog.list.setCurrentRow(0)

    assert not dialog.void.isEnabled()


def test_the_correction_sheet_becomes_a_file(open_page, qtbot, tmp_path, lanes):
    book = plan_book("А", "Б", lessons=plan_lessons(cancelled={1}, held=("А",)))
    page = open_page(book)
    words, to = [], Delivery("", str(tmp_path / "л.pdf"))

    deliver(page, page._workplace, book, Told(words.append, words.append), to)
    qtbot.waitUntil(lambda: (tmp_path / "л.pdf").exists() and words[-1] == "Сохранено: л.pdf")

    assert Path(tmp_path / "л.pdf").read_bytes().startswith(b"%PDF")


HEADLESS = (
    "Тематическое планирование, 7 класс\n"
    "1\tСтепень\tСтепень с натуральным показателем\t2\t02.09\t§ 4, № 12\n"
    "2\t\tУмножение степеней\t1\t07.09\t§ 5\n"
    "3\t\tКонтрольная работа\t1\t09.09\tне задано\n"
)


def test_a_table_without_a_head_asks_what_its_columns_are_and_guesses_them(open_page, qtbot):
    page = open_page(plan_book())
    QGuiApplication.clipboard().setText(HEADLESS)

    page.intake.paste()
    dialog = dialog_of(page, ColumnsDialog, qtbot)
    guessed, first = [combo.currentText() for combo in dialog.combos], dialog.first.value()
    dialog.accept()
    dialog_of(page, ImportDialog, qtbot).accept()

    assert guessed == ["№", "раздел", "тема", "часы", "дата", "домашнее задание"]
    assert first == 2
    assert topics(page) == [*["Степень с натуральным показателем"] * 2, "Умножение степеней", "Контрольная работа"]
    last = page.model.topics()[3]
    assert (last.section, last.homework, last.lesson_type) == ("Степень", "", "контроль")


def test_a_person_may_say_otherwise_and_cannot_go_on_without_a_topic_or_with_one_field_twice(open_page, qtbot):
    page = open_page(plan_book())
    QGuiApplication.clipboard().setText(HEADLESS)
    page.intake.paste()
    dialog = dialog_of(page, ColumnsDialog, qtbot)

    dialog.combos[2].setCurrentText("не читать")
    without = (dialog.yes.isEnabled(), dialog.advice.text())
    dialog.combos[5].setCurrentText("тема")
    dialog.combos[3].setCurrentText("тема")
    twice = (dialog.yes.isEnabled(), dialog.advice.text())
    dialog.combos[3].setCurrentText("не читать")
    dialog.accept()
    dialog_of(page, ImportDialog, qtbot).accept()

    assert without == (False, "Укажите, в каком столбце тема урока.")
    assert twice == (False, "«тема» выбрано для двух столбцов: оставьте один.")
    assert topics(page) == ["§ 4, № 12", "§ 5", "не задано"]


def test_a_plan_of_two_thousand_rows_is_pasted_and_a_longer_one_is_told_before_it_goes_in(open_page, qtbot):
    page = open_page(plan_book("Было"))
    head = "№\tРаздел\tТема урока\tЧасы\tТип\tД/з\n"
    rows = [f"{n}\tРаздел {n // 50}\tТема урока номер {n}\t1\tурок\t§ {n}" for n in range(1, 2001)]

    QGuiApplication.clipboard().setText(head + "\n".join(rows))
    page.intake.paste()
    dialog = dialog_of(page, ImportDialog, qtbot)
    dialog.after.setChecked(True)
    too_long = (dialog.yes.isEnabled(), dialog.room.text())
    dialog.instead.setChecked(True)
    dialog.accept()

    assert too_long[0] is False
    assert "2000" in too_long[1]
    assert page.model.rowCount() == 2000
    assert topics(page)[-1] == "Тема урока номер 2000"


def test_a_clipboard_that_no_plan_can_be_is_refused_with_its_size(open_page, qtbot):
    page = open_page(plan_book("Было"))
    QGuiApplication.clipboard().setText("Тема урока\tЧасы\n" + "x\ty\n" * 60_000)

    page.intake.paste()
    qtbot.waitUntil(lambda: bool(said(page)))

    assert "60000 ячеек" in said(page)
    assert topics(page) == ["Было"]


@pytest.mark.parametrize(
    ("column", "text", "why"),
    [
        (TOPIC, "", "должна быть тема"),
        (TOPIC, "я" * 5000, "5000 знаков"),
        (SECTION, "я" * 1001, "1001 знаков"),
        (HOMEWORK, "я" * 4001, "4001 знаков"),
        (TOPIC, "Степень\u202eьнепетС", "управляющие знаки"),
        (HOURS, "два", "целое число"),
    ],
)
def test_a_text_that_no_plan_takes_stays_in_the_editor_and_is_explained(open_page, qtbot, column, text, why):
    page = open_page(plan_book("А"))
    table, index = page.form.table, page.model.index(0, column)
    table.setCurrentIndex(index)
    table.edit(index)
    table.findChild(QLineEdit).setText(text)

    qtbot.keyClick(table.findChild(QLineEdit), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: why in said(page))
    qtbot.waitUntil(lambda: text in {one.text() for one in editors(table)})

    assert topics(page) == ["А"]
    assert page.desk.plan_saves == []


def editors(table):
    return [one for one in table.findChildren(QLineEdit) if one.isVisible()]


def test_a_text_mended_in_the_editor_goes_in_and_takes_the_sentence_away(open_page, qtbot):
    page = open_page(plan_book("А"))
    table, index = page.form.table, page.model.index(0, TOPIC)
    table.setCurrentIndex(index)
    table.edit(index)
    first = editors(table)
    first[0].setText("")
    qtbot.keyClick(table.findChild(QLineEdit), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said(page)) and len(editors(table)) == 1 and editors(table) != first)

    [editor] = editors(table)
    editor.setText("Б")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: topics(page) == ["Б"])

    assert said(page) == ""


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A1", "<b>x</b>", "'); drop table marks; --"])
def test_formulas_markup_and_sql_are_texts_of_a_plan(open_page, text):
    page = open_page(plan_book("А"))

    page.model.setData(page.model.index(0, TOPIC), text)

    assert topics(page) == [text]
