"""A read that its transaction takes back is on record all the same: over real SCRAM, with the control."""

from pathlib import Path

import pytest

from tests.database.attackers import weakened, without
from tests.database.red_team import answer, owner


def log_of(school):
    """What the server itself has written."""
    return (Path(owner(school, "show data_directory")).parent / "log" / "server.log").read_text("utf-8", "replace")


def peek(school):
    """Personal data read, the transaction taken back: rows of the record, lines of the server's log."""
    pupil = school.pupils["Ёлкин"]
    rows = "select count(*) from audit.events where table_name = 'private.person_details' and operation = 'read'"
    line = f'LOG:  ejournal: read private.person_details {{"window": "pupil_card", "pupil_id": {pupil}}}'
    signed = f"{school.role('deputy')}@{school.database.name} {line} by account {school.accounts['deputy']}"
    before = owner(school, rows), log_of(school).count(signed)
    with school.connect("deputy") as connection:
        card = connection.execute("select api.pupil_card(%s)", (pupil,)).fetchone()[0]
        connection.rollback()
    assert card["phone"]
    return owner(school, rows) - before[0], log_of(school).count(signed) - before[1]


@pytest.mark.attack("the line of the server's log")
def test_a_read_that_is_taken_back_stays_in_the_log_of_the_server(school):
    told = peek(school)
    present = owner(school, "select pg_get_functiondef(oid) from pg_proc where oid::regproc::text = 'sec.note_event'")
    line = present[present.index("    raise log") : present.index("    insert into audit.events")]
    with weakened(school, without(school, "sec.note_event", (line, ""))):
        control = peek(school)

    assert (told, control) == ((0, 1), (0, 0))


def test_nobody_switches_the_lines_of_the_log_off(school):
    for setting in ("log_min_messages = panic", "log_destination = ''", "log_error_verbosity = terse"):
        assert answer(school, "deputy", f"set {setting}")[0] in ("42501", "55P02")


def entrance(school):
    """Lines of the log of one who connects, reads a table and never signs in."""
    line = f"connection authorized: user={school.role('inspector')} database={school.database.name}"
    before = log_of(school).count(line)
    answer(school, "inspector", "select count(*) from journal.marks")
    return log_of(school).count(line) - before


@pytest.mark.attack("the log of connections")
def test_who_comes_in_past_the_program_is_in_the_log_of_the_server(school):
    told = entrance(school)
    on = "alter system reset log_connections"
    with weakened(school, ("alter system set log_connections = off", on), ("select pg_reload_conf()", "select 1")):
        settled(school, "off")
        control = entrance(school)
    owner(school, "select pg_reload_conf()")
    settled(school, "on")

    assert (told, control, entrance(school)) == (1, 0, 1)


def settled(school, value):
    """A reload reaches the postmaster a moment later than its caller."""
    for _attempt in range(1000):
        if owner(school, "show log_connections") == value:
            return
    raise AssertionError(f"log_connections never became {value}")
