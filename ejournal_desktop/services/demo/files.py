"""The files of the demo school, read by the importers that a real school uses."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ejournal_desktop.exchange.academic_calendar import parse_calendar
from ejournal_desktop.exchange.curriculum import parse_curriculum
from ejournal_desktop.exchange.fet_timetable import parse_fet_timetable
from ejournal_desktop.exchange.pupils import parse_pupils
from ejournal_desktop.exchange.staff import parse_staff
from ejournal_desktop.exchange.teaching_load import parse_teaching_load
from ejournal_desktop.exchange.values import (
    ImportResult,
    PeriodRow,
    Place,
    StaffRow,
)
from ejournal_desktop.services import import_plan
from ejournal_desktop.services.demo.accounts import INSPECTOR
from ejournal_desktop.services.demo.dates import YearShift, shift_for, shifted_calendar
from ejournal_desktop.services.demo.lesson_plans import LessonPlan, read_lesson_plans
from ejournal_desktop.services.demo.subgroups import subgroup_members
from ejournal_desktop.services.import_plan import ImportPlan

CALENDAR = "Звонки и каникулы.xlsx"
STAFF = "Кадры.xlsx"
PUPILS = "Контингент.xlsx"
CURRICULUM = "Учебный план.xlsx"
LOAD = "Нагрузка.xlsx"
TIMETABLE = "FET/kluchevskaya_activities.xml"
LESSON_PLANS = "КТП"
FET = "FET/kluchevskaya.fet"


@dataclass(frozen=True, slots=True)
class DemoPlans:
    """Every import of the demo in the order of their needs, and the year they make."""

    shift: YearShift
    plans: tuple[ImportPlan, ...]
    lessons: tuple[ImportPlan, ...]
    lesson_plans: tuple[LessonPlan, ...]


def read_files(folder: Path, today: date) -> DemoPlans:
    """Parse and plan everything; the school year is the one of ``today``."""
    calendar = parse_calendar(folder / CALENDAR)
    shift = shift_for(calendar.rows, today)
    starts_on = min(row.starts_on for row in calendar.rows if isinstance(row, PeriodRow))
    calendar = replace(calendar, rows=shifted_calendar(calendar.rows, shift))
    # the files are read as of their own year, so that ages and short years never depend on the clock
    staff = parse_staff(folder / STAFF, on_date=starts_on)
    pupils = parse_pupils(folder / PUPILS, on_date=starts_on)
    load = parse_teaching_load(folder / LOAD)
    curriculum = parse_curriculum(folder / CURRICULUM)
    lessons = parse_fet_timetable(folder / TIMETABLE, folder / FET)
    year = shift.year_name
    members = subgroup_members(load.rows, pupils.rows, {row.stream for row in curriculum.rows})
    timetable = import_plan.plan_timetable(lessons, year, "Основное расписание", with_lessons=False)
    plans = (
        import_plan.plan_calendar(calendar, year),
        import_plan.plan_bells(calendar),
        import_plan.plan_staff(staff, year),
        import_plan.plan_staff(_guests(staff), year),
        import_plan.plan_pupils(pupils, year),
        import_plan.plan_curriculum(curriculum, year),
        import_plan.plan_load(load, year),
        import_plan.plan_groups(members, year, load),
        timetable,
    )
    return DemoPlans(shift, plans, _lessons(timetable), read_lesson_plans(folder / LESSON_PLANS, starts_on))


def _lessons(timetable: ImportPlan) -> tuple[ImportPlan, ...]:
    """Two halves of about equal size, for two cores."""
    return import_plan.plan_lessons(timetable, 1, 6), import_plan.plan_lessons(timetable, 7, 11)


def _guests(staff: ImportResult[StaffRow]) -> ImportResult[StaffRow]:
    """The inspector, who is in no staff list: entered by hand, as a batch of her own."""
    last, first, middle = INSPECTOR.full_name.split()
    row = StaffRow(Place("", 1), last, first, middle, "Ж", None, ("специалист отдела образования",))
    return replace(staff, rows=(row,), problems=(), refused=(), rows_read=1, file_name="введено вручную")
