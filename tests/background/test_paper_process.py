import os
import time

import pytest

from ejournal_desktop.background.paper_process import PaperProcess
from ejournal_desktop.domain.errors import CancelledError, ReportFailedError
from tests.background import paper_jobs


@pytest.fixture(scope="module")
def paper():
    process = PaperProcess()
    yield process
    process.close()


def never():
    return False


def ignore(_done, _total):
    return None


def test_a_job_is_drawn_in_another_process_and_tells_its_progress(paper):
    told = []

    answer = paper.call(paper_jobs.draw, "журнал", progress=lambda *steps: told.append(steps), cancelled=never)

    assert answer.startswith("журнал ")
    assert not answer.endswith(str(os.getpid()))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_process_is_kept_for_the_next_job(paper):
    first = paper.call(paper_jobs.draw, "а", progress=ignore, cancelled=never)

    assert paper.call(paper_jobs.draw, "а", progress=ignore, cancelled=never) == first


def test_a_bug_of_a_job_flies_on_where_the_job_was_asked_for(paper):
    with pytest.raises(ZeroDivisionError) as caught:
        paper.call(paper_jobs.stumbles, progress=ignore, cancelled=never)

    assert any("In the drawing process" in note for note in caught.value.__notes__)


def test_a_dead_process_is_said_and_the_next_job_has_a_new_one(paper):
    with pytest.raises(ReportFailedError) as caught:
        paper.call(paper_jobs.dies, progress=ignore, cancelled=never)

    assert caught.value.code == "process-died"
    assert paper.call(paper_jobs.draw, "снова", progress=ignore, cancelled=never).startswith("снова")


def test_cancel_answers_within_half_a_second_even_a_job_that_does_not_look(paper):
    asked = []

    def cancelled():
        return bool(asked)

    def progress(_done, _total):
        asked.append(time.monotonic())

    with pytest.raises(CancelledError):
        paper.call(paper_jobs.deaf, progress=progress, cancelled=cancelled)

    assert time.monotonic() - asked[0] < 1.0  # 0.5 s on a free machine; tests share theirs
    assert paper.call(paper_jobs.draw, "дальше", progress=ignore, cancelled=never).startswith("дальше")


def test_a_job_that_looks_ends_by_itself_and_the_process_stays(paper):
    pid = paper.call(paper_jobs.draw, "а", progress=ignore, cancelled=never).split()[1]
    started = []

    answer = paper.call(paper_jobs.obedient, progress=lambda *_: started.append(1), cancelled=lambda: bool(started))

    assert answer == "stopped by itself"
    assert paper.pid == int(pid)
