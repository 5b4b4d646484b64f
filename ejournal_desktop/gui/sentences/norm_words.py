"""Words of the dated norms of marks, as the register of «Правила отметок» shows them."""

from typing import Final

from ejournal_desktop.domain.marking_policy import NormRow
from ejournal_desktop.gui.grid.cell_text import weight_text

TIES: Final = ("в пользу ученика", "к последнему периоду")
"""What a year does whose mean lies between two marks, by the value of its norm."""
_FLAGS: Final = ("нет", "да")
_FLAG_KINDS: Final = frozenset({"no-five-with-two", "control-decides", "half-years", "part", "parts-first"})
_KINDS: Final = {
    "weight": "вес",
    "threshold-5": "«5» от",
    "threshold-4": "«4» от",
    "threshold-3": "«3» от",
    "least-marks": "меньше отметок — спорно",
    "disputed": "спорно у границы, ±",
    "year-tie": "год при равенстве",
    "no-five-with-two": "нет «5», если есть «2»",
    "control-decides": "в спорной зоне решают контрольные",
    "exam-weight": "вес экзамена в итоговой",
    "half-years": "в аттестат: полугодия и годы 10–11 классов",
    "part": "складывается из предмета",
    "parts-first": "сначала среднее частей, потом экзамен",
}


def norm_cells(norm: NormRow) -> tuple[str, ...]:
    """A row of the register: «01.09.2026», «вес: контрольная работа», «3»."""
    kind = f"{_KINDS[norm.kind]}: {norm.work_kind}" if norm.work_kind else _KINDS[norm.kind]
    value = weight_text(norm.value)
    if norm.kind == "year-tie":
        value = TIES[int(norm.value)]
    elif norm.kind in _FLAG_KINDS:
        value = _FLAGS[int(norm.value)]
    first, last = norm.grades
    grades = str(first) if first == last else f"{first}–{last}"
    return f"{norm.valid_from:%d.%m.%Y}", kind, value, norm.subject or "все", grades, norm.source
