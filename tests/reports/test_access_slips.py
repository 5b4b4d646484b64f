"""Slips of access codes: what stands on them, eight on a page, one side of the sheet."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from ejournal_desktop.domain.access_codes import qr_text, read_code, scanned_login
from ejournal_desktop.reports.access_slips import CodeSlip, draw_access_slips, draw_recovery_slip, who

CODE = "7K3M-PX9A-CDEF-HJKL"
SLIP = CodeSlip(
    118,
    "МБОУ «СШ № 7»",
    "Абрамов Кирилл Денисович",
    ("pupil",),
    "7А",
    (),
    CODE,
    "abramov.kd",
    "journal.school7.local",
    date(2026, 9, 2),
    date(2026, 10, 2),
    "Белозёрова Ирина Михайловна",
    qr_text(CODE, "abramov.kd", "journal.school7.local"),
)


def text_of(pdf):
    return (
        " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\xa0", " ").replace("\n", " ")
    )


def test_a_slip_says_whose_code_it_is_until_when_and_who_gave_it():
    pdf, pages = draw_access_slips([SLIP])

    text = text_of(pdf)
    for words in ("Абрамов Кирилл Денисович", "7K3M – PX9A –", "CDEF – HJKL", "с 02.09 до 02.10.2026", "№ 118"):
        assert words in text
    assert "обучающийся, 7 «А» класс" in text
    assert "Белозёрова И. М." in text
    assert "п. 4.1 Порядка" in text
    assert pages == 1


def test_a_slip_names_who_gives_a_new_code_where_the_school_has_said():
    said = "Белозёрова Ирина Михайловна, каб. 12, тел. 8 (000) 000-00-00, пн–пт 8:00–16:00"

    with_keeper, _ = draw_access_slips([replace(SLIP, keeper=said)])

    assert f"Новый код выдаёт: {said}" in text_of(with_keeper)
    assert "Новый код выдаёт" not in text_of(draw_access_slips([SLIP])[0])


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (8, 1), (9, 2), (17, 3)])
def test_eight_stand_on_a_page(count, pages):
    pdf, drawn = draw_access_slips([SLIP] * count)

    assert (drawn, len(PdfReader(BytesIO(pdf)).pages)) == (pages, pages)


def test_slips_are_printed_on_one_side():
    pdf, _ = draw_access_slips([SLIP])

    assert PdfReader(BytesIO(pdf)).viewer_preferences.duplex == "/Simplex"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"roles": ("guardian",), "class_name": "", "children": (("Абрамов Кирилл", "7А"),)},
            "родитель: Абрамов Кирилл, 7 «А» класс",
        ),
        ({"roles": ("teacher", "class_teacher"), "class_name": ""}, "учитель, классный руководитель"),
    ],
)
def test_a_slip_says_who_the_person_is_to_the_school(changes, words):
    assert who(replace(SLIP, **changes)).replace("\xa0", " ") == words


def test_the_qr_carries_the_code_and_the_proposed_login():
    assert read_code(SLIP.qr).text == CODE
    assert scanned_login(SLIP.qr) == "abramov.kd"


def test_the_sealed_code_says_where_it_is_kept_and_what_it_does():
    pdf, _ = draw_recovery_slip(SLIP)

    text = text_of(pdf)
    assert "Хранится у директора в запечатанном конверте" in text
    assert "7K3M – PX9A – CDEF – HJKL" in text
