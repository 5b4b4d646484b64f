"""What one person makes without end would wear the server out for all: over real SCRAM, with the control."""

import pytest

from tests.database.attackers import weakened, without
from tests.database.code_holder import verifier
from tests.database.red_team import answer, owner

ISSUED = (
    "insert into private.access_codes (person_id, role_name, school_roles, issued_by, valid_until, voided_at)"
    " select %s, 'made-' || %s || n, '{{pupil}}', %s, clock_timestamp(), clock_timestamp()"
    " from generate_series(1, {most}) as n"
)
ISSUE = "select api.issue_code(%s, %s, %s, '{pupil}')"


@pytest.mark.attack("the most codes of a day")
@pytest.mark.parametrize(("login", "most"), [("kuznetsova", 300), ("administrator", 5000)])
def test_nobody_fills_the_server_with_roles_of_codes(school, login, most):
    pupil, issuer = school.pupils["Белова"], school.people[login]
    code = (ISSUE, pupil, school.database.role(f"c_{login[:6]}"), verifier("a secret of a code"))
    owner(school, ISSUED.format(most=most - 1), pupil, login, issuer)
    last = answer(school, login, ISSUE, pupil, school.database.role(f"c_x{login[:5]}"), code[3])
    refused = answer(school, login, *code)
    with weakened(school, without(school, "sec.add_code", (">= most_a_day", "< 0"))):
        control = answer(school, login, *code)

    assert refused == ("EJ020", "code-flood")
    assert last["access_code_id"] < control["access_code_id"]
