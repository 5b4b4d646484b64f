"""A member of a group takes nothing away from the group: over real SCRAM connections, with the control."""

import pytest

from tests.database.attackers import weakened
from tests.database.red_team import answer, owner

READERS = "select count(*) from pg_policies where %s = any (roles::text [])"
SEES = "select count(*) from journal.people"
SWITCH = ("alter event trigger keep_rights disable", "alter event trigger keep_rights enable")
MANAGEMENT = ["deputy", "director", "administrator", "inspector"]


@pytest.mark.parametrize("login", [*MANAGEMENT, "secretary", "pupil"])
def test_nobody_drops_what_her_group_or_all_people_may_read(school, login):
    groups = [school.database.role(name) for name in (login, "person")]
    before = [owner(school, READERS, group) for group in groups]

    assert [answer(school, login, f"drop owned by {group} cascade") for group in groups] == [("42501", None)] * 2
    assert answer(school, login, "drop owned by current_user cascade") == ("42501", None)
    assert [owner(school, READERS, group) for group in groups] == before


@pytest.mark.attack("the event trigger")
def test_one_inspector_does_not_blind_all_of_them(school):
    group = school.database.role("inspector")
    refused = answer(school, "inspector", f"drop owned by {group}")
    seen = answer(school, "inspector", SEES)
    with weakened(school, SWITCH):
        answer(school, "inspector", f"drop owned by {group}")

    assert (refused, seen) == (("42501", None), owner(school, SEES))
    assert (owner(school, READERS, group), answer(school, "inspector", SEES)) == (0, 0)


@pytest.mark.attack("the event trigger")
def test_nobody_lays_default_privileges_upon_her_group(school):
    group = school.database.role("teacher")
    laid = f"alter default privileges for role {group} grant select on tables to public"
    refused = answer(school, "petrova", laid)
    with weakened(school, SWITCH):
        control = answer(school, "petrova", laid)
        owner(school, f"alter default privileges for role {group} revoke select on tables from public")

    assert (refused, control) == (("42501", None), None)
