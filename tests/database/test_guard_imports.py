"""An administrator who imports files to rewrite history: what is shut stays shut, what passes is on record."""

import hashlib
import json
import uuid

import pytest

from tests.database.stage import refused

APPLY = "select api.apply_import(%s, %s::uuid, 'файл.xlsx', %s, %s::jsonb)"


def apply_import(stage, kind, **plan):
    content = json.dumps({"school_year": "Учебный год"} | plan, default=str)
    batch = str(uuid.uuid4())
    arguments = (kind, batch, hashlib.sha256(content.encode()).digest(), content)
    return batch, stage.as_person("administrator", APPLY, *arguments)[0][0]


def import_refusal(stage, kind, **plan):
    content = json.dumps({"school_year": "Учебный год"} | plan, default=str)
    return stage.refusal("administrator", APPLY, kind, str(uuid.uuid4()), b"\x00" * 32, content)


def calendar_plan(stage, *periods, starts=-80, ends=150):
    day = stage.school.day
    return {
        "starts_on": day(starts),
        "ends_on": day(ends),
        "periods": [
            {
                "kind": kind,
                "number": number,
                "grade_from": 1,
                "grade_to": 11,
                "starts_on": day(first),
                "ends_on": day(last),
            }
            for kind, number, first, last in periods
        ],
        "days_off": [],
    }


def load(stage, teacher, group="7А", classes=("7А",), subject="Математика"):
    course = {"subject": subject, "group_name": group, "class_names": list(classes), "hours": 5, "marking": "five"}
    return {"courses": [course | {"teacher": f"{teacher} А.О."}]}


def test_a_period_of_another_kind_laid_over_a_handed_over_one_opens_no_page(stage):
    stage.hand_over(on_day=0)
    apply_import(stage, "calendar", **calendar_plan(stage, ("trimester", 1, -44, 20)))

    code, detail = refused(stage, "petrova", stage.mark(-1, "Абрамов", "5"))

    assert (code, detail["period_kind"]) == ("EJ011", "quarter")


def test_a_class_of_another_grade_added_to_the_group_opens_no_handed_over_page(stage):
    stage.owner("update journal.periods set grade_from = 7")
    stage.owner(
        "insert into journal.school_classes (school_year_id, grade, letter) values (%s, 1, 'Я')", stage.school.year
    )
    stage.hand_over(on_day=0)
    apply_import(stage, "load", **load(stage, "Петрова", classes=("7А", "1Я")))

    code, _ = refused(stage, "petrova", stage.mark(-1, "Абрамов", "5"))

    assert code == "EJ011"


def test_the_bounds_of_a_handed_over_period_are_not_imported_anew(stage):
    stage.hand_over(on_day=0)

    code, detail = import_refusal(stage, "calendar", **calendar_plan(stage, ("quarter", 2, -5, 20)))

    assert (code, detail["reason"]) == ("EJ020", "handed-over")


def test_a_year_that_is_over_is_not_made_longer_to_open_its_windows(stage):
    stage.owner("alter table journal.edit_windows disable trigger judge")
    stage.owner("update journal.edit_windows set kind = 'never'")
    stage.owner_mark(-22, "Абрамов", "2")
    stage.without_judge("journal.school_years")
    stage.owner("update journal.school_years set ends_on = %s", stage.school.day(-1))
    stage.owner("alter table journal.school_years enable trigger judge")
    longer = calendar_plan(stage, ends=100)

    late, _ = refused(stage, "petrova", stage.mark(-22, "Абрамов", "5", seen=1))
    code, detail = import_refusal(stage, "calendar", **longer)
    stage.without_judge("journal.school_years")
    apply_import(stage, "calendar", **longer)
    [control] = stage.save("petrova", stage.mark(-22, "Абрамов", "5", seen=1))

    assert (late, code, detail["reason"], control["result"]) == ("EJ010", "EJ020", "year-over", "saved")


@pytest.mark.parametrize(
    "kind", ["calendar", "load", "groups", "timetable", "lessons", "staff", "pupils", "curriculum"]
)
def test_a_closed_year_takes_no_import(stage, kind):
    stage.owner("update journal.school_years set closed_at = clock_timestamp()")
    rows = {name: [] for name in ("courses", "members", "entries", "people", "class_teachers", "pupils", "cells")}

    code, _ = import_refusal(stage, kind, **rows | calendar_plan(stage))

    assert code == "EJ018" if kind != "timetable" else code in ("EJ018", "EJ041")


def test_a_course_taken_over_by_the_importer_reaches_no_lesson_before_today_and_is_on_record(stage):
    stage.owner(
        "insert into private.role_grants (account_id, school_role) values (%s, 'teacher')",
        stage.school.accounts["administrator"],
    )
    stage.owner(f'grant {stage.school.database.role("teacher")} to "{stage.school.role("administrator")}"')
    stage.owner_mark(-3, "Абрамов", "3")
    batch, _ = apply_import(stage, "load", **load(stage, "Админов"))

    code, _ = refused(stage, "administrator", stage.mark(-3, "Абрамов", "5", seen=1))

    record = stage.owner(
        "select operation, ground, session_role::text, coalesce(row_key ->> 'person_id', '') from audit.events"
        " where table_name = 'journal.course_holders' and row_key ->> 'course_id' = %s order by event_id desc limit 2",
        str(stage.school.courses["math"]),
    )
    importer = ("import:" + batch, stage.school.role("administrator"))
    assert code == "EJ002"
    assert sorted(record) == [
        ("insert", *importer, str(stage.school.people["administrator"])),
        ("update", *importer, str(stage.school.people["petrova"])),
    ]


def test_the_list_of_a_whole_class_is_not_emptied_by_an_import_of_subgroups(stage):
    code, detail = import_refusal(
        stage, "groups", members=[{"group_name": "7А", "class_name": "7А", "full_name": "Белова Анна Олеговна"}]
    )

    assert (code, detail["reason"]) == ("EJ041", "group")


def test_marks_of_a_pupil_taken_out_of_her_subgroup_stay_where_they_were(stage):
    stage.save("sidorov", stage.mark(-20, "Абрамов", "2", course="english"))
    apply_import(
        stage,
        "groups",
        members=[{"group_name": "7А англ. 1", "class_name": "7А", "full_name": "Белова Анна Олеговна"}],
    )

    shown = stage.as_person(
        "sidorov", "select api.journal_page(%s, %s::smallint)", stage.school.courses["english"], stage.school.period
    )[0][0]

    assert stage.school.pupils["Абрамов"] in [row[0] for row in shown["pupils"]]
    assert [row[2] for row in shown["marks"]] == ["2"]


def test_an_import_of_the_timetable_removes_no_lesson_with_entries(stage):
    entry = {"weekday": 1, "lesson_no": 7, "subject": "Электив", "group_name": "7А", "class_names": ["7А"], "room": ""}
    plan = {"name": "Р", "entries": [entry | {"teacher": "Петрова А.О."}]}
    apply_import(stage, "timetable", **plan, with_lessons=False)
    stage.save("petrova", stage.attendance(1, "Абрамов", "у"))
    stage.owner_mark(-1, "Абрамов", "2")

    code, detail = import_refusal(
        stage, "timetable", **plan | {"entries": [plan["entries"][0] | {"lesson_no": 6}]}, with_lessons=False
    )

    assert (code, detail["reason"]) == ("EJ020", "facts")


def test_an_imported_lesson_carries_no_forged_operation(stage):
    stage.owner(f"set local ejournal.operation_id = '{uuid.uuid4()}'")
    entry = {"weekday": 1, "lesson_no": 7, "subject": "Электив", "group_name": "7А", "class_names": ["7А"], "room": ""}

    apply_import(
        stage, "timetable", name="Р", entries=[entry | {"teacher": "Петрова А.О."}], valid_from=stage.school.day(1)
    )

    recorded = stage.owner(
        "select distinct operation_id from audit.events where table_name = 'journal.lessons' and ground ~ '^import:'"
    )
    assert recorded == [(None,)]


@pytest.mark.parametrize(
    "plan",
    [None, [], "x", 7, {"school_year": None}, {"school_year": {"a": 1}}, {"school_year": "Учебный год", "courses": {}}],
)
def test_a_plan_of_another_shape_writes_nothing(stage, plan):
    code, _ = stage.refusal("administrator", APPLY, "load", str(uuid.uuid4()), b"\x00" * 32, json.dumps(plan))

    batches = stage.owner("select count(*) from journal.import_batches")
    assert code
    assert batches == [(0,)]


def test_an_import_is_claimed_by_no_setting_of_the_session(stage):
    """The policies of imports open for the unfinished batch of this very transaction only."""
    batch, _ = apply_import(stage, "load", **load(stage, "Петрова"))
    stage.owner(f'grant {stage.school.database.role("api")} to "{stage.school.role("administrator")}"')
    make = "insert into journal.lessons (course_id, held_on, lesson_no) values (%s, %s, 7)"
    arguments = (stage.school.courses["math"], stage.school.day(2))
    stage.owner(f"set local ejournal.import_batch = '{batch}'")

    code, _ = stage.refusal("administrator", make, *arguments)
    stage.owner("update journal.import_batches set counts = '{}'")

    assert code == "42501"
    assert stage.as_person("administrator", make, *arguments) == [(1,)]
