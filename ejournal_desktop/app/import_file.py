"""``ejournal import``: a school's file is read, its problems are said row by row, and with ``--apply`` it goes in."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ejournal_desktop.app.sign_in import signed_in
from ejournal_desktop.domain.errors import RuleBrokenError
from ejournal_desktop.exchange import problem_text
from ejournal_desktop.exchange.academic_calendar import parse_calendar
from ejournal_desktop.exchange.curriculum import parse_curriculum
from ejournal_desktop.exchange.fet_timetable import parse_fet_timetable
from ejournal_desktop.exchange.pupils import parse_pupils
from ejournal_desktop.exchange.staff import parse_staff
from ejournal_desktop.exchange.teaching_load import parse_teaching_load
from ejournal_desktop.exchange.values import ImportResult
from ejournal_desktop.services import import_plan, imports
from ejournal_desktop.services.import_plan import ImportPlan
from ejournal_desktop.services.imports import ImportCounts

PROBLEMS_SHOWN = 40
OWN_SHOWN = 10

Planner = Callable[[ImportResult[Any], str], ImportPlan]
_READERS: dict[str, Callable[[Path], ImportResult[Any]]] = {
    "calendar": parse_calendar,
    "bells": parse_calendar,
    "staff": parse_staff,
    "pupils": parse_pupils,
    "curriculum": parse_curriculum,
    "load": parse_teaching_load,
}
_PLANNERS: dict[str, Planner] = {
    "calendar": lambda result, _year: import_plan.plan_calendar(result),
    "bells": lambda result, _year: import_plan.plan_bells(result),
    "staff": import_plan.plan_staff,
    "pupils": import_plan.plan_pupils,
    "curriculum": import_plan.plan_curriculum,
    "load": import_plan.plan_load,
    "timetable": lambda result, year: import_plan.plan_timetable(result, year, result.file_name),
}


def run(options: argparse.Namespace) -> int:
    """Read the file; without a login say what was found, with one say what it would do or, asked to, do it."""
    result = _read(options)
    _say_problems(result)
    if not options.login:
        return 0 if result.rows else 1
    with signed_in(options) as (session, engine):
        if session.school_year is None and options.kind not in {"calendar", "bells"}:
            raise RuleBrokenError("no-school-year")
        plan = _PLANNERS[options.kind](result, session.school_year.name if session.school_year else "")
        counts = (imports.apply_import if options.apply else imports.try_import)(engine, plan)
    word = "Загружено" if options.apply else "Пробный прогон"
    _say(
        f"{word}: создано {counts.created}, изменено {counts.changed}, без изменений {counts.unchanged},"
        f" пропущено {counts.skipped + plan.refused}."
    )
    for words in own_words(counts):
        _say(words)
    return 0


def _read(options: argparse.Namespace) -> ImportResult[Any]:
    if options.kind == "timetable":
        if options.fet is None:
            raise RuleBrokenError("fet-input-missing")
        return parse_fet_timetable(options.file, options.fet)
    return _READERS[options.kind](options.file)


def _say_problems(result: ImportResult[Any]) -> None:
    for problem in result.problems[:PROBLEMS_SHOWN]:
        _say(problem_text.sentence(problem))
    if len(result.problems) > PROBLEMS_SHOWN:
        _say(f"… и ещё {len(result.problems) - PROBLEMS_SHOWN}")
    _say(f"«{result.file_name}»: принято строк {len(result.rows)}, отклонено {len(result.refused)}.")


def own_words(counts: ImportCounts) -> tuple[str, ...]:
    """What the file gives to the very person who brings it in, and whom it takes besides."""
    said = []
    if counts.own_classes:
        said.append(
            f"Классное руководство вам не назначено ({', '.join(counts.own_classes)}): себе права не дают."
            " Попросите другого администратора загрузить этот файл или внесите назначение в «Приказах и согласованиях»."
        )
    if counts.own_courses:
        named = ", ".join(counts.own_courses[:OWN_SHOWN]) + ("…" if len(counts.own_courses) > OWN_SHOWN else ".")
        said.append(f"Ваши курсы откроются вам, когда директор утвердит нагрузку: {named}")
    return tuple(said)


def _say(text: str) -> None:
    print(text)  # noqa: T201 - the terminal is this command's window
