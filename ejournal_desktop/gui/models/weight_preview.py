"""What another weight of a work would make of the averages, before it is saved (ux 5.4.7)."""

from decimal import Decimal

from ejournal_desktop.domain.averages import average
from ejournal_desktop.gui.models.page_reading import PageReading
from ejournal_desktop.gui.russian_dates import plural


def weight_effect(page: PageReading, work_id: int, weight: Decimal) -> str:
    """«Средний изменится у 24 учеников: −0,12…+0,20»; empty where nobody's does."""
    changes: list[Decimal] = []
    for row in range(len(page.pupils)):
        marks = [
            (page.mark(row, at).counted, column.weight, column.work is not None and column.work.work_id == work_id)
            for at, column in enumerate(page.columns)
        ]
        now = average((value, heavy) for value, heavy, _ in marks)
        then = average((value, weight if is_work else heavy) for value, heavy, is_work in marks)
        if now is not None and then is not None and now != then:
            changes.append(then - now)
    if not changes:
        return ""
    span = _signed(min(changes))
    if min(changes) != max(changes):
        span = f"{span}…{_signed(max(changes))}"
    return f"Средний изменится у {plural(len(changes), 'ученика', 'учеников', 'учеников')}: {span}."


def _signed(change: Decimal) -> str:
    sign = "−" if change < 0 else "+"
    return f"{sign}{abs(change)}".replace(".", ",")
