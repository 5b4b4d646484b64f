"""Who acts for the director hides nothing that she gave herself: over real SCRAM, each attack with its control."""

import hashlib
import json
import uuid

import pytest

from tests.database.attackers import weakened, without
from tests.database.red_team import answer, owner

APPLY = "select api.apply_import('load', %s::uuid, 'файл.xlsx', %s, %s::jsonb)"
RIGHTS = "select api.write_rights()"
SEE = "select api.see_write_rights(%s::integer [], %s::integer [], %s::integer [])"


@pytest.fixture(scope="module")
def acting(school):
    """Administrator and deputy act for the director; they gave Russian by a file, a substitution and an unlock."""
    for login in ("administrator", "deputy"):
        owner(
            school,
            "insert into journal.orders (number, issued_on, kind, title)"
            " values (%s, current_date, 'appointment', 'И. о.')",
            f"и.о. {login}",
        )
        owner(
            school,
            "insert into journal.delegations (person_id, acts_as, during, order_id) select %s, 'director',"
            " daterange(%s, %s), max(order_id) from journal.orders",
            school.people[login],
            school.today,
            school.day(3),
        )
        owner(school, f'grant {school.database.role("director")} to "{school.role(login)}"')
    course = {"subject": "Русский язык", "group_name": "7А", "class_names": ["7А"], "hours": 5, "marking": "five"}
    plan = json.dumps({"school_year": "Учебный год", "courses": [course | {"teacher": "Сидоров А.О."}]})
    told = answer(school, "administrator", APPLY, str(uuid.uuid4()), hashlib.sha256(plan.encode()).digest(), plan)
    assert isinstance(told, dict), told
    owner(
        school,
        "insert into journal.substitutions (lesson_id, person_id, entered_by) values (%s, %s, %s)",
        school.lessons["math", 5],
        school.people["sidorov"],
        school.role("deputy"),
    )
    [request] = answer(
        school,
        "petrova",
        "select api.request_unlock(%s, array[%s], null, 'ошибка', null)",
        school.courses["math"],
        school.lessons["math", -40],
    )
    assert answer(school, "deputy", "select api.agree_unlocks(array[%s])", request) == 1
    assert answer(school, "administrator", "select api.open_unlocks(array[%s], null)", request) == 1
    return school


def listed(school, kind):
    return [row["row_id"] for row in answer(school, "director", RIGHTS) if row["kind"] == kind]


def hidden(school, login, kind):
    """How many of a kind the acting one marks as seen, and how many of these the director still finds in the list."""
    rows = listed(school, kind)
    given = {name: rows if name == kind else [] for name in ("holder", "substitution", "unlock")}
    done = answer(school, login, SEE, *given.values())
    return done, [row in listed(school, kind) for row in rows]


@pytest.mark.attack("another than the giver sees a right to write")
@pytest.mark.parametrize(
    ("login", "kind", "window", "judge"),
    [
        ("administrator", "holder", "b.imported_by = session_user", "sec.demand_other_giver"),
        ("deputy", "substitution", "s.entered_by is distinct from session_user::text", "sec.demand_other_giver"),
        ("administrator", "unlock", "u.opened_by is distinct from sec.person_id()", "sec.demand_other"),
    ],
)
def test_who_acts_for_the_director_does_not_mark_her_own_gift_as_seen(acting, login, kind, window, judge):
    rows = listed(acting, kind)
    own = hidden(acting, login, kind)
    instead = "false" if kind == "holder" else "true"
    window_open = without(acting, "sec.see_write_rights", (window, instead))
    with weakened(acting, window_open):
        judged, _ = hidden(acting, login, kind)
    with weakened(acting, window_open, without(acting, judge, (" then", " and false then"))):
        control = hidden(acting, login, kind)

    assert rows
    assert own[1].count(True) >= 1
    assert judged == ("EJ002", "self-grant")
    assert control == (len(control[1]), [False] * len(control[1]))
    assert control[0] >= 1
