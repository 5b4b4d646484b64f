"""The paper view of a journal: the same content as its copy, a read on record, no printout; nobody else's journal."""

import pytest

from tests.database.test_guard_controls import code_of, silence

SPREAD = "select api.journal_spread(%s, %s, %s::smallint)"


@pytest.fixture
def place(stage):
    return "7А", stage.school.courses["math"], stage.school.period


def without_moment(copy):
    return {name: value for name, value in copy.items() if name != "printed_at"}


def test_it_shows_what_the_copy_prints(stage, place):
    [(spread,)] = stage.as_person("petrova", SPREAD, *place)
    copy = "select api.journal_copy(%s::smallint, array[%s], %s::smallint)"
    [(printed,)] = stage.as_person("petrova", copy, stage.school.classes["7А"], *place[1:])

    assert without_moment(spread) == without_moment(printed)


def test_looking_is_a_read_on_record_and_no_printout(stage, place):
    before = stage.owner("select count(*) from journal.printouts")
    reads = "select count(*) from audit.events where operation = 'read'"
    read = stage.owner(reads)[0][0]
    stage.as_person("petrova", SPREAD, *place)

    assert stage.owner("select count(*) from journal.printouts") == before
    assert stage.owner(reads)[0][0] == read + 1


def test_a_strangers_journal_has_no_paper_view_and_only_the_demand_says_so(stage, place):
    refused = code_of(stage, lambda s: s.as_person("sidorov", SPREAD, *place))
    silence(stage, "neither your class nor your courses", "no such page of that class")
    let_in = code_of(stage, lambda s: s.as_person("sidorov", SPREAD, *place))

    assert (refused, let_in) == ("EJ002", None)


def test_a_class_that_does_not_learn_there_is_refused(stage, place):
    assert code_of(stage, lambda s: s.as_person("petrova", SPREAD, "11Б", *place[1:])) == "EJ002"


def test_a_teacher_puts_the_copy_of_her_own_journal_on_record_and_of_no_other(stage, place):
    note = (
        "select api.note_printout('journal-copy', %s::smallint, %s, %s::smallint, decode(repeat('ab', 32), 'hex'), 4)"
    )
    [(spread,)] = stage.as_person("petrova", SPREAD, *place)
    class_id = spread["class"]["class_id"]

    stage.as_person("petrova", note, class_id, *place[1:])
    foreign = code_of(stage, lambda s: s.as_person("sidorov", note, class_id, *place[1:]))

    assert stage.owner("select class_id, course_id, pages from journal.printouts") == [(class_id, place[1], 4)]
    assert foreign == "EJ002"
