"""A document of landscape pages out of its sheets: canvas, footers, progress."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ejournal_desktop.domain.errors import CancelledError
from ejournal_desktop.reports import fonts
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.journal_copy_sheet import Sheet
from ejournal_desktop.reports.page import PAGE_HEIGHT, PAGE_WIDTH, Imprint, Page

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Document:
    """What the file says of itself, and the footer of its pages."""

    title: str
    subject: str
    imprint: Imprint


def check(cancelled: Cancelled | None) -> None:
    """Stop here when asked to.

    Raises:
        CancelledError: ``cancelled`` said so.
    """
    if cancelled is not None and cancelled():
        raise CancelledError("report-cancelled")


def draw_document(
    document: Document,
    sheets: Sequence[Sheet],
    digests: Sequence[bytes],
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> bytes:
    """Draw every sheet on its page, the footer under it; the same sheets give the same bytes."""
    output = BytesIO()
    canvas = _canvas(document, output)
    for number, (sheet, digest) in enumerate(zip(sheets, digests, strict=True), 1):
        check(cancelled)
        if progress is not None:
            progress(number - 1, len(sheets))
        page = Page(number)
        sheet.draw(page)
        page.footer(document.imprint, digest)
        page.draw_on(canvas)
    canvas.save()
    if progress is not None:
        progress(len(sheets), len(sheets))
    return output.getvalue()


def _canvas(document: Document, output: BytesIO) -> Canvas:
    """A canvas that embeds every face, repeats itself byte for byte, and asks to be flipped on the short edge."""
    rl_config.useA85 = 0  # plain bytes: text armour costs a fifth of the time and of the size
    canvas = Canvas(
        output,
        pagesize=(PAGE_WIDTH * mm, PAGE_HEIGHT * mm),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        initialFontName=fonts.SANS,  # type: ignore[arg-type]  # the stubs say number; it is a name
        lang="ru-RU",
    )
    canvas.setTitle(document.title.replace(ru.NBSP, " "))
    canvas.setAuthor(document.imprint.school)
    canvas.setSubject(document.subject)
    canvas.setCreator("ejournal-desktop")
    canvas.setViewerPreference("Duplex", "DuplexFlipShortEdge")
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas
