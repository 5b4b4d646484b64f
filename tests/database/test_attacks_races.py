"""Races of two real connections: whoever commits first is seen by the other; without the lock the loser would win."""

import contextlib
import threading

import psycopg
import pytest

from tests.database.attackers import cell, save


@pytest.fixture
def superuser(school):
    with psycopg.connect(school.database.conninfo, autocommit=True) as connection:
        yield connection


@pytest.fixture
def cleaned(school, superuser):
    """What the races left behind is swept away past the triggers."""
    yield
    with psycopg.connect(school.database.conninfo) as sweeper:
        sweeper.execute("set session_replication_role = replica")
        for table in ("handovers", "marks", "attendance"):
            sweeper.execute(f"delete from journal.{table}")
        sweeper.execute(
            "update journal.group_memberships set during = daterange(lower(during), null) where pupil_id = %s",
            (school.pupils["Абрамов"],),
        )


def in_background(work):
    result = []

    def act():
        try:
            result.append(work())
        except psycopg.Error as error:
            result.append(error.sqlstate)

    thread = threading.Thread(target=act)
    thread.start()
    return thread, result


def wait_until_blocked(superuser, connection, thread):
    """Whether the other waits; false when it is through already."""
    asked = "select cardinality(pg_blocking_pids(%s)) > 0"
    while thread.is_alive():
        if superuser.execute(asked, (connection.info.backend_pid,)).fetchone()[0]:
            return True
        thread.join(0.01)
    return False


@contextlib.contextmanager
def without_line(superuser, function, line, instead=""):
    """The function without one of its lines, and back again."""
    body = superuser.execute("select pg_get_functiondef(%s::regprocedure)", (function,)).fetchone()[0]
    assert line in body
    superuser.execute(body.replace(line, instead))
    try:
        yield
    finally:
        superuser.execute(body)


LOCK_OF_CELL = "perform pg_advisory_xact_lock(f.lesson_id, asked_pupil_id);"
CROSSING = (
    "sec.demand_not_absent_same_day(sec.lesson_facts,integer,timestamptz)",
    "sec.demand_no_mark_same_day(sec.lesson_facts,integer)",
)


def mark_and_absence_cross(school, superuser):
    """Results of a mark and of an «н» of today that were under way at once."""
    absence = cell(school, 0, "Абрамов", "н", field="attendance", work_id=None)
    with school.connect("sidorov") as first, school.connect("sidorov", autocommit=True) as second:
        [mark] = save(first, cell(school, 0, "Абрамов", "5"))
        thread, result = in_background(lambda: save(second, absence))
        waited = wait_until_blocked(superuser, second, thread)
        first.commit()
        thread.join(10)
    return mark["result"], waited, result[0][0].get("code", result[0][0]["result"])


def test_a_mark_and_an_absence_that_cross_leave_one_of_them(school, superuser, cleaned):
    assert mark_and_absence_cross(school, superuser) == ("saved", True, "EJ015")


def test_control_without_the_lock_of_the_cell_both_would_stand(school, superuser, cleaned):
    with contextlib.ExitStack() as stack:
        for function in CROSSING:
            stack.enter_context(without_line(superuser, function, LOCK_OF_CELL))
        assert mark_and_absence_cross(school, superuser) == ("saved", False, "saved")


def mark_and_departure_cross(school, superuser):
    """A departure under way that takes today away, and a mark of today."""
    leave = (
        "update journal.group_memberships set during = daterange(lower(during), %s)"
        " where pupil_id = %s and group_id = %s"
    )
    with psycopg.connect(school.database.conninfo) as moving, school.connect("sidorov", autocommit=True) as teacher:
        moving.execute(leave, (school.today, school.pupils["Абрамов"], school.groups["7А англ. 1"]))
        thread, result = in_background(lambda: save(teacher, cell(school, 0, "Абрамов", "5")))
        waited = wait_until_blocked(superuser, teacher, thread)
        moving.commit()
        thread.join(10)
    return waited, result[0][0].get("code", result[0][0]["result"])


def test_a_mark_waits_for_a_departure_under_way_and_is_judged_after_it(school, superuser, cleaned):
    assert mark_and_departure_cross(school, superuser) == (True, "EJ013")


def test_control_without_the_lock_of_the_page_the_mark_of_a_departed_pupil_would_stand(school, superuser, cleaned):
    with (
        without_line(superuser, "sec.facts_of_lesson(integer)", "for share;  -- the lock of the page", ";"),
        without_line(superuser, "sec.judge_mark()", "for share of x, c;", "for share of x;"),
    ):
        assert mark_and_departure_cross(school, superuser) == (False, "saved")


HAND_OVER = (
    "insert into journal.handovers (course_id, period_id, handed_over_at, handed_over_by) values (%s, %s, now(), %s)"
)


def hand_over(connection, school):
    connection.execute(HAND_OVER, (school.courses["english"], school.period, school.people["sidorov"]))
    return "handed over"


def test_a_page_is_handed_over_once_whoever_asks_twice_at_once(school, superuser, cleaned):
    with psycopg.connect(school.database.conninfo) as first, psycopg.connect(school.database.conninfo) as second:
        hand_over(first, school)
        thread, result = in_background(lambda: hand_over(second, school))
        waited = wait_until_blocked(superuser, second, thread)
        first.commit()
        thread.join(10)

    assert (waited, result) == (True, ["23505"])


def test_control_without_the_key_a_page_would_be_handed_over_twice(school, superuser, cleaned):
    superuser.execute("alter table journal.handovers drop constraint handovers_pkey")
    try:
        with psycopg.connect(school.database.conninfo, autocommit=True) as both:
            assert [hand_over(both, school), hand_over(both, school)] == ["handed over", "handed over"]
    finally:
        superuser.execute("set session_replication_role = replica; delete from journal.handovers")
        superuser.execute("reset session_replication_role")
        superuser.execute(
            "alter table journal.handovers add constraint handovers_pkey primary key (course_id, period_id)"
        )


def test_a_transaction_held_open_from_before_the_hand_over_writes_nothing_after_it(school, superuser, cleaned):
    with school.connect("sidorov") as held:
        held.execute("select api.my_courses()")
        hand_over(superuser, school)
        [late] = save(held, cell(school, -20, "Абрамов", "5"))
        held.commit()

    assert late["code"] == "EJ011"


def test_control_under_a_frozen_view_the_same_transaction_would_not_see_the_hand_over(school, superuser, cleaned):
    """What READ COMMITTED is demanded for: the facts are read anew by every statement."""
    with (
        without_line(superuser, "sec.demand_read_committed()", "<> 'read committed'", "= 'never'"),
        school.connect("sidorov") as held,
    ):
        held.execute("set transaction isolation level repeatable read")
        held.execute("select api.my_courses()")
        hand_over(superuser, school)
        [late] = save(held, cell(school, -20, "Абрамов", "5"))

        assert late["result"] == "saved"
        held.rollback()


def test_a_session_that_waits_for_a_cell_is_not_waited_for_by_the_school(school, superuser, cleaned):
    """One person's open transaction holds a cell; others are told in the time that they allow."""
    absence = cell(school, 0, "Белова", "оп", field="attendance", work_id=None)
    with school.connect("sidorov") as holder, school.connect("kuznetsova", autocommit=True) as other:
        save(holder, absence)
        other.execute("set lock_timeout = '50ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            save(other, absence | {"operation_id": cell(school, 0, "Белова", None)["operation_id"]})
        holder.rollback()
        [after] = save(other, absence | {"operation_id": cell(school, 0, "Белова", None)["operation_id"]})

    assert after["result"] == "saved"


def test_an_attacker_who_holds_a_row_of_her_own_stops_no_other_page(school, superuser, cleaned):
    with school.connect("sidorov") as holder, school.connect("petrova", autocommit=True) as other:
        save(holder, cell(school, 0, "Абрамов", "5"))
        other.execute("set lock_timeout = '50ms'")
        [outcome] = save(other, cell(school, 0, "Абрамов", "4", course="russian"))

    assert outcome["result"] == "saved"
