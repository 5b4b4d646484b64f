"""By hand, not with the others: ``python -m tests.benchmarks.many_accounts``: does signing in feel 10 000 accounts?

Makes a hundred login roles, signs in with each of sixty; makes them ten thousand, does it again. Goal: within 1.5 ×.
"""

import contextlib
import itertools
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from ejournal_desktop.database import migrate
from ejournal_desktop.database.connection import ServerProfile
from ejournal_desktop.database.embedded import EmbeddedServer
from ejournal_desktop.database.provision import provision
from ejournal_desktop.database.scram import make_verifier
from ejournal_desktop.services.accounts import sign_in
from tests.benchmarks.measure import Row, Timing, print_table, timed
from tests.benchmarks.school import NAME, PASSWORD, SALT

FEW, MANY = 100, 10_000
SIGN_INS = 60
_WARM_UP = 3
_SCHOOL = """
insert into journal.schools (school_id, full_name, short_name, is_demo)
values (1, 'Школа замеров', 'Школа замеров', true) on conflict (school_id) do nothing;
insert into journal.school_years (name, starts_on, ends_on) select 'замеры', current_date - 200, current_date + 100
"""
_PERSON = """
with p as (
    insert into journal.people (last_name, first_name, middle_name) values ('Замеров' || %(number)s, 'Иван', 'Иванович')
    returning person_id),
s as (insert into journal.staff (person_id, positions) select person_id, array['учитель'] from p),
a as (insert into private.accounts (person_id, role_name) select person_id, %(role)s from p returning account_id)
insert into private.role_grants (account_id, school_role) select account_id, 'teacher' from a
"""


def main() -> int:
    with _server() as (conninfo, profile):
        verifier = make_verifier(PASSWORD, iterations=4096)
        with psycopg.connect(conninfo) as connection:
            connection.execute("set session_replication_role = replica")
            connection.execute(_SCHOOL)
        few = _measure(conninfo, profile, verifier, range(FEW))
        started = time.perf_counter()
        many = _measure(conninfo, profile, verifier, range(FEW, MANY))
        print(f"{MANY - FEW} accounts made and measured in {time.perf_counter() - started:.0f} s\n")
    ratio = many.median_ms / few.median_ms
    what, twin = f"sign-in, {MANY} accounts", f"{few.median_ms:.1f} ms ({FEW} accounts)"
    print_table([Row(what, f"{many.median_ms:.1f} ms", twin, f"{ratio:.2f}", "≤ 1.5 ×", ratio <= 1.5)])
    return 0


def _measure(conninfo: str, profile: ServerProfile, verifier: str, numbers: range) -> Timing:
    with psycopg.connect(conninfo) as connection:
        connection.execute("set session_replication_role = replica")
        signing_in = set(numbers[:: max(1, len(numbers) // (SIGN_INS + _WARM_UP))])
        for number in numbers:
            # the name of a role is a slow hash: only those who sign in need the true one
            role = profile.role_name(f"login{number}") if number in signing_in else f"{NAME}_u_{number:016x}"
            connection.execute(f"create role {role} login password '{verifier}'")
            connection.execute(f"grant {NAME}_person, {NAME}_teacher to {role}")
            connection.execute(_PERSON, {"number": number, "role": role})
        connection.commit()
        connection.autocommit = True
        connection.execute("vacuum analyze")
    logins = itertools.cycle(f"login{number}" for number in sorted(signing_in))

    def come_and_go() -> None:
        _session, engine = sign_in(profile, next(logins), PASSWORD)
        engine.dispose()

    return timed(come_and_go, SIGN_INS, _WARM_UP)


@contextlib.contextmanager
def _server() -> Iterator[tuple[str, ServerProfile]]:
    home = Path(tempfile.mkdtemp(prefix="ejournal-accounts-"))
    if sys.platform != "win32":
        home.chmod(0o711)
    server = EmbeddedServer(home)
    try:
        running = server.ensure_running()
        conninfo = provision(running.conninfo(), NAME)
        migrate.upgrade(conninfo)
        yield conninfo, ServerProfile("замеры", running.host, running.port, NAME, SALT, is_embedded=True)
    finally:
        server.stop_if_owner()
        shutil.rmtree(home)


if __name__ == "__main__":
    sys.exit(main())
