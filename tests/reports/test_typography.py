from datetime import date
from decimal import Decimal

import pytest

from ejournal_desktop.reports import typography as ru


def visible(text):
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("§ 12, № 5", "§~12, №~5"),
        ("упр. 7 и п. 3", "упр.~7 и~п.~3"),
        ("война и мир в романе", "война и~мир в~романе"),
        ("I четверть", "I~четверть"),
        ("по тексту К. Г. Паустовского", "по~тексту К.~Г.~Паустовского"),
        ("Рыжов К. Н.", "Рыжов К.~Н."),
        ("Россия - родина", "Россия~— родина"),
        ("из-за дождя", "из-за дождя"),
    ],
)
def test_short_words_and_signs_are_bound(text, shown):
    assert visible(ru.bound(text)) == shown


@pytest.mark.parametrize(
    ("number", "words", "feminine"),
    [
        (1, "один", "одна"),
        (12, "двенадцать", "двенадцать"),
        (21, "двадцать один", "двадцать одна"),
        (40, "сорок", "сорок"),
        (102, "сто два", "сто две"),
        (2115, "две тысячи сто пятнадцать", "две тысячи сто пятнадцать"),
    ],
)
def test_numbers_are_written_in_words(number, words, feminine):
    assert (ru.in_words(number), ru.in_words(number, feminine=True)) == (words, feminine)


@pytest.mark.parametrize(("count", "word"), [(1, "лист"), (3, "листа"), (11, "листов"), (20, "листов"), (22, "листа")])
def test_a_word_agrees_with_its_number(count, word):
    assert ru.plural(count, "лист", "листа", "листов") == word


@pytest.mark.parametrize(("name", "title"), [("7А", "7~«А»"), ("10 б", "10~«Б»"), ("5", "5"), ("9 физмат", "9 физмат")])
def test_a_class_has_its_letter_in_quotes(name, title):
    assert visible(ru.quoted_class(name)) == title


def test_a_period_is_roman():
    assert visible(ru.roman_period("half-year", 2)) == "II~полугодие"


def test_a_span_of_dates_names_the_year_once():
    span = ru.span_in_words(date(2026, 9, 1), date(2026, 10, 23))

    assert visible(span) == "с~1~сентября по~23~октября 2026~года"


@pytest.mark.parametrize(
    ("hours", "words"),
    [("3", "3~часа в~неделю"), ("1", "1~час в~неделю"), ("0.5", "0,5~часа в~неделю"), ("10", "10~часов в~неделю")],
)
def test_hours_agree(hours, words):
    assert visible(ru.hours_per_week(Decimal(hours))) == words


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Белозёрова Ирина Михайловна", "И.~М.~Белозёрова", "Белозёрова~И.~М."),
        ("Ким Р. С.", "Р.~С.~Ким", "Ким~Р.~С."),
        ("Ким", "Ким", "Ким"),
        ("", "", ""),
    ],
)
def test_names_shorten_to_initials(name, first, last):
    assert (visible(ru.initials_first(name)), visible(ru.surname_first(name))) == (first, last)


@pytest.mark.parametrize("order", ["№ 41 от 14.09.2026", "41", "приказ № 41"])
def test_the_number_of_an_order_is_found(order):
    assert visible(ru.order_number(order)) == "приказ~№~41"


def test_no_order_is_no_text():
    assert not ru.order_number("")


@pytest.mark.parametrize(
    ("middle", "verb"), [("Олегович", "прибыл"), ("Павловна", "прибыла"), ("Ильинична", "прибыла"), ("", "прибыл(а)")]
)
def test_the_verb_agrees_by_the_patronymic(middle, verb):
    assert ru.arrived(middle) == verb
