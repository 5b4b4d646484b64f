"""Final marks outlive the program: kept on a real disk, sent by the next run, judged by the server in their order."""

from uuid import uuid4

import pytest

from ejournal_desktop.background.outbox import sending
from ejournal_desktop.background.outbox.sending import Sender
from ejournal_desktop.domain.errors import ServerUnavailableError
from ejournal_desktop.domain.finals import FinalOperation
from ejournal_desktop.domain.gradebook import Outcome
from tests.background.test_outbox import Program


def final(value, *, pupil_id=1, field="period", reason=""):
    period_id = 1 if field == "period" else None
    return FinalOperation(str(uuid4()), 7, period_id, pupil_id, field, 0, value, reason)


class FinalsServer:
    """Answers as ``api.save_finals`` does: a version by version; outside of the order it refuses."""

    def __init__(self):
        self.down, self.is_closed, self.versions, self.got = None, False, {}, []

    def send(self, _engine, operations):
        if self.down is not None:
            raise self.down
        return [self._judge(operation) for operation in operations]

    def _judge(self, operation):
        self.got.append(operation)
        key = operation.field, operation.pupil_id
        if self.is_closed:
            return Outcome(operation.operation_id, "refused", code="EJ020", detail={"reason": "no-order"})
        if operation.seen != self.versions.get(key, 0):
            return Outcome(operation.operation_id, "conflict", version=self.versions[key])
        self.versions[key] = operation.seen + 1
        return Outcome(operation.operation_id, "saved", version=operation.seen + 1)


@pytest.fixture
def server():
    return FinalsServer()


@pytest.fixture
def run(tmp_path, server, qtbot):
    programs = []

    def start():
        programs.append(Program(tmp_path, server, qtbot))
        return programs[-1]

    yield start
    for program in programs:
        if program.writer._thread.is_alive():
            program.die()


def killed_with(run, server, *operations):
    server.down = ServerUnavailableError()
    first = run()
    first.type(*operations)
    first.kept()
    first.die()
    server.down = None


def test_finals_that_were_set_without_a_server_are_sent_by_the_next_run_in_their_order(run, server):
    one, two, year = final("5"), final("н/а", pupil_id=2, reason="Болел"), final("4", field="year")
    killed_with(run, server, one, two, year)

    run().quiet()

    assert server.got == [one, two, year]


def test_a_correction_of_a_waiting_final_follows_it_and_meets_no_conflict(run, server):
    killed_with(run, server, final("5"), final("4", reason="По контрольным"))

    run().quiet()

    assert [(one.value, one.seen) for one in server.got] == [("5", 0), ("4", 1)]


def test_a_final_that_comes_after_the_last_day_stays_with_the_reason_over_a_restart(run, server):
    killed_with(run, server, final("5"))
    server.is_closed = True
    second = run()
    second.quiet()
    second.die()

    (edit,) = run().box.line.unsolved()

    assert (edit.state, edit.operation.value, edit.outcome.detail) == ("refused", "5", {"reason": "no-order"})


def test_finals_travel_by_their_own_service(monkeypatch):
    sent = []
    monkeypatch.setitem(sending._SERVICES, FinalOperation, lambda _engine, operations: sent.extend(operations) or [])
    one = final("5")

    Sender(None).send(None, [one])

    assert sent == [one]
