"""A forged hint does not end the listening of others: over real connections, with the control."""

import itertools
import re

import pytest

from ejournal_desktop.database import hints
from tests.database.red_team import answer
from tests.database.school_factory import PASSWORD

FORGED = ["9" * 5000, "99999999999", "-1", "²", "٣", "1e3", "", " 7", "7\n", "course"]


def heard(school):
    """What a teacher's program hears while a pupil sends what he likes and a colleague's save is told last."""
    engine = school.database.engine(school.role("petrova"), PASSWORD)
    looks = itertools.count()

    def ends():
        if next(looks) == 0:  # it listens: before the first look nothing is lost
            for payload in FORGED:
                assert answer(school, "pupil", "select pg_notify('journal', %s)", payload) == ""
            answer(school, "sidorov", "select pg_notify('journal', %s)", str(school.courses["english"]))
        return False

    told = []
    for course_id in hints.course_hints(engine, ends):
        told.append(course_id)
        if course_id == school.courses["english"]:
            return told
    return told


@pytest.mark.attack("what a hint may be")
def test_no_payload_of_a_pupil_ends_the_listening_of_a_teacher(school, monkeypatch):
    told = heard(school)
    monkeypatch.setattr(hints, "_COURSE", re.compile(r"\d+"))
    with pytest.raises(ValueError, match="limit"):
        heard(school)

    assert told == [school.courses["english"]]
