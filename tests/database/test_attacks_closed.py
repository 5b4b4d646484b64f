"""Who came to a psychologist is hers to know: attacks of the management and the inspector, each with its control."""

import json
import uuid

import pytest

from tests.database.attackers import weakened, without
from tests.database.red_team import answer, owner

MANAGEMENT = ["deputy", "director", "administrator", "inspector"]
HISTORY = "select api.cell_history(%s, null, %s)"


@pytest.fixture(scope="module")
def session(school):
    """A session of today at which the psychologist wrote that Абрамов was ill."""
    course = owner(
        school,
        "insert into journal.courses (school_year_id, subject_id, group_id, hours_per_week, marking, kind)"
        " select school_year_id, (select subject_id from journal.subjects where name = 'Английский язык'), group_id, 1,"
        " 'none', 'psychologist' from journal.courses where course_id = %s returning course_id",
        school.courses["math"],
    )
    owner(
        school,
        "insert into journal.course_holders (course_id, person_id, during) values (%s, %s, daterange(%s, null))",
        course,
        school.people["psychologist"],
        school.day(-80),
    )
    lesson = owner(
        school,
        "insert into journal.lessons (course_id, held_on, lesson_no) values (%s, %s, 2) returning lesson_id",
        course,
        school.today,
    )
    absence = {"operation_id": str(uuid.uuid4()), "lesson_id": lesson, "pupil_id": school.pupils["Абрамов"]}
    [saved] = answer(
        school,
        "psychologist",
        "select api.save_cells(1, %s::jsonb)",
        json.dumps([absence | {"field": "attendance", "seen": 0, "value": "б"}]),
    )
    assert saved["result"] == "saved"
    return lesson


@pytest.mark.attack("closed courses in the window")
@pytest.mark.parametrize("login", MANAGEMENT)
def test_the_history_of_a_cell_does_not_tell_the_management_who_came_to_a_session(school, session, login):
    pupil = school.pupils["Абрамов"]
    refused = answer(school, login, HISTORY, session, pupil)
    with weakened(
        school, without(school, "api.cell_history", ("sees_all_changes := false", "sees_all_changes := true"))
    ):
        control = answer(school, login, HISTORY, session, pupil)

    assert refused == ("EJ002", "not-holder")
    assert [change[-1] for change in control["changes"]] == ["б"]
    assert [change[-1] for change in answer(school, "psychologist", HISTORY, session, pupil)["changes"]] == ["б"]


@pytest.mark.attack("no grant on a table with hidden rows")
@pytest.mark.parametrize("login", MANAGEMENT)
def test_no_plan_counts_the_hidden_rows_of_a_session_for_the_management(school, session, login):
    group = school.database.role(login)
    counted = (
        "explain (analyze, costs off, timing off, summary off, format json)"
        f" select from journal.attendance where lesson_id = {session} and pupil_id = {school.pupils['Абрамов']}"
    )
    readers = "using (course_id <> all (select course_id from journal.courses where kind = 'psychologist'))"
    grant = (
        f"grant select on journal.attendance to {group};"
        f"create policy readers on journal.attendance for select to {group} {readers}"
    )
    revoke = f"drop policy readers on journal.attendance; revoke select on journal.attendance from {group}"
    refused = answer(school, login, counted)
    with weakened(school, (grant, revoke)):
        control = answer(school, login, counted)

    assert refused == ("42501", None)
    assert "'Rows Removed by Filter': 1" in str(control)
