"""«Мои сроки» and «Пока вас не было» on the first page of a teacher."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QToolButton

from ejournal_desktop.domain.duties import Duties, DutyRow, News, SettledDuty
from ejournal_desktop.gui.pages.today_side import TodaySide
from ejournal_desktop.gui.sentences.duties import away_words, due_words, duty_title, left_words, news_line, span_words
from ejournal_desktop.gui.widgets.duty_list import DutyList
from ejournal_desktop.services.duties import duty_clauses

MOSCOW = timezone(timedelta(hours=3))
NOW = datetime(2026, 9, 25, 10, 43, tzinfo=MOSCOW)
TODAY = NOW.date()
CLAUSES = duty_clauses(TODAY)


def duty(code, due_on=TODAY, **changes):
    values = {
        "course_id": 1,
        "lesson_id": 103,
        "group": "7А",
        "subject": "Алгебра",
        "first_on": None,
        "last_on": None,
        "due_at": None,
        "amount": 1,
        "pupils": 0,
    }
    return DutyRow(code, due_on=due_on, **{**values, **changes})


def duties(*rows, **changes):
    return Duties(NOW, TODAY, **{"has_courses": True, "has_parts": True, "rows": rows, **changes})


@pytest.fixture
def shown(qtbot, dressed):
    def make(found):
        widget = DutyList()
        qtbot.addWidget(widget)
        widget.resize(430, 700)
        widget.show_duties(found, CLAUSES)
        widget.show()
        widget.heard = []
        widget.opened.connect(widget.heard.append)
        return widget

    return make


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def test_every_row_of_the_regulation_has_its_clause_and_its_way_of_checking():
    assert [clause.code for clause in CLAUSES] == [f"T{number}" for number in range(1, 12)]
    assert {clause.check for clause in CLAUSES} == {"automatic", "standing"}
    assert CLAUSES[-1].citation == "Порядок ведения электронного журнала, п. 5.1, строка 11"


def test_before_its_first_edition_the_directory_cites_the_first():
    assert duty_clauses(date(2020, 1, 1)) == CLAUSES


def test_overdue_rows_stand_first_and_say_for_how_long(shown):
    late = duty("T8", TODAY - timedelta(days=2), first_on=date(2026, 9, 16), last_on=date(2026, 9, 18), amount=2)
    widget = shown(duties(duty("T9"), duty("T10", TODAY + timedelta(days=3), pupils=3), late))

    assert [line.row.code for line in widget.rows()] == ["T8", "T9", "T10"]
    assert any("просрочено 2 дня" in text for text in texts(widget))
    assert "осталось 2 урока" in widget.rows()[0].accessibleName()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (duty("T11", due_at=NOW + timedelta(hours=6)), "до 16:43"),
        (duty("T11", due_at=NOW - timedelta(hours=1)), "срок был в 09:43"),
        (duty("T5"), "сегодня"),
        (duty("T10", TODAY + timedelta(days=1)), "завтра"),
        (duty("T10", TODAY + timedelta(days=3)), "до 28 сентября"),
        (duty("T8", TODAY - timedelta(days=11)), "просрочено 11 дней"),
    ],
)
def test_the_term_is_said_as_people_say_it(row, words):
    assert due_words(row, NOW) == words


def test_a_deadline_of_an_hour_in_another_zone_is_told_in_the_schools():
    at = datetime(2026, 9, 25, 13, 35, tzinfo=UTC)

    assert due_words(duty("T11", due_at=at), NOW) == "до 16:35"


def test_titles_and_what_is_left_name_days_classes_and_pupils():
    row = duty("T8", first_on=date(2026, 9, 10), last_on=date(2026, 9, 16), amount=3, pupils=5)

    assert duty_title(row, "Записи в журнале").endswith("за 10–16 сентября, 7А")
    assert left_words(row) == "осталось 3 урока, без отметки 5 учеников"
    assert left_words(duty("T10")) == "осталось передать на проверку"
    assert span_words(date(2026, 9, 28), date(2026, 10, 2)) == "28 сентября – 2 октября"


def test_the_button_leads_to_the_place(shown):
    widget = shown(duties(duty("T9")))
    widget.findChild(QPushButton, "open_duty").click()

    assert widget.heard == [duty("T9")]


def test_why_it_is_here_shows_the_clause(shown):
    widget = shown(duties(duty("T11", due_at=NOW + timedelta(hours=6))))
    widget.findChild(QToolButton, "why_duty").click()

    clause = widget.findChild(QLabel, "duty_clause")
    assert clause.isVisible()
    assert "не позднее чем через 3 часа" in clause.text()
    assert "п. 5.1, строка 11" in clause.text()


def test_done_rows_fold_and_say_how_it_is_known(shown):
    settled = SettledDuty("T2", "not-applicable", "протокол № 3", date(2026, 9, 12), "Орлова И. П.")
    widget = shown(duties(duty("T9"), settled=(settled,)))
    assert len(widget.rows()) == 1
    assert "Списки подгрупп" not in texts(widget)

    widget.findChild(QPushButton, "all_duties").click()

    assert "Списки подгрупп" in texts(widget)
    assert "к вам не относится, 12 сентября, Орлова И. П.: протокол № 3" in texts(widget)
    assert "постоянно, срока нет" in texts(widget)
    assert "всё сделано, журнал проверяет сам" in texts(widget)


def test_nothing_left_is_said(shown):
    assert "Всё в срок" in texts(shown(duties()))


def news(kind, **changes):
    values = {
        "course_id": 1,
        "lesson_id": 103,
        "group": "7А",
        "subject": "Алгебра",
        "held_on": None,
        "at": NOW,
        "amount": 1,
        "author": "Орлов П. И.",
        "text": "",
    }
    return News(kind, **{**values, **changes})


def test_what_others_did_is_counted_in_one_line_and_told_one_by_one():
    happened = (news("substituted"), news("attendance", amount=2), news("notice", text="Было «5»", author=""))

    assert away_words(happened) == ("Пока вас не было: 1 сообщение об отметке, 1 замена, 2 записи посещаемости")
    assert news_line(happened[2]) == "Ученик сообщил об отметке: 7А · Алгебра: Было «5»"
    assert away_words(()) == ""


def test_words_that_need_two_lines_are_whole_on_the_page(qtbot, dressed):
    side = TodaySide()
    scroll = QScrollArea()
    qtbot.addWidget(scroll)
    scroll.setWidgetResizable(True)
    scroll.setWidget(side)
    scroll.resize(464, 700)
    scroll.show()
    late = duty("T8", TODAY - timedelta(days=42), group="10 ТЕХ, 2-я подгруппа", first_on=TODAY, last_on=TODAY)
    side.show_duties(duties(late, duty("T1", TODAY - timedelta(days=95), amount=8)), CLAUSES)

    def cut():
        labels = [each for line in side.duties.rows() for each in line.findChildren(QLabel) if each.text()]
        seen = [each for each in labels if each.isVisible()]
        return [each.text() for each in seen if each.height() < each.heightForWidth(each.width())]

    qtbot.waitUntil(lambda: not cut(), timeout=2000)
