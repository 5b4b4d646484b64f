"""The spreads of a course exactly as the paper copy has them, to be looked at: nothing of it is a copy on record."""

from ejournal_desktop.reports import fonts
from ejournal_desktop.reports.document import Cancelled, Document, Progress, check, draw_document
from ejournal_desktop.reports.journal_copy_sheet import BlankSheet, Sheet, digest_of, imprint_of, title_of
from ejournal_desktop.reports.journal_copy_spreads import course_spreads
from ejournal_desktop.reports.values import JournalCopy, ReportFile


def draw_journal_preview(
    copy: JournalCopy, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> ReportFile:
    """Draw the spreads of the courses of a copy after a blank first page, so that each lies open: left even, right odd.

    Args:
        copy: what ``draw_journal_copy`` prints.
        progress: called with pages done and pages in all, from 0 up.
        cancelled: asked before every course and every page.

    Raises:
        CancelledError: ``cancelled`` said so; nothing is returned.
        ReportFailedError: a font of the program is missing.
    """
    fonts.register()
    sheets: list[Sheet] = [BlankSheet()]
    for course in copy.courses:
        check(cancelled)
        sheets += [sheet for spread in course_spreads(copy, course).spreads for sheet in spread]
    digests = [digest_of(sheet) for sheet in sheets]
    document = Document(title_of(copy), "Бумажный вид журнала", imprint_of(copy, len(sheets)))
    pdf = draw_document(document, sheets, digests, progress, cancelled)
    return ReportFile(pdf, len(sheets), b"", title_of(copy))
