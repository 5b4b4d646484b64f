"""services.unlocks over real sign-ins: teacher → deputy → administrator → teacher, and the director's order."""

import datetime as dt
import uuid

import psycopg
import pytest
from sqlalchemy import text

from ejournal_desktop.domain.edit_windows import window_of
from ejournal_desktop.domain.errors import RefusedError, RuleBrokenError
from ejournal_desktop.domain.gradebook import CellOperation
from ejournal_desktop.domain.unlocks import UnlockRequest, steps
from ejournal_desktop.services import gradebook, unlocks
from tests.database.school_factory import PASSWORD, School, build_school

PEOPLE = ("petrova", "sidorov", "deputy", "administrator", "director")


@pytest.fixture
def school(fresh_database) -> School:
    """A mark of forty days ago stands in math of 7А."""
    school = build_school(fresh_database)
    with psycopg.connect(fresh_database.conninfo) as connection:
        connection.execute(
            "insert into journal.marks (work_id, pupil_id, course_id, value, entered_by) values (%s, %s, %s, '3', %s)",
            (
                school.works["math", -40],
                school.pupils["Абрамов"],
                school.courses["math"],
                school.people["petrova"],
            ),
        )
    return school


@pytest.fixture
def people(school):
    engines = {login: school.database.sign_in_as(login, PASSWORD) for login in PEOPLE}
    yield engines
    for engine in engines.values():
        engine.dispose()


def soon(**ahead):
    return dt.datetime.now(dt.UTC) + dt.timedelta(**(ahead or {"hours": 2}))


def lesson_request(school, *days):
    lessons = tuple(school.lessons["math", day] for day in days or (-40,))
    return UnlockRequest(school.courses["math"], lessons, None, "ошибка при вводе", soon(days=3))


def change(school, engine, value, seen=1):
    operation = CellOperation(
        str(uuid.uuid4()),
        school.lessons["math", -40],
        school.works["math", -40],
        school.pupils["Абрамов"],
        "mark",
        seen,
        value,
    )
    [outcome] = gradebook.save_cells(engine, [operation])
    return outcome.code or outcome.result


def page_of(school, engine):
    return gradebook.open_page(engine, school.courses["math"], school.period)


def test_an_expired_window_is_asked_for_agreed_opened_written_and_told(school, people):
    before = change(school, people["petrova"], "4")
    [number] = unlocks.request_unlock(people["petrova"], lesson_request(school))
    waiting = [unlock.state for unlock in page_of(school, people["petrova"]).unlocks]
    unlocks.agree(people["deputy"], [number])
    queue = unlocks.unlocks(people["administrator"])
    unlocks.open_until(people["administrator"], [number], soon())

    after = change(school, people["petrova"], "4")

    assert (before, waiting, after) == ("EJ010", ["waiting"], "saved")
    assert "open" in steps(queue.unlocks[0], "administrator", queue.me)
    history = unlocks.cell_history(
        people["petrova"], school.lessons["math", -40], school.works["math", -40], school.pupils["Абрамов"]
    )
    assert [(one.was, one.became, one.ground_words) for one in history.changes] == [("3", "4", f"открытие № {number}")]
    [row] = unlocks.unlocks(people["director"]).unlocks
    assert (row.agreed_by, row.opened_by, row.seen_at) == ("Завучева А. О.", "Админов А. О.", None)
    assert unlocks.note_seen(people["director"], [number]) == 1


def test_a_closed_period_is_opened_under_the_order_that_the_director_signed(school, people):
    with psycopg.connect(school.database.conninfo) as connection:
        connection.execute(
            "insert into journal.handovers (course_id, period_id, handed_over_at, handed_over_by)"
            " values (%s, %s, now(), %s)",
            (school.courses["math"], school.period, school.people["petrova"]),
        )
    before = change(school, people["petrova"], "4")
    asked = UnlockRequest(school.courses["math"], (), school.period, "описка", soon(days=3))
    [number] = unlocks.request_unlock(people["petrova"], asked)
    approval = unlocks.propose_order(people["deputy"], number, soon(days=1))
    with pytest.raises(RuleBrokenError):
        unlocks.open_until(people["deputy"], [number], soon())
    with people["director"].begin() as connection:
        connection.execute(
            text("select api.approve(array[cast(:approval as integer)], '91', current_date, '')"),
            {"approval": approval},
        )
    unlocks.open_until(people["deputy"], [number], soon())

    after = change(school, people["petrova"], "4")

    [row] = unlocks.unlocks(people["petrova"]).unlocks
    assert (before, after, row.draft, row.state) == ("EJ011", "saved", "approved", "open")
    assert row.order is not None
    assert row.order.startswith("№ 91")


def test_a_refusal_and_an_early_end_are_told_to_the_teacher(school, people):
    first, second = unlocks.request_unlock(people["petrova"], lesson_request(school, -40, -31))
    unlocks.refuse(people["deputy"], [second], "нет оснований")
    unlocks.agree(people["deputy"], [first])
    unlocks.open_until(people["administrator"], [first], soon())
    unlocks.close_early(people["administrator"], [first])

    rows = {row.unlock_id: row for row in unlocks.unlocks(people["petrova"]).unlocks}

    assert (rows[second].state, rows[second].refused_reason) == ("refused", "нет оснований")
    assert (rows[first].state, rows[first].closed_by) == ("over", "Админов А. О.")
    assert change(school, people["petrova"], "4") == "EJ010"


def test_another_teacher_neither_asks_nor_sees(school, people):
    unlocks.request_unlock(people["petrova"], lesson_request(school))

    with pytest.raises(RefusedError):
        unlocks.request_unlock(people["sidorov"], lesson_request(school))
    assert unlocks.unlocks(people["sidorov"]).unlocks == ()


def test_the_edit_window_is_set_for_lessons_to_come_only(school, people):
    tomorrow = school.day(1)
    unlocks.set_edit_window(people["administrator"], "1 week", tomorrow, "31", school.today)

    windows = unlocks.edit_windows(people["petrova"])
    page = page_of(school, people["petrova"])

    assert [window.kind for window in windows.coming] == ["1 week"]
    assert window_of(windows.windows, school.today) == windows.present
    assert page.window_of(tomorrow) == "1 week"
    assert page.window_of(school.today) == page.edit_window == "2 weeks"
