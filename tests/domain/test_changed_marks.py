import pytest

from ejournal_desktop.domain.changed_marks import ChangeFilter
from tests.reports.sample_changes import change, final_change, report_of


@pytest.mark.parametrize(
    ("ground", "words"),
    [
        ("course:12", "учитель предмета"),
        ("substitution:40", "замена"),
        ("unlock:3", "открытие № 3"),
        ("import:0f", "загрузка из файла"),
        ("owner", "владелец базы данных, мимо программы"),
        ("something new", ""),
    ],
)
def test_the_ground_is_told_in_words(ground, words):
    assert change(0, ground=ground).ground_words == words


def test_a_voided_work_is_told_beside_the_ground():
    assert change(0, is_voided=True).ground_words == "учитель предмета, работа удалена"


def test_a_mark_of_a_period_stands_on_its_order():
    assert final_change(0).ground_words == "приказ № 52 от 21.10.2026"


def test_nobody_of_the_school_never_hides_behind_an_order():
    found = final_change(0, teacher="", ground="")

    assert (found.author, found.ground_words) == ("не учётная запись школы", "владелец базы данных, мимо программы")


@pytest.mark.parametrize(
    ("kind", "number", "lesson", "work"),
    [
        ("quarter", 4, "IV четверть", "отметка за период"),
        ("trimester", 2, "II триместр", "отметка за период"),
        ("half-year", 1, "I полугодие", "отметка за период"),
        ("year", None, "год", "годовая отметка"),
        ("exam", None, "экзамен", "экзаменационная отметка"),
        ("final", None, "итог", "итоговая отметка"),
    ],
)
def test_a_mark_without_a_lesson_names_what_it_is_for(kind, number, lesson, work):
    found = final_change(0, period_kind=kind, period_number=number)

    assert (found.lesson, found.work) == (lesson, work)


def test_what_was_asked_is_told_for_paper():
    narrow = ChangeFilter(class_id=2, subject_id=3, teacher_id=5, pupil=" Цвет ")

    assert report_of([], asked=narrow).asked_words == "7А, Алгебра, Белозёрова И. М., обучающиеся на «Цвет»"
    assert report_of([]).asked_words == "все классы, все учителя"


def test_the_next_piece_goes_to_the_end():
    first = report_of([change(2)], total=2)
    second = report_of([change(1)], total=2)

    whole = first.with_more(second)

    assert not first.is_whole
    assert whole.is_whole
    assert whole.changes == (change(2), change(1))
