"""Thirty clients open a page and save a mark at once: pairs a second, each client with its own login."""

import threading
import time
import uuid

from ejournal_desktop.domain.gradebook import CellOperation
from ejournal_desktop.services import gradebook
from ejournal_desktop.services.accounts import sign_in
from tests.benchmarks.measure import Row
from tests.benchmarks.school import PASSWORD, School

CLIENTS = 30
SECONDS = 8.0


def rows(school: School) -> list[Row]:
    seats = [_Seat(school, login) for login in school.teachers[:CLIENTS]]
    start = threading.Barrier(CLIENTS + 1)
    threads = [threading.Thread(target=seat.work, args=(start,)) for seat in seats]
    for thread in threads:
        thread.start()
    start.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    rate = sum(seat.pairs for seat in seats) / (time.perf_counter() - started)
    for seat in seats:
        seat.engine.dispose()
    return [Row(f"{CLIENTS} clients open and save", f"{rate:.0f} pairs/s", "peer 11", "", "≥ 100 pairs/s", rate >= 100)]


class _Seat:
    """A teacher at a PC: opens a page of hers, changes a mark entered today, again and again."""

    def __init__(self, school: School, login: str) -> None:
        _session, self.engine = sign_in(school.profile, login, PASSWORD)
        self.course = gradebook.my_courses(self.engine)[-1].course_id
        self.period = gradebook.periods(self.engine, self.course)[-1].period_id
        self.pairs = 0

    def work(self, start: threading.Barrier) -> None:
        start.wait()
        until = time.perf_counter() + SECONDS
        while time.perf_counter() < until:
            page = gradebook.open_page(self.engine, self.course, self.period)
            lesson = max((each for each in page.lessons if each.held_on <= page.today), key=lambda each: each.held_on)
            pupil = page.pupils[self.pairs % len(page.pupils)]
            absent = {(a.lesson_id, a.pupil_id) for a in page.attendance if a.fact == "absent"}
            if (lesson.lesson_id, pupil.pupil_id) in absent:
                pupil = next(p for p in page.pupils if (lesson.lesson_id, p.pupil_id) not in absent)
            work = next(each for each in page.works if each.lesson_id == lesson.lesson_id)
            present = {(m.work_id, m.pupil_id): m for m in page.marks}.get((work.work_id, pupil.pupil_id))
            operation = CellOperation(
                str(uuid.uuid4()), lesson.lesson_id, work.work_id, pupil.pupil_id, "mark",
                present.version if present else 0, "4" if present and present.value == "5" else "5",
            )  # fmt: skip
            outcome = gradebook.save_cells(self.engine, [operation])[0]
            if outcome.result != "saved":
                raise RuntimeError(outcome)
            self.pairs += 1
