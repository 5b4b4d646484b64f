"""What a cell tells of its edit on the way: not kept, kept here, sending, refused; and after a restart again."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from ejournal_desktop.domain.gradebook import CellOperation, LessonOperation, Outcome
from ejournal_desktop.domain.outbox import CellDraft, KeptEdit, provisional_work_id
from ejournal_desktop.domain.page_changes import PageChanges
from ejournal_desktop.domain.work_operations import WorkOperation
from ejournal_desktop.gui.grid.cell_look import CellLooks
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.lesson_entries import LessonEntries
from ejournal_desktop.gui.models.new_works import work_of
from ejournal_desktop.gui.models.page_merge import PageMerge
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.journal_pages import KINDS, small_page
from tests.gui.typist import open_typist

TODAYS = 2

MADE = datetime(2026, 9, 25, 10, 33, tzinfo=UTC)


@pytest.fixture
def typist(qtbot):
    return partial(open_typist, qtbot)


def sign(store, row=0, column=TODAYS):
    return CellLooks(store).at(row, column).sign


def test_a_cell_shows_each_step_of_its_edit(typist):
    one = typist().at(0, TODAYS).press("5")
    one.pane.flow.may_leave()
    seen = [sign(one.store)]
    one.book.keep()
    seen.append(sign(one.store))
    one.store.leave_all()
    one.store.operation_sending(one.book.operations[0].operation_id)
    seen.append(sign(one.store))
    one.book.settle()
    seen.append(sign(one.store))
    assert seen == ["unsent", "stored", "sending", ""]


def test_an_edit_is_given_to_the_disk_before_the_cell_is_left_and_to_the_server_after(typist):
    one = typist().at(0, TODAYS).press("5")
    one.pane.flow.may_leave()
    assert [operation.value for operation, _ in one.book._held.values()] == ["5"]
    assert one.book.operations == []
    one.store.leave_all()
    assert [operation.value for operation in one.book.operations] == ["5"]


def test_a_slip_that_is_mended_in_its_cell_reaches_nobody(typist):
    one = typist().at(0, TODAYS).press("2")
    one.pane.flow.may_leave()
    one.press("5")
    one.pane.flow.may_leave()
    one.store.leave_all()
    assert [operation.value for operation in one.book.operations] == ["5"]
    assert one.book._held == {}


def left_over(state, outcome=None, value="4"):
    page = small_page()
    column = JournalStore(page, FakeGradebook(), "я").columns[TODAYS]
    work_id = column.work.work_id if column.work else None
    pupil_id = page.pupils[0].pupil_id
    operation = CellOperation("0f" * 16, column.lesson.lesson_id, work_id, pupil_id, "mark", 0, value)
    if outcome is not None:
        outcome = replace(outcome, operation_id=operation.operation_id)
    book = FakeGradebook(page)
    book.left_over = (KeptEdit(operation, MADE, state=state, outcome=outcome, is_kept=True),)
    return JournalStore(page, book, "Петрова А. В."), book


def test_after_a_restart_what_waited_is_painted_in_its_cell_and_settles_there(qapp):
    store, book = left_over("waiting")
    assert (store.value(0, TODAYS).text, sign(store)) == ("4", "stored")
    book.settle()
    assert (store.value(0, TODAYS).text, sign(store)) == ("4", "")


def test_after_a_restart_a_refused_edit_stands_with_its_reason_until_it_is_taken_back(qapp):
    store, book = left_over("refused", Outcome("", "refused", code="EJ011", detail={}))
    assert (store.value(0, TODAYS).text, sign(store)) == ("4", "refused")
    store.take_back(0, TODAYS)
    assert sign(store) == ""
    assert book.dismissed == ["0f" * 16]


def test_a_refusal_is_forgotten_by_the_disk_when_the_cell_is_written_anew(qapp):
    store, book = left_over("refused", Outcome("", "refused", code="EJ011", detail={}))
    store.enter(0, TODAYS, replace(store.value(0, TODAYS), mark="3"))
    assert book.dismissed == ["0f" * 16]


def test_after_a_restart_a_topic_that_waited_stands_in_its_lesson(qapp):
    page = small_page()
    lesson = page.lessons[0]
    operation = LessonOperation("0e" * 16, lesson.lesson_id, "topic", lesson.topic_version, "Одночлены")
    book = FakeGradebook(page)
    book.left_over = (KeptEdit(operation, MADE, state="waiting", is_kept=True),)
    store = JournalStore(page, book, "Петрова А. В.")
    entries = LessonEntries(store, book)
    entries.restore(book.unsettled(frozenset({lesson.lesson_id})))
    assert store.columns[store.column_of_lesson(lesson.lesson_id)].lesson.topic == "Одночлены"
    assert entries.state(lesson.lesson_id, "topic") == "stored"
    book.settle()
    assert entries.state(lesson.lesson_id, "topic") == "kept"


def test_every_edit_carries_where_it_belongs_in_words(typist):
    one = typist().at(0, TODAYS).press("5 Enter")
    place = one.book.places[one.book.operations[0].operation_id]
    assert place.who.split()[0] == one.store.pupils[0].last_name
    assert place.title == one.store.page.course.title
    assert place.held_on == one.store.columns[TODAYS].lesson.held_on


def made_without_the_server(page=None):
    """A work and its first mark as another run of the program left them; the number that the work has meanwhile."""
    page = page or small_page()
    lesson = JournalStore(page, FakeGradebook(), "я").columns[TODAYS].lesson
    work = WorkOperation("0d" * 16, "add", lesson.lesson_id, None, KINDS[1].work_kind_id, None, "Степень", 0)
    number = provisional_work_id(work.operation_id)
    mark = CellOperation("0c" * 16, lesson.lesson_id, number, page.pupils[0].pupil_id, "mark", 0, "4")
    book = FakeGradebook(page)
    book.left_over = tuple(KeptEdit(one, MADE, state="waiting", is_kept=True) for one in (work, mark))
    return JournalStore(page, book, "Петрова А. В."), book, number


def columns_of_lesson(store, lesson_id):
    return [at for at, column in enumerate(store.columns) if column.lesson.lesson_id == lesson_id]


def column_of_work(store, work_id):
    return next(at for at, each in enumerate(store.columns) if each.work and each.work.work_id == work_id)


def test_after_a_restart_a_work_made_without_the_server_has_its_column_and_its_marks(qapp):
    store, _book, number = made_without_the_server()
    column = column_of_work(store, number)
    assert store.columns[column].work.title == "Степень"
    assert store.value(0, column).text == "4"


def test_after_a_restart_a_new_work_has_the_name_of_its_kind_as_soon_as_kinds_are_known(qapp):
    store, _book, number = made_without_the_server()
    store.use_work_kinds(KINDS)
    work = store.columns[column_of_work(store, number)].work
    assert (work.kind_short, work.title) == (KINDS[1].short_name, "Степень")


def test_a_new_work_becomes_the_servers_when_it_is_taken_and_no_second_column_comes_of_it(qapp):
    store, book, number = made_without_the_server()
    lesson_id = store.columns[column_of_work(store, number)].lesson.lesson_id
    before = columns_of_lesson(store, lesson_id)
    book.settle()
    saved = book.outcomes["0d" * 16].work_id
    column = column_of_work(store, saved)
    PageMerge(store, lambda _lesson: False).lay(PageChanges(9, works=(replace(store.columns[column].work, version=1),)))
    assert columns_of_lesson(store, lesson_id) == before
    assert store.value(0, column).text == "4"


def test_a_new_work_that_a_reading_brought_before_the_answer_is_one_column_with_its_marks(qapp):
    store, book, number = made_without_the_server()
    work = store.columns[column_of_work(store, number)].work
    before = columns_of_lesson(store, work.lesson_id)
    store.work_added(replace(work, work_id=777))
    book._outcome = lambda one: Outcome(
        one.operation_id, "saved", version=1, work_id=777 if isinstance(one, WorkOperation) else None
    )
    book.settle()
    assert columns_of_lesson(store, work.lesson_id) == before
    column = column_of_work(store, 777)
    assert (store.value(0, column).text, sign(store, column=column)) == ("4", "")


def test_a_work_added_beside_a_mark_that_waits_for_a_work_of_its_own_takes_another_column(qapp):
    page = replace(small_page(), works=(), marks=())
    store = JournalStore(page, FakeGradebook(page), "я")
    store.enter(0, TODAYS, replace(store.value(0, TODAYS), mark="4"))
    store.leave(0, TODAYS)
    lesson = store.columns[TODAYS].lesson
    store.work_added(work_of(KINDS[1], -5, lesson.lesson_id, "Степень"))
    assert [
        store.columns[at].work and store.columns[at].work.work_id for at in columns_of_lesson(store, lesson.lesson_id)
    ] == [
        None,
        -5,
    ]
    assert store.value(0, TODAYS).text == "4"


def test_what_waits_for_the_server_stands_in_its_lesson_meanwhile(qapp):
    page = small_page()
    book = FakeGradebook(page)
    store = JournalStore(page, book, "я")
    entries = LessonEntries(store, book)
    lesson = store.columns[TODAYS].lesson
    entries.write(lesson, "topic", "Степень с нулевым показателем")
    entries.write(lesson, "attendance_checked", value=True)
    book.lose_connection()
    shown = store.columns[TODAYS].lesson
    assert (shown.topic, shown.attendance_checked) == ("Степень с нулевым показателем", True)
    assert (shown.topic_version, shown.attendance_checked_version) == (
        lesson.topic_version,
        lesson.attendance_checked_version,
    )


def test_an_entry_that_was_refused_leaves_the_servers_text_in_the_lesson(qapp):
    page = small_page()
    book = FakeGradebook(page)
    store = JournalStore(page, book, "я")
    entries = LessonEntries(store, book)
    lesson = store.columns[TODAYS].lesson
    entries.write(lesson, "topic", "Первая")
    entries.write(lesson, "topic", "Вторая")
    book.answers[None] = lambda one: Outcome(one.operation_id, "refused", code="EJ011", detail={})
    book.settle()
    assert store.columns[TODAYS].lesson.topic == lesson.topic
    assert entries.text(lesson, "topic") == "Вторая"


def test_a_sign_in_the_open_editor_is_kept_and_forgotten_when_it_is_entered(typist):
    one = typist().at(0, TODAYS).press("5")
    kept = [draft.text for draft in one.book.drafts()]
    one.press("Enter")
    assert kept == ["5"]
    assert one.book.drafts() == ()
    assert one.store.value(0, TODAYS).text == "5"


def typed_before_the_kill():
    page = small_page()
    column = JournalStore(page, FakeGradebook(), "я").columns[TODAYS]
    work_id = column.work.work_id if column.work else None
    book = FakeGradebook(page)
    book.keep_draft(CellDraft(column.lesson.lesson_id, work_id, page.pupils[1].pupil_id, "5"))
    return book


def test_a_sign_that_was_not_entered_is_offered_in_its_cell_and_enter_writes_it(typist):
    one = typist(book=typed_before_the_kill())
    said = one.pane.hints.text()
    written = one.store.value(1, TODAYS).text, list(one.book.operations)
    one.press("Enter")
    assert "Не записано: 5 — Enter" in said
    assert written == ("", [])
    assert one.store.value(1, TODAYS).text == "5"
    assert one.book.drafts() == ()


def test_esc_forgets_the_sign_that_was_not_entered(typist):
    one = typist(book=typed_before_the_kill()).press("Esc")
    assert one.book.drafts() == ()
    assert one.store.value(1, TODAYS).text == ""
