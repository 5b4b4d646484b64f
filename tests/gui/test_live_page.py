"""A colleague's saved change comes into the open page: without moving the cursor, without touching one's own edits."""

from dataclasses import replace
from functools import partial

import pytest

from ejournal_desktop.domain.gradebook import Attendance, Mark
from ejournal_desktop.domain.page_changes import PageChanges
from ejournal_desktop.gui.models.lesson_entries import LessonEntries
from ejournal_desktop.gui.models.live_page import LivePage
from tests.gui.journal_pages import NOW
from tests.gui.typist import open_typist

TODAYS = 2


class Watched:
    def __init__(self, one):
        self.one, self.store, self.book = one, one.store, one.book
        self.entries = LessonEntries(self.store, self.book)
        self.live = LivePage(self.store, self.entries, self.book, one.pane)
        self.came, self.old = [], []
        self.live.came.connect(self.came.extend)
        self.live.page_is_old.connect(lambda: self.old.append(True))

    def hear(self, **news):
        self.book.news[self.live._version] = PageChanges(self.live._version + 1, **news)
        self.live.ask()


@pytest.fixture
def watched(qtbot):
    return Watched(partial(open_typist, qtbot)())


def mark(store, value, version, row=0, column=TODAYS):
    work = store.columns[column].work
    return Mark(work.work_id, store.pupils[row].pupil_id, value, version, NOW, "Орлов П. И.", None)


def test_a_colleagues_mark_appears_where_it_stands_and_glows(watched):
    watched.one.at(3, TODAYS)
    watched.hear(marks=(mark(watched.store, "5", 3),))
    assert watched.store.value(0, TODAYS).text == "5"
    assert watched.came == [(0, TODAYS)]
    assert watched.one.pane.view.cursor() == (3, TODAYS)


def test_one_question_for_many_hints_of_a_moment_and_none_for_other_courses(watched, qtbot):
    course_id = watched.store.page.course.course_id
    for _ in range(5):
        watched.book.course_changed.emit(course_id)
    watched.book.course_changed.emit(course_id + 1)
    qtbot.waitUntil(lambda: bool(watched.book.asked_versions))
    assert watched.book.asked_versions == [watched.store.page.version]


def test_ones_own_edit_on_its_way_is_not_touched(watched):
    watched.one.at(0, TODAYS).press("4 Enter")
    watched.hear(marks=(mark(watched.store, "5", 3),))
    assert watched.store.value(0, TODAYS).text == "4"
    assert watched.came == []


def test_ones_own_saved_edit_comes_back_without_a_glow(watched):
    watched.one.at(0, TODAYS).press("4 Enter")
    watched.book.settle()
    version = watched.store.mark(0, TODAYS).version
    watched.hear(marks=(mark(watched.store, "4", version),))
    assert watched.came == []


def test_a_text_that_is_being_typed_stays(watched):
    watched.one.at(0, TODAYS).press("3")
    watched.hear(marks=(mark(watched.store, "5", 3),))
    assert watched.one.pane.flow.is_editing


def test_presence_of_a_class_teacher_comes_beside_ones_own_mark(watched):
    lesson_id = watched.store.columns[TODAYS].lesson.lesson_id
    watched.one.at(1, TODAYS).press("4 Enter")
    late = Attendance(lesson_id, watched.store.pupils[1].pupil_id, "late", None, 10, 1, "Иванова О. П.")
    watched.hear(attendance=(late,))
    assert watched.store.mark(1, TODAYS).shown == "4"
    assert watched.store.attendance(1, TODAYS).shown == "оп10"


def test_a_topic_comes_by_itself(watched):
    lesson = watched.store.columns[TODAYS].lesson
    watched.hear(lessons=(replace(lesson, topic="Степень", topic_version=lesson.topic_version + 1),))
    assert watched.store.columns[TODAYS].lesson.topic == "Степень"


def test_a_work_that_was_voided_leaves_with_its_marks(watched):
    columns = len(watched.store.columns)
    watched.hear(voided_works=(watched.store.columns[TODAYS].work.work_id,))
    assert len(watched.store.columns) == columns
    assert watched.store.columns[TODAYS].work is None


def test_more_than_entries_asks_for_the_page_anew(watched):
    watched.hear(page_changed=True)
    assert watched.old == [True]
