"""A server that answers fewer, more or other things than it was asked: nothing is lost, nothing is believed."""

from dataclasses import replace
from functools import partial

import pytest

from ejournal_desktop.background.outbox import outbox as outbox_module
from ejournal_desktop.background.outbox.standing import UNCLEAR
from ejournal_desktop.domain.errors import UnclearAnswerError
from ejournal_desktop.domain.gradebook import Outcome
from tests.background.outbox_parts import IdempotentServer, cell, topic
from tests.background.test_outbox import Program


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr(outbox_module, "RETRY_MS", (20,))
    monkeypatch.setattr(outbox_module, "BATCH_MS", 5)
    return IdempotentServer()


@pytest.fixture
def run(server, tmp_path, qtbot):
    runs = []

    def start():
        runs.append(Program(tmp_path, server, qtbot))
        return runs[-1]

    yield start
    for one in runs:
        one.die()


def misread(_outcomes):
    raise UnclearAnswerError(UNCLEAR)


WRONG = {
    "nothing at all": lambda _outcomes: [],
    "one too few": lambda outcomes: outcomes[:-1],
    "one too many": lambda outcomes: [*outcomes, Outcome("not-asked", "saved", version=1)],
    "one twice": lambda outcomes: [*outcomes, outcomes[0]],
    "another's": lambda outcomes: [replace(one, operation_id="another") for one in outcomes],
    "malformed": misread,
}


@pytest.mark.parametrize("wrong", WRONG)
def test_edits_stay_and_arrive_once_when_the_server_makes_sense_again(run, server, monkeypatch, wrong):
    honest = server.send
    monkeypatch.setattr(server, "send", lambda engine, operations: WRONG[wrong](honest(engine, operations)))
    program = run()
    program.box._sends = server.send
    program.type(cell("5"), cell("4", 2), cell("3", 3), topic("Дроби"))
    program.offline()

    assert program.settled == []
    assert program.box.standing.pending == 4
    assert program.box.standing.barred == UNCLEAR
    program.box._sends = honest
    program.quiet()
    assert [edit.outcome.result for edit in program.settled] == ["saved"] * 4
    assert sorted(value for _place, value in server.writes) == ["3", "4", "5", "Дроби"]
    assert program.box.standing.barred == ""


def test_the_order_of_the_answers_does_not_matter(run, server):
    program = run()
    program.box._sends = partial(_reversed, server.send)
    program.type(cell("5"), cell("4", 2))
    program.quiet()
    saved = {edit.operation.value: edit.outcome.operation_id == edit.operation_id for edit in program.settled}
    assert saved == {"5": True, "4": True}


def _reversed(send, engine, operations):
    return send(engine, operations)[::-1]
