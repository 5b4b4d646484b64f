import re

import pytest

from ejournal_desktop.domain.errors import CancelledError
from ejournal_desktop.reports import registry
from ejournal_desktop.reports.changed_marks import draw_changed_marks
from tests.reports.paper import squeezed, text_at, texts
from tests.reports.sample_changes import change, final_change, report_of, sample_changes


def test_the_registry_draws_it_on_landscape_pages():
    report = registry.draw("changed-marks", sample_changes(14))

    assert report.pages == 1
    assert report.title == "Изменения отметок 01.09.2026–23.10.2026"
    assert registry.REPORTS["changed-marks"].landscape


def test_a_row_says_when_who_ground_class_subject_pupil_lesson_and_both_values():
    [page] = texts(draw_changed_marks(report_of([change(1, reason="ошибка ввода")])).pdf)

    for words in (
        "07.09.2026", "16:14", "Белозёрова И. М.", "7 «А»", "Алгебра", "Цветков Роман", "04.09", "ответ на уроке",
        "ошибка ввода", "учитель предмета",
    ):  # fmt: skip
        assert squeezed(words) in squeezed(page)


def test_the_head_counts_changes_deletions_teachers_and_pupils():
    [page] = texts(draw_changed_marks(report_of([change(0), change(1), change(2)])).pdf)

    assert "Изменений 3, из них удалений 1" in page
    assert "учителей 3, обучающихся 3" in page
    assert "с 1 сентября по 23 октября 2026 года · п. 3.7 Порядка · все классы, все учителя" in page


def test_the_earliest_change_comes_first_and_a_mark_of_a_period_names_its_order():
    [page] = texts(draw_changed_marks(report_of([final_change(3), change(0)])).pdf)

    assert page.index("Гусев") < page.index("Юдина")
    assert squeezed("I четверть") in squeezed(page)
    assert squeezed("отметка за период") in squeezed(page)
    assert squeezed("приказ № 52 от 21.10.2026") in squeezed(page)


def test_a_deletion_is_a_dash_in_the_column_of_the_new_value():
    pdf = draw_changed_marks(report_of([change(1)])).pdf

    assert text_at(pdf, 1, (227, 48, 12, 8)) == "—"


def test_a_change_by_nobody_of_the_school_is_told():
    [page] = texts(draw_changed_marks(report_of([change(0, teacher="", ground="owner")])).pdf)

    assert squeezed("не учётная запись школы") in squeezed(page)
    assert squeezed("владелец базы данных, мимо программы") in squeezed(page)


def test_a_long_list_goes_over_pages_with_the_head_repeated_and_three_rows_on_the_last():
    pages = texts(draw_changed_marks(sample_changes(61)).pdf)

    assert len(pages) == 4
    assert all("Вид работы" in page for page in pages)
    assert [("Отчёт составил(а)" in page) for page in pages] == [False, False, False, True]
    assert len(re.findall(r"\b\d\d:14\b", pages[-1])) >= 3


@pytest.mark.parametrize("count", range(1, 45))
def test_every_change_is_printed_once_and_nothing_enters_the_footer(count):
    pages = texts(draw_changed_marks(sample_changes(count)).pdf)

    assert sum(page.count("ответ на уроке") + page.count("диктант") for page in pages) == sum(
        each.kind in {"ответ на уроке", "диктант"} for each in sample_changes(count).changes
    )
    assert all(page for page in pages)


def test_without_changes_the_paper_says_so():
    [page] = texts(draw_changed_marks(report_of([])).pdf)

    assert "Изменений за этот срок нет." in page


def test_the_checksum_is_that_of_the_content_and_not_of_the_hour_it_was_taken():
    earlier = sample_changes(5)
    later = sample_changes(5, read_at=earlier.read_at.replace(hour=17))
    other = sample_changes(6)

    sums = [draw_changed_marks(report).content_sha256 for report in (earlier, later, other)]

    assert sums[0] == sums[1] != sums[2]


def test_it_can_be_cancelled():
    with pytest.raises(CancelledError):
        draw_changed_marks(sample_changes(5), None, lambda: True)
