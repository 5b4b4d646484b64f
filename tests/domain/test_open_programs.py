"""Sessions as a person knows them: one row for a running program, whatever its connections."""

from datetime import UTC, datetime

from ejournal_desktop.domain.accounts import OpenSession, by_program

AT = datetime(2026, 11, 28, 9, 35, tzinfo=UTC)


def session(pid, application, address="10.0.0.5", minute=0, *, is_this=False):
    return OpenSession(pid, AT.replace(minute=minute), address, application, is_this)


def test_the_connections_of_one_run_are_one_and_the_earliest_tells_since_when():
    [program] = by_program(
        [session(1, "journal 0.1 #a1f3", minute=7), session(2, "journal 0.1 #a1f3", minute=5, is_this=True)]
    )

    assert (program.pids, program.started_at.minute, program.application) == ((1, 2), 5, "journal 0.1")
    assert program.is_this


def test_another_run_another_computer_and_every_foreign_client_stand_apart():
    programs = by_program(
        [
            session(1, "journal 0.1 #a1f3", is_this=True),
            session(2, "journal 0.1 #77b0"),
            session(3, "journal 0.1 #a1f3", "10.0.0.9"),
            session(4, "psql"),
            session(5, "psql"),
        ]
    )

    assert [program.pids for program in programs] == [(1,), (2,), (3,), (4,), (5,)]
    assert [program.is_this for program in programs] == [True, False, False, False, False]
