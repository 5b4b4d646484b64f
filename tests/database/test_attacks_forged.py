"""What a session claims, copies or floods: over real SCRAM connections, each with its defence taken away in the end."""

import uuid

import psycopg
import pytest

from tests.database.attackers import PAGE, cell, save, silenced, weakened, without, without_row_security


@pytest.fixture
def superuser(school):
    with psycopg.connect(school.database.conninfo, autocommit=True) as connection:
        yield connection


# A setting claims another identity, another day, a sight without row security

WHO = "who name := session_user;"
FOREIGN = [
    "set timezone = 'Pacific/Kiritimati'",
    "set datestyle = 'German, DMY'",
    "set application_name = 'owner'",
    "set ejournal.operation_id = '00000000-0000-0000-0000-000000000000'",
    "set ejournal.import_batch = '00000000-0000-0000-0000-000000000000'",
    "set row_security = off",
    "set check_function_bodies = off",
    "set constraint_exclusion = on",
    "set default_transaction_deferrable = on",
]


def opened(school, login, setting, course="math"):
    """SQLSTATE of the refusal of a page, or None: it opened."""
    with school.connect(login, autocommit=True) as connection:
        connection.execute(setting)
        try:
            connection.execute(PAGE, (school.courses[course], school.period))
        except psycopg.Error as error:
            return error.sqlstate
    return None


@pytest.mark.attack("row security of the windows' owner")
@pytest.mark.parametrize("setting", FOREIGN)
def test_a_setting_opens_no_foreign_page(school, setting):
    refused = opened(school, "sidorov", setting)
    with weakened(school, without_row_security(school)):
        control = opened(school, "sidorov", setting)

    assert (refused in ("EJ002", "42501"), control) == (True, None)


@pytest.mark.attack("identity by session_user")
@pytest.mark.parametrize("claim", ["application_name", "ejournal.account", "ejournal.operation_id"])
def test_a_setting_that_names_another_makes_nobody_of_the_session(school, claim):
    """The same page opens where the guard believes what the session says of itself."""
    setting = f"set {claim} = '{school.role('petrova')}'"
    claimed = f"who name := coalesce(nullif(current_setting('{claim}', true), ''), session_user);"

    refused = opened(school, "sidorov", setting)
    with weakened(school, without(school, "sec.me", (WHO, claimed))):
        control = opened(school, "sidorov", setting)

    assert (refused, control) == ("EJ002", None)


UNPINNED = """do $$ declare f record; begin
for f in select p.oid::regprocedure as name from pg_proc as p, unnest(p.proconfig) as c (setting)
where p.pronamespace in ('api'::regnamespace, 'sec'::regnamespace) and c.setting like 'DateStyle=%%'
loop execute format('alter function %%s %s', f.name); end loop; end $$"""


@pytest.mark.attack("the pinned time zone and the school's own day")
def test_a_time_zone_of_the_session_makes_no_lesson_of_tomorrow_one_of_today(school):
    zone = "set timezone = 'X-48'"  # two days ahead
    operation = cell(school, 1, "Абрамов", "5", course="math")

    def code():
        with school.connect("petrova") as connection:
            connection.execute(zone)
            [outcome] = save(connection, operation | {"operation_id": str(uuid.uuid4())})
            connection.rollback()
        return outcome.get("code", outcome["result"])

    trusting = without(
        school,
        "sec.facts_under_lock",
        ("(clock_timestamp() at time zone me.zone)::date", "current_date"),
    )
    unpinned = (UNPINNED % "reset timezone", UNPINNED % "set timezone = ''UTC''")
    refused = code()
    with weakened(school, trusting, unpinned):
        control = code()
    again = code()

    assert (refused, control, again) == ("EJ012", "saved", "EJ012")


@pytest.mark.attack("the name of the operation is the window's")
def test_a_forged_name_of_an_operation_or_of_a_program_is_told_apart_in_the_record(school, superuser):
    """What a client says of itself is a claim: the account and the session's own name stand beside it."""
    forged = str(uuid.uuid4())

    def recorded(pupil):
        with school.connect("sidorov", autocommit=True) as connection:
            connection.execute(f"set ejournal.operation_id = '{forged}'; set application_name = 'owner'")
            [outcome] = save(connection, cell(school, -20, pupil, "5"))
        return superuser.execute(
            "select session_role::text, account_id, ground, operation_id::text from audit.events where event_id = %s",
            (outcome["receipt"],),
        ).fetchone()

    row = recorded("Абрамов")
    unnamed = without(
        school,
        "sec.begin_operation",
        (
            "set_config('ejournal.operation_id', (operation ->> 'operation_id')::uuid::text, true)::uuid",
            "(operation ->> 'operation_id')::uuid",
        ),
    )
    with weakened(school, unnamed):
        control = recorded("Белова")

    assert row[:3] == (school.role("sidorov"), school.accounts["sidorov"], f"course:{school.courses['english']}")
    assert row[3] not in (None, forged)
    assert control[3] == forged


# Hints and copies


@pytest.mark.attack("row security of the windows' owner")
def test_a_forged_hint_shows_a_stranger_nothing(school):
    def shown(hint):
        with school.connect("petrova", autocommit=True) as reader:
            try:
                reader.execute(PAGE, (int(hint.payload), school.period))
            except psycopg.Error as error:
                return error.sqlstate
        return None

    with school.connect("petrova", autocommit=True) as listener, school.connect("pupil", autocommit=True) as forger:
        listener.execute("listen journal")
        forger.execute(f"notify journal, '{school.courses['math_b']}'")
        [hint] = list(listener.notifies(timeout=5, stop_after=1))
    refused = shown(hint)
    with weakened(school, without_row_security(school)):
        control = shown(hint)

    assert (refused, control) == ("EJ002", None)


@pytest.mark.attack("row security of the outcomes that were told")
def test_a_copied_operation_of_another_person_tells_the_thief_nothing(school):
    operation = cell(school, 0, "Абрамов", "4")

    def sent(login):
        with school.connect(login, autocommit=True) as connection:
            return save(connection, operation)[0]

    mine, theirs = sent("sidorov"), sent("petrova")
    with weakened(school, without_row_security(school)):
        control = sent("petrova")
    again = sent("sidorov")

    assert (mine["result"], again) == ("saved", mine)
    assert theirs["result"] in ("refused", "repeated-with-other-content")
    assert "receipt" not in theirs
    assert control == mine


@pytest.mark.attack("an operation id is taken once")
def test_a_copied_operation_with_another_payload_is_not_applied(school):
    operation = cell(school, 0, "Белова", "4")
    other = operation | {"value": "5", "seen": 1}
    with school.connect("sidorov", autocommit=True) as connection:
        save(connection, operation)
        [refused] = save(connection, other)
        with weakened(school, silenced(school, "the operation id is taken")):
            [control] = save(connection, other)

    assert (refused["result"], refused["code"]) == ("repeated-with-other-content", "EJ031")
    assert control["result"] == "saved"


# Batches that are too much


def many(school):
    return [cell(school, 0, "Абрамов", "4", seen=99) for _ in range(501)]


def heavy(school):
    return [cell(school, 0, "Абрамов", "y" * 9_000_000)]


@pytest.mark.attack("the limits of a batch")
@pytest.mark.parametrize("batch", [many, heavy], ids=["501 operations", "nine megabytes"])
def test_a_batch_that_is_too_much_is_not_read_at_all(school, batch):
    operations = batch(school)

    def judged():
        with school.connect("sidorov") as connection:
            try:
                return len(save(connection, *operations))
            except psycopg.Error as error:
                return error.sqlstate
            finally:
                connection.rollback()

    unlimited = without(school, "sec.demand_operations", ("> 500", "> 500000"), ("8 * 1024", "800 * 1024"))
    refused = judged()
    with weakened(school, unlimited):
        control = judged()

    assert (refused, control) == ("22023", len(operations))


def test_a_batch_nested_beyond_the_stack_writes_nothing(school):
    with school.connect("petrova") as connection, pytest.raises(psycopg.Error) as caught:
        connection.execute("select api.save_cells(1, %s::jsonb)", ("[" * 7000 + "]" * 7000,))

    assert caught.value.sqlstate[:2] in ("22", "54")
