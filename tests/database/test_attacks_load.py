"""A file of the load gives no teacher the days of another: over real SCRAM, with the control."""

import hashlib
import json
import uuid

import pytest

from tests.database.attackers import cell, save, weakened, without
from tests.database.red_team import answer, owner

APPLY = "select api.apply_import('load', %s::uuid, 'файл.xlsx', %s, %s::jsonb)"
HELD = (
    "select lower(during) from journal.course_holders where course_id = %s and person_id = %s"
    " order by course_holder_id desc"
)


@pytest.fixture(scope="module")
def vacant(school):
    """Petrova held math of 7А by an order that ended five days ago; a mark of hers stands three weeks back."""
    with school.connect("petrova", autocommit=True) as connection:
        [outcome] = save(connection, cell(school, -7, "Абрамов", "2", course="math"))
        assert outcome["result"] == "saved"
    owner(
        school,
        "update journal.course_holders set during = daterange(lower(during), %s) where course_id = %s",
        school.day(-5),
        school.courses["math"],
    )
    return school


def given(school):
    """The administrator's file names Sidorov; the outcome of his change of the mark."""
    course = {"subject": "Математика", "group_name": "7А", "class_names": ["7А"], "hours": 5, "marking": "five"}
    plan = json.dumps({"school_year": "Учебный год", "courses": [course | {"teacher": "Сидоров А.О."}]})
    told = answer(school, "administrator", APPLY, str(uuid.uuid4()), hashlib.sha256(plan.encode()).digest(), plan)
    assert isinstance(told, dict), told
    since = owner(school, HELD, school.courses["math"], school.people["sidorov"])
    with school.connect("sidorov") as connection:
        [outcome] = save(connection, cell(school, -7, "Абрамов", "5", course="math", seen=1))
        connection.rollback()
    owner(school, "alter table journal.course_holders disable trigger user")
    owner(
        school,
        "delete from journal.course_holders where course_id = %s and person_id = %s",
        school.courses["math"],
        school.people["sidorov"],
    )
    owner(school, "alter table journal.course_holders enable trigger user")
    return since, outcome["result"], outcome.get("code")


@pytest.mark.attack("a holding begins where the one before it ended")
def test_a_new_teacher_of_the_file_does_not_change_marks_of_the_days_before_hers(vacant):
    told = given(vacant)
    with weakened(vacant, without(vacant, "sec.import_load", ("select max(upper(o.during))", "select null::date"))):
        control = given(vacant)

    assert told == (vacant.day(-5), "refused", "EJ002")
    assert control == (vacant.day(-80), "saved", None)
