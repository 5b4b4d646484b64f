"""Reads the fields of one row by name and notes what is wrong with them."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal

from ejournal_desktop.domain.classes import ClassName, parse_class
from ejournal_desktop.domain.names import clean, forbidden_characters
from ejournal_desktop.exchange.cell_values import date_of, is_blank, number_of, text_of, time_of
from ejournal_desktop.exchange.headers import Column
from ejournal_desktop.exchange.problem_log import ProblemLog
from ejournal_desktop.exchange.sheets import SheetRow, Value
from ejournal_desktop.exchange.values import Place, ProblemKind


class RowReader:
    """One row of a table; every method names a field of the importer, never a column."""

    def __init__(self, place: Place, row: SheetRow, fields: Mapping[str, Column], log: ProblemLog) -> None:
        self.place = place
        self.log = log
        self._row = row
        self._fields = fields
        self._texts: dict[str, str] = {}

    def has_column(self, field: str) -> bool:
        """Whether the table has such a column at all."""
        return field in self._fields

    def value(self, field: str) -> Value | None:
        """The cell as it is."""
        column = self._fields.get(field)
        return None if column is None else self._row.cells.get(column.index)

    def text(self, field: str) -> str:
        """The cell as clean text; control characters and direction overrides block the row."""
        if field not in self._texts:
            value = self.value(field)
            self._texts[field] = "" if value is None else self._checked(field, text_of(value))
        return self._texts[field]

    def _checked(self, field: str, raw: str) -> str:
        bad = forbidden_characters(raw)
        if bad:
            self.note(ProblemKind.FORBIDDEN_CHARACTER, field, found=clean(raw), blocks=True, characters=", ".join(bad))
        return clean(raw)

    def filled(self, field: str) -> str:
        """The text, «» for dashes and «нет»."""
        text = self.text(field)
        return "" if is_blank(text) else text

    def note(
        self,
        kind: ProblemKind,
        field: str = "",
        expected: str = "",
        found: str = "",
        *,
        blocks: bool = False,
        **repair: str,
    ) -> None:
        """Note a problem of the field's cell."""
        column = self._fields[field].title if field in self._fields else ""
        self.log.add(self.place, kind, column, expected, found, blocks=blocks, **repair)

    def day(self, field: str, on_date: date, *, blocks: bool, first: date, last: date) -> date | None:
        """A date within bounds; ``None`` with a problem when it is not one, without when the cell is empty."""
        shown = self.text(field)
        if is_blank(shown):
            return None
        day, kind = date_of(self.value(field), on_date)
        if day is not None and not first <= day <= last:
            day, kind = None, ProblemKind.DATE_OUT_OF_RANGE
        if kind is not None:
            proposed = {"understood": f"{day:%d.%m.%Y}"} if day else {"first": str(first.year), "last": str(last.year)}
            self.note(kind, field, "date", shown, blocks=blocks and day is None, **proposed)
        return day

    def number(self, field: str, *, blocks: bool = False) -> Decimal | None:
        """A number; ``None`` with a problem when it is not one, without when the cell is empty."""
        shown = self.text(field)
        if is_blank(shown):
            return None
        number = number_of(self.value(field))
        if number is None:
            self.note(ProblemKind.NUMBER_UNREADABLE, field, "number", shown, blocks=blocks)
        return number

    def moment(self, field: str, *, blocks: bool = True) -> time | None:
        """A time of day; ``None`` with a problem when it is not one, without when the cell is empty."""
        moment = time_of(self.value(field))
        if moment is None and self.text(field):
            self.note(ProblemKind.TIME_UNREADABLE, field, "time", self.text(field), blocks=blocks)
        return moment

    def school_class(self, field: str, *, blocks: bool) -> ClassName | None:
        """A class; ``None`` with a problem when it is not one, without when the cell is empty."""
        shown = self.filled(field)
        name = parse_class(shown) if shown else None
        if shown and name is None:
            self.note(ProblemKind.CLASS_UNREADABLE, field, "class", shown, blocks=blocks)
        return name
