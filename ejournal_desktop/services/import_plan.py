"""From what a file says to what should be in the database: a plan per kind, judged by ``api.apply_import``."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from ejournal_desktop.domain.errors import BadFileError
from ejournal_desktop.exchange.values import (
    BellSchedule,
    CalendarRow,
    CourseRow,
    CurriculumCell,
    CurriculumLimit,
    DayOffRow,
    GuardianRow,
    HolidayRow,
    ImportResult,
    PeriodRow,
    Problem,
    PupilRow,
    StaffRow,
    TimetableLesson,
)

ImportKind = Literal[
    "school", "calendar", "bells", "staff", "pupils", "curriculum", "load", "groups", "timetable", "lessons"
]
CurriculumRow = CurriculumCell | CurriculumLimit
UNMARKED_SUBJECTS = frozenset({"ОРКСЭ"})
"""Subjects taught without marks in every grade (rulings 28); grade 1 takes no marks at all."""
_UNMARKED_GRADE = 1


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """One import, ready to be tried or applied.

    Attributes:
        payload: the rows that should be, by natural names; the server finds what is there already.
        problems: what the file's reader found, for the person; rows with a blocking problem are not in the payload.
        refused: number of rows of the file that do not go in.
        batch_id: the same for a repeat after a lost connection: applied once.
    """

    kind: ImportKind
    file_name: str
    file_sha256: bytes
    payload: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    refused: int = 0
    batch_id: uuid.UUID = field(default_factory=uuid.uuid4)


def plan_calendar(result: ImportResult[CalendarRow], school_year: str = "") -> ImportPlan:
    """Year, periods, holidays and days off; the year reaches from the first to the last day of its periods.

    Raises:
        BadFileError: ``no-periods``, the file names no reporting period (detail: file).
    """
    periods = [row for row in result.rows if isinstance(row, PeriodRow)]
    if not periods:
        raise BadFileError("no-periods", {"file": result.file_name})
    holidays = [row for row in result.rows if isinstance(row, HolidayRow | DayOffRow)]
    first, last = min(row.starts_on for row in periods), max(row.ends_on for row in periods)
    payload = {
        "school_year": school_year or year_name(first),
        "starts_on": first.isoformat(),
        "ends_on": last.isoformat(),
        "periods": [_period(row) for row in periods],
        "days_off": [_day_off(row) for row in holidays],
    }
    return _plan("calendar", result, payload)


def plan_bells(result: ImportResult[CalendarRow]) -> ImportPlan:
    """Bell schedules; the first of the file is the usual one."""
    schedules = [row for row in result.rows if isinstance(row, BellSchedule)]
    rows = [
        {
            "name": schedule.name,
            "is_default": number == 0,
            "bells": [
                {"lesson_no": b.lesson_no, "starts_at": b.starts_at.isoformat(), "ends_at": b.ends_at.isoformat()}
                for b in schedule.bells
            ],
        }
        for number, schedule in enumerate(schedules)
    ]
    return _plan("bells", result, {"schedules": rows})


def plan_staff(result: ImportResult[StaffRow], school_year: str) -> ImportPlan:
    """People of the staff with their posts and classes led."""
    keys = _keys(result.rows)
    people = [
        {
            "key": key,
            "last_name": row.last_name,
            "first_name": row.first_name,
            "middle_name": row.middle_name,
            "birth_date": _iso(row.birth_date),
            "sex": row.sex,
            "snils": row.snils,
            "phone": row.phone,
            "email": row.email,
            "positions": list(row.positions),
            "subjects": list(row.subjects),
            "category": row.category,
            "room": row.room,
        }
        for key, row in zip(keys, result.rows, strict=True)
    ]
    leaders = [
        {"key": key, "class_name": row.leads_class}
        for key, row in zip(keys, result.rows, strict=True)
        if row.leads_class
    ]
    return _plan("staff", result, {"school_year": school_year, "people": people, "class_teachers": leaders})


def plan_pupils(result: ImportResult[PupilRow], school_year: str) -> ImportPlan:
    """Pupils with guardians, consents and classes; without a consent only the name and the class."""
    keys = _keys(result.rows)
    pupils = [_pupil(key, row) for key, row in zip(keys, result.rows, strict=True)]
    return _plan("pupils", result, {"school_year": school_year, "pupils": pupils})


def plan_curriculum(result: ImportResult[CurriculumRow], school_year: str) -> ImportPlan:
    """Hours a week by stream and subject; limits are the reader's business."""
    cells = [
        {"stream": row.stream, "subject": row.subject, "hours": str(row.hours)}
        for row in result.rows
        if isinstance(row, CurriculumCell)
    ]
    return _plan("curriculum", result, {"school_year": school_year, "cells": cells})


def plan_load(result: ImportResult[CourseRow], school_year: str) -> ImportPlan:
    """Courses with their study groups and holders."""
    courses = [
        {
            "subject": row.subject,
            "group_name": group_name(row.group_name, row.class_names),
            "class_names": list(row.class_names),
            "hours": str(row.hours),
            "teacher": row.teacher,
            "marking": marking_of(row.subject, row.class_names),
        }
        for row in result.rows
    ]
    return _plan("load", result, {"school_year": school_year, "courses": courses})


def plan_groups(members: Iterable[tuple[str, str, str]], school_year: str, source: ImportResult[Any]) -> ImportPlan:
    """Who is in which subgroup: (group, class, full name); ``source`` is the file that the decision rests on."""
    rows = [{"group_name": group, "class_name": name, "full_name": person} for group, name, person in members]
    return ImportPlan("groups", source.file_name, source.source_sha256, {"school_year": school_year, "members": rows})


def plan_timetable(
    result: ImportResult[TimetableLesson], school_year: str, name: str, *, with_lessons: bool = True
) -> ImportPlan:
    """The weekly timetable; the server makes the lessons of every date to the year's end from it.

    Args:
        result: the timetable as read.
        school_year: «2026/2027».
        name: of this version.
        with_lessons: false when ``plan_lessons`` makes them, grades side by side.
    """
    entries = [
        {
            "weekday": row.weekday,
            "lesson_no": row.lesson_no,
            "subject": row.subject,
            "group_name": group_name(row.group_name, row.class_names),
            "class_names": list(row.class_names),
            "teacher": row.teacher_short,
            "room": row.room,
        }
        for row in result.rows
    ]
    payload = {"school_year": school_year, "name": name, "with_lessons": with_lessons, "entries": entries}
    return _plan("timetable", result, payload)


def plan_lessons(timetable: ImportPlan, grade_from: int, grade_to: int) -> ImportPlan:
    """The lessons of some grades from the timetable in force, for one that came in without them."""
    payload = {"school_year": timetable.payload["school_year"], "grade_from": grade_from, "grade_to": grade_to}
    return ImportPlan("lessons", timetable.file_name, timetable.file_sha256, payload)


def year_name(first_day: date) -> str:
    """«2026/2027» of a year that begins about the first of September."""
    first = first_day.year if first_day.month > 6 else first_day.year - 1  # noqa: PLR2004 - a year begins after June
    return f"{first}/{first + 1}"


def group_name(name: str | None, class_names: Sequence[str]) -> str:
    """The study group of a course: its own name, or the class's (joined classes: «1А-1Б»)."""
    return name or "-".join(class_names)


def marking_of(subject: str, class_names: Sequence[str]) -> str:
    """How a new course is marked: not at all in grade 1 and in ОРКСЭ, else from 1 to 5 (rulings 28)."""
    grades = {int("".join(sign for sign in name if sign.isdigit())) for name in class_names}
    return "none" if _UNMARKED_GRADE in grades or subject in UNMARKED_SUBJECTS else "five"


def _plan(kind: ImportKind, result: ImportResult[Any], payload: dict[str, Any]) -> ImportPlan:
    return ImportPlan(kind, result.file_name, result.source_sha256, payload, result.problems, len(result.refused))


def _period(row: PeriodRow) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "number": row.number,
        "grade_from": row.grade_from,
        "grade_to": row.grade_to,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
    }


def _day_off(row: HolidayRow | DayOffRow) -> dict[str, Any]:
    if isinstance(row, DayOffRow):
        row = HolidayRow(row.place, row.name, 1, 11, row.on_date, row.on_date)
        return _holiday(row, is_holiday_week=False)
    return _holiday(row, is_holiday_week=True)


def _holiday(row: HolidayRow, *, is_holiday_week: bool) -> dict[str, Any]:
    return {
        "name": row.name,
        "is_holiday_week": is_holiday_week,
        "grade_from": row.grade_from,
        "grade_to": row.grade_to,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
    }


def _pupil(key: str, row: PupilRow) -> dict[str, Any]:
    return {
        "key": key,
        "class_name": row.class_name,
        "last_name": row.last_name,
        "first_name": row.first_name,
        "middle_name": row.middle_name,
        "birth_date": _iso(row.birth_date),
        "sex": row.sex,
        "snils": row.snils,
        "address": row.address,
        "file_number": row.file_number,
        "has_consent": row.has_consent,
        "consent_number": row.consent_number,
        "consent_date": _iso(row.consent_date),
        "refuses_electronic": row.refuses_electronic,
        "guardians": [_guardian(guardian) for guardian in row.guardians],
    }


def _guardian(row: GuardianRow) -> dict[str, Any]:
    return {
        "relation": row.relation,
        "last_name": row.last_name,
        "first_name": row.first_name,
        "middle_name": row.middle_name,
        "phone": row.phone,
        "email": row.email,
    }


def _keys(rows: Sequence[StaffRow | PupilRow]) -> list[str]:
    """What a refusal calls the row: sheet, row and name."""
    return [f"{row.place.sheet}:{row.place.row} {row.full_name}" for row in rows]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
