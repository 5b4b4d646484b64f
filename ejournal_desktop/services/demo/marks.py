"""Believable marks: pupils differ, subjects differ, control works are marked for nearly everybody."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from ejournal_desktop.services.demo.absences import Absence
from ejournal_desktop.services.demo.facts import Course, Facts, Lesson, Period

_DENSITY = {
    "Русский язык": 0.24,
    "Математика": 0.24,
    "Алгебра": 0.36,
    "Геометрия": 0.34,
    "Английский язык": 0.28,
    "Литературное чтение": 0.22,
    "Изобразительное искусство": 0.45,
    "Музыка": 0.4,
    "Труд (технология)": 0.4,
    "Физическая культура": 0.2,
}
_USUAL_DENSITY = 0.3
_ONE_HOUR_DENSITY = 0.42
_CONTROLS: dict[str, tuple[str, ...]] = {
    "Русский язык": ("Д", "КР", "И"),
    "Литература": ("Т", "С"),
    "Физика": ("ЛР", "КР"),
    "Химия": ("ПР", "КР"),
    "Биология": ("ЛР", "Т"),
    "География": ("ПР", "Т"),
    "Информатика": ("ПР", "Т"),
    "История": ("Т", "КР"),
    "Обществознание": ("Т",),
    "Математика": ("СР", "КР"),
    "Алгебра": ("СР", "КР"),
    "Геометрия": ("СР", "КР"),
    "Английский язык": ("Т", "КР"),
    "Окружающий мир": ("Т", "ПР"),
}
_PRACTICAL = ("Изобразительное искусство", "Музыка", "Труд (технология)", "Физическая культура", "Черчение")
_PLANNED = {"control": "КР", "laboratory": "ЛР", "practical": "ПР"}
_TITLES = {
    "КР": "Контрольная работа",
    "СР": "Самостоятельная работа",
    "Д": "Диктант",
    "И": "Изложение",
    "С": "Сочинение",
    "Т": "Тест",
    "ЛР": "Лабораторная работа",
    "ПР": "Практическая работа",
}
LESSON_TYPES = {"КР": "контроль", "Д": "контроль", "И": "контроль", "ЛР": "лабораторная", "ПР": "практическая"}
_SECOND_WORK = 0.07
_ATTENDS_CONTROL = 0.96
_MAKES_UP = 0.55
_UNFINISHED = 0.03
_RECENT = timedelta(days=10)
_LEAST_MARKS = 3


@dataclass(slots=True)
class Work:
    """A column of the journal: kind by its short name, marks by pupil with the days they came late."""

    lesson: Lesson
    work_no: int
    kind: str
    title: str = ""
    marks: dict[int, tuple[str, int]] = field(default_factory=dict)


class MarkWriter:
    """Writes the works of one course after another; the same seed gives the same marks."""

    def __init__(self, facts: Facts, today: date, seed: int) -> None:
        """Take what is known; pupils get their abilities when first met."""
        self._facts = facts
        self._today = today
        self._seed = seed
        self._abilities: dict[tuple[int, str], float] = {}

    def works(
        self, course: Course, lessons: list[Lesson], planned: dict[int, str], absences: dict[tuple[int, int], Absence]
    ) -> list[Work]:
        """Works of the lessons; ``planned`` names the kinds that the lesson plan asks for, by lesson."""
        chance = Random(f"{self._seed}:{course.course_id}")
        controls = self._controls(course, lessons, planned, chance)
        works: list[Work] = []
        numbers: dict[str, int] = {}
        for lesson in lessons:
            kind = controls.get(lesson.lesson_id)
            if kind:
                numbers[kind] = numbers.get(kind, 0) + 1
                works.append(Work(lesson, 1, kind, f"{_TITLES[kind]} № {numbers[kind]}"))
                self._fill(works[-1], course, _ATTENDS_CONTROL, absences, chance)
                continue
            works.append(Work(lesson, 1, "О"))
            self._fill(works[-1], course, density(course), absences, chance)
            if chance.random() < _SECOND_WORK:
                works.append(Work(lesson, 2, chance.choice(("ДЗ", "СР"))))
                self._fill(works[-1], course, 0.6, absences, chance)
        return [work for work in works if work.marks]

    def top_up(
        self, course: Course, works: list[Work], period: Period, absences: dict[tuple[int, int], Absence]
    ) -> None:
        """Give everybody in a finished period at least three marks, as a teacher does before finals."""
        chance = Random(f"{self._seed}:top-up:{course.course_id}:{period.period_id}")
        own = [work for work in works if period.starts_on <= work.lesson.held_on <= period.ends_on]
        for pupil in course.members:
            free = [work for work in own if pupil not in work.marks and self._present(pupil, course, work, absences)]
            chance.shuffle(free)
            missing = _LEAST_MARKS - sum(1 for work in own if pupil in work.marks)
            for work in free[: max(0, missing)]:
                work.marks[pupil] = (self._mark(pupil, course, work, chance), 0)

    def usual(self, pupil: int, subject: str) -> str:
        """The mark that the pupil usually deserves: a final of a period whose works the demo does not show."""
        return str(_rounded(self._ability(pupil, subject)))

    def _present(self, pupil: int, course: Course, work: Work, absences: dict[tuple[int, int], Absence]) -> bool:
        first, after = course.members[pupil]
        absence = absences.get((work.lesson.lesson_id, pupil))
        return first <= work.lesson.held_on < after and (absence is None or absence.fact == "late")

    def _controls(
        self, course: Course, lessons: list[Lesson], planned: dict[int, str], chance: Random
    ) -> dict[int, str]:
        asked = {lesson_id: _PLANNED[control] for lesson_id, control in planned.items()}
        if course.subject in _PRACTICAL:
            return asked
        kinds = ("СР", "Т") if asked else _CONTROLS.get(course.subject, ("Т", "СР"))
        step = 9 if course.hours >= 3 else 7 if course.hours >= 2 else 5  # noqa: PLR2004 - hours a week
        first = chance.randrange(step // 2, step)
        return {lesson.lesson_id: kinds[n % len(kinds)] for n, lesson in enumerate(lessons[first::step])} | asked

    def _fill(
        self, work: Work, course: Course, share: float, absences: dict[tuple[int, int], Absence], chance: Random
    ) -> None:
        recent = self._today - work.lesson.held_on < _RECENT
        for pupil in course.pupils_on(work.lesson.held_on):
            absence = absences.get((work.lesson.lesson_id, pupil))
            missed = absence is not None and absence.fact != "late"
            if missed:
                if absence is None or absence.fact == "released" or work.kind == "О":
                    continue
                days = chance.randrange(4, 12)
                if chance.random() < _MAKES_UP and work.lesson.held_on + timedelta(days=days) < self._today:
                    work.marks[pupil] = (self._mark(pupil, course, work, chance), days)
            elif chance.random() < share:
                value = self._mark(pupil, course, work, chance)
                if recent and chance.random() < _UNFINISHED and "/" not in value:
                    value = "." if work.kind != "О" else f"{value}?"
                work.marks[pupil] = (value, 0)

    def _mark(self, pupil: int, course: Course, work: Work, chance: Random) -> str:
        ability = self._ability(pupil, course.subject)
        first = _rounded(chance.gauss(ability, 0.65))
        if self._facts.work_kinds[work.kind][1]:
            return f"{_rounded(chance.gauss(ability + 0.2, 0.5))}/{first}"
        return str(first)

    def _ability(self, pupil: int, subject: str) -> float:
        known = self._abilities.get((pupil, subject))
        if known is None:
            general = min(4.9, max(2.9, Random(f"{self._seed}:{pupil}").gauss(4.0, 0.5)))
            known = general + Random(f"{self._seed}:{pupil}:{subject}").gauss(0.05, 0.25)
            self._abilities[pupil, subject] = known
        return known


def density(course: Course) -> float:
    """Share of cells with a mark at an ordinary lesson."""
    if course.hours <= 1:
        return max(_ONE_HOUR_DENSITY, _DENSITY.get(course.subject, 0))
    return _DENSITY.get(course.subject, _USUAL_DENSITY)


def _rounded(value: float) -> int:
    return min(5, max(2, round(value)))
