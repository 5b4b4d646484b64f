"""Pages as pictures: white margins, tinted controls, the code in the outer corner; no sign without a glyph."""

from dataclasses import replace

import pypdfium2
import pytest

from ejournal_desktop.reports import fonts
from ejournal_desktop.reports.journal_copy import draw_journal_copy
from ejournal_desktop.reports.journal_copy_spreads import course_spreads
from tests.reports.paper import drawn
from tests.reports.sample_copy import class_pupils, sample_copy, sample_course

DOTS_PER_MM = 4


class Picture:
    """A grey picture of a page; places in millimetres."""

    def __init__(self, pdf, page):
        document = pypdfium2.PdfDocument(pdf)
        bitmap = document[page - 1].render(scale=DOTS_PER_MM * 25.4 / 72, grayscale=True)
        self.wide, self.high, stride = bitmap.width, bitmap.height, bitmap.stride
        data = bytes(bitmap.buffer)
        self.rows = [data[row * stride : row * stride + self.wide] for row in range(self.high)]
        document.close()

    def grey(self, x, y, wide, high):
        """Mean brightness of a place, 0 black … 255 white."""
        rows = self.rows[int(y * DOTS_PER_MM) : int((y + high) * DOTS_PER_MM)]
        dots = [dot for row in rows for dot in row[int(x * DOTS_PER_MM) : int((x + wide) * DOTS_PER_MM)]]
        return sum(dots) / len(dots)


@pytest.fixture(scope="module")
def pdf():
    return draw_journal_copy(sample_copy()).pdf


@pytest.mark.parametrize("page", range(1, 7))
def test_the_margins_are_white(pdf, page):
    picture = Picture(pdf, page)

    binding, outer = (0, 19.5), (287.5, 9)
    left, right = (binding, outer) if page % 2 else ((0, 9.5), (277.5, 19))
    for x, wide in (left, right):
        assert picture.grey(x, 0, wide, 210) == 255
    assert picture.grey(0, 0, 297, 9) == 255
    assert picture.grey(0, 204, 297, 5.5) == 255


def test_a_control_is_tinted_and_its_neighbour_is_not(pdf):
    picture = Picture(pdf, 4)
    column = 62 + 8.5 * 5  # the sixth lesson

    assert round(picture.grey(column + 0.6, 43, 1.2, 4)) == round(255 * 0.86)
    assert picture.grey(column + 8.5 + 0.6, 43, 1.2, 4) == 255
    assert round(picture.grey(72, 25, 3, 2)) == round(255 * 0.925)


def test_the_code_lies_at_the_outer_edge_of_the_footer(pdf):
    verso, recto = Picture(pdf, 4), Picture(pdf, 5)

    assert 80 < verso.grey(10, 192, 11, 11) < 180
    assert 80 < recto.grey(276, 192, 11, 11) < 180


def test_nothing_but_the_footer_stands_under_the_body(pdf):
    for page in range(1, 7):
        assert Picture(pdf, page).grey(0, 190.2, 297, 1.5) == 255


def test_every_sign_on_paper_has_a_glyph_in_its_face():
    pupils = (replace(class_pupils(1)[0], last_name="Ғәбдулла́ 王 😀 \u0007Ё\u200b", first_name="e\u0301"),)
    copy = sample_copy((sample_course(pupils=pupils),), pupils=pupils)
    left, right = course_spreads(copy, copy.courses[0]).spreads[0]

    for page in (drawn(left), drawn(right, 5)):
        for text in page._texts:
            glyphs = fonts.face(text.font).face.charToGlyph
            assert all(ord(sign) in glyphs for sign in text.text), text


def test_a_sign_without_a_glyph_would_be_a_box():
    assert ord("王") not in fonts.face(fonts.SANS).face.charToGlyph
    assert fonts.printable("王", fonts.SANS) == "?"
