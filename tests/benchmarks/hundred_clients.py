"""A hundred clients save one mark after another, each over a SCRAM session of its own; beside them the bare upsert.

The clients are light on purpose (libpq without blocking, a few processes): in a school each has a PC, here they share
the cores with the server.
"""

import itertools
import json
import multiprocessing
import selectors
import time
import uuid
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.pq import ExecStatus

from tests.benchmarks.measure import Row
from tests.benchmarks.school import NAME, PASSWORD, School

CLIENTS = 100
PROCESSES = 2
SECONDS = 8.0
PATIENCE_SECONDS = 120.0
SAVE = b"select api.save_cells(1, $1::jsonb)"
HINT = b"select pg_notify('journal', $1)"
BARE = (
    b"insert into bare.marks (work_id, pupil_id, value) values (($1::jsonb ->> 'work_id')::int,"
    b" ($1::jsonb ->> 'pupil_id')::int, $1::jsonb ->> 'value') on conflict (work_id, pupil_id)"
    b" do update set value = excluded.value, version = marks.version + 1 returning version"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """The cell that a client changes again and again: a mark entered yesterday at a lesson of these days."""

    conninfo: str
    course_id: int
    lesson_id: int
    work_id: int
    pupil_id: int
    version: int


@dataclass(frozen=True, slots=True)
class _Run:
    saves: int
    seconds: float
    p95_ms: float

    @property
    def rate(self) -> float:
        return self.saves / self.seconds


def rows(school: School) -> list[Row]:
    bare = _run(school, is_bare=True)
    guarded = _run(school, is_bare=False)
    ratio = f"{bare.rate / guarded.rate:.1f}"
    return [
        Row(f"{CLIENTS} clients saving", f"{guarded.rate:.0f} saves/s", f"{bare.rate:.0f} upserts/s", ratio,
            "≥ 800 saves/s", guarded.rate >= 800),
        Row(f"{CLIENTS} clients saving, one save (p95)", f"{guarded.p95_ms:.0f} ms", f"{bare.p95_ms:.0f} ms", "",
            "≤ 250 ms", guarded.p95_ms <= 250),
    ]  # fmt: skip


def cells_of(school: School) -> list[Cell]:
    """A cell for each client, each in a journal of its own, with the session's connection string."""
    with school.superuser() as connection:
        found = connection.execute(
            "select distinct on (h.course_id) rank() over (partition by h.person_id order by h.course_id),"
            " dense_rank() over (order by h.person_id) - 1, h.course_id, l.lesson_id, w.work_id, m.pupil_id, m.version"
            " from journal.course_holders h join journal.lessons l using (course_id)"
            " join journal.works w using (lesson_id)"
            " join journal.marks m using (work_id) where l.held_on between current_date - 10 and current_date"
            " order by h.course_id, l.held_on desc, w.work_id, m.pupil_id"
        ).fetchall()
    return [
        Cell(
            make_conninfo(
                host=school.profile.host,
                port=school.profile.port,
                dbname=NAME,
                user=school.profile.role_name(school.teachers[teacher]),
                password=PASSWORD,
            ),
            *cell,
        )
        for _, teacher, *cell in sorted(found)[:CLIENTS]
    ]


def _run(school: School, *, is_bare: bool) -> _Run:
    with school.superuser() as connection:
        connection.execute(
            "create schema if not exists bare; create table if not exists bare.marks (work_id int, pupil_id int,"
            " value text, version int default 1, primary key (work_id, pupil_id)); "
            f"grant usage on schema bare to {NAME}_person; grant all on bare.marks to {NAME}_person"
        )
    cells = cells_of(school)
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(PROCESSES + 1)
    rooms = []
    for number in range(PROCESSES):
        results, told = spawn.Pipe(duplex=False)
        room = spawn.Process(target=_work_in_room, args=(cells[number::PROCESSES], is_bare, start, told))
        room.start()
        rooms.append((room, results))
    start.wait(PATIENCE_SECONDS)
    answers = [results.recv() for _room, results in rooms]
    for room, _results in rooms:
        room.join(PATIENCE_SECONDS)
    waits = sorted(itertools.chain.from_iterable(waits for waits, _seconds in answers))
    return _Run(len(waits), max(seconds for _waits, seconds in answers), waits[int(len(waits) * 0.95)] * 1000)


def _work_in_room(cells: list[Cell], is_bare: bool, start: Barrier, told: Connection) -> None:
    seats = [_Seat(cell, is_bare=is_bare) for cell in cells]
    for seat in seats:  # the first save of a session is planned
        seat.send()
        seat.wait()
        seat.hint()
        seat.wait()
    with selectors.DefaultSelector() as selector:
        for seat in seats:
            selector.register(seat.socket, selectors.EVENT_READ, seat)
        start.wait(PATIENCE_SECONDS)
        started = time.perf_counter()
        told.send((_save_until(selector, seats, started + SECONDS), time.perf_counter() - started))
    for seat in seats:
        seat.close()


def _save_until(selector: selectors.BaseSelector, seats: list["_Seat"], until: float) -> list[float]:
    waits: list[float] = []
    under_way = len(seats)
    for seat in seats:
        seat.send()
    while under_way:
        for key, _ in selector.select(PATIENCE_SECONDS):
            seat = key.data
            if not seat.has_answer():
                continue
            now = time.perf_counter()
            if seat.course is not None:
                waits.append(now - seat.sent_at)
            if seat.course is not None and not seat.is_bare:  # saved: the others are told, as the program does it
                seat.hint()
            elif now < until:
                seat.send()
            else:
                under_way -= 1
    return waits


class _Seat:
    """A session that changes its cell; the next save knows the version of the last answer."""

    def __init__(self, cell: Cell, *, is_bare: bool) -> None:
        self._connection = psycopg.connect(cell.conninfo, autocommit=True)
        self._libpq = self._connection.pgconn
        self._libpq.prepare(b"save", BARE if is_bare else SAVE)
        self._libpq.prepare(b"hint", HINT)
        self.socket = self._libpq.socket
        self._cell = cell
        self.is_bare = is_bare
        self._version = cell.version
        self._values = itertools.cycle("2345")
        self.sent_at = 0.0
        self.course: int | None = None  # of the save just answered

    def send(self) -> None:
        operation = {
            "operation_id": str(uuid.uuid4()),
            "lesson_id": self._cell.lesson_id,
            "work_id": self._cell.work_id,
            "pupil_id": self._cell.pupil_id,
            "field": "mark",
            "seen": self._version,
            "value": next(self._values),
        }
        self.sent_at = time.perf_counter()
        payload = json.dumps(operation if self.is_bare else [operation]).encode()
        self._libpq.send_query_prepared(b"save", [payload])

    def hint(self) -> None:
        """The second statement of a save, outside of its transaction."""
        self._libpq.send_query_prepared(b"hint", [str(self.course).encode()])
        self.course = None

    def has_answer(self) -> bool:
        """Take the answer if it is whole."""
        self._libpq.consume_input()
        if self._libpq.is_busy():
            return False
        self._take()
        return True

    def wait(self) -> None:
        """Wait for the answer alone."""
        self._take()

    def _take(self) -> None:
        answer = self._libpq.get_result()
        while self._libpq.get_result() is not None:
            pass
        if answer is None or answer.status != ExecStatus.TUPLES_OK:
            raise RuntimeError(answer.error_message if answer else "no answer")
        text = answer.get_value(0, 0)
        if not text:  # of the hint
            return
        self.course = self._cell.course_id
        if not self.is_bare:
            [outcome] = json.loads(text)
            if outcome["result"] not in {"saved", "conflict"}:
                raise RuntimeError(outcome)
            self._version = outcome["version"]

    def close(self) -> None:
        self._connection.close()
