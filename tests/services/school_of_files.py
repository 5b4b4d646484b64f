"""The school of ``tests/data/school_a`` imported by its administrator: what tests of imports begin with."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from ejournal_desktop.services.demo import files
from ejournal_desktop.services.import_plan import ImportPlan
from ejournal_desktop.services.imports import ImportCounts, apply_import
from ejournal_desktop.services.school_setup import Credentials, School, set_up_school
from tests.database.school_database import SchoolDatabase

FOLDER = Path(__file__).parents[1] / "data" / "school_a"
ADMINISTRATOR = Credentials("Комарова", "Мария", "Андреевна", "komarova", "длинный-пароль-1")


@dataclass(frozen=True)
class ImportedSchool:
    database: SchoolDatabase
    administrator: Engine
    plans: dict[str, ImportPlan]
    counts: dict[str, ImportCounts]
    first_day: date


def set_up(database: SchoolDatabase) -> Engine:
    """The school's card and its first administrator; the engine is hers."""
    set_up_school(database.conninfo, database.profile, School("Школа А", "Школа А", is_demo=True), ADMINISTRATOR)
    return database.sign_in_as(ADMINISTRATOR.login, ADMINISTRATOR.password)


def plans_of_last_year(today: date) -> list[ImportPlan]:
    """Plans of the files moved to the school year before: whatever the clock says, its autumn is past."""
    return list(_short_year(files.read_files(FOLDER, today.replace(year=today.year - 1, day=1)).plans))


def import_school(database: SchoolDatabase, today: date) -> ImportedSchool:
    engine = set_up(database)
    plans = plans_of_last_year(today)
    plans[-1] = replace(plans[-1], payload=plans[-1].payload | {"with_lessons": True})
    counts = {_name(plan): apply_import(engine, plan) for plan in plans}
    first_day = date.fromisoformat(plans[0].payload["starts_on"])
    return ImportedSchool(database, engine, {_name(plan): plan for plan in plans}, counts, first_day)


def _name(plan: ImportPlan) -> str:
    return "guests" if plan.file_name == "введено вручную" else plan.kind


def _short_year(plans: Iterable[ImportPlan]) -> Iterable[ImportPlan]:
    """Only the first quarter: a year of lessons is five times as long to make."""
    for plan in plans:
        if plan.kind != "calendar":
            yield plan
            continue
        quarter = next(p for p in plan.payload["periods"] if p["kind"] == "quarter" and p["number"] == 1)
        periods = [p | {"ends_on": quarter["ends_on"]} for p in plan.payload["periods"] if p["number"] == 1]
        yield replace(plan, payload=plan.payload | {"periods": periods, "ends_on": quarter["ends_on"]})
