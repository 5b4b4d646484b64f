"""Changes of marks as the report of clause 3.7 lists them (JRN-8, rulings 32)."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

PAGE_SIZE: Final = 500

_GROUNDS: Final = {
    "course": "учитель предмета",
    "substitution": "замена",
    "class": "классный руководитель",
    "unlock": "открытие №",
    "import": "загрузка из файла",
    "owner": "владелец базы данных, мимо программы",
}
_PERIODS: Final = {"quarter": "четверть", "trimester": "триместр", "half-year": "полугодие"}
_OF_YEAR: Final = {
    "year": ("год", "годовая отметка"),
    "exam": ("экзамен", "экзаменационная отметка"),
    "final": ("итог", "итоговая отметка"),
}
_ROMAN: Final = ("", "I", "II", "III", "IV", "V", "VI")
PERIOD_MARK: Final = "отметка за период"


@dataclass(frozen=True, slots=True)
class MarkChange:
    """One change of one mark.

    Attributes:
        event_id: the event of the record; with ``pupil_id`` it names the row.
        at: when, in the school's zone.
        teacher: «Петрова А. В.»; empty when it was no account of the school.
        ground: what let the change pass, as the record has it: «course:12», «substitution:40», «owner».
        held_on: the lesson's date; ``None`` for a mark of a period or of the year.
        period_kind: «quarter» …, for marks of the year «year», «exam», «final»; ``period_number`` is then ``None``.
        kind: the kind of work; empty for a mark of a period.
        was: the value before, ``None`` where none stood: entered again after a deletion.
        became: the value after, ``None``: deleted.
        is_voided: the whole work was voided.
    """

    event_id: int
    pupil_id: int
    at: datetime
    teacher: str
    ground: str
    class_name: str
    subject: str
    pupil: str
    held_on: date | None
    kind: str
    period_kind: str | None
    period_number: int | None
    final_order: str
    was: str | None
    became: str | None
    reason: str = ""
    is_voided: bool = False

    @property
    def author(self) -> str:
        """Who changed it, never empty."""
        return self.teacher or "не учётная запись школы"

    @property
    def lesson(self) -> str:
        """«04.09.2026», or «I четверть»."""
        if self.held_on is not None:
            return f"{self.held_on:%d.%m.%Y}"
        if self.period_kind in _OF_YEAR:
            return _OF_YEAR[self.period_kind][0]
        return f"{_ROMAN[self.period_number or 0]} {_PERIODS.get(self.period_kind or '', '')}".strip()

    @property
    def work(self) -> str:
        """The kind of work, «отметка за период» or «годовая отметка»."""
        return self.kind or _OF_YEAR.get(self.period_kind or "", ("", PERIOD_MARK))[1]

    @property
    def ground_words(self) -> str:
        """«учитель предмета», «замена», «приказ № 52 от 21.10.2026»."""
        kind, _, number = self.ground.partition(":")
        known = _GROUNDS.get(kind if self.teacher else "owner", "")
        if kind == "unlock" and self.teacher:
            known = f"{known} {number}"
        words = f"приказ {self.final_order}" if self.final_order and self.teacher else known
        return ", ".join(part for part in (words, "работа удалена" if self.is_voided else "") if part)


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """What is asked for; ``None`` and an empty text choose all, dates include both ends."""

    since: date | None = None
    until: date | None = None
    class_id: int | None = None
    subject_id: int | None = None
    teacher_id: int | None = None
    pupil: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether more than the dates is asked for."""
        return bool(self.class_id or self.subject_id or self.teacher_id or self.pupil.strip())


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter that has changes."""

    key: int
    name: str


@dataclass(frozen=True, slots=True)
class ChangedMarks:
    """A piece of the report, newest first, and figures of the whole of it.

    Attributes:
        reader: full name of who reads, ``read_at`` when, in the school's zone.
        total: changes that fit the filter; ``changes`` may hold fewer.
        classes, subjects, teachers: what has changes between the dates.
    """

    school_full_name: str
    school_short_name: str
    reader: str
    read_at: datetime
    since: date
    until: date
    total: int
    deletions: int
    teachers_count: int
    pupils_count: int
    changes: tuple[MarkChange, ...] = ()
    classes: tuple[Choice, ...] = ()
    subjects: tuple[Choice, ...] = ()
    teachers: tuple[Choice, ...] = ()
    asked: ChangeFilter = field(default_factory=ChangeFilter)

    @property
    def is_whole(self) -> bool:
        """Whether every change is here."""
        return len(self.changes) >= self.total

    @property
    def has_reasons(self) -> bool:
        """Whether any change has a reason on record."""
        return any(change.reason for change in self.changes)

    @property
    def asked_words(self) -> str:
        """«7А, Алгебра, все учителя»: what the filter chose, for paper."""
        asked = self.asked
        parts = (
            _name(self.classes, asked.class_id, "все классы"),
            _name(self.subjects, asked.subject_id, ""),
            _name(self.teachers, asked.teacher_id, "все учителя"),
            f"обучающиеся на «{asked.pupil.strip()}»" if asked.pupil.strip() else "",
        )
        return ", ".join(part for part in parts if part)

    def with_more(self, more: "ChangedMarks") -> "ChangedMarks":
        """The same report with the next piece at its end; the figures are those of the newer reading."""
        return replace(more, changes=self.changes + more.changes)


def _name(choices: tuple[Choice, ...], key: int | None, otherwise: str) -> str:
    return next((choice.name for choice in choices if choice.key == key), otherwise)
