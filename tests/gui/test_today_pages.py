from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from ejournal_desktop.domain.duties import Duties, DutyRow, News
from ejournal_desktop.domain.errors import ServerUnavailableError
from ejournal_desktop.domain.gradebook import LessonOperation
from ejournal_desktop.domain.outbox import KeptEdit
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.bell_words import SchoolClock
from ejournal_desktop.gui.change_bus import Change, ChangeBus
from ejournal_desktop.gui.pages.teacher_today_page import TeacherTodayPage
from ejournal_desktop.gui.pages.today_page import TodayPage
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.elided_label import ElidedLabel
from tests.gui.fake_school import MORNING, FakeDesk, FakeGradebook, lesson, session
from tests.gui.fakes.approvals import head
from tests.gui.fakes.unlocks import unlock

DAY = (
    lesson(1),
    lesson(2, attendance_checked=False),
    lesson(3, topic="", homework=""),
    lesson(5, topic="", homework=""),
    lesson(6, is_substitution=True, course_id=99, subject="Физика", class_names=("8Б",)),
)


@pytest.fixture
def open_today(qtbot, dressed, lanes):
    def make(desk):
        workplace = Workplace(desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook())
        page = TeacherTodayPage(workplace, SchoolClock(MORNING))
        page.workplace = workplace
        page.wanted = []
        page.journal_wanted.connect(lambda course, lesson_id: page.wanted.append((course.title, lesson_id)))
        qtbot.addWidget(page)
        page.resize(1160, 700)
        page.show()
        qtbot.waitUntil(lambda: len(desk.asked) >= 2)
        qtbot.waitUntil(lambda: page.findChild(QLabel, "dayLabel").text() != "" and len(page.cards()) == len(desk.day))
        return page

    return make


def badges(card):
    return [label.text() for label in card.findChildren(QLabel) if label.property("badge")]


def test_the_day_is_shown_in_order_with_what_is_missing(open_today):
    page = open_today(FakeDesk(day=DAY))

    assert page.ui.dayLabel.text() == "Пятница, 25 сентября"
    assert [badges(card) for card in page.cards()] == [
        ["заполнено"],
        ["не отмечена посещаемость"],
        ["посещаемость проверена", "нет темы", "нет ДЗ"],
        [],
        ["⇄ замена"],
    ]


def test_only_the_lesson_that_goes_on_is_accented(open_today):
    page = open_today(FakeDesk(day=DAY))

    assert [card.lesson.lesson_no for card in page.cards() if card.property("current")] == [3]


def test_not_given_homework_is_an_entry_not_a_gap(open_today):
    page = open_today(FakeDesk(day=(lesson(1, homework="", homework_none=True),)))

    assert badges(page.cards()[0]) == ["заполнено"]


def test_what_waits_on_this_computer_is_not_said_to_be_missing(open_today, qtbot):
    page = open_today(FakeDesk(day=(lesson(3, topic="", homework="", attendance_checked=False),)))
    lesson_id = page.cards()[0].lesson.lesson_id
    written = (("topic", "Степень"), ("homework", "№ 5"), ("attendance_checked", True))
    operations = [LessonOperation(name, lesson_id, name, 0, value) for name, value in written]
    page.workplace.gradebook.edit_list = tuple(KeptEdit(one, MORNING, state="waiting") for one in operations)

    page.hide()
    page.show()

    qtbot.waitUntil(lambda: badges(page.cards()[0]) == ["заполнено"])


def test_a_cancelled_lesson_wants_nothing(open_today):
    page = open_today(FakeDesk(day=(lesson(1, state="cancelled", topic=""),)))

    assert badges(page.cards()[0]) == ["урок отменён"]


def test_enter_opens_the_journal_at_the_lesson(open_today):
    page = open_today(FakeDesk(day=DAY))

    QTest.keyClick(page.cards()[1], Qt.Key.Key_Return)

    assert page.wanted == [("7А · Алгебра", 102)]


def test_arrows_go_from_card_to_card(open_today, qtbot):
    page = open_today(FakeDesk(day=DAY))
    page.activateWindow()
    page.cards()[0].setFocus()
    qtbot.waitUntil(page.cards()[0].hasFocus)

    QTest.keyClick(page.cards()[0], Qt.Key.Key_Down)

    assert page.cards()[1].hasFocus()


def test_ctrl_enter_opens_the_lesson_that_goes_on(open_today):
    page = open_today(FakeDesk(day=DAY))

    page.workplace.actions.entries()[0].action.trigger()

    assert page.wanted == [("7А · Алгебра", 103)]


def test_a_substituted_lesson_opens_a_journal_that_is_not_in_the_list(open_today):
    page = open_today(FakeDesk(day=DAY))

    page.open_lesson(DAY[-1])

    assert page.wanted == [("8Б · Физика", 106)]


def test_a_duty_opens_the_lesson_that_it_is_about(open_today, qtbot):
    row = DutyRow("T9", 1, 103, "7А", "Алгебра", None, None, MORNING.date(), None, 1, 0)
    page = open_today(FakeDesk(day=DAY, duties=Duties(MORNING, MORNING.date(), True, False, (row,))))
    qtbot.waitUntil(lambda: bool(page.side.duties.rows()))

    page.findChild(QPushButton, "open_duty").click()

    assert page.wanted == [("7А · Алгебра", 103)]


def test_what_others_did_since_the_last_sign_in_is_one_button_and_each_line_opens_its_place(open_today, qtbot):
    news = News("substituted", 1, 105, "7А", "Алгебра", MORNING.date(), MORNING, 1, "Орлов П. И.", "болезнь")
    desk = FakeDesk(day=DAY, news=(news,))
    page = open_today(desk)
    qtbot.waitUntil(lambda: page.away.text() != "")

    page.away.menu().actions()[0].trigger()

    assert page.away.text() == "Пока вас не было: 1 замена"
    assert page.wanted == [("7А · Алгебра", 105)]
    assert desk.today_calls == [("away", desk.session.last_sign_in_at)]


def test_without_news_there_is_no_button(open_today):
    assert not open_today(FakeDesk(day=DAY)).away.isVisible()


def test_what_others_do_while_the_day_is_open_comes_by_itself(open_today, qtbot):
    desk = FakeDesk(day=DAY)
    page = open_today(desk)
    qtbot.waitUntil(lambda: bool(desk.today_calls))
    desk.news = (News("notice", 1, 105, "7А", "Алгебра", MORNING.date(), MORNING, 1, "Белов Артём", "Почему 3?"),)

    page._tick()

    qtbot.waitUntil(page.away.isVisible)
    assert page.away.text().startswith("Пока вас не было: 1 ")


def test_the_card_of_the_lesson_that_goes_on_says_what_is_done_and_until_when_the_rest_is_due(open_today):
    day = (lesson(3, homework="", absent=4, homework_deadline=MORNING.replace(hour=16, minute=35)),)

    assert badges(open_today(FakeDesk(day=day)).cards()[0]) == [
        "посещаемость проверена",
        "отсутствуют 4",
        "нет ДЗ, до 16:35",
    ]


def test_a_first_grade_and_a_circle_want_no_homework_and_a_session_no_topic(open_today):
    day = (
        lesson(1, homework="", grade=1),
        lesson(2, homework="", kind="extracurricular"),
        lesson(3, homework="", topic="", kind="psychologist"),
    )

    assert [badges(card) for card in open_today(FakeDesk(day=day)).cards()] == [["заполнено"]] * 3


def test_another_day_is_read_from_the_server(open_today, qtbot):
    desk = FakeDesk(day=DAY)
    page = open_today(desk)

    page.ui.nextButton.click()

    qtbot.waitUntil(lambda: ("lessons_of_day", date(2026, 9, 26)) in desk.asked)
    assert page.ui.weekLabel.text() == "завтра"


def test_a_topic_written_in_a_journal_refreshes_the_day(open_today, qtbot):
    desk = FakeDesk(day=DAY)
    page = open_today(desk)
    before = len(desk.asked)

    page.workplace.changes.tell(Change("lesson", course_id=1))

    qtbot.waitUntil(lambda: len(desk.asked) == before + 1)


def test_a_topic_written_on_another_tab_is_there_when_the_day_comes_back(open_today, qtbot):
    desk = FakeDesk(day=DAY)
    page = open_today(desk)
    page.hide()
    before = len(desk.asked)
    page.workplace.changes.tell(Change("lesson", course_id=1))
    page.workplace.changes.tell(Change("lesson", course_id=1))
    assert len(desk.asked) == before

    page.show()

    qtbot.waitUntil(lambda: len(desk.asked) == before + 1)


def test_a_teacher_without_courses_is_told_whom_to_ask(open_today, qtbot):
    page = open_today(FakeDesk(day=(), courses=()))

    def words():
        return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())

    qtbot.waitUntil(lambda: "Предметы и классы ещё не назначены." in words())
    assert "Обратитесь к заместителю директора по УВР." in words()


def test_without_the_server_the_day_says_so_and_can_be_asked_again(open_today, qtbot):
    desk = FakeDesk(day=(), error=ServerUnavailableError("08006"))
    page = open_today(desk)
    qtbot.waitUntil(lambda: retry(page) is not None)
    desk.error, desk.day = None, DAY

    retry(page).click()

    qtbot.waitUntil(lambda: len(page.cards()) == len(DAY))


def retry(page):
    return next((one for one in page.findChildren(QPushButton) if one.text() == "Повторить" and one.isVisible()), None)


def test_courses_that_come_after_the_day_has_failed_do_not_make_an_empty_day_of_it(open_today, qtbot):
    page = open_today(FakeDesk(day=(), error=ServerUnavailableError("08006")))
    qtbot.waitUntil(lambda: retry(page) is not None)

    page._keep_courses(())  # the second question was answered when the server was back

    qtbot.waitUntil(lambda: retry(page) is not None)


def first_page(role, lanes, desk=None, pages=("journals", "paper_copy")):
    workplace = Workplace(desk or FakeDesk(session(role)), lanes, ActionRegistry(), ChangeBus(), FakeGradebook())
    page = TodayPage(workplace, role, SchoolClock(MORNING), frozenset(pages))
    page.workplace = workplace
    return page


@pytest.mark.parametrize("role", ["deputy", "director", "administrator", "inspector", "secretary", "guardian", "pupil"])
def test_the_other_roles_are_told_what_they_have_and_whom_to_ask(qtbot, dressed, lanes, role):
    page = first_page(role, lanes)
    qtbot.addWidget(page)

    assert page.ui.existsText.text()
    assert "Вопросы" in page.ui.whomText.text()


def test_the_deputy_opens_the_paper_copy_from_the_first_page(qtbot, dressed, lanes):
    page = first_page("deputy", lanes)
    qtbot.addWidget(page)

    with qtbot.waitSignal(page.page_wanted) as wanted:
        page.findChild(QPushButton, "open_paper_copy").click()

    assert wanted.args == ["paper_copy"]


def waits(page):
    shown = (label.text() for label in page.waiting.findChildren(QLabel) if not label.isHidden())
    return [text for text in shown if text != "Ждёт вас"]


def test_the_director_reads_how_much_waits_for_her_and_goes_there(qtbot, dressed, lanes):
    desk = FakeDesk(session("director"))
    desk.waiting = [head(1), head(2), head(3, may_decide=False)]
    page = first_page("director", lanes, desk)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: "2 документа ждут вашего решения" in waits(page))

    with qtbot.waitSignal(page.page_wanted) as wanted:
        page.findChild(QPushButton, "waiting_approvals").click()

    assert wanted.args == ["approvals"]


def test_the_administrator_is_told_of_agreed_requests_and_the_deputy_of_new_ones(qtbot, dressed, lanes):
    for role, state, page_words in (
        ("administrator", "agreed", ["1 запрос открыть отметки"]),
        ("deputy", "waiting", ["1 запрос открыть отметки"]),
        ("administrator", "waiting", ["Сейчас ничего не ждёт вашего решения."]),
    ):
        desk = FakeDesk(session(role))
        desk.reader_id, desk.unlock_rows, desk.plan_list = 9, [unlock(state=state)], ()
        page = first_page(role, lanes, desk)
        qtbot.addWidget(page)
        qtbot.waitUntil(lambda page=page, page_words=page_words: waits(page) == page_words)


def test_a_silent_server_leaves_a_sentence_instead_of_an_empty_card(qtbot, dressed, lanes):
    desk = FakeDesk(session("director"))
    desk.approvals = lambda **_asked: (_ for _ in ()).throw(ServerUnavailableError("unreachable", {}))
    page = first_page("director", lanes, desk)
    qtbot.addWidget(page)

    qtbot.waitUntil(lambda: any("сервер не ответил" in text for text in waits(page)))


def test_a_narrow_page_keeps_the_lessons_whole(open_today, qtbot):
    page = open_today(FakeDesk(day=DAY))
    beside = page.side.mapTo(page, page.side.rect().topLeft()).x()

    page.resize(820, 600)

    assert beside > 400
    assert page.side.isVisible()
    assert page.ui.scroll.isAncestorOf(page.side)
    room = page.ui.scroll.viewport()
    qtbot.waitUntil(lambda: all(card.width() <= room.width() for card in page.cards()))


def test_a_long_subject_is_shortened_with_dots_and_said_whole_in_the_tooltip(open_today, qtbot):
    subject = "Основы безопасности и защиты Родины, углублённый уровень"
    page = open_today(FakeDesk(day=(lesson(1, subject=subject, topic="", homework=""),)))

    page.resize(700, 600)

    title = page.cards()[0].findChild(ElidedLabel)
    qtbot.waitUntil(lambda: title.shown_text().endswith("…"))
    assert title.toolTip() == title.accessibleName() == f"7А · {subject}"
    assert page.cards()[0].width() <= page.width()
