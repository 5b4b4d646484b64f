"""What a paste or a fill would do, before anything is done: values that go in, and why others do not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from ejournal_desktop.domain.marks import CellRules, CellValue, Problem, parse_cell
from ejournal_desktop.gui.grid.lock_text import lock_text
from ejournal_desktop.gui.grid.problem_text import problem_text
from ejournal_desktop.gui.models.cell_writer import CellEdit
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.russian_dates import plural

Kind = Literal["закрыто", "не подходит", "уже заполнено", "стоит причина пропуска"]
_REASONED: Final = frozenset({"б", "у"})
Wanted = tuple[int, int, "str | CellValue"]
"""Row, column, and the text or the value for them."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that stays out."""

    row: int
    column: int
    text: str
    kind: Kind
    reason: str


@dataclass(frozen=True, slots=True)
class EditPlan:
    """Edits to be made as one act; ``beyond`` counts values for which the page has no cell."""

    edits: tuple[CellEdit, ...]
    refused: tuple[Refused, ...] = ()
    beyond: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do and nothing to tell."""
        return not self.edits and not self.refused and not self.beyond

    def words(self, verb: str) -> str:
        """«Вставить 27 отметок. Не войдут 2: закрыто.»."""
        said = f"{verb} {plural(len(self.edits), 'значение', 'значения', 'значений')}." if self.edits else ""
        kinds = Counter[str](refused.kind for refused in self.refused)
        if self.beyond:
            kinds["за краем страницы"] = self.beyond
        out = sum(kinds.values())
        if not out:
            return said or "Вставлять нечего."
        if len(kinds) == 1:
            why = next(iter(kinds))
        else:
            why = ", ".join(f"{kind} — {count}" for kind, count in kinds.most_common())
        return f"{said} Не войдут {out}: {why}.".strip() if self.edits else f"Ни одно значение не войдёт: {why}."


def make_plan(store: JournalStore, wanted: Iterable[Wanted], *, overwrite: bool) -> EditPlan:
    """Judge every value as if it were typed; without ``overwrite`` what stands in a cell is left."""
    judge = _Judge(store, overwrite=overwrite)
    for row, column, given in wanted:
        judge.take(row, column, given)
    return EditPlan(tuple(judge.edits), tuple(judge.refused), judge.beyond)


class _Judge:
    def __init__(self, store: JournalStore, *, overwrite: bool) -> None:
        self._store = store
        self._overwrite = overwrite
        self._rules: dict[int, CellRules] = {}
        self._known: dict[tuple[str, CellRules], CellValue | Problem] = {}
        self.edits: list[CellEdit] = []
        self.refused: list[Refused] = []
        self.beyond = 0

    def take(self, row: int, column: int, given: "str | CellValue") -> None:
        text = given if isinstance(given, str) else given.text
        if isinstance(given, str) and not given.strip():
            return  # an empty cell of another table clears nothing here
        if not (0 <= row < len(self._store.pupils) and 0 <= column < len(self._store.columns)):
            self.beyond += 1
            return
        value = self._read(column, given)
        if isinstance(value, Problem):
            self._refuse(row, column, text, "не подходит", problem_text(value))
            return
        self._judge_value(row, column, text, value)

    def _judge_value(self, row: int, column: int, text: str, value: CellValue) -> None:
        stands = self._store.value(row, column)
        if value == stands:
            return
        if stands.text and not self._overwrite:
            self._refuse(row, column, text, "уже заполнено", f"Здесь стоит «{stands.text}».")
            return
        if stands.attendance in _REASONED and value.attendance is None:
            why = f"Стоит «{stands.attendance}»: причину пропуска снимают в самой ячейке."
            self._refuse(row, column, text, "стоит причина пропуска", why)
            return
        lock = self._store.lock_against(row, column, value)
        if lock is not None:
            place = self._store.columns[column]
            why = lock_text(lock, self._store.page, place.lesson, self._store.pupils[row])
            self._refuse(row, column, text, "закрыто", why)
            return
        self.edits.append(CellEdit(row, column, value))

    def _refuse(self, row: int, column: int, text: str, kind: Kind, reason: str) -> None:
        self.refused.append(Refused(row, column, text, kind, reason))

    def _read(self, column: int, given: "str | CellValue") -> CellValue | Problem:
        if column not in self._rules:
            plain = self._store.rules(0, column)
            self._rules[column] = CellRules(plain.marking, plain.two_marks, make_up=plain.make_up, pasted=True)
        rules = self._rules[column]
        text = given if isinstance(given, str) else given.text
        key = text, rules
        if key not in self._known:
            self._known[key] = parse_cell(text, rules)
        return self._known[key]
