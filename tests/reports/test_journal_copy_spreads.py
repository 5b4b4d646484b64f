"""Spreads under pressure: many pupils, many lessons, long texts; nothing cut, nothing outside its place."""

from dataclasses import replace
from datetime import timedelta

from ejournal_desktop.reports import fonts
from ejournal_desktop.reports.journal_copy_marks import MarksSheet, cell_face
from ejournal_desktop.reports.journal_copy_sheet import BlankSheet
from ejournal_desktop.reports.journal_copy_spreads import course_spreads
from ejournal_desktop.reports.page import BODY_BOTTOM, PAGE_WIDTH
from ejournal_desktop.reports.setting import POINT, name_lines, width_mm, wrapped
from tests.reports.paper import drawn, lines_of, squeezed
from tests.reports.sample_copy import NAMES, class_pupils, dense_copy, members, sample_copy, sample_course


def spreads_of(copy):
    return course_spreads(copy, copy.courses[0]).spreads


def assert_inside(page):
    """Every text of the body lies within the margins and above the footer."""
    for text in page._texts:
        if not text.upwards:
            wide = fonts.width(text.text, text.font, text.size) * POINT
            assert page.left - 0.1 <= text.x, text
            assert text.x + wide <= page.right + 0.1, text
        assert text.y <= BODY_BOTTOM + 0.5, text
        assert text.size >= 6 or text.text == "подпись", text


def test_the_hardest_spread_is_one_spread_with_everything_inside():
    spreads = spreads_of(dense_copy())

    assert len(spreads) == 1
    left, right = drawn(spreads[0][0], 4), drawn(spreads[0][1], 5)
    assert_inside(left)
    assert_inside(right)
    assert sum(line == "Д" for line in lines_of(left)) == 7
    assert "47" in lines_of(right)


def test_a_double_lesson_has_one_date_over_two_columns():
    left = drawn(spreads_of(dense_copy())[0][0])
    first = dense_copy().courses[0].lessons[:2]

    assert first[0].held_on == first[1].held_on
    september_days = [line for line in lines_of(left)[:100] if line == "01"]
    assert len(september_days) == 2  # 1 September and 1 October, once each


def test_more_than_38_pupils_take_a_second_spread_with_the_dates_again():
    pupils = class_pupils(len(NAMES))
    copy = sample_copy((sample_course(pupils=pupils),), pupils=pupils)

    spreads = spreads_of(copy)

    assert len(pupils) == 42
    assert len(spreads) == 2
    lefts = [lines_of(drawn(left)) for left, _ in spreads]
    assert all("29" in lines and "Сентябрь" in lines for lines in lefts)
    named = [line for lines in lefts for line in lines if line in {f"{p.last_name} {p.first_name}" for p in pupils}]
    assert len(named) == 42
    assert lines_of(drawn(spreads[0][1], 5)) == lines_of(drawn(spreads[1][1], 5))


def long_course():
    course = sample_course(per_week=5, doubles=20)
    assert len(course.lessons) > 48
    return course


def test_more_than_48_lessons_take_two_spreads_cut_at_the_month():
    copy = sample_copy((long_course(),))

    lefts = [left for left, _ in spreads_of(copy)]

    assert [{column.day.month for column in left.columns} for left in lefts] == [{9}, {10}]
    numbers = [column.number for left in lefts for column in left.columns]
    assert numbers == list(range(1, len(copy.courses[0].lessons) + 1))


def test_final_marks_stand_on_the_last_spread_only():
    lefts = [left for left, _ in spreads_of(sample_copy((long_course(),)))]

    assert [bool(left.final_title) for left in lefts] == [False, True]
    assert [bool(left.order) for left in lefts] == [False, True]


def test_the_right_page_has_the_lessons_of_its_left_page():
    for left, right in spreads_of(sample_copy((long_course(),))):
        numbers = [row.numbered.number for block in right.layout.blocks for row in block]
        assert numbers == sorted({column.number for column in left.columns})


def test_long_topics_move_to_a_second_spread_rather_than_shrink():
    course = sample_course(per_week=5)
    lessons = tuple(replace(lesson, topic="Подробное изложение содержания урока, " * 8) for lesson in course.lessons)
    copy = sample_copy((replace(course, lessons=lessons),))

    spreads = spreads_of(copy)

    assert len(spreads) > 1
    assert len(spreads_of(sample_copy((course,)))) == 1
    for _, right in spreads:
        page = drawn(right, 5)
        assert_inside(page)
        assert min(text.size for text in page._texts if "изложение" in text.text) >= 7.6


def test_a_lesson_longer_than_a_page_runs_on_whole():
    course = sample_course()
    topic = " ".join(f"слово{number}" for number in range(3000))
    lessons = (replace(course.lessons[0], topic=topic), *course.lessons[1:])

    spreads = spreads_of(sample_copy((replace(course, lessons=lessons),)))

    rights = [drawn(right, 5) for _, right in spreads]
    for page in rights:
        assert_inside(page)
    printed = squeezed("".join(line for page in rights for line in lines_of(page)))
    assert all(f"слово{number}" in printed for number in range(3000))
    assert any(isinstance(left, BlankSheet) for left, _ in spreads)


def test_a_name_too_wide_goes_narrow_at_the_same_size():
    font, lines = name_lines("Константинопольская Александра", fonts.SANS, 8.4, 44)

    assert (font, lines) == (fonts.NARROW, ("Константинопольская Александра",))
    assert width_mm(lines[0], fonts.SANS, 8.4) > 44  # the control: its own face would not do


def test_a_monstrous_name_takes_more_lines_and_a_higher_row():
    pupils = list(class_pupils(38))
    pupils[0] = replace(pupils[0], last_name="Константинопольская-Задунайская " * 6)
    copy = sample_copy((sample_course(pupils=tuple(pupils)),), pupils=tuple(pupils))

    pages = [drawn(left) for left, _ in spreads_of(copy)]

    for page in pages:
        assert_inside(page)
        assert max(text.y for text in page._texts) < BODY_BOTTOM
    assert squeezed(pupils[0].last_name) in squeezed("".join(lines_of(pages[0])))


def test_the_widest_cells_are_whole_in_their_columns():
    course = sample_course(per_week=5, doubles=8)
    marks = tuple(replace(mark, value="незач") for mark in course.marks)
    copy = sample_copy((replace(course, marks=marks),))

    for left, _ in spreads_of(copy):
        column = min(8.5, 215 / len(left.columns))
        assert all(
            width_mm(cell, *cell_face(cell, 8.4, column - 0.3)) <= column for row in left.rows for cell in row.cells
        )


def test_lines_never_lose_a_letter_and_never_exceed_the_measure():
    text = "Оченьдлинноесловобезпробелов-и-дефисов " * 5 + "конец"

    lines = wrapped(text, fonts.SANS, 8.5, 20)

    assert squeezed("".join(lines)) == squeezed(text)
    assert all(width_mm(line, fonts.SANS, 8.5) <= 20 for line in lines)


def test_a_note_that_does_not_fit_is_hatched_instead():
    day = sample_course().lessons[0].held_on
    pupils = list(class_pupils())
    pupils[4] = replace(pupils[4], admitted_on=day + timedelta(days=1), admitted_order="№ 40")
    copy = sample_copy((sample_course(per_week=5, doubles=8, pupils=tuple(pupils)),), pupils=tuple(pupils))
    copy = replace(copy, courses=(replace(copy.courses[0], pupils=members(tuple(pupils))),))

    page = drawn(spreads_of(copy)[0][0])

    slanted = [rule for rules in page._rules.values() for rule in rules if rule[0] != rule[2] and rule[1] != rule[3]]
    assert slanted
    assert not any("приказ № 40" in line.replace("\u00a0", " ") for line in lines_of(page))


def test_pages_mirror_each_other():
    left, right = drawn(spreads_of(sample_copy())[0][0], 4), drawn(spreads_of(sample_copy())[0][1], 5)

    subject = [next(text for text in page._texts if text.text == "Алгебра") for page in (left, right)]
    assert subject[0].x == 10
    assert subject[1].x > PAGE_WIDTH / 2
    assert (left.left, left.right, right.left, right.right) == (10, 277, 20, 287)


def test_a_course_without_marks_has_no_column_of_finals():
    course = sample_course()
    copy = sample_copy((replace(course, course=replace(course.course, marking="none")),))

    left = spreads_of(copy)[0][0]

    assert isinstance(left, MarksSheet)
    assert not left.final_title


def test_a_class_without_own_pupils_in_a_common_group_has_an_empty_page():
    course = replace(sample_course(), pupils=(), marks=(), attendance=(), finals=())

    spreads = spreads_of(sample_copy((course,)))

    assert len(spreads) == 1
    assert_inside(drawn(spreads[0][0]))


def test_a_half_year_of_lessons_takes_as_many_spreads_as_it_needs():
    course = sample_course()
    first = course.lessons[0].held_on
    lessons = tuple(
        replace(course.lessons[0], lesson_id=9000 + at, held_on=first + timedelta(days=at)) for at in range(50)
    )
    doubled = tuple(
        replace(lesson, lesson_id=lesson.lesson_id + 500 * times, lesson_no=times)
        for lesson in lessons
        for times in (1, 2)
    )
    copy = sample_copy((replace(course, lessons=doubled, works=(), marks=(), attendance=()),))

    spreads = spreads_of(copy)

    numbers = [column.number for left, _ in spreads for column in left.columns]
    assert numbers == list(range(1, 101))
    for left, right in spreads:
        assert len(left.columns) <= 48
        assert_inside(drawn(left))
        assert_inside(drawn(right, 5))
