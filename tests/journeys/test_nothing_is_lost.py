"""JRN-12 for real: the client killed, the server killed, the network cut, the disk full, the clock wrong, two PCs.

Every edit that the program called kept has to be on record exactly once, whatever happened on the way. One seed of
each way is tried here; ``EJOURNAL_SEEDS=20 pytest tests/journeys/test_nothing_is_lost.py`` tries as many as one likes.
"""

import json
import multiprocessing
import os
import random
import shutil
import subprocess
from contextlib import suppress
from dataclasses import asdict, replace

import psutil
import psycopg
import pytest

from ejournal_desktop.database.embedded import EmbeddedServer
from ejournal_desktop.database.embedded.postmaster import live_postmaster, wait_for_orphans
from tests.database.conftest import server_home  # noqa: F401 - a home for a server that is killed
from tests.database.school_database import DatabaseMaker
from tests.database.school_factory import PASSWORD, build_school
from tests.journeys import outbox_client
from tests.journeys.cut_network import CutNetwork

ROWS = (0, 1, 2)
SEEDS = range(1, 1 + int(os.environ.get("EJOURNAL_SEEDS", "1")))

PROGRAMS = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
if hasattr(os, "fork"):  # the program is read from the disk once, every start of it is a fork of what was read
    PROGRAMS.set_forkserver_preload(["tests.journeys.outbox_client"])


class Pc:
    """A computer with its own data folder; the program on it can be started, killed and drained."""

    def __init__(self, school, folder, *, rows=ROWS, seed=1, port=None, years=None):
        profile = school.database.profile
        self.profile = replace(profile, port=port or profile.port)
        self.folder, self.school, self.rows, self.years = folder, school, rows, years
        self.random = random.Random(seed)
        self.kept, self.settled, self.left = [], {}, None
        self.process = None
        folder.mkdir(parents=True, exist_ok=True)

    def start(self, mode="type"):
        profile = self.folder / "profile.json"
        profile.write_text(json.dumps(asdict(self.profile)), encoding="utf-8")
        course, lesson = self.school.courses["math"], self.school.lessons["math", 0]
        rows, seed = ",".join(map(str, self.rows)), self.random.randrange(10**6)
        words = [profile, "petrova", PASSWORD, course, lesson, seed, rows, mode, *([self.years] if self.years else [])]
        told, tells = PROGRAMS.Pipe(duplex=False)
        self.told = os.fdopen(os.dup(told.fileno()), encoding="utf-8")
        told.close()
        started = (tells, str(self.folder), [*map(str, words)])
        self.process = PROGRAMS.Process(target=outbox_client.run_for, args=started)
        self.process.start()
        tells.close()
        return self

    def read_until(self, done):
        """Take lines until ``done(words)``."""
        for line in self.told:
            words = line.split()
            self._note(words)
            if done(words):
                return words
        raise AssertionError((self.folder / "errors.txt").read_text(encoding="utf-8"))

    def _note(self, words):
        if words[0] == "kept":
            self.kept.append(tuple(words[1:]))
        elif words[0] == "settled":
            self.settled[words[1]] = words[2]
        elif words[0] == "left":
            self.left = set(words[1:])

    def type_some(self, count):
        """Go on until so many more edits are kept."""
        wanted = len(self.kept) + count
        self.read_until(lambda _words: len(self.kept) >= wanted)

    def kill(self):
        self.process.kill()
        for line in self.told:  # what it had said before it died
            if line.endswith("\n"):
                self._note(line.split())
        self._end()

    def drain(self):
        """One more run that only sends what is left."""
        self.start("drain").read_until(lambda words: words[0] == "left")
        assert self._end() == 0

    def _end(self):
        self.process.join(60)
        code = self.process.exitcode
        self.told.close()
        self.process = None
        return code


def on_record(school, table="journal.marks"):
    """Ids of operations in the audit of a table with how often each stands there."""
    with psycopg.connect(school.database.conninfo) as connection:
        rows = connection.execute(
            "select operation_id::text, count(*) from audit.events"
            " where table_name = %s and operation in ('insert', 'update') group by operation_id",
            (table,),
        ).fetchall()
    return dict(rows)


def open_finals(school):
    """An order under which finals of 7А are set these days."""
    with psycopg.connect(school.database.conninfo) as connection:
        connection.execute(
            "with ordered as (insert into journal.orders (number, issued_on, kind, title)"
            " values ('52', current_date, 'finals', 'Итоги') returning order_id)"
            " insert into journal.finals_scopes (order_id, class_id, period_id, opens_on, closes_on)"
            " select order_id, %s, %s, %s, %s from ordered",
            (school.classes["7А"], school.period, school.day(-1), school.day(5)),
        )


def assert_all_there(school, *pcs, table="journal.marks"):
    """0 lost: kept means saved, unless the value stood there already; 0 doubled: no id twice, nothing unsolved."""
    record = on_record(school, table)
    assert all(times == 1 for times in record.values())
    with psycopg.connect(school.database.conninfo) as connection:
        applied = {row[0] for row in connection.execute("select operation_id::text from private.applied_operations")}
    for pc in pcs:
        kept = {operation_id for operation_id, _kind in pc.kept}
        assert kept
        assert kept - applied - pc.left == set(), "lost"
        assert pc.left == set()
        assert set(record) <= applied


@pytest.fixture(scope="module")
def school(database):
    return build_school(database)


@pytest.fixture
def pc(tmp_path):
    started = []

    def make(school, name="pc", **options):
        started.append(Pc(school, tmp_path / name, **options))
        return started[-1]

    yield make
    for one in started:
        if one.process is not None:
            one.kill()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_client_killed_at_random_moments_loses_and_doubles_nothing(school, pc, seed):
    teacher = pc(school, seed=seed)
    for _ in range(2):
        teacher.start().type_some(teacher.random.randrange(1, 25))
        teacher.kill()
    teacher.drain()
    assert_all_there(school, teacher)
    assert {kind for _operation_id, kind in teacher.kept} >= {"CellOperation", "CardOperation"}


def test_final_marks_of_a_client_killed_under_a_cut_network_are_there_once(school, pc):
    open_finals(school)
    network = CutNetwork(school.database.server.host, school.database.server.port)
    try:
        teacher = pc(school, port=network.port)
        teacher.start("finals").type_some(8)
        network.is_down = True
        network.drop_all()
        teacher.type_some(8)
        teacher.kill()
        teacher.start("finals").type_some(4)
        network.is_down, network.cut_answers = False, 0.2
        teacher.type_some(10)
        teacher.kill()
        network.cut_answers = 0.0
        teacher.drain()
    finally:
        network.close()
    assert {kind for _operation_id, kind in teacher.kept} == {"FinalOperation"}
    assert on_record(school, "journal.final_marks")
    assert_all_there(school, teacher, table="journal.final_marks")


def test_a_sign_typed_150_ms_before_the_kill_is_offered_again_and_was_not_sent(school, pc):
    teacher = pc(school)
    before = on_record(school)
    teacher.start("press").read_until(lambda words: words[0] == "pressed")
    teacher.kill()
    found = teacher.start("press").read_until(lambda words: words[0] == "drafts")
    teacher.kill()
    assert found == ["drafts", "5"]
    assert on_record(school) == before


def test_control_a_disk_that_only_pretends_loses_edits(school, pc, tmp_path):
    network = CutNetwork(school.database.server.host, school.database.server.port)
    try:
        teacher = pc(school, port=network.port)
        teacher.start("forget").type_some(1)
        network.is_down = True
        network.drop_all()
        teacher.type_some(10)
        teacher.kill()
        network.is_down = False
        teacher.drain()
    finally:
        network.close()
    with pytest.raises(AssertionError, match="lost"):
        assert_all_there(school, teacher)


@pytest.mark.parametrize("seed", SEEDS)
def test_answers_lost_on_the_way_double_nothing(school, pc, seed):
    network = CutNetwork(school.database.server.host, school.database.server.port, seed)
    try:
        teacher = pc(school, seed=seed, port=network.port)
        teacher.start().type_some(3)
        network.cut_answers = 0.2
        teacher.type_some(40)
        network.is_down = True
        network.drop_all()
        teacher.type_some(10)
        teacher.kill()
        network.is_down, network.cut_answers = False, 0.0
        teacher.drain()
    finally:
        network.close()
    assert network.cuts
    assert_all_there(school, teacher)


def test_a_day_without_the_server_begins_at_the_sign_in_and_ends_with_everything_saved(school, pc):
    network = CutNetwork(school.database.server.host, school.database.server.port)
    try:
        teacher = pc(school, port=network.port)
        teacher.start().type_some(5)
        teacher.read_until(lambda words: words[0] == "standing" and words[1] == "0")
        teacher.kill()
        network.is_down = True
        network.drop_all()
        assert teacher.start().read_until(lambda words: words[0] == "in") == ["in", "True"]
        teacher.type_some(20)
        teacher.kill()
        teacher.start().type_some(5)
        network.is_down = False
        teacher.type_some(5)
        teacher.kill()
        teacher.drain()
    finally:
        network.close()
    assert_all_there(school, teacher)


@pytest.mark.parametrize("years", [-7, 9])
def test_a_computer_whose_clock_is_years_off_saves_all_the_same(school, pc, years):
    teacher = pc(school, years=years)
    teacher.start().type_some(10)
    teacher.kill()
    teacher.drain()
    assert_all_there(school, teacher)


def test_one_teacher_at_two_computers_loses_nothing(school, pc):
    one, two = pc(school, "one", rows=(0, 1), seed=1), pc(school, "two", rows=(2,), seed=2)
    one.start()
    two.start()
    one.type_some(10)
    two.type_some(10)
    one.kill()
    two.kill()
    one.drain()
    two.drain()
    assert_all_there(school, one, two)


def test_a_server_killed_under_the_client_and_brought_back_loses_nothing(server_home, pc):  # noqa: F811 - the fixture
    server = EmbeddedServer(server_home)
    running = server.ensure_running()
    with DatabaseMaker(running, "school_killed").fresh() as database:
        school = build_school(database)
        teacher = pc(school)
        teacher.start().type_some(8)
        kill_server(server_home)
        teacher.type_some(8)
        assert server.ensure_running().port == running.port
        teacher.type_some(4)
        teacher.kill()
        teacher.drain()
        assert_all_there(school, teacher)


def test_a_server_restored_from_a_backup_gets_again_what_was_younger(server_home, pc):  # noqa: F811 - the fixture
    server, backup = EmbeddedServer(server_home), server_home.with_name("backup")
    running = server.ensure_running()
    maker = DatabaseMaker(running, "school_restored")
    with maker.fresh() as database:
        school = build_school(database)
        teacher = pc(school)
        teacher.start().type_some(6)
        teacher.kill()
        teacher.drain()
        kill_server(server_home)
        shutil.copytree(server_home / "data", backup, copy_function=shutil.copy2)
        own_as(server_home / "data", backup)
        assert server.ensure_running().port == running.port
        teacher.start().type_some(12)
        teacher.kill()
        teacher.drain()
        younger = len(on_record(school))
        kill_server(server_home)
        shutil.rmtree(server_home / "data")
        backup.rename(server_home / "data")
        assert server.ensure_running().port == running.port
        assert len(on_record(school)) < younger
        teacher.start().read_until(lambda words: words[0] == "anew")
        teacher.type_some(3)
        teacher.kill()
        teacher.drain()
        assert_all_there(school, teacher)


def kill_server(home):
    psutil.Process(live_postmaster(home / "data").pid).kill()
    wait_for_orphans(home / "data")


def own_as(pattern, folder):
    """A copy made by root belongs to whom the server runs as."""
    if hasattr(os, "chown"):
        for path in (pattern, *pattern.rglob("*")):
            status = path.stat()
            os.chown(folder / path.relative_to(pattern), status.st_uid, status.st_gid)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own with next to no room; only root may make one."""
    place = tmp_path / "small"
    place.mkdir()
    mount = shutil.which("mount")
    done = mount and subprocess.run([mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], check=False)
    if not done or done.returncode:
        pytest.skip("no right to make a file system; the error itself is tried in tests/background/test_outbox.py")
    yield place
    subprocess.run(["umount", place], check=True)


def fill(ballast):
    """Take the last free block of a disk."""
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 4096)


def test_a_full_disk_is_said_and_nothing_is_called_kept_until_there_is_room(school, small_disk, pc):
    network = CutNetwork(school.database.server.host, school.database.server.port)
    ballast = small_disk / "ballast"
    try:
        teacher = Pc(school, small_disk / "home", port=network.port)
        teacher.start().type_some(2)
        fill(ballast)
        network.is_down = True
        network.drop_all()
        teacher.read_until(lambda words: words[0] == "standing" and words[-1] == "disk-full")
        kept_before = len(teacher.kept)
        ballast.unlink()
        teacher.read_until(
            lambda words: words[0] == "standing" and words[-1] == "-" and len(teacher.kept) > kept_before
        )
        teacher.kill()
        network.is_down = False
        teacher.drain()
    finally:
        if teacher.process is not None:
            teacher.kill()
        network.close()
    assert_all_there(school, teacher)
