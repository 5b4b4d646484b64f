"""The desk of a real person: what the page of changed marks asks of it, drawn in the process kept for drawing."""

import io
from datetime import UTC, datetime

import openpyxl
import psycopg
import pytest

from ejournal_desktop.app.desk import DatabaseDesk
from ejournal_desktop.background.paper_process import PaperProcess
from ejournal_desktop.domain.changed_marks import ChangeFilter
from tests.database.school_factory import PASSWORD, build_school
from tests.gui.fake_school import session
from tests.reports.paper import texts


@pytest.fixture
def desk(fresh_database):
    school = build_school(fresh_database)
    with psycopg.connect(fresh_database.conninfo) as connection:
        connection.execute(
            "insert into journal.marks (work_id, pupil_id, course_id, value, entered_by) values (%s, %s, %s, '3', %s)",
            (
                school.works["math", -1],
                school.pupils["Абрамов"],
                school.courses["math"],
                school.people["petrova"],
            ),
        )
        connection.execute("update journal.marks set value = '5'")
    paper = PaperProcess()
    engine = fresh_database.sign_in_as("administrator", PASSWORD)
    desk = DatabaseDesk(session("administrator"), engine, paper.call, fresh_database.profile, "administrator")
    yield desk
    desk.close()
    paper.close()


def untold(_done, _total):
    pass


def never():
    return False


def test_the_report_of_changed_marks_is_drawn_and_entered_in_the_register(desk):
    report = desk.changed_marks_pdf(ChangeFilter(), progress=untold, cancelled=never)

    [page] = texts(report.pdf)
    assert "Абрамов" in page
    with desk.engine.connect() as connection:
        [row] = connection.exec_driver_sql("select form, content_sha256 from journal.printouts").all()
    assert tuple(row) == ("changed-marks", report.content_sha256)


def test_the_report_of_changed_marks_is_written_as_a_workbook(desk):
    content = desk.changed_marks_sheet(ChangeFilter(), progress=untold, cancelled=never)

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [sheet.cell(4, column).value for column in (6, 9, 10)][1:] == ["3", "5"]
    assert sheet.cell(4, 1).value.year == datetime.now(UTC).year


def test_the_screen_reads_the_same(desk):
    report = desk.changed_marks(ChangeFilter(), None)

    assert [(change.was, change.became) for change in report.changes] == [("3", "5")]
