"""Pages that the end of an order has shut (rulings 7) are opened by no file of the administrator; with controls."""

import hashlib
import json
import uuid

import pytest

from tests.database.attackers import cell, save, untriggered, weakened, without
from tests.database.red_team import answer, owner

APPLY = "select api.apply_import(%s, %s::uuid, 'файл.xlsx', %s, %s::jsonb)"


@pytest.fixture(scope="module")
def shut(school):
    """The order for finals of the present period in 7А and 7Б ended yesterday; nobody handed over."""
    order = owner(
        school,
        "insert into journal.orders (number, issued_on, kind, title) values ('80', %s, 'finals', 'Итоги')"
        " returning order_id",
        school.day(-9),
    )
    for class_id in school.classes.values():
        owner(
            school,
            "insert into journal.finals_scopes (order_id, class_id, period_id, opens_on, closes_on)"
            " values (%s, %s, %s, %s, %s)",
            order,
            class_id,
            school.period,
            school.day(-8),
            school.day(-1),
        )
    for grade, letter in ((7, "В"), (3, "Г")):
        owner(
            school,
            "insert into journal.school_classes (school_year_id, grade, letter) values (%s, %s, %s)",
            school.year,
            grade,
            letter,
        )
    return school


def imported(school, kind, **plan):
    content = json.dumps({"school_year": "Учебный год"} | plan, default=str)
    digest = hashlib.sha256(content.encode()).digest()
    return answer(school, "administrator", APPLY, kind, str(uuid.uuid4()), digest, content)


def periods(school, *rows):
    named = ("kind", "number", "grade_from", "grade_to", "starts_on", "ends_on")
    days = {"starts_on": school.day(-80), "ends_on": school.day(150), "days_off": []}
    return imported(school, "calendar", **days, periods=[dict(zip(named, row, strict=True)) for row in rows])


def load(school, *class_names):
    course = {"subject": "Математика", "group_name": "7А", "class_names": class_names, "hours": 5, "marking": "five"}
    return imported(school, "load", courses=[course | {"teacher": "Петрова А.О."}])


def code_of_a_mark(school, pupil="Абрамов"):
    with school.connect("petrova") as connection:
        [outcome] = save(connection, cell(school, -1, pupil, "5", course="math"))
        connection.rollback()
    return outcome.get("code"), outcome["result"]


def test_an_order_that_ended_has_shut_the_page(shut):
    assert code_of_a_mark(shut) == ("EJ011", "refused")


@pytest.mark.attack("the judge of periods")
def test_a_period_of_another_kind_over_it_opens_nothing(shut):
    laid = ("trimester", 1, 1, 11, shut.day(-30), shut.day(15))
    refused = periods(shut, laid)
    weak = without(shut, "sec.judge_period", ("or sec.is_closed_by_order(p)", ""))
    with weakened(shut, weak):
        passed = periods(shut, laid)
        control = code_of_a_mark(shut)
        owner(shut, "delete from journal.periods where kind = 'trimester'")

    assert refused == ("EJ020", "overlap")
    assert (passed["created"], control) == (1, (None, "saved"))
    assert code_of_a_mark(shut) == ("EJ011", "refused")


@pytest.mark.attack("the judge of periods")
def test_its_bounds_do_not_move_away_from_the_closed_days(shut):
    moved = ("quarter", 2, 1, 11, shut.day(-45), shut.day(-5))
    refused = periods(shut, moved)
    weak = without(shut, "sec.judge_period", ("or sec.is_closed_by_order(old)", ""))
    with weakened(shut, weak):
        passed = periods(shut, moved)
        control = code_of_a_mark(shut)
        periods(shut, ("quarter", 2, 1, 11, shut.day(-45), shut.day(20)))

    assert refused == ("EJ020", "handed-over")
    assert (passed["changed"], control) == (1, (None, "saved"))
    assert code_of_a_mark(shut) == ("EJ011", "refused")


@pytest.mark.attack("the judge of classes of a group")
@pytest.mark.parametrize("stranger", ["7В", "3Г"])
def test_a_class_without_such_an_order_is_not_added_to_its_group(shut, stranger):
    refused = load(shut, "7А", stranger)
    with weakened(shut, untriggered("journal.study_group_classes", "judge")):
        load(shut, "7А", stranger)
        control = code_of_a_mark(shut)
        owner(
            shut,
            "delete from journal.study_group_classes as g using journal.school_classes as k"
            " where k.class_id = g.class_id and k.name = %s",
            stranger,
        )

    assert refused == ("EJ020", "group-closed")
    assert control == (None, "saved")
    assert code_of_a_mark(shut) == ("EJ011", "refused")


def test_a_class_whose_own_order_has_ended_joins_the_group(shut):
    assert load(shut, "7А", "7Б")["created"] == 0
    joined = owner(
        shut,
        "select count(*) from journal.study_group_classes where group_id = %s",
        shut.groups["7А"],
    )

    assert joined == 2
    assert code_of_a_mark(shut) == ("EJ011", "refused")
