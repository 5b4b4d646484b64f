"""Re-sits and debts over real sign-ins: an attempt beside the mark, a debt from the deputy to the holder."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ejournal_desktop.domain.errors import EjournalError, RuleBrokenError
from ejournal_desktop.domain.gradebook import CellOperation
from ejournal_desktop.services import gradebook, resits
from tests.database.school_factory import PASSWORD, build_school


@pytest.fixture(scope="module")
def school(database):
    return build_school(database)


@pytest.fixture
def people(school):
    engines = {}

    def sign_in(login):
        if login not in engines:
            engines[login] = school.database.sign_in_as(login, PASSWORD)
        return engines[login]

    yield sign_in
    for engine in engines.values():
        engine.dispose()


def test_a_re_sit_stands_beside_the_mark_which_stays(school, people):
    petrova, course = people("petrova"), school.courses["math"]
    work, pupil = school.works["math", 0], school.pupils["Абрамов"]
    mark = CellOperation(str(uuid4()), school.lessons["math", 0], work, pupil, "mark", 0, "2")
    assert gradebook.save_cells(petrova, [mark])[0].result == "saved"

    number = resits.add_attempt(petrova, work, pupil, "4")

    (attempt,) = resits.attempts(petrova, course, school.period)
    assert (number, attempt.work_id, attempt.pupil_id, attempt.value) == (2, work, pupil, "4")
    page = gradebook.open_page(petrova, course, school.period)
    assert [one.value for one in page.marks if (one.work_id, one.pupil_id) == (work, pupil)] == ["2"]
    with pytest.raises(RuleBrokenError):
        resits.add_attempt(petrova, work, school.pupils["Белова"], "4")


def test_a_debt_goes_from_the_deputy_to_the_holder_who_needs_an_order(school, people):
    course, pupil = school.courses["math"], school.pupils["Абрамов"]
    debt_id = resits.open_debt(people("deputy"), course, pupil, school.today + timedelta(days=9))
    resits.prolong_debt(people("deputy"), debt_id, school.today + timedelta(days=20))

    with pytest.raises(RuleBrokenError) as refused:
        resits.settle_debt(people("petrova"), debt_id, "3")
    with pytest.raises(EjournalError):
        resits.prolong_debt(people("petrova"), debt_id, school.today)

    (debt,) = resits.debts(people("petrova"))
    assert (debt.due_on, debt.settled_on, debt.result) == (school.today + timedelta(days=20), None, None)
    assert refused.value.detail["reason"] == "no-results-order"
    assert resits.debts(people("sidorov")) == ()
