"""The one grammar of a journal cell: what a person types and what stands in the journal (rulings 23-29).

A cell holds two fields that travel apart: the mark of a work and the attendance at its lesson. The canonical text of a
mark is «5», «4/5», «5?» (a draft), «.» (a work is awaited), «зач» or «незач»; of attendance «н», «б», «у», «оп»,
«оп12», «осв».
"""

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from ejournal_desktop.domain.gradebook import Marking

ProblemCode = Literal[
    "not_understood",
    "unfinished",
    "out_of_scale",
    "slash_needed",
    "two_marks_kind",
    "too_many_marks",
    "no_marks",
    "pass_only",
    "five_only",
    "mark_with_absence",
    "minutes_in_pane",
]

ABSENCES = ("н", "б", "у")
LATE = "оп"
RELEASED = "осв"
DEBT = "."
DRAFT = "?"

_PRESENCE = {"н": "н", "б": "б", "у": "у", "п": "у", "уп": "у", "оп": LATE, "о": LATE, "осв": RELEASED}
_PASS = {"зач": "зач", "зч": "зач", "незач": "незач", "нз": "незач"}
_TOKEN = re.compile(
    r"(?P<pass>незач|зач|нз|зч)|(?P<presence>осв|оп|уп|[нбупо])|(?P<digits>[0-9]+)|(?P<sign>[/?.])|(?P<space>\s+)"
)
_LOOK_ALIKES = str.maketrans("hoynacepHOYNACEP", "ноупасернОупасер".lower())
_BEST_MARK = 5
_MOST_MARKS = 2


@dataclass(frozen=True, slots=True)
class CellValue:
    """What stands in a cell: canonical texts of the mark and of the attendance, ``None`` where nothing stands."""

    mark: str | None = None
    attendance: str | None = None

    @property
    def text(self) -> str:
        """The cell's text, which the grammar reads back: «5», «5н», «оп4», «4/5?»."""
        mark, presence = self.mark or "", (self.attendance or "").rstrip("0123456789")
        if presence and mark and presence in ABSENCES:
            return f"{mark.removesuffix(DRAFT)}{presence}{DRAFT if mark.endswith(DRAFT) else ''}"
        return presence + mark


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a text does not fit the cell.

    Attributes:
        code: which rule it breaks; the sentence is made in ``gui/grid/problem_text.py``.
        detail: the text and what the sentence needs besides.
        suggestion: what was probably meant, to be confirmed by the person, never taken by itself.
    """

    code: ProblemCode
    detail: dict[str, Any] = field(default_factory=dict)
    suggestion: CellValue | None = None


@dataclass(frozen=True, slots=True)
class CellRules:
    """What the cell admits.

    Attributes:
        marking: of the course: five marks, pass or fail, none (rulings 28).
        two_marks: the kind of work holds «4/5» (rulings 24).
        make_up: the lesson's day is over, so a mark beside an absence is a work handed in later (rulings 23).
        minutes: «оп12» is understood: in the lesson pane, not in the grid.
        pasted: the text comes from another program, where «H» may be a Latin letter.
    """

    marking: Marking = "five"
    two_marks: bool = False
    make_up: bool = False
    minutes: bool = False
    pasted: bool = False


@dataclass(slots=True)
class _Parts:
    """The tokens of a cell, sorted out."""

    presence: str | None = None
    minutes: str = ""
    marks: list[str] = field(default_factory=list)
    joined: bool = False
    draft: bool = False
    after_slash: bool = False

    def take(self, piece: str, *, is_minutes: bool) -> None:
        """Add figures: minutes of being late, or a mark that a slash should part from the one before."""
        if is_minutes:
            self.minutes = piece
            return
        self.joined = self.joined or (bool(self.marks) and not self.after_slash)
        self.marks.append(piece)
        self.after_slash = False


def parse_cell(text: str, rules: CellRules) -> CellValue | Problem:
    """Read a cell's text; ``CellValue()`` means that the cell is to be empty."""
    cleaned = text.strip().lower()
    if rules.pasted:
        cleaned = cleaned.translate(_LOOK_ALIKES)
    if cleaned in {"", "-"}:
        return CellValue()
    tokens = _tokens(cleaned)
    parts = _sort_out(tokens, rules) if tokens else None
    if parts is None:
        unfinished = bool(tokens) and cleaned.endswith("/")
        return Problem("unfinished" if unfinished else "not_understood", {"text": text.strip()})
    return _judge(parts, text.strip(), rules)


def _tokens(cleaned: str) -> list[tuple[str, str]] | None:
    """Pairs of kind and text, or ``None`` where a sign belongs to no token."""
    tokens, at = [], 0
    while at < len(cleaned):
        match = _TOKEN.match(cleaned, at)
        if match is None or match.lastgroup is None:
            return None
        tokens.append((match.lastgroup, match.group()))
        at = match.end()
    return [token for token in tokens if token[0] != "space"]


def _sort_out(tokens: list[tuple[str, str]], rules: CellRules) -> _Parts | None:
    """Presence first or last, marks joined by «/», «?» after a mark; ``None`` where it is otherwise."""
    parts = _Parts()
    for at, (kind, piece) in enumerate(tokens):
        last = at == len(tokens) - 1
        if kind == "presence":
            fits = parts.presence is None and (at == 0 or all(later == DRAFT for _, later in tokens[at + 1 :]))
            parts.presence, parts.after_slash = _PRESENCE[piece], False
        elif kind in {"digits", "pass"} or piece == DEBT:
            fits = True
            parts.take(piece, is_minutes=rules.minutes and parts.presence == LATE and kind == "digits" and at == 1)
        elif piece == DRAFT:
            fits = bool(parts.marks) and not parts.after_slash
            parts.draft = True
        else:
            fits = piece == "/" and at > 0 and not last and not parts.after_slash
            parts.after_slash = True
        if not fits:
            return None
    return parts


def _judge(parts: _Parts, text: str, rules: CellRules) -> CellValue | Problem:
    attendance = f"{parts.presence}{int(parts.minutes)}" if parts.minutes else parts.presence
    if not parts.marks:
        return CellValue(attendance=attendance)
    marks, problem = _marks(parts, text, rules)
    if problem is None and parts.presence in ABSENCES and not rules.make_up and marks != [DEBT]:
        problem = Problem("mark_with_absence", {"text": text, "presence": parts.presence})
    if problem is None and len(marks) > 1 and not rules.two_marks:
        problem = Problem("two_marks_kind", {"text": text, "marks": marks})
    if problem is not None:
        return problem
    value = CellValue("/".join(marks) + (DRAFT if parts.draft else ""), attendance)
    if len(marks) > 1 and (parts.joined or len(parts.marks) == 1):
        return Problem("slash_needed", {"text": text, "value": value.text}, value)
    return value


def _marks(parts: _Parts, text: str, rules: CellRules) -> tuple[list[str], Problem | None]:
    """Single marks, «45» taken apart; or what is wrong with them."""
    marks: list[str] = []
    for piece in parts.marks:
        problem = _wrong_mark(piece, parts, text, rules)
        if problem is not None:
            return [], problem
        marks.extend([_PASS[piece]] if piece in _PASS else piece)
    if DEBT in marks and (len(marks) > 1 or parts.draft):
        return [], Problem("not_understood", {"text": text})
    if len(marks) > _MOST_MARKS or (len(marks) > 1 and not all(mark.isdigit() for mark in marks)):
        return [], Problem("too_many_marks", {"text": text})
    return marks, None


def _wrong_mark(piece: str, parts: _Parts, text: str, rules: CellRules) -> Problem | None:
    if rules.marking == "none":
        return Problem("no_marks", {"text": text})
    if piece == DEBT:
        return None
    if (piece in _PASS) != (rules.marking == "pass"):
        return Problem("pass_only" if rules.marking == "pass" else "five_only", {"text": text})
    return None if piece in _PASS else _wrong_figures(piece, parts, text)


def _wrong_figures(piece: str, parts: _Parts, text: str) -> Problem | None:
    if len(piece) > _MOST_MARKS or any(not 1 <= int(digit) <= _BEST_MARK for digit in piece):
        return Problem("out_of_scale", {"text": piece})
    if parts.presence == LATE and len(piece) == _MOST_MARKS:
        return Problem("minutes_in_pane", {"text": text})
    return None


def counts_as_set(mark: str | None) -> bool:
    """Whether a mark is «выставленная»: a dot and a draft are not, so the edit window does not run for them."""
    return bool(mark) and mark != DEBT and not str(mark).endswith(DRAFT)


_SPOKEN_PRESENCE = {
    "н": "отсутствовал",
    "б": "отсутствовал по болезни",
    "у": "отсутствовал по уважительной причине",
    "оп": "опоздал",
    "осв": "освобождён",
}
_SPOKEN_PASS = {"зач": "зачтено", "незач": "не зачтено", DEBT: "ждём работу"}


def in_words(value: CellValue) -> str:
    """The value as a screen reader says it: «отметки 4 и 5», «опоздал, отметка 5», «пусто»."""
    said = []
    if value.attendance:
        code = value.attendance.rstrip("0123456789")
        minutes = value.attendance.removeprefix(code)
        said.append(_SPOKEN_PRESENCE[code] + (f" на {minutes} мин" if minutes else ""))
    if value.mark:
        said.append(_mark_in_words(value.mark))
    return ", ".join(said) or "пусто"


def _mark_in_words(mark: str) -> str:
    plain = mark.removesuffix(DRAFT)
    prefix = "черновик, " if mark.endswith(DRAFT) else ""
    if plain in _SPOKEN_PASS:
        return prefix + _SPOKEN_PASS[plain]
    marks = plain.split("/")
    return prefix + ("отметки " if len(marks) > 1 else "отметка ") + " и ".join(marks)
