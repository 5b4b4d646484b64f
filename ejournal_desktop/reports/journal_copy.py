"""RPT-1, the paper copy of a class journal: planned page by page, then drawn (Порядок, duties of the deputy, 10)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ejournal_desktop.reports import fonts
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.document import Cancelled, Document, Progress, check, draw_document
from ejournal_desktop.reports.journal_copy_attendance import TITLE as ATTENDANCE_TITLE
from ejournal_desktop.reports.journal_copy_attendance import attendance_sheets
from ejournal_desktop.reports.journal_copy_certification import CertificationSheet, RemarksSheet, cut_remarks
from ejournal_desktop.reports.journal_copy_lists import (
    LIST_TITLE,
    ContentsRow,
    ContentsSheet,
    class_list_sheets,
    cut_contents,
)
from ejournal_desktop.reports.journal_copy_sheet import BlankSheet, Sheet, digest_of, imprint_of, title_of
from ejournal_desktop.reports.journal_copy_spreads import CourseSpreads, course_spreads, group_words
from ejournal_desktop.reports.journal_copy_success import TITLE as SUCCESS_TITLE
from ejournal_desktop.reports.journal_copy_success import success_sheets
from ejournal_desktop.reports.journal_copy_title import TitleSheet
from ejournal_desktop.reports.values import JournalCopy, ReportFile


@dataclass(frozen=True, slots=True)
class _Section:
    """Pages that belong together; ``starts_verso`` says on which side the first must lie, ``None`` on any."""

    sheets: Sequence[Sheet]
    starts_verso: bool | None
    row: ContentsRow | None = None


@dataclass(frozen=True, slots=True)
class _Placed:
    """A section at its page number."""

    section: _Section
    first: int

    @property
    def pages(self) -> str:
        """«4–5», or «38»."""
        last = self.first + len(self.section.sheets) - 1
        return str(self.first) if last == self.first else f"{self.first}–{last}"


def draw_journal_copy(
    copy: JournalCopy, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> ReportFile:
    """Draw the paper copy of one course or of all courses of a class.

    Args:
        copy: everything the copy prints.
        progress: called with pages done and pages in all, from 0 up.
        cancelled: asked before every course and every page.

    Raises:
        CancelledError: ``cancelled`` said so; nothing is returned.
        ReportFailedError: a font of the program is missing.
    """
    fonts.register()
    sheets = _planned(copy, cancelled)
    digests = [digest_of(sheet) for sheet in sheets]
    whole = hashlib.sha256(b"".join(digests)).digest()
    sheets[-1] = replace(sheets[-1], whole=whole) if isinstance(sheets[-1], CertificationSheet) else sheets[-1]
    document = Document(title_of(copy), "Бумажная копия электронного журнала", imprint_of(copy, len(sheets)))
    pdf = draw_document(document, sheets, digests, progress, cancelled)
    return ReportFile(pdf, len(sheets), whole, title_of(copy))


def _planned(copy: JournalCopy, cancelled: Cancelled | None) -> list[Sheet]:
    """Every page of the book in order; their number is even and the last one certifies."""
    courses = []
    for course in copy.courses:
        check(cancelled)
        courses.append(course_spreads(copy, course))
    sections = _sections(copy, courses)
    contents_pages = len(cut_contents([*_fixed_rows(copy, "", ""), *(s.row for s in sections if s.row)]))
    lists = class_list_sheets(copy)
    first_contents = 1 + len(lists) + 1
    first_body = first_contents + contents_pages
    placed, total = _placed(sections, first_body)
    rows = [
        *_fixed_rows(copy, "1", _range(2, len(lists))),
        *(replace(at.section.row, pages=at.pages) for at in placed if at.section.row),
    ]
    contents = [ContentsSheet(copy, tuple(page)) for page in cut_contents(rows)]
    book: list[Sheet] = [TitleSheet(copy, total), *lists, *contents]
    for at in placed:
        book += [BlankSheet()] * (at.first - len(book) - 1)
        book += at.section.sheets
    last = book[-1]
    book[-1] = replace(last, pages=total) if isinstance(last, CertificationSheet) else last
    return book


def _range(first: int, count: int) -> str:
    return str(first) if count == 1 else f"{first}–{first + count - 1}"


def _placed(sections: Sequence[_Section], first: int) -> tuple[list[_Placed], int]:
    """Sections at their numbers, a page skipped where the side is wrong; and the number of pages."""
    placed, number = [], first
    for section in sections:
        if section.starts_verso is not None and section.starts_verso != (number % 2 == 0):
            number += 1
        placed.append(_Placed(section, number))
        number += len(section.sheets)
    return placed, number - 1


def _fixed_rows(copy: JournalCopy, title_page: str, list_pages: str) -> list[ContentsRow]:
    return [
        ContentsRow("Титульный лист", pages=title_page),
        ContentsRow(LIST_TITLE, teacher=copy.class_teacher, pages=list_pages),
    ]


def _sections(copy: JournalCopy, courses: Sequence[CourseSpreads]) -> list[_Section]:
    """Spreads on even–odd pairs, attendance even, success odd, certification last and even."""
    sections = []
    number, before = 0, ""
    for course in courses:
        subject = course.course.course.subject
        number += subject != before
        row = _course_row(course, number, is_new=subject != before)
        before = subject
        sheets = [sheet for spread in course.spreads for sheet in spread]
        sections.append(_Section(sheets, starts_verso=True, row=row))
    if copy.whole_class:
        teacher = copy.class_teacher
        row = ContentsRow(ATTENDANCE_TITLE, teacher=teacher, opens=True)
        sections.append(_Section(attendance_sheets(copy), starts_verso=True, row=row))
        row = ContentsRow(SUCCESS_TITLE, teacher=teacher)
        sections.append(_Section(success_sheets(copy), starts_verso=False, row=row))
    return [*sections, *_certification_sections(copy)]


def _certification_sections(copy: JournalCopy) -> list[_Section]:
    *full, last = cut_remarks(copy.remarks)
    row = ContentsRow("Замечания по\u00a0ведению журнала, заверительный лист", opens=not copy.whole_class)
    certification = _Section([CertificationSheet(copy, last, 0)], starts_verso=True, row=row)
    if not full:
        return [certification]
    remarks = ContentsRow("Замечания по\u00a0ведению журнала", opens=not copy.whole_class)
    return [_Section([RemarksSheet(copy, part) for part in full], starts_verso=None, row=remarks), certification]


def _course_row(course: CourseSpreads, number: int, *, is_new: bool) -> ContentsRow:
    values = course.course
    planned = values.hours_planned
    held = f"{course.held} из\u00a0{planned}" if planned is not None else str(course.held)
    teachers = ", ".join(values.course.teachers)
    group = group_words(values)
    if not is_new:
        return ContentsRow("", group=group, teacher=teachers, held=held)
    hours = ru.comma(values.course.hours_per_week) if values.course.hours_per_week else ""
    title = values.course.subject
    return ContentsRow(title, str(number), group, teachers, hours, held, is_subject=True, opens=number == 1)
