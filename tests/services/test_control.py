"""services.control: the report of changed marks over a real sign-in."""

import psycopg
import pytest
from sqlalchemy import text

from ejournal_desktop.domain.changed_marks import ChangeFilter
from ejournal_desktop.domain.errors import RefusedError
from ejournal_desktop.reports.changed_marks import draw_changed_marks
from ejournal_desktop.services import control
from tests.database.school_factory import PASSWORD, School, build_school


@pytest.fixture(scope="module")
def school(database) -> School:
    """A school in which four marks were set and then changed by the owner of the database."""
    school = build_school(database)
    with psycopg.connect(database.conninfo) as connection:
        for pupil in ("Абрамов", "Белова", "Волков", "Ёлкин"):
            key = (school.works["math", -1], school.pupils[pupil])
            connection.execute(
                "insert into journal.marks (work_id, pupil_id, course_id, value, entered_by)"
                " values (%s, %s, %s, '3', %s)",
                (*key, school.courses["math"], school.people["petrova"]),
            )
    with psycopg.connect(database.conninfo) as connection:
        connection.execute("update journal.marks set value = '4'")
    return school


@pytest.fixture
def administrator(school):
    engine = school.database.sign_in_as("administrator", PASSWORD)
    yield engine
    engine.dispose()


def test_the_report_is_read_with_names_and_figures(school, administrator):
    report = control.changed_marks(administrator, ChangeFilter())

    assert (report.total, report.deletions, report.pupils_count) == (4, 0, 4)
    assert report.reader == "Админов Анна Олеговна"
    assert [change.pupil.split()[0] for change in report.changes] == ["Ёлкин", "Волков", "Белова", "Абрамов"]
    assert {(change.was, change.became, change.ground_words) for change in report.changes} == {
        ("3", "4", "владелец базы данных, мимо программы")
    }
    assert report.changes[0].held_on == school.day(-1)
    assert report.since == school.day(-80)


def test_the_next_piece_begins_where_the_last_one_ended(administrator):
    report = control.changed_marks(administrator, ChangeFilter())

    more = control.changed_marks(administrator, ChangeFilter(), report.changes[1])

    assert more.changes == report.changes[2:]


def test_the_whole_report_is_gathered_piece_by_piece(administrator, monkeypatch):
    monkeypatch.setattr(control, "_PIECE", 3)

    report = control.whole_changed_marks(administrator, ChangeFilter(), "pdf")

    assert len(report.changes) == report.total == 4
    assert len({(change.event_id, change.pupil_id) for change in report.changes}) == 4


def test_names_are_found_by_their_beginning_whatever_the_letter_yo(administrator):
    report = control.changed_marks(administrator, ChangeFilter(pupil=" елк"))

    assert [change.pupil.split()[0] for change in report.changes] == ["Ёлкин"]
    assert report.asked_words == "все классы, все учителя, обучающиеся на «елк»"


def test_a_teacher_is_refused(school):
    engine = school.database.sign_in_as("petrova", PASSWORD)

    with pytest.raises(RefusedError):
        control.changed_marks(engine, ChangeFilter())


def test_a_drawn_report_is_entered_in_the_register_of_papers(school, administrator):
    paper = draw_changed_marks(control.whole_changed_marks(administrator, ChangeFilter(), "pdf"))

    number = control.note_changed_marks(administrator, paper)

    with administrator.connect() as connection:
        statement = text("select form, pages, printed_by from journal.printouts where printout_id = :number")
        row = connection.execute(statement, {"number": number}).one()
    assert tuple(row) == ("changed-marks", 1, school.people["administrator"])
