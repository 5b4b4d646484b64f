import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_desktop.domain import names

cyrillic = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯ", min_size=1, max_size=20)
digits_9 = st.text(string.digits, min_size=9, max_size=9)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Cмирновa", "Смирнова"),
        ("АГAФОНOВА", "Агафонова"),
        ("Виш\u200bняков\ufeff", "Вишняков"),
        ("  Абрамова\xa0 ", "Абрамова"),
        ("Андреи\u0306", "Андрей"),
        ("Салтыков–Щедрин", "Салтыков-Щедрин"),
        ("О'Нил", "О'Нил"),
        ("DROP", "DROP"),
        ("Wагнер", "Wагнер"),
    ],
)
def test_a_name_part_is_cleaned_but_never_rewritten(written, meant):
    assert names.tidy_name(written) == meant


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Юсупов Владислав Борис оглы", ("Юсупов", "Владислав", "Борис оглы")),
        ("Терентьева Мирослава", ("Терентьева", "Мирослава", "")),
        ("О'Нил Жан-Пьер Олегович", ("О'Нил", "Жан-Пьер", "Олегович")),
        ("Грушевая Ия\u2028Петровна", ("Грушевая", "Ия", "Петровна")),
    ],
)
def test_a_full_name_is_split_in_three(full, parts):
    name = names.split_full_name(full)
    assert (name.last, name.first, name.middle) == parts


def test_control_characters_and_direction_overrides_are_found():
    assert names.forbidden_characters("Аб\x08в\x07 \u202eг\x08") == ("U+0008", "U+0007", "U+202E")
    assert names.forbidden_characters("строка\nи\tтабуляция") == ()


@given(cyrillic)
def test_yo_case_spaces_and_look_alikes_do_not_divide_people(word):
    latin = word.translate(str.maketrans("АВСЕНКМОРТХасеорху", "ABCEHKMOPTXaceopxy"))
    if any("а" <= letter.lower() <= "я" or letter in "ёЁ" for letter in latin):
        assert names.fold(f" {latin}\u200b ") == names.fold(word)
    assert names.fold(word.replace("ё", "е").replace("Ё", "Е").upper()) == names.fold(word)


@given(st.text(max_size=40))
def test_cleaning_twice_changes_nothing_more(text):
    once = names.clean(text)
    assert names.clean(once) == once
    assert names.to_cyrillic(names.to_cyrillic(once)) == names.to_cyrillic(once)


def test_lists_sort_with_yo_beside_ye():
    people = [("Ёлкин", "Ян"), ("Ежов", "Ян"), ("Жуков", "Ян"), ("Ершов", "Ян")]
    assert [last for last, _ in sorted(people, key=lambda one: names.sort_key(*one))] == [
        "Ежов",
        "Ёлкин",
        "Ершов",
        "Жуков",
    ]


@pytest.mark.parametrize("written", ["Копылова Д.А.", "Копылова Д. А.", "копылова д а", "Копылова Дарья Александровна"])
def test_a_short_name_has_one_key_in_every_spelling(written):
    assert names.short_name_key(written) == "копылова да"


@given(digits_9)
def test_a_snils_with_its_checksum_is_valid_and_with_any_other_is_not(number):
    total = sum(int(digit) * weight for digit, weight in zip(number, range(9, 0, -1), strict=True))
    checksum = total % 101 % 100
    assert names.snils_is_valid(f"{number}{checksum:02}")
    assert not names.snils_is_valid(f"{number}{(checksum + 1) % 100:02}")


@pytest.mark.parametrize("written", ["993-886-072 00", "993 886 072 00", "993-886-072-00", "99388607200"])
def test_a_snils_is_read_in_every_spelling(written):
    assert names.snils_digits(written) == "99388607200"


@pytest.mark.parametrize("written", ["", "9938860720", "993886072001", "99З88607200", "٩٩٣٨٨٦٠٧٢٠٠"])
def test_what_has_not_eleven_digits_is_no_snils(written):
    assert names.snils_digits(written) == ""
    assert not names.snils_is_valid(written)


@pytest.mark.parametrize(
    "written",
    [
        "89440816869",
        "+79440816869",
        "8 (944) 081 68 69",
        "8(944)0816869",
        "944 081-68-69",
        "т. 8 944 081-68-69",
        "8-944-081-68-69",
    ],
)
def test_a_phone_is_read_in_every_spelling(written):
    assert names.phone(written) == "+79440816869"


@pytest.mark.parametrize("written", ["", "2-15-44", "+1 944 081 68 69", "нет", "894408168690"])
def test_what_is_no_russian_phone_is_not_taken(written):
    assert names.phone(written) == ""


def test_several_phones_of_a_cell_are_told_apart_from_what_is_none():
    assert names.phones("8-973-168-74-78, спросить Аню; 8-973-619-07-85") == (
        ("+79731687478", "+79736190785"),
        ("спросить Аню",),
    )


@pytest.mark.parametrize(
    ("middle", "sex"),
    [("Владимировна", "Ж"), ("Ильинична", "Ж"), ("Ильич", "М"), ("Борис оглы", "М"), ("Али кызы", "Ж"), ("", None)],
)
def test_a_patronymic_tells_the_sex(middle, sex):
    assert names.sex_of_middle_name(middle) == sex
