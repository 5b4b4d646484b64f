"""Thirty clients open a page and save a mark at once: pairs a second, each client with its own login.

The clients sit in a few processes, so that they do not wait for one interpreter: in a school each has a PC of its own.
"""

import multiprocessing
import threading
import time
import uuid
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

from ejournal_desktop.database.connection import ServerProfile
from ejournal_desktop.domain.gradebook import CellOperation
from ejournal_desktop.services import gradebook
from ejournal_desktop.services.accounts import sign_in
from tests.benchmarks.measure import Row
from tests.benchmarks.school import PASSWORD, School

CLIENTS = 30
PROCESSES = 3
SECONDS = 8.0
PATIENCE_SECONDS = 120.0


def rows(school: School) -> list[Row]:
    rate = _rate(school.profile, school.teachers[:CLIENTS])
    return [Row(f"{CLIENTS} clients open and save", f"{rate:.0f} pairs/s", "peer 11", "", "≥ 100 pairs/s", rate >= 100)]


def _rate(profile: ServerProfile, logins: list[str]) -> float:
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(PROCESSES + 1)
    rooms = []
    for number in range(PROCESSES):
        results, told = spawn.Pipe(duplex=False)
        room = spawn.Process(target=_work_in_room, args=(profile, logins[number::PROCESSES], start, told))
        room.start()
        rooms.append((room, results))
    start.wait(PATIENCE_SECONDS)
    started = time.perf_counter()
    pairs: list[int] = [results.recv() for _room, results in rooms]
    seconds = time.perf_counter() - started
    for room, _results in rooms:
        room.join(PATIENCE_SECONDS)
    return sum(pairs) / seconds


def _work_in_room(profile: ServerProfile, logins: list[str], start: Barrier, told: Connection) -> None:
    seats = [_Seat(profile, login) for login in logins]
    for seat in seats:
        seat.work_once()  # the first page of a session is planned
    threads = [threading.Thread(target=seat.work, args=(SECONDS,)) for seat in seats]
    start.wait(PATIENCE_SECONDS)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.send(sum(seat.pairs for seat in seats))
    for seat in seats:
        seat.engine.dispose()


class _Seat:
    """A teacher at a PC: opens a page of hers, changes a mark entered today, again and again."""

    def __init__(self, profile: ServerProfile, login: str) -> None:
        _session, self.engine = sign_in(profile, login, PASSWORD)
        self.course = gradebook.my_courses(self.engine)[-1].course_id
        self.period = gradebook.periods(self.engine, self.course)[-1].period_id
        self.pairs = 0
        self._next_pupil = 0

    def work(self, seconds: float) -> None:
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            self.work_once()
            self.pairs += 1

    def work_once(self) -> None:
        page = gradebook.open_page(self.engine, self.course, self.period)
        lesson = max((each for each in page.lessons if each.held_on <= page.today), key=lambda each: each.held_on)
        absent = {a.pupil_id for a in page.attendance if a.lesson_id == lesson.lesson_id and a.fact == "absent"}
        here = [each.pupil_id for each in page.pupils if each.pupil_id not in absent]
        pupil_id = here[self._next_pupil % len(here)]
        self._next_pupil += 1
        work = next(each for each in page.works if each.lesson_id == lesson.lesson_id)
        present = next((m for m in page.marks if (m.work_id, m.pupil_id) == (work.work_id, pupil_id)), None)
        operation = CellOperation(
            str(uuid.uuid4()), lesson.lesson_id, work.work_id, pupil_id, "mark",
            present.version if present else 0, "4" if present and present.value == "5" else "5",
        )  # fmt: skip
        [outcome] = gradebook.save_cells(self.engine, [operation])
        if outcome.result != "saved":
            raise RuntimeError(outcome)
