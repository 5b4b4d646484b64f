"""A server that answers slowly, wrongly or dies in mid-answer: a sentence, nothing lost, the window alive."""

import re
from dataclasses import replace

import psycopg
import pytest
from PySide6.QtCore import QTimer

from ejournal_desktop.background.lanes import Lanes
from ejournal_desktop.background.outbox import outbox as outbox_module
from ejournal_desktop.background.outbox.outbox import Outbox
from ejournal_desktop.background.outbox.standing import UNCLEAR
from ejournal_desktop.background.outbox.writer import OutboxWriter
from ejournal_desktop.database.connection import connect
from ejournal_desktop.domain.errors import EjournalError, ServerUnavailableError, UnclearAnswerError
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.services import duties, final_marks, gradebook, lesson_card, lesson_plans, unlocks
from tests.background.outbox_parts import cell, vault_of
from tests.database.school_factory import PASSWORD, build_school
from tests.journeys.cut_network import CutNetwork

PATIENCE_MS = 20_000
# bytes of the same length, so that only the meaning of an answer is another one
LIES = {
    "malformed JSON": lambda data: data.replace(b'"result"', b'"resu"lt'),
    "a word that is none": lambda data: data.replace(b'"saved"', b'"sevad"'),
    "another type": lambda data: data.replace(b'"version": 1', b'"version":[]'),
    "a field missing": lambda data: data.replace(b'"operation_id"', b'"operation_ix"'),
    "an id that was not asked": lambda data: re.sub(rb'("operation_id": ")[0-9a-f]{8}', rb"\g<1>00000000", data),
}


@pytest.fixture
def school(fresh_database):
    return build_school(fresh_database)


@pytest.fixture
def network(school):
    proxy = CutNetwork(school.database.profile.host, school.database.profile.port)
    yield proxy
    proxy.gate.set()
    proxy.close()


@pytest.fixture
def engine(school, network):
    made = connect(replace(school.database.profile, port=network.port), "petrova", PASSWORD)
    yield made
    made.dispose()


@pytest.fixture
def box(engine, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(outbox_module, "RETRY_MS", (50,))
    lanes, writer = Lanes(), OutboxWriter(vault_of(tmp_path))
    made = Outbox(lanes, engine, writer, writer.start(), send=gradebook.save_cells)
    made.settled = []
    made.edit_settled.connect(made.settled.append)
    yield made
    made._timer.stop()
    made.flush(5)
    lanes.close()
    writer.close()


def type_marks(box, school):
    lesson, work = school.lessons["math", 0], school.works["math", 0]
    for name, value in (("Абрамов", "5"), ("Белова", "4")):
        operation = cell(value, school.pupils[name], work_id=work, lesson_id=lesson)
        box.hold(operation)
        box.release(operation.operation_id)


def on_record(school):
    with psycopg.connect(school.database.conninfo) as connection:
        return connection.execute(
            "select new_row ->> 'value', count(*) from audit.events"
            " where table_name = 'journal.marks' group by 1 order by 1"
        ).fetchall()


def arrive_once(box, school, qtbot):
    qtbot.waitUntil(lambda: box.standing.pending == 0, timeout=PATIENCE_MS)
    assert [edit.outcome.result for edit in box.settled] == ["saved", "saved"]
    assert on_record(school) == [("4", 1), ("5", 1)]


@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_makes_no_sense_keeps_the_edits_and_says_so(box, school, network, qtbot, lie):
    network.rewrite = LIES[lie]
    type_marks(box, school)
    qtbot.waitUntil(lambda: box.standing.is_offline, timeout=PATIENCE_MS)

    assert (box.settled, box.standing.pending, box.standing.barred) == ([], 2, UNCLEAR)
    network.rewrite = bytes
    arrive_once(box, school, qtbot)


def test_a_server_that_dies_in_mid_answer_has_saved_and_is_asked_again(box, school, network, qtbot):
    type_marks(box, school)
    network.halve_answers = True
    qtbot.waitUntil(lambda: box.standing.is_offline, timeout=PATIENCE_MS)
    network.halve_answers = False
    arrive_once(box, school, qtbot)


def test_a_slow_server_leaves_the_window_alive(box, school, network, qtbot):
    turns = []
    pulse = QTimer(interval=5)
    pulse.timeout.connect(lambda: turns.append(1))
    pulse.start()
    network.gate.clear()
    type_marks(box, school)
    qtbot.waitUntil(lambda: len(turns) > 50, timeout=PATIENCE_MS)
    assert (box.settled, box.standing.pending) == ([], 2)
    network.gate.set()
    arrive_once(box, school, qtbot)


@pytest.mark.parametrize(
    "lie",
    [
        lambda data: data.replace(b'"pupils"', b'"pupilz"'),
        lambda data: data.replace(b'"lessons"', b'"les"ons"'),
        lambda data: data.replace(b'"writable" : true', b'"writable" : "ye"').replace(
            b'"writable":true', b'"writable":"ye"'
        ),
        lambda data: data.replace(b'"marking" : "five"', b'"marking" : "xxxx"').replace(b'"five"', b'"xxxx"'),
    ],
)
def test_a_page_that_makes_no_sense_is_a_sentence_and_the_next_try_reads_it(engine, school, network, lie):
    course, period = school.courses["math"], school.period
    honest = gradebook.open_page(engine, course, period)
    network.rewrite = lie
    with pytest.raises(EjournalError) as error:
        gradebook.open_page(engine, course, period)
    assert isinstance(error.value, UnclearAnswerError)
    assert error_text(error.value).what == "Сервер ответил непонятно."
    network.rewrite = bytes
    assert gradebook.open_page(engine, course, period).pupils == honest.pupils


READINGS = {
    "the card of a lesson": lambda engine, school: lesson_card.open_card(engine, school.lessons["math", 0]),
    "the plan of a course": lambda engine, school: lesson_plans.open_plan(engine, None, school.courses["math"]),
    "the finals of a page": lambda engine, school: final_marks.finals_page(
        engine, school.courses["math"], school.period
    ),
    "the check list": lambda engine, school: final_marks.handover_checks(engine, school.courses["math"], school.period),
    "the lessons of a day": lambda engine, school: gradebook.lessons_of_day(engine, school.day(-1)),
    "the duties": lambda engine, _school: duties.my_duties(engine),
    "requests to open": lambda engine, _school: unlocks.unlocks(engine),
}
SPOILED = {
    "malformed JSON": lambda data: re.sub(rb'"([a-z_]{3,})"', rb"'\g<1>'", data),  # a bare sign may be part of a length
    "other names": lambda data: re.sub(rb'"([a-z_]+)[a-z]"( ?:)', rb'"\g<1>~"\g<2>', data),
}


@pytest.mark.parametrize("reading", READINGS)
def test_every_reading_of_a_page_makes_a_sentence_of_a_wrong_answer_and_reads_the_next_one(
    engine, school, network, reading
):
    read = READINGS[reading]
    honest = read(engine, school)
    said = []
    for spoil in SPOILED.values():
        network.rewrite = spoil
        with pytest.raises(EjournalError) as error:
            read(engine, school)
        said.append(error_text(error.value).what)
    network.rewrite = bytes
    assert said == ["Сервер ответил непонятно."] * len(SPOILED)
    assert type(read(engine, school)) is type(honest)


@pytest.mark.parametrize("reading", READINGS)
def test_a_server_that_dies_in_the_middle_of_an_answer_is_said_to_be_away(engine, school, network, reading):
    READINGS[reading](engine, school)
    network.halve_answers = True
    with pytest.raises(EjournalError) as error:
        READINGS[reading](engine, school)
    network.halve_answers = False
    assert isinstance(error.value, ServerUnavailableError | UnclearAnswerError)
    READINGS[reading](engine, school)
