"""Reading a drawn report back: its text by pypdf, the text at a place by PDFium."""

from io import BytesIO

import pypdfium2
from pypdf import PdfReader

from ejournal_desktop.reports.page import PAGE_HEIGHT, Page

MM = 72 / 25.4


def texts(pdf: bytes) -> list[str]:
    """The text of every page, non-breaking spaces as spaces."""
    return [page.extract_text().replace("\u00a0", " ") for page in PdfReader(BytesIO(pdf)).pages]


def text_at(pdf: bytes, page: int, place: tuple[float, float, float, float]) -> str:
    """The text in a place of a page (from 1): left, top, width and height in millimetres from the upper left."""
    x, y, wide, high = place
    document = pypdfium2.PdfDocument(pdf)
    try:
        text_page = document[page - 1].get_textpage()
        left, right = x * MM, (x + wide) * MM
        return text_page.get_text_bounded(left, (PAGE_HEIGHT - y - high) * MM, right, (PAGE_HEIGHT - y) * MM).strip()
    finally:
        document.close()


def squeezed(text: str) -> str:
    """The text without spaces and line ends, for what may be set in several lines."""
    return "".join(text.split())


def drawn(sheet, number: int = 4) -> Page:
    """The page with the sheet's body on it, before the canvas."""
    page = Page(number)
    sheet.draw(page)
    return page


def lines_of(page: Page) -> list[str]:
    """Every line of the body in drawing order."""
    return [text.text for text in page._texts]
