"""The paper view of a journal, on the services (``gui/ports/paper_preview.py``)."""

from collections.abc import Callable

from sqlalchemy import Engine

from ejournal_desktop.app.desks.drawing import Draw
from ejournal_desktop.reports.journal_copy import draw_journal_copy
from ejournal_desktop.reports.journal_preview import draw_journal_preview
from ejournal_desktop.reports.values import ReportFile
from ejournal_desktop.services import reporting


class PaperPreviewServices:
    """The part of a desk that shows pages as they would be printed."""

    engine: Engine
    _draw: Draw

    def journal_preview(
        self,
        class_name: str,
        course_id: int,
        period_id: int,
        *,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> ReportFile:
        """Draw the spreads of a course for a class; the read is on record, no printout is."""
        copy = reporting.read_journal_spread(self.engine, class_name, course_id, period_id)
        report: ReportFile = self._draw(draw_journal_preview, copy, progress=progress, cancelled=cancelled)
        return report

    def own_copy_pdf(
        self,
        class_name: str,
        course_id: int,
        period_id: int,
        *,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> ReportFile:
        """Draw the paper copy of one journal for a class; it is put on record."""
        copy, class_id = reporting.read_own_copy(self.engine, class_name, course_id, period_id)
        report: ReportFile = self._draw(draw_journal_copy, copy, progress=progress, cancelled=cancelled)
        reporting.note_journal_copy(self.engine, report, class_id, period_id, (course_id,))
        return report
