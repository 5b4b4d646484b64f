"""The card of a lesson in the pane: topic of the plan, countdown, deadline, single pupils, notes, briefing, files."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QDate, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QToolButton

from ejournal_desktop.domain.errors import ServerUnavailableError
from ejournal_desktop.domain.gradebook import LessonOperation, Outcome
from ejournal_desktop.domain.lesson_card import CardOperation
from ejournal_desktop.domain.outbox import KeptEdit
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.pages.card_dialogs import BriefingDialog, IndividualDialog, NotesDialog
from ejournal_desktop.gui.pages.card_words import countdown_words, topic_words
from ejournal_desktop.gui.pages.files_dialog import FilesDialog
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.fake_school import FakeDesk, session
from tests.gui.fakes.lesson_card import NOW, card_topics, lesson_card
from tests.gui.journal_pages import TODAY, lesson, small_page
from tests.gui.typist import type_text


@pytest.fixture
def open_pane(lanes, dressed, qtbot):
    def make(width=1700, topic="", *, writable=True, checked=True, left_over=(), **more):
        shown = small_page()
        lessons = tuple(
            replace(one, topic=topic, homework="", attendance_checked=checked) if one.held_on == TODAY else one
            for one in shown.lessons
        )
        book = FakeGradebook(replace(shown, lessons=lessons, writable=writable, now=NOW))
        desk = FakeDesk(session(), **more)
        book.judge_card = desk.judge_card
        todays = next(one.lesson_id for one in lessons if one.held_on == TODAY)
        book.left_over = tuple(replace(edit, operation=replace(edit.operation, lesson_id=todays)) for edit in left_over)
        workplace = SimpleNamespace(desk=desk, actions=ActionRegistry(), lanes=lanes, changes=ChangeBus())
        page = JournalPageWidget(workplace, book.page.course, book)
        page.book, page.desk, page.workplace = book, desk, workplace
        qtbot.addWidget(page)
        page.resize(width, 800)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.show_pane(shown=True)
        qtbot.waitUntil(lambda: page.pane._card.panel.card is not None)
        return page

    return make


def part(page, kind, name):
    return page.pane.findChild(kind, name)


def sent(page):
    return [(o.field, o.value) for o in page.book.operations if isinstance(o, LessonOperation)]


def dialog(page, kind, button, qtbot):
    part(page, QToolButton, button).click()
    qtbot.waitUntil(lambda: page.pane.findChild(kind) is not None)
    return page.pane.findChild(kind)


def test_the_next_untaught_topic_is_proposed_and_one_key_takes_it(open_pane, qtbot):
    page = open_pane()
    combo = part(page, QComboBox, "planTopicCombo")
    proposed = combo.currentText()

    combo.activated.emit(combo.currentIndex())

    assert proposed == "2. Корень"
    assert sent(page) == [("lesson_plan_topic_id", 2)]


def test_the_topic_that_was_taken_stands_in_the_lesson_at_once(open_pane, qtbot):
    page = open_pane()
    combo = part(page, QComboBox, "planTopicCombo")

    combo.activated.emit(1)
    page.book.settle()

    assert page.pane.lesson.topic == part(page, QPlainTextEdit, "topicEdit").toPlainText() == "Корень"


def test_typing_searches_inside_the_topics(open_pane):
    page = open_pane()
    completer = part(page, QComboBox, "planTopicCombo").completer()

    completer.setCompletionPrefix("роби")

    assert [completer.currentCompletion()] == ["3. Дроби"]


def test_an_own_topic_is_said_to_be_one(open_pane):
    assert part(open_pane(topic="Экскурсия"), QLabel, "topicNoteLabel").text() == "своя тема"


def test_the_countdown_names_class_day_and_hour():
    words, look = countdown_words(lesson(1, TODAY, topic="", homework=""), lesson_card(), "7А", NOW)

    assert words == "Домашнее задание для 7А на 28 сентября пора записать до 16:35 · осталось 2 ч 10 мин"
    assert look == "caption"


@pytest.mark.parametrize(
    ("minutes", "starts", "look"),
    [(-20, "Домашнее задание для 7А", "warning"), (20, "Домашнее задание для 7А на 28 сентября не записано", "error")],
)
def test_the_countdown_warns_in_the_last_hour_and_after_it(minutes, starts, look):
    now = NOW.replace(hour=16, minute=35) + timedelta(minutes=minutes)

    words, shown = countdown_words(lesson(1, TODAY, homework=""), lesson_card(), "7А", now)

    assert words.startswith(starts)
    assert shown == look


def test_who_has_given_homework_or_none_sees_no_countdown():
    given = lesson(1, TODAY, homework="§ 4")
    none = lesson(1, TODAY, homework="", homework_none=True)
    other_day = lesson(1, TODAY - timedelta(days=1), homework="")

    assert [countdown_words(one, lesson_card(), "7А", NOW)[0] for one in (given, none, other_day)] == [""] * 3


def test_a_topic_is_known_by_its_link_else_by_its_words():
    card = lesson_card()
    twice = replace(card, plan=replace(card.plan, topics=card_topics("Корень", "Корень")))

    assert topic_words(lesson(1, TODAY, topic="Корень", lesson_plan_topic_id=2), twice) == "КТП № 2"
    assert topic_words(lesson(1, TODAY, topic="Дроби"), card) == "КТП № 3"


def test_homework_has_a_deadline_and_a_character(open_pane, qtbot):
    page = open_pane()
    panel = page.pane._card.panel
    by_default = panel.due.text()

    panel.calendar.activated.emit(QDate(2026, 10, 2))
    panel.character.activated.emit(2)
    page.book.settle()

    assert by_default == "на 28.09"
    assert sent(page) == [("homework_due", "2026-10-02T23:59:00+03:00"), ("homework_character", "письменно")]
    assert panel.due.text() == "на 02.10"


def test_homework_of_the_parallel_class_is_copied(open_pane, qtbot):
    page = open_pane(topic="Корень")
    menu = page.pane._card.panel.phrases.menu()

    words = [action.text() for action in menu.actions() if action.text()]
    next(action for action in menu.actions() if action.text().startswith("Скопировать из 7Б")).trigger()

    assert words == ["Из КТП: § 2", "Скопировать из 7Б: № 112", "§ 3, № 7"]
    assert sent(page) == [("homework", "№ 112")]


def test_single_pupils_get_homework_and_only_theirs_is_written(open_pane, qtbot):
    page = open_pane()
    sheet = dialog(page, IndividualDialog, "individualButton", qtbot)

    sheet.table.item(1, 1).setText("Карточка 3")
    sheet.accept()
    at_once = part(page, QToolButton, "individualButton").text()
    page.book.settle()
    qtbot.waitUntil(lambda: len(page.desk.card.individual) == 1)

    assert at_once == "Лично: 1"

    [saved] = page.desk.card_saves
    assert (saved.field, saved.value, saved.seen) == ("individual_homework", "Карточка 3", 0)


def test_what_is_typed_into_a_sheet_at_once_goes_into_its_first_line_and_a_space_presses_no_button(open_pane, qtbot):
    page = open_pane()
    sheet = dialog(page, IndividualDialog, "individualButton", qtbot)
    qtbot.waitUntil(lambda: sheet.focusWidget() is sheet.table)

    type_text(sheet.table, "п")  # opens the editor of the line
    type_text(sheet.table.findChild(QLineEdit), ". 15")
    QTest.keyClick(sheet.table.findChild(QLineEdit), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sheet.table.item(0, 1).text() == "п. 15")
    still_open = sheet.isVisible()
    sheet.accept()

    assert still_open
    assert [one.value for one in page.book.operations] == ["п. 15"]


def test_notes_are_added_and_taken_back(open_pane, qtbot):
    page = open_pane()
    sheet = dialog(page, NotesDialog, "notesButton", qtbot)

    sheet.kind.setCurrentIndex(1)
    sheet.text.setText("Помог товарищу")
    sheet.add.click()
    waiting = sheet.list.item(0).text()
    page.book.settle()
    qtbot.waitUntil(lambda: sheet.list.item(0).text().endswith("— Петрова А. В."))
    sheet.list.setCurrentRow(0)
    sheet.drop.click()
    page.book.settle()
    qtbot.waitUntil(lambda: page.desk.card.notes == ())

    assert "похвала · Помог товарищу — ждёт отправки" in waiting
    assert sheet.list.count() == 0


def test_a_note_that_still_waits_is_taken_back_without_the_server_hearing_of_it(open_pane, qtbot):
    page = open_pane()
    sheet = dialog(page, NotesDialog, "notesButton", qtbot)
    sheet.text.setText("Помог товарищу")
    sheet.add.click()

    sheet.list.setCurrentRow(0)
    sheet.drop.click()
    page.book.settle()

    assert sheet.list.count() == 0
    assert page.desk.card_saves == []


def test_without_a_server_the_card_takes_entries_and_says_what_it_does_not_know(open_pane, qtbot):
    page = open_pane(card_error=ServerUnavailableError())
    sheet = dialog(page, NotesDialog, "notesButton", qtbot)

    sheet.text.setText("Помог товарищу")
    sheet.add.click()

    assert sheet.list.count() == 1
    qtbot.waitUntil(lambda: "хранятся здесь" in part(page, QLabel, "cardMessageLabel").text() or sheet.list.count())
    assert part(page, QToolButton, "notesButton").text() == "Заметки: 1"


def test_what_another_run_left_stands_on_the_card_again(open_pane, qtbot):
    note = CardOperation("0f" * 16, 3, 1, "note", 0, {"kind": "praise", "text": "Помог товарищу"})
    page = open_pane(left_over=(KeptEdit(note, NOW, state="waiting", is_kept=True),))

    assert part(page, QToolButton, "notesButton").text() == "Заметки: 1"
    page.book.settle()
    qtbot.waitUntil(lambda: len(page.desk.card.notes) == 1)


def test_a_briefing_ticks_who_was_there(open_pane, qtbot):
    page = open_pane()
    sheet = dialog(page, BriefingDialog, "briefingButton", qtbot)
    everybody = sheet.ticked()

    sheet.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    sheet.accept()
    page.book.settle()
    qtbot.waitUntil(lambda: len(page.desk.card_saves) == 1)

    value = page.desk.card_saves[0].value
    assert value["pupil_ids"] == everybody[1:]
    assert value["title"]


def test_a_refusal_is_said_under_the_homework(open_pane, qtbot):
    refused = Outcome("x", "refused", code="EJ020", detail={"reason": "briefed-absent", "pupil": "Белов А."})
    page = open_pane(card_outcome=refused)

    page.pane._card.cards.write_briefing("Лыжи", [1])
    page.book.settle()
    qtbot.waitUntil(lambda: part(page, QLabel, "cardMessageLabel").isVisible())

    assert "Белов А. не был на уроке" in part(page, QLabel, "cardMessageLabel").text()


def test_files_are_dragged_in_saved_as_and_taken_back(open_pane, qtbot, tmp_path):
    page = open_pane()
    sheet = dialog(page, FilesDialog, "filesButton", qtbot)
    plan = tmp_path / "План.pdf"
    plan.write_bytes(b"%PDF")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(plan)), QUrl("https://example.org/x.pdf")])

    sheet.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    qtbot.waitUntil(lambda: sheet.list.count() == 1)
    sheet.list.setCurrentRow(0)
    waits = sheet.list.item(0).text(), sheet.save.isEnabled()
    page.book.settle()
    qtbot.waitUntil(lambda: "Петрова" in sheet.list.item(0).text())
    page.pane._card.cards.save_as(1, tmp_path / "копия.pdf")
    qtbot.waitUntil((tmp_path / "копия.pdf").exists)
    sheet.list.itemDoubleClicked.emit(sheet.list.item(0))
    sheet.list.setCurrentRow(0)
    sheet.drop.click()
    page.book.settle()
    qtbot.waitUntil(lambda: page.desk.card.attachments == ())

    assert waits == ("План.pdf · 1 КБ · ждёт отправки", False)
    assert [name for _lesson, _pupil, name in page.desk.sent_files] == ["План.pdf"]


def test_a_file_of_one_pupils_homework_goes_to_that_pupil_alone(open_pane, qtbot, tmp_path):
    page = open_pane()
    homework = dialog(page, IndividualDialog, "individualButton", qtbot)
    homework.table.setCurrentCell(1, 1)
    pupil = homework._pupils[1]
    homework.files.click()
    qtbot.waitUntil(lambda: homework.findChild(FilesDialog) is not None)
    sheet = homework.findChild(FilesDialog)
    (tmp_path / "Карточка.pdf").write_bytes(b"%PDF")

    sheet._attach([tmp_path / "Карточка.pdf"])
    qtbot.waitUntil(lambda: sheet.list.count() == 1)
    page.book.settle()
    qtbot.waitUntil(lambda: page.desk.sent_files != [])
    sheet.close()
    common = dialog(page, FilesDialog, "filesButton", qtbot)

    assert sheet.windowTitle() == f"Файлы: {pupil.last_name} {pupil.first_name}"
    assert [(key, name) for _lesson, key, name in page.desk.sent_files] == [(pupil.pupil_id, "Карточка.pdf")]
    qtbot.waitUntil(lambda: f"лично: {pupil.last_name} {pupil.first_name}" in common.list.item(0).text())
    assert homework.files.text() == "Файлы (1)…"


def test_a_file_that_no_lesson_takes_is_said_beside_the_list(open_pane, qtbot, tmp_path):
    page = open_pane()
    sheet = dialog(page, FilesDialog, "filesButton", qtbot)
    (tmp_path / "вирус.exe").write_bytes(b"MZ")

    page.pane._card.cards.attach([tmp_path / "вирус.exe"])

    qtbot.waitUntil(lambda: "такой вид файлов не принимают" in sheet.state.text())


@pytest.mark.parametrize("width", [1700, 1366, 1024])
def test_the_card_is_in_reach_at_every_width(open_pane, width):
    page = open_pane(width)

    for name in ("filesButton", "individualButton", "notesButton", "briefingButton", "dueButton"):
        button = part(page, QToolButton, name)
        assert button.isVisible()
        assert button.accessibleName()


def test_who_only_reads_writes_nothing(open_pane, qtbot):
    page = open_pane(writable=False)

    assert not part(page, QComboBox, "planTopicCombo").isEnabled()
    assert not part(page, QComboBox, "characterCombo").isEnabled()
    assert not dialog(page, FilesDialog, "filesButton", qtbot).add.isEnabled()


def press(page, action_id):
    entries = page.workplace.actions.entries()
    next(entry for entry in entries if entry.spec.action_id == action_id).action.trigger()


def test_one_key_says_that_nobody_is_absent(open_pane):
    page = open_pane(checked=False)
    page.show_pane(shown=False)

    press(page, "journal.roll")

    assert ("attendance_checked", True) in sent(page)
    assert page.pane.isVisible()


def test_shift_f7_opens_the_topics_even_before_the_card_is_read(open_pane, qtbot):
    page, opened = open_pane(), []
    part(page, QComboBox, "planTopicCombo").showPopup = lambda: opened.append(True)
    page.show_pane(shown=False)
    page.pane._card.cards.card = None

    press(page, "journal.plan-topic")
    page.pane._card.cards.read()

    qtbot.waitUntil(lambda: bool(opened))


def test_shift_f7_without_a_plan_goes_to_the_topic_that_is_written_by_hand(open_pane):
    page = open_pane(card=lesson_card(plan=None))

    press(page, "journal.plan-topic")

    assert page.focusWidget() is part(page, QPlainTextEdit, "topicEdit")


def test_a_control_work_of_the_plan_brings_its_type(open_pane):
    plan = lesson_card().plan
    control = replace(plan.topics[1], lesson_type="контроль")
    page = open_pane(card=lesson_card(plan=replace(plan, topics=(plan.topics[0], control))))

    part(page, QComboBox, "planTopicCombo").activated.emit(1)

    assert sent(page) == [("lesson_plan_topic_id", 2), ("lesson_type", "контроль")]


def conflict(book, **more):
    book.answers[None] = lambda operation: Outcome(
        operation.operation_id, "conflict", version=7, value="Корни", author="Орлов П. И.", **more
    )


def test_a_topic_that_met_anothers_is_decided_by_one_key(open_pane, qtbot):
    page = open_pane()
    conflict(page.book)
    topic, card = part(page, QPlainTextEdit, "topicEdit"), page.pane.text_card
    topic.setPlainText("Степень")
    page.pane.save_texts()
    page.book.settle()
    page.book.answers.clear()
    shown = card.isVisible(), topic.toPlainText()

    qtbot.keyClick(card, Qt.Key.Key_1)
    page.book.settle()

    assert shown == (True, "Степень")
    assert [(o.value, o.seen) for o in page.book.operations if isinstance(o, LessonOperation)] == [
        ("Степень", 1),
        ("Степень", 7),
    ]
    assert not card.isVisible()


def test_the_servers_topic_takes_the_place_of_ones_own_and_is_not_written_back(open_pane, qtbot):
    page = open_pane()
    conflict(page.book)
    topic = part(page, QPlainTextEdit, "topicEdit")
    topic.setPlainText("Степень")
    page.pane.save_texts()
    page.book.settle()
    written = len(page.book.operations)

    qtbot.keyClick(page.pane.text_card, Qt.Key.Key_2)
    page.pane.save_texts()

    assert topic.toPlainText() == page.pane.lesson.topic == "Корни"
    assert len(page.book.operations) == written
    assert len(page.book.dismissed) == 1


def test_a_refused_topic_stands_in_its_field_again_after_a_restart_and_is_not_sent_by_itself(open_pane, qtbot):
    operation = LessonOperation("0e" * 16, 3, "topic", 1, "Степень")
    refused = Outcome("0e" * 16, "refused", code="EJ013", detail={})
    page = open_pane(left_over=(KeptEdit(operation, NOW, state="refused", outcome=refused, is_kept=True),))
    page.pane.save_texts()
    stands = part(page, QPlainTextEdit, "topicEdit").toPlainText(), page.book.operations

    page.edits.solve("0e" * 16, "theirs")

    assert stands == ("Степень", [])
    assert part(page, QPlainTextEdit, "topicEdit").toPlainText() == page.pane.lesson.topic == ""


def own_homework_that_met_anothers():
    operation = CardOperation("0b" * 16, 3, 1, "individual_homework", 0, "№ 15")
    outcome = Outcome("0b" * 16, "conflict", version=7, value="№ 20", author="Орлов П. И.")
    return KeptEdit(operation, NOW, state="conflict", outcome=outcome, is_kept=True)


def test_an_entry_of_the_card_that_met_anothers_shows_both_and_one_key_decides(open_pane, qtbot):
    page = open_pane(left_over=(own_homework_that_met_anothers(),))
    card = page.pane._card.failed
    shown = card.isVisible(), card._mine.text(), card._theirs.text()

    qtbot.keyClick(card, Qt.Key.Key_1)
    page.book.settle()

    assert shown == (True, "Моё: № 15", "На сервере: № 20, Орлов П. И.")
    assert [(one.value, one.seen) for one in page.book.operations] == [("№ 15", 7)]
    qtbot.waitUntil(lambda: not card.isVisible())
    assert page.book.dismissed == ["0b" * 16]


def test_the_list_of_what_is_not_sent_decides_an_entry_of_the_open_card(open_pane, qtbot):
    page = open_pane(left_over=(own_homework_that_met_anothers(),))

    assert page.edits.solve("0b" * 16, "theirs")

    qtbot.waitUntil(lambda: not page.pane._card.failed.isVisible())
    assert page.book.operations == []
