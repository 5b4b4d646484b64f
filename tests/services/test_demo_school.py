"""The demo as a person meets it: built once, opened again with the same passwords, everybody signs in."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest

from ejournal_desktop.services import accounts, approvals, gradebook
from ejournal_desktop.services.demo import DemoSchool, close_demo, open_or_build_demo


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoSchool]:
    home = Path(tempfile.mkdtemp(prefix="ejournal-demo-"))
    if sys.platform != "win32":
        home.chmod(0o711)  # as root the server runs under an account of its own and has to pass through
    school = open_or_build_demo(home, date.today(), lambda _text: None)  # noqa: DTZ011 - the day on the server's clock
    try:
        yield school
    finally:
        close_demo(school)
        shutil.rmtree(home)


def home_of(demo: DemoSchool) -> Path:
    return demo.server.log_file.parents[2]


def test_everybody_whom_it_introduces_signs_in_with_the_roles_told(demo):
    for account in demo.accounts:
        session, engine = accounts.sign_in(demo.profile, account.login, account.password)
        engine.dispose()

        assert set(session.roles) == set(account.roles)
        assert session.full_name == account.full_name
        assert session.is_demo


def test_the_teacher_finds_a_living_journal(demo):
    teacher = demo.accounts[0]
    _, engine = accounts.sign_in(demo.profile, teacher.login, teacher.password)
    try:
        course = next(c for c in gradebook.my_courses(engine) if c.title == "7А · Алгебра")
        begun = [p for p in gradebook.periods(engine, course.course_id) if p.starts_on <= date.today()]  # noqa: DTZ011
        page = gradebook.open_page(engine, course.course_id, begun[-1].period_id)
    finally:
        engine.dispose()

    assert len(page.pupils) >= 28
    assert page.lessons
    assert page.writable
    assert page.edit_window == "2 weeks"


def test_opened_again_it_is_the_same_school_with_the_same_passwords(demo):
    again = open_or_build_demo(home_of(demo), date.today(), lambda _text: None)  # noqa: DTZ011

    assert not again.was_built
    assert again.accounts == demo.accounts
    assert again.profile == demo.profile


def test_the_line_for_psql_has_a_program_to_run(demo):
    assert Path(demo.psql).exists()


def test_nothing_was_imported_around_the_administrators_window(demo):
    administrator = next(a for a in demo.accounts if a.roles == ("administrator",))
    role = demo.profile.role_name(administrator.login)
    with psycopg.connect(demo.server.ensure_running().conninfo(demo.profile.database)) as connection:
        importers = connection.execute("select distinct imported_by from journal.import_batches").fetchall()
        strangers = connection.execute(
            "select count(*) from audit.events where table_name in ('journal.courses', 'journal.lessons')"
            " and not (operation = 'update' and new_row = jsonb_build_object('approved_by', new_row -> 'approved_by'))"
            " and coalesce(ground, '') !~ '^(import|history):'"
            " and not exists (select from journal.courses as c"
            " left join journal.lessons as l on l.course_id = c.course_id where c.kind <> 'curriculum'"
            " and ((row_key ->> 'course_id')::integer = c.course_id"
            " or (row_key ->> 'lesson_id')::integer = l.lesson_id))"
        ).fetchone()[0]

    assert importers == [(role,)]
    assert strangers == 0


def test_curriculum_load_and_past_finals_are_approved_and_an_order_waits_for_the_director(demo):
    director = next(a for a in demo.accounts if "director" in a.roles)
    _, engine = accounts.sign_in(demo.profile, director.login, director.password)
    try:
        waiting = approvals.waiting(engine)
        whole = approvals.approval(engine, waiting[0].approval_id)
    finally:
        engine.dispose()
    with psycopg.connect(demo.server.ensure_running().conninfo(demo.profile.database)) as connection:
        [unapproved] = connection.execute(
            "select (select count(*) from journal.courses where approved_by is null)"
            " + (select count(*) from journal.course_holders where approved_by is null)"
            " + (select count(*) from journal.curriculum_hours where approved_by is null)"
        ).fetchone()
        [uncovered] = connection.execute(
            "select count(*) from journal.final_marks f"
            " where not sec.order_covers_final(f.order_id, f.course_id, f.period_id, f.pupil_id, false)"
        ).fetchone()

    assert (unapproved, uncovered) == (0, 0)
    assert [(head.subject, head.may_decide) for head in waiting] == [("finals", True)]
    assert not whole.is_stale


def test_it_has_a_course_of_every_rule_and_grade_2_has_no_marks_at_first(demo):
    with psycopg.connect(demo.server.ensure_running().conninfo(demo.profile.database)) as connection:
        rules = set(connection.execute("select distinct kind, marking from journal.courses").fetchall())
        markings = connection.execute("select count(*), min(marking) from journal.period_markings").fetchone()
        sessions = connection.execute("select count(*) from private.session_contents").fetchone()[0]

    assert rules == {
        ("curriculum", "five"),
        ("curriculum", "none"),
        ("extracurricular", "none"),
        ("after-school", "none"),
        ("elective", "pass"),
        ("home", "five"),
        ("psychologist", "none"),
    }
    assert markings[0] > 0 and markings[1] == "none"  # noqa: PT018 - one row
    assert sessions > 0
