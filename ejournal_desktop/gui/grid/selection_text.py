"""What is said of a selection in the status bar: «выделено 12: ср. 4,17, н — 2»."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from ejournal_desktop.domain.averages import average, counted_marks
from ejournal_desktop.domain.marks import ABSENCES, CellValue
from ejournal_desktop.gui.grid.cell_text import decimal_text

_ONE = Decimal(1)


def selection_words(values: Sequence[CellValue]) -> str:
    """How many cells, the plain average of their marks, absences by their code; nothing for a single cell."""
    if len(values) < 2:  # noqa: PLR2004 - one cell is described by the hint strip
        return ""
    parts = []
    marked = [value.mark for value in values if counted_marks(value.mark)]
    mean = average((mark, _ONE) for mark in marked)
    if mean is not None:
        parts.append(f"отметок {len(marked)}, ср. {decimal_text(mean)}")
    codes = Counter(value.attendance for value in values)
    parts += [f"{code} — {codes[code]}" for code in ABSENCES if codes[code]]
    return f"выделено {len(values)}: {', '.join(parts)}" if parts else f"выделено {len(values)}"
