"""The part of a fake desk that draws pages to be looked at."""

from dataclasses import dataclass, field


@dataclass
class FakePaperPreviewDesk:
    """Answers with the document it was given; ``preview`` may be an error or a function."""

    preview: object = field(default=None, kw_only=True)
    previewed: list = field(default_factory=list, kw_only=True)

    def journal_preview(self, class_name, course_id, period_id, *, progress, cancelled):
        del progress, cancelled
        self.previewed.append((class_name, course_id, period_id))
        return self._paper()

    def own_copy_pdf(self, class_name, course_id, period_id, *, progress, cancelled):
        del progress, cancelled
        self.previewed.append(("print", class_name, course_id, period_id))
        return self._paper()

    def _paper(self):
        if isinstance(self.preview, Exception):
            raise self.preview
        return self.preview
