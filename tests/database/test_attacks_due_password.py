"""A temporary password opens no table past the windows that it does not open: over real SCRAM, with the control."""

import pytest

from tests.database.attackers import weakened, without
from tests.database.red_team import answer, owner

DUE = "update private.accounts set must_change_password = %s where account_id = %s"
READERS = {
    "deputy": ("sec.sees_all", "journal.lessons"),
    "director": ("sec.sees_all", "journal.courses"),
    "administrator": ("sec.sees_all", "journal.works"),
    "inspector": ("sec.sees_all", "journal.lessons"),
    "secretary": ("sec.sees_names", "journal.people"),
}


@pytest.mark.attack("a due password in what may see every row")
@pytest.mark.parametrize("login", READERS)
def test_who_issued_a_temporary_password_reads_no_table_by_it(school, login):
    judge, table = READERS[login]
    count = f"select count(*) from {table}"
    owner(school, DUE, True, school.accounts[login])
    try:
        hidden = answer(school, login, count)
        with weakened(school, without(school, judge, (" and me.must_change_password is not true", ""))):
            control = answer(school, login, count)
    finally:
        owner(school, DUE, False, school.accounts[login])

    assert hidden == 0
    assert control == owner(school, count) > 0
    assert answer(school, login, count) == control
