import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from ejournal_desktop.domain.errors import CancelledError
from ejournal_desktop.reports.journal_copy import draw_journal_copy
from ejournal_desktop.reports.journal_copy_title import TitleSheet
from ejournal_desktop.reports.values import CopyAbsence, CopyMark, CopyRemark
from tests.reports.paper import drawn, squeezed, text_at, texts
from tests.reports.sample_copy import MOSCOW, class_copy, class_pupils, dense_copy, sample_copy, sample_course


@pytest.fixture(scope="module")
def book():
    return draw_journal_copy(class_copy())


@pytest.fixture(scope="module")
def pages(book):
    return texts(book.pdf)


def changed(copy, **changes):
    """The copy with its first course changed."""
    return replace(copy, courses=(replace(copy.courses[0], **changes), *copy.courses[1:]))


def page_of(pages, words):
    return next(number for number, text in enumerate(pages, 1) if words in text)


# The order of the book ----------------------------------------------------------------------------------------------


def test_the_book_has_an_even_number_of_pages_and_says_so(book, pages):
    assert book.pages == len(pages) == 32
    assert "16 (шестнадцать) листов, 32 (тридцать две) страницы" in " ".join(pages[-1].split())


def test_title_list_and_contents_open_the_book(pages):
    assert "КЛАССНЫЙ ЖУРНАЛ" in pages[0]
    assert "7 «А» класса" in pages[0]
    assert "за I четверть, с 1 сентября по 23 октября 2026 года" in pages[0]
    assert "Список обучающихся" in pages[1]
    assert "Содержание" in pages[2]


def test_every_spread_lies_open_left_even_right_odd(pages):
    lefts = [number for number, text in enumerate(pages, 1) if "№ урока" in text]
    rights = [number for number, text in enumerate(pages, 1) if "Тема урока" in text]

    assert lefts == list(range(4, 30, 2))
    assert rights == list(range(5, 31, 2))


def test_summaries_and_certification_close_the_book(pages):
    assert page_of(pages, "Сводный учёт посещаемости\n") == 30
    assert page_of(pages, "Сводный учёт успеваемости\n") == 31
    assert "Заверительная надпись" in pages[31]


def test_the_contents_name_the_pages_where_the_subjects_are(pages):
    contents = " ".join(pages[2].split())

    for subject, words in (("Алгебра", "12–13"), ("Русский язык", "4–5"), ("Физическая культура", "28–29")):
        assert re.search(rf"{subject} весь класс [^0-9]*\d (\d+ из \d+) {words}", contents)
        assert subject in pages[int(words.split("–")[0]) - 1]


def test_each_group_of_a_divided_subject_has_its_own_spread_and_pupils(pages):
    first, second = pages[7], pages[9]

    assert "группа 1" in first
    assert "Абрамов Кирилл" in first
    assert "Яковлев Сергей" not in first
    assert "группа 2" in second
    assert "Яковлев Сергей" in second
    assert "Абрамов Кирилл" not in second


def test_a_page_is_left_blank_where_the_sides_would_not_pair():
    two_lists = tuple(
        replace(pupil, pupil_id=100 + number, last_name=f"Фамилия{number}")
        for number, pupil in enumerate([class_pupils()[0]] * 60)
    )
    copy = sample_copy(pupils=two_lists)

    pages = texts(draw_journal_copy(copy).pdf)

    blank = page_of(pages, "Страница не заполняется")
    assert blank == 5
    assert "№ урока" in pages[5]
    assert len(pages) % 2 == 0
    assert "Заверительная надпись" in pages[-1]


def test_one_course_alone_has_no_summaries_of_the_class():
    pages = texts(draw_journal_copy(sample_copy()).pdf)

    assert len(pages) == 6
    assert not any("Сводный учёт" in page for page in pages)


# What stands on the pages -------------------------------------------------------------------------------------------


def cell(book, page, row, column, *, columns=24):
    """The text of a cell of a left page of 24 lessons and 28 pupils (measures of the paper system)."""
    wide, high = min(8.5, 205 / columns), 5.0
    return text_at(book.pdf, page, (10 + 52 + wide * column, 24 + 18.6 + high * row, wide, high))


def test_every_mark_of_a_column_is_found_in_its_cell_on_paper():
    copy = sample_copy()
    course = copy.courses[0]
    book = draw_journal_copy(copy)
    control = next(index for index, work in enumerate(course.works) if work.is_control)
    absent = {row.pupil_id for row in course.attendance if row.lesson_id == course.works[control].lesson_id}
    marks = {mark.pupil_id: mark.value for mark in course.marks if mark.work_id == course.works[control].work_id}

    on_paper = [cell(book, 4, row, control) for row in range(28)]

    expected = [f"н/{marks[p]}" if p in absent else marks.get(p, "") for p in range(1, 29)]
    arrived = 21  # in his row the note of arrival runs through this column
    assert len(marks) > 20
    assert on_paper[:arrived] + on_paper[arrived + 1 :] == expected[:arrived] + expected[arrived + 1 :]


def one_cell(value=None, fact=None):
    """The text of the first cell of a page with one lesson."""
    course = sample_course()
    course = replace(
        course,
        lessons=course.lessons[:1],
        works=course.works[:1],
        marks=(CopyMark(course.works[0].work_id, 1, value, date(2026, 9, 1)),) if value else (),
        attendance=(CopyAbsence(course.lessons[0].lesson_id, 1, fact),) if fact else (),
    )
    return cell(draw_journal_copy(sample_copy((course,))), 4, 0, 0, columns=1)


@pytest.mark.parametrize(("draft", "mark"), [("5?", "5"), (".", "2"), ("4?", "4")])
def test_a_draft_is_not_on_paper_and_the_same_cell_with_a_mark_is(draft, mark):
    assert not one_cell(draft)
    assert one_cell(mark) == mark


@pytest.mark.parametrize(("fact", "letter"), [("absent", "н"), ("released", "осв"), ("late", "")])
def test_attendance_has_its_paper_letter(fact, letter):
    assert one_cell(fact=fact) == letter


def test_movement_is_told_in_the_row(pages):
    assert "прибыл 14.09.2026, приказ № 41" in pages[11]


def test_a_departure_is_told_in_the_row_with_a_dash_at_the_end():
    book = draw_journal_copy(dense_copy())

    assert "выбыла 09.10.2026, приказ № 49" in texts(book.pdf)[3]
    high = 142.2 / 38
    assert text_at(book.pdf, 4, (267, 42.6 + 18 * high, 10, high)) == "—"


def test_topics_homework_and_substitution_are_on_the_right_page(pages):
    right = " ".join(pages[12].split())

    assert "01.09 урок Рациональные числа. Действия с рациональными числами § 3, правила наизусть; № 41, 45" in right
    assert "не задано" in right
    assert "замена, Рыжов К. Н." in right


def test_hours_teacher_and_deputy_sign_every_spread(pages):
    right = " ".join(pages[12].split())

    assert "По плану 24 ч, проведено 24 ч." in right
    assert "Учитель И. М. Белозёрова" in right.replace("подпись ", "")
    assert "Верно. Заместитель директора" in right


def test_cancelled_and_future_lessons_are_nowhere_in_the_copy():
    course = sample_course()
    lessons = (
        replace(course.lessons[0], topic="Отменённая тема", is_cancelled=True),
        *course.lessons[1:-1],
        replace(course.lessons[-1], topic="Завтрашняя тема"),
    )
    held = replace(lessons[0], is_cancelled=False)
    on_the_eve = datetime(2026, 10, 22, 12, tzinfo=MOSCOW)

    paper = "".join(
        texts(draw_journal_copy(sample_copy((replace(course, lessons=lessons),), printed_at=on_the_eve)).pdf)
    )
    control = "".join(texts(draw_journal_copy(sample_copy((replace(course, lessons=(held, *lessons[1:])),))).pdf))

    assert "Отменённая тема" not in paper
    assert "Завтрашняя тема" not in paper
    assert "Отменённая тема" in control
    assert "Завтрашняя тема" in control


def test_the_order_of_the_finals_stands_under_the_marks(pages):
    assert "Приказ № 52 от 21.10.2026" in pages[11]
    assert "приказ № 52 от 21.10.2026" in pages[0]


def test_the_footer_says_school_document_moment_and_sum(pages):
    footer = " ".join(pages[11].split())

    assert "МБОУ «СШ № 7» г. Новоозёрска" in footer
    assert "Классный журнал 7 «А» · бумажная копия за I четверть 2026/2027 учебного года" in footer
    assert "Отпечатано 26.10.2026, 14:32; Кравцова Н. П." in footer
    assert "из 32" in footer
    assert re.search(r"контрольная сумма страницы( [0-9A-F]{4}){4}", footer)


def test_the_last_page_shows_the_sum_of_the_whole_copy(book, pages):
    digits = book.content_sha256.hex().upper()

    assert " ".join(digits[at : at + 4] for at in range(0, 24, 4)) in pages[-1]


def test_remarks_beyond_the_last_page_have_pages_of_their_own():
    remarks = tuple(
        CopyRemark(date(2026, 9, 12), "4–5", f"Замечание номер {number} о том, что записано не всё", "Ким Р. С.")
        for number in range(40)
    )

    pages = texts(draw_journal_copy(sample_copy(remarks=remarks)).pdf)

    together = " ".join("".join(pages).split())
    assert all(f"Замечание номер {number} " in together for number in range(40))
    assert "Заверительная надпись" in pages[-1]
    assert len(pages) % 2 == 0


def test_a_very_long_school_name_stays_whole_and_above_the_title():
    name = "Муниципальное автономное общеобразовательное учреждение дополнительной направленности " * 4
    school = replace(
        sample_copy().school, full_name=f"{name}«Средняя школа с углублённым изучением предметов № 7»", city=""
    )
    sheet = TitleSheet(sample_copy(school=school), 6)

    page = drawn(sheet, 1)

    title = next(text for text in page._texts if text.text == "КЛАССНЫЙ ЖУРНАЛ")
    names = [text for text in page._texts if text.y < title.y]
    assert squeezed("".join(text.text for text in names)) == squeezed(school.full_name)
    assert title.y - max(text.y for text in names) > 12


# The content's hash -------------------------------------------------------------------------------------------------


def test_the_same_content_has_the_same_bytes_and_the_same_sum():
    assert draw_journal_copy(sample_copy()) == draw_journal_copy(sample_copy())


def test_another_moment_or_person_of_print_leaves_the_sum_alone():
    copy = sample_copy()
    later = replace(copy, printed_at=copy.printed_at + timedelta(days=3), printed_by="Ким Раиса Сергеевна")

    assert draw_journal_copy(later).content_sha256 == draw_journal_copy(copy).content_sha256


@pytest.mark.parametrize("what", ["mark", "topic", "final", "absence"])
def test_a_changed_entry_changes_the_sum_of_its_page_and_of_the_whole(what):
    copy = sample_copy()
    course = copy.courses[0]
    changes = {
        "mark": {"marks": (replace(course.marks[0], value="2"), *course.marks[1:])},
        "topic": {"lessons": (replace(course.lessons[0], topic="Другая"), *course.lessons[1:])},
        "final": {"finals": (replace(course.finals[0], value="2"), *course.finals[1:])},
        "absence": {"attendance": course.attendance[1:]},
    }[what]
    before, after = draw_journal_copy(copy), draw_journal_copy(changed(copy, **changes))

    sums = [re.findall(r"страницы ((?: ?[0-9A-F]{4}){4})", "".join(texts(file.pdf))) for file in (before, after)]

    differing = [number for number, (old, new) in enumerate(zip(*sums, strict=True), 1) if old != new]
    assert differing == ([5] if what == "topic" else [4])
    assert before.content_sha256 != after.content_sha256


def test_a_draft_leaves_the_sum_alone():
    copy = sample_copy()
    course = copy.courses[0]
    empty = next(
        work for work in course.works if not any(m.work_id == work.work_id and m.pupil_id == 1 for m in course.marks)
    )
    drafted = changed(copy, marks=(*course.marks, CopyMark(empty.work_id, 1, "5?", date(2026, 9, 2))))

    assert draw_journal_copy(drafted).content_sha256 == draw_journal_copy(copy).content_sha256


# The file -----------------------------------------------------------------------------------------------------------


def test_every_font_is_an_embedded_subset(book):
    reader = PdfReader(BytesIO(book.pdf))
    fonts = {
        font["/BaseFont"]: font.get("/FontDescriptor", {})
        for page in reader.pages
        for font in (entry.get_object() for entry in page["/Resources"]["/Font"].values())
    }

    assert len(fonts) == 7
    for name, descriptor in fonts.items():
        assert re.match(r"/[A-Z]{6}\+PT", name)
        assert "/FontFile2" in descriptor.get_object()


def test_the_printer_is_asked_to_flip_on_the_short_edge(book):
    reader = PdfReader(BytesIO(book.pdf))

    assert reader.trailer["/Root"]["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipShortEdge"
    assert reader.trailer["/Root"]["/Lang"] == "ru-RU"
    assert reader.pdf_header == "%PDF-1.7"
    assert "Классный журнал 7 «А»" in reader.metadata.title


def test_all_pages_are_landscape_a4(book):
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in PdfReader(BytesIO(book.pdf)).pages}

    assert sizes == {(842, 595)}


def test_a_class_of_thirty_pages_is_a_small_file(book):
    assert len(book.pdf) < 600_000


# The job ------------------------------------------------------------------------------------------------------------


def test_progress_runs_from_nothing_to_all_pages():
    seen = []
    book = draw_journal_copy(sample_copy(), lambda done, total: seen.append((done, total)))

    assert seen == [(done, book.pages) for done in range(book.pages + 1)]


def test_a_cancelled_job_ends_at_once():
    asked = []

    def cancelled():
        asked.append(True)
        return len(asked) > 3

    with pytest.raises(CancelledError):
        draw_journal_copy(class_copy(), cancelled=cancelled)
    assert len(asked) == 4


def test_a_class_without_lessons_still_makes_a_book():
    course = sample_course()
    empty = replace(
        course, lessons=(), works=(), marks=(), attendance=(), finals=(), hours_planned=None, final_order=""
    )

    pages = texts(draw_journal_copy(sample_copy((empty,), whole_class=True)).pdf)

    assert len(pages) % 2 == 0
    assert "Проведено 0 ч." in " ".join("".join(pages).split())


def test_the_hostile_class_is_printed_as_plain_text_whole():
    long_name = "Константинопольская-" * 9 + "Задунайская"
    hostile = "<b>Иван</b> %s {x} \\(n) ]]> ' \" 王 😀"
    pupils = (
        replace(class_pupils(2)[0], last_name=long_name, first_name="Анна-Мария"),
        replace(class_pupils(2)[1], last_name=hostile, first_name=""),
    )
    course = sample_course("<i>Предмет</i> & " + "длинный " * 40, pupils=pupils)
    lessons = (replace(course.lessons[0], topic="слово " * 2000, homework="безпробелов" * 300), *course.lessons[1:])
    copy = sample_copy((replace(course, lessons=lessons),), pupils=pupils)

    pages = texts(draw_journal_copy(copy).pdf)

    left = squeezed(pages[page_of(pages, "№ урока") - 1])
    everything = squeezed("".join(pages))
    assert squeezed(long_name + " Анна-Мария") in left
    assert squeezed("<b>Иван</b> %s {x} \\(n) ]]> ' \" ? ?") in left
    assert everything.count("слово") == 2000
    assert everything.count("безпробелов") + everything.count("без-") >= 250
    assert "<i>Предмет</i>" in everything
