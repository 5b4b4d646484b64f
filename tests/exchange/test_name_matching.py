"""Names of other programs find their pupils, and never the wrong one."""

import pytest

from ejournal_desktop.domain.names import PersonName
from ejournal_desktop.exchange.name_matching import find_by_start, is_name_column, match_names

CLASS = [
    PersonName("Абрамов", "Кирилл", "Олегович"),
    PersonName("Белов", "Артём", "Ильич"),
    PersonName("Егоров", "Матвей", "Петрович"),
    PersonName("Егорова", "Анна", "Петровна"),
    PersonName("Иванов", "Пётр", "Ильич"),
    PersonName("Иванов", "Павел", "Олегович"),
    PersonName("Семёнова", "Зоя", ""),
]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Белов Артём", 1),
        ("Белов Артем Ильич", 1),
        ("Белов", 1),
        ("белов а.", 1),
        ("2. Белов Артём", 1),
        ("Бeлoв Apтём", 1),  # Latin look-alikes
        ("Семенова Зоя", 6),
        ("Абрамоа Кирилл", 0),  # a slip
        ("Егоров", 2),
        ("Егорова", 3),
        ("Иванов", None),  # two of them
        ("Иванов П.", None),
        ("Иванов Павел", 5),
        ("Петров Иван", None),
        ("Ученик", None),
        ("'; drop table pupils; --", None),
    ],
)
def test_a_name_finds_its_pupil_or_nobody(text, place):
    assert match_names([text], CLASS) == [place]


def test_nobody_is_named_twice():
    assert match_names(["Белов Артём", "Белов А."], CLASS) == [1, None]


def test_a_column_is_one_of_names_when_most_of_it_are_surnames():
    assert is_name_column(["Ученик", "Белов Артём", "Абрамов К.", "Егорова"], CLASS)
    assert not is_name_column(["5", "4", "н", "Белов"], CLASS)
    assert not is_name_column(["Белов"], CLASS)
    assert not is_name_column(["Сидоров", "Козлов", "Белов", "Попов"], CLASS)


@pytest.mark.parametrize(
    ("typed", "places"),
    [("ег", [2, 3]), ("егоров м", [2]), ("Егорова", [3]), ("се", [6]), ("семе", [6]), ("щ", []), ("", [])],
)
def test_a_few_letters_find_a_pupil(typed, places):
    assert find_by_start(typed, CLASS) == places
