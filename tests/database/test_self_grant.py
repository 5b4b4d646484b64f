"""Nobody gives herself a class, a course, a substitution or a role: by no window and by no file (rulings 16)."""

import hashlib
import json
import uuid

import psycopg
import pytest

from tests.database.attackers import untriggered, weakened, without
from tests.database.stage import Stage, refused
from tests.database.test_guard_controls import silence
from tests.database.test_guard_imports import apply_import, load
from tests.database.test_managers_who_teach import approve_load
from tests.database.whole_model import WholeModel

APPLY = "select api.apply_import(%s, %s::uuid, 'файл.xlsx', %s, %s::jsonb)"
LEADS = "select c.name from journal.class_teachers as t join journal.school_classes as c on c.class_id = t.class_id"


def staff(**classes):
    """A staff list: surname → class that she leads."""
    return {
        "people": [
            {"key": name, "last_name": name, "first_name": "Анна", "middle_name": "Олеговна", "positions": ["учитель"]}
            | {"subjects": [], "category": "", "room": ""}
            for name in classes
        ],
        "class_teachers": [{"key": name, "class_name": of} for name, of in classes.items()],
    }


def over_scram(school, login, statement, *arguments):
    """The first value, or SQLSTATE and reason of the refusal; nothing of it stays."""
    with school.connect(login) as connection:
        try:
            answer = connection.execute(statement, arguments).fetchone()
            leads = {name for (name,) in connection.execute(LEADS + " join journal.staff as s using (person_id)")}
        except psycopg.Error as error:
            code, detail = Stage.explain(error)
            return code, detail.get("reason")
        finally:
            connection.rollback()
    return answer[0] if answer else None, leads


def import_over_scram(school, plan):
    content = json.dumps({"school_year": "Учебный год"} | plan)
    digest = hashlib.sha256(content.encode()).digest()
    return over_scram(school, "administrator", APPLY, "staff", str(uuid.uuid4()), digest, content)


@pytest.mark.attack("the rows of oneself are left out, and the judge of self-grants")
def test_an_administrator_on_the_staff_list_gets_no_class_and_the_rest_of_the_list_goes_in(school):
    counts, leads = import_over_scram(school, staff(Админов="7Б", Сидоров="7В"))

    skip = without(
        school,
        "sec.import_class_teachers",
        ("r.id = sec.person_id() as is_own", "false as is_own"),
    )
    with weakened(school, skip):
        judged = import_over_scram(school, staff(Админов="7Б"))
    with weakened(school, skip, untriggered("journal.class_teachers", "judge_self_grant")):
        attack, control = import_over_scram(school, staff(Админов="7Б"))

    assert (counts["own_classes"], leads) == (["7Б"], {"7А", "7В"})
    assert judged == ("EJ002", "self-grant")
    assert (attack["own_classes"], control) == ([], {"7А", "7Б"})


def test_a_class_that_another_leads_is_not_taken_from_her_by_the_importer(stage):
    _batch, counts = apply_import(stage, "staff", **staff(Админов="7А"))

    led = stage.owner("select person_id, upper_inf(during) from journal.class_teachers")

    assert counts["own_classes"] == ["7А"]
    assert led == [(stage.school.people["kuznetsova"], True)]


def test_a_class_that_she_leads_already_is_no_news_of_the_file(stage):
    stage.owner("update journal.class_teachers set person_id = %s", stage.school.people["administrator"])
    _batch, counts = apply_import(stage, "staff", **staff(Админов="7А"))
    assert counts["own_classes"] == []


def a_teacher_too(stage):
    stage.owner(
        "insert into private.role_grants (account_id, school_role) values (%s, 'teacher')",
        stage.school.accounts["administrator"],
    )
    stage.owner(f'grant {stage.school.database.role("teacher")} to "{stage.school.role("administrator")}"')


def no_administrator_more(stage):
    stage.owner(
        "update private.role_grants set during = 'empty' where school_role = 'administrator' and account_id = %s",
        stage.school.accounts["administrator"],
    )


def test_a_course_that_she_brought_in_for_herself_waits_for_the_director_whatever_role_she_keeps(stage):
    a_teacher_too(stage)
    _batch, counts = apply_import(stage, "load", **load(stage, "Админов"))
    as_both = refused(stage, "administrator", stage.mark(0, "Абрамов", "5"))
    with stage.connection.transaction() as approving:
        approve_load(stage)
        [approved] = stage.save("administrator", stage.mark(0, "Абрамов", "5"))
        raise psycopg.Rollback(approving)
    no_administrator_more(stage)
    as_teacher, _ = refused(stage, "administrator", stage.mark(0, "Абрамов", "5"))
    stage.owner("alter table journal.course_holders disable trigger judge_self_entry")
    stage.owner("update journal.course_holders set is_self_entered = false")
    [control] = stage.save("administrator", stage.mark(0, "Абрамов", "5"))

    assert counts["own_courses"] == ["7А · Математика"]
    assert (as_both, as_teacher) == (("EJ002", {"reason": "load-not-approved"}), "EJ002")
    assert (approved["result"], control["result"]) == ("saved", "saved")


def test_an_unapproved_course_of_her_own_entry_is_not_read_either(stage):
    a_teacher_too(stage)
    apply_import(stage, "load", **load(stage, "Админов"))
    no_administrator_more(stage)
    page = ("select api.journal_page(%s, %s::smallint)", stage.school.courses["math"], stage.school.period)
    code, _ = stage.refusal("administrator", *page)
    stage.owner("alter table journal.course_holders disable trigger judge_self_entry")
    stage.owner("update journal.course_holders set is_self_entered = false")

    assert code == "EJ002"
    assert stage.as_person("administrator", *page)[0][0]["course"]["course_id"] == stage.school.courses["math"]


def test_a_course_of_a_colleague_is_entered_as_ever(stage):
    _batch, counts = apply_import(stage, "load", **load(stage, "Сидоров"))
    [outcome] = stage.save("sidorov", stage.mark(0, "Абрамов", "5"))
    assert (counts["own_courses"], outcome["result"]) == ([], "saved")


ROLE = (
    "insert into private.role_grants (account_id, school_role)"
    " select account_id, 'teacher' from private.accounts where person_id = {administrator}"
)
SELF_GRANTS = {
    "a class": (
        "journal.class_teachers",
        "judge_self_grant",
        "insert into journal.class_teachers values ({class_b}, {administrator}, '[2020-01-01,)')",
    ),
    "a class that was another's": (
        "journal.class_teachers",
        "judge_self_grant",
        "update journal.class_teachers set person_id = {administrator}",
    ),
    "a lesson of a substitute": (
        "journal.substitutions",
        "judge_self_grant",
        "insert into journal.substitutions (lesson_id, person_id) values ({today_lesson}, {administrator})",
    ),
    "another lesson of a substitute": (
        "journal.substitutions",
        "judge_self_grant",
        "update journal.substitutions set lesson_id = {future_lesson}",
    ),
    "a role": (
        "private.role_grants",
        "judge",
        ROLE,
    ),
}


@pytest.mark.parametrize("what", SELF_GRANTS)
def test_through_a_broken_window_nobody_gives_herself(stage, what):
    table, trigger, statement = SELF_GRANTS[what]
    model = WholeModel(stage)
    stage.owner(
        "insert into journal.substitutions (lesson_id, person_id) values (%s, %s)",
        stage.school.lessons["math", 1],
        stage.school.people["administrator"],
    )
    if table == "private.role_grants":
        stage.owner("grant select on private.accounts to " + stage.school.database.role("api"))
        stage.owner(f"create policy all_rows on private.accounts to {stage.school.database.role('api')} using (true)")
    code, detail = model.refusal("administrator", table, statement)
    if trigger == "judge":
        silence(stage, "not to oneself")
    else:
        stage.owner(f"alter table {table} disable trigger {trigger}")

    assert (code, detail["reason"]) == ("EJ002", "self-grant")
    assert model.act("administrator", table, statement) == [(1,)]


def test_a_colleague_whose_days_end_earlier_or_who_is_given_a_class_is_no_matter_of_the_judge(stage):
    model = WholeModel(stage)
    stage.owner("update journal.class_teachers set person_id = %s", stage.school.people["administrator"])
    ended = "update journal.class_teachers set during = daterange(lower(during), current_date)"
    given = "insert into journal.class_teachers values ({class_b}, {sidorov}, '[2020-01-01,)')"

    assert model.act("administrator", "journal.class_teachers", ended) == [(1,)]
    assert model.act("administrator", "journal.class_teachers", given) == [(1,)]
