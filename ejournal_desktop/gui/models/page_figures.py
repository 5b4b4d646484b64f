"""Figures of an open page: the same Decimal averages that paper and auditor use, live at each key."""

from collections import Counter
from decimal import Decimal

from ejournal_desktop.domain.attendance import is_absence
from ejournal_desktop.domain.averages import Distribution, average_of_counts, distribution, is_weighted
from ejournal_desktop.domain.gradebook import Pupil
from ejournal_desktop.domain.marks import counts_as_set
from ejournal_desktop.gui.models.journal_store import JournalStore


class PageFigures:
    """What totals, summary row and hint strip say of a page."""

    def __init__(self, store: JournalStore) -> None:
        self.store = store
        self._counts: dict[int, Counter[tuple[str | None, Decimal]]] = {}
        self._averages: dict[int, Decimal | None] = {}
        self._page: Decimal | None = None
        self._page_is_known = False
        store.row_totals_changed.connect(self._row_changed)
        store.columns_changed.connect(self._all_changed)

    def _row_changed(self, row: int) -> None:
        self._counts.pop(row, None)
        self._averages.pop(row, None)
        self._page_is_known = False

    def _all_changed(self) -> None:
        self._counts.clear()
        self._averages.clear()
        self._page_is_known = False

    def average(self, row: int) -> Decimal | None:
        """Average of a pupil over the page, by the weights of the works."""
        if row not in self._averages:
            self._averages[row] = average_of_counts(self._marks(row))
        return self._averages[row]

    def page_average(self) -> Decimal | None:
        """Average of all marks of the page, by the weights of the works."""
        if not self._page_is_known:
            marks: Counter[tuple[str | None, Decimal]] = Counter()
            for row in range(len(self.store.pupils)):
                marks.update(self._marks(row))
            self._page, self._page_is_known = average_of_counts(marks), True
        return self._page

    def _marks(self, row: int) -> Counter[tuple[str | None, Decimal]]:
        """How often which mark of a pupil stands with which weight: a new mark counts one row anew, not the page."""
        if row not in self._counts:
            self._counts[row] = Counter(self.store.marks_of_pupil(row))
        return self._counts[row]

    @property
    def is_weighted(self) -> bool:
        """Whether works of the page weigh differently."""
        return is_weighted(column.weight for column in self.store.columns if column.work is not None)

    def column(self, column: int) -> Distribution:
        """How many of which mark stand in a column."""
        return distribution(self.store.marks_of_column(column))

    def column_counts(self, column: int) -> tuple[int, int]:
        """Pupils absent at the lesson, and pupils with a mark in the column."""
        marked = sum(1 for value in self.store.marks_of_column(column) if counts_as_set(value))
        return len(self.absent(column)), marked

    def absent(self, column: int) -> list[tuple[Pupil, str]]:
        """Who is absent at the lesson, with the code."""
        return [(pupil, code) for pupil, code in self.store.codes_of_lesson(column) if code and is_absence(code)]

    def finals(self, period_id: int) -> Distribution:
        """How many of which final mark stand for a period."""
        return distribution(self.store.final(row, period_id) for row in range(len(self.store.pupils)))
