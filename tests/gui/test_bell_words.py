from datetime import datetime

import pytest

from ejournal_desktop.gui.bell_words import bell_words, current_lesson
from tests.gui.fake_school import MOSCOW, lesson

DAY = (lesson(1), lesson(2), lesson(3, state="cancelled"), lesson(5))  # 8:30–9:10, 9:30–10:10, 10:30–11:10, 12:30–13:10


def at(hour, minute):
    return datetime(2026, 9, 25, hour, minute, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(7, 50), "1-й урок в 8:30"),
        (at(8, 30), "1-й урок · до звонка 40 мин"),
        (at(9, 9), "1-й урок · до звонка 1 мин"),
        (at(9, 10), "Перемена 20 мин"),
        (at(10, 40), "5-й урок в 12:30"),
        (at(13, 10), "Уроки окончены"),
    ],
)
def test_the_clock_reads_the_bells(moment, words):
    assert bell_words(DAY, moment) == words


def test_a_day_without_lessons_has_no_clock():
    assert bell_words((), at(9, 0)) == ""


def test_a_cancelled_lesson_is_never_the_current_one():
    assert current_lesson(DAY, at(10, 40)).lesson_no == 5
