"""Finals, hand-overs, debts and re-sits of others: no other role or holder gets at them; each with its control."""

import json
import uuid

import psycopg
import pytest

from tests.database.attackers import silenced, weakened, without_row_security
from tests.database.school_factory import build_school
from tests.database.stage import Stage
from tests.database.test_guard_controls import silence

NOBODYS = ("kuznetsova", "psychologist", "director", "administrator", "inspector", "secretary", "pupil", "guardian")
# window: its call, who may not
WINDOWS = {
    "finals_page": ("select api.finals_page({math}, {period}::smallint)", ("secretary", "pupil", "guardian")),
    "handover_checks": (
        "select api.handover_checks({math}, {period}::smallint)",
        ("kuznetsova", "psychologist", "secretary", "pupil", "guardian"),
    ),
    "hand_over": (
        "select api.hand_over({math}, {period}::smallint)",
        ("deputy", *NOBODYS),
    ),
    "finals_progress": (
        "select api.finals_progress({period}::smallint)",
        ("petrova", "kuznetsova", "psychologist", "secretary", "pupil", "guardian"),
    ),
    "save_finals": (
        "select api.save_finals(1, '[]')",
        ("deputy", *NOBODYS),
    ),
    "debts": ("select api.debts(null)", ("secretary", "pupil", "guardian")),
    "attempts": ("select api.attempts({math}, {period}::smallint)", ("secretary", "pupil", "guardian")),
    "open_debt": (
        "select api.open_debt({math}, {belova}, current_date, current_date + 9)",
        ("petrova", *NOBODYS),
    ),
    "prolong_debt": (
        "select api.prolong_debt({debt}, current_date + 99)",
        ("petrova", *NOBODYS),
    ),
    "settle_debt": (
        "select api.settle_debt({debt}, '3')",
        ("deputy", *NOBODYS),
    ),
    "add_attempt": (
        "select api.add_attempt({work}, {abramov}, '5')",
        ("deputy", *NOBODYS),
    ),
}
# what the judges below the doors would still say
JUDGES = (
    "results are set under an order that names them",
    "who recorded a debt does not settle it",
    "not for this role",
    "not your course",
    "finals are missing",
    "finals are set under an order",
    "not the holder who sets the finals",
    "not your course on that date",
)
# a re-sit that no right covers has no ground: the table asks for one too
GROUNDLESS = (
    "alter table journal.mark_attempts alter column ground drop not null",
    "alter table journal.mark_attempts alter column ground set not null",
)


@pytest.fixture(scope="module")
def school(database):
    """The hand-made school with a debt, a re-sit and an order of the register."""
    school = build_school(database)
    with psycopg.connect(database.conninfo) as connection:
        connection.execute(
            "insert into journal.orders (number, issued_on, kind, title) values ('77', current_date, 'finals', 'Итоги')"
        )
        connection.execute(
            "insert into journal.debts (course_id, pupil_id, arose_on, due_on, entered_by)"
            " values (%s, %s, current_date, current_date + 30, %s)",
            (school.courses["math"], school.pupils["Абрамов"], school.people["deputy"]),
        )
        mark = (school.works["math", -1], school.pupils["Абрамов"], school.courses["math"], school.people["petrova"])
        connection.execute(
            "insert into journal.marks (work_id, pupil_id, course_id, value, entered_by) values (%s, %s, %s, '2', %s)",
            mark,
        )
        connection.execute(
            "insert into journal.mark_attempts (work_id, pupil_id, course_id, attempt, value, set_on, entered_by)"
            " values (%s, %s, %s, 2, '4', current_date, %s)",
            mark,
        )
    return school


def ids(school):
    with psycopg.connect(school.database.conninfo) as connection:
        [(debt,)] = connection.execute("select debt_id from journal.debts").fetchall()
    return {
        "math": school.courses["math"],
        "period": school.period,
        "belova": school.pupils["Белова"],
        "abramov": school.pupils["Абрамов"],
        "work": school.works["math", -1],
        "debt": debt,
    }


@pytest.mark.parametrize(
    ("window", "login"), [(window, login) for window, (_call, logins) in WINDOWS.items() for login in logins]
)
def test_a_window_is_shut_to_who_may_not_and_opens_only_without_both_its_doors(school, stage, window, login):
    """The right of PostgreSQL is the first door, the window's own the second; judges and row security stand below."""
    call = WINDOWS[window][0].format(**ids(school))
    first, _ = stage.refusal(login, call)
    stage.owner(f'grant execute on all functions in schema api to "{school.role(login)}"')
    second, detail = stage.refusal(login, call)
    silence(stage, *JUDGES)
    stage.owner(f"alter role {school.database.role('api')} bypassrls")
    stage.owner(GROUNDLESS[0])

    assert (first, second, detail["reason"]) == ("42501", "EJ002", "role")
    assert len(stage.as_person(login, call)) == 1


def over_scram(school, login, call):
    """Its SQLSTATE (None: it passed) and the first value; nothing of it stays."""
    with school.connect(login) as connection:
        try:
            return None, connection.execute(call.format(**ids(school))).fetchone()[0]
        except psycopg.Error as error:
            return Stage.explain(error)[0], None
        finally:
            connection.rollback()


@pytest.mark.attack("row security and the judges of who holds the course")
@pytest.mark.parametrize("window", ["finals_page", "hand_over", "settle_debt", "add_attempt"])
def test_the_holder_of_another_course_is_refused_and_passes_only_without_the_guard(school, window):
    call = WINDOWS[window][0]
    refused, _ = over_scram(school, "sidorov", call)
    with weakened(school, without_row_security(school), silenced(school, *JUDGES), GROUNDLESS):
        control, _ = over_scram(school, "sidorov", call)

    assert (refused, control) == ("EJ002", None)


@pytest.mark.attack("row security of the windows' owner")
@pytest.mark.parametrize("window", ["debts", "attempts"])
def test_the_holder_of_another_course_sees_neither_debts_nor_re_sits(school, window):
    call = WINDOWS[window][0]
    seen = over_scram(school, "sidorov", call)
    with weakened(school, without_row_security(school)):
        _, control = over_scram(school, "sidorov", call)

    assert (seen, len(control)) == ((None, []), 1)
    assert over_scram(school, "petrova", call) == (None, control)


@pytest.mark.attack("row security and the judge of final marks")
def test_the_holder_of_another_course_sets_no_final(school):
    operation = {"operation_id": str(uuid.uuid4()), "course_id": school.courses["math"], "period_id": school.period}
    operation |= {"pupil_id": school.pupils["Абрамов"], "field": "period", "seen": 0, "value": "5", "reason": ""}
    call = "select api.save_finals(1, '" + json.dumps([operation]).replace("{", "{{").replace("}", "}}") + "')"
    _, [refused] = over_scram(school, "sidorov", call)
    with weakened(school, without_row_security(school), silenced(school, *JUDGES)):
        _, [control] = over_scram(school, "sidorov", call)

    assert (refused["result"], refused["code"], control["result"]) == ("refused", "EJ002", "saved")
