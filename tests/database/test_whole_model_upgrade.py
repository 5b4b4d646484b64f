"""A school that already keeps marks is brought to the tables of the whole journal."""

import shutil

import psycopg
import pytest

from ejournal_desktop.database import migrate, replay
from ejournal_desktop.database.provision import provision
from tests.database.school_database import SchoolDatabase
from tests.database.school_factory import build_school

NAME = "school_upgrade"
FINAL = (
    "insert into journal.final_marks (course_id, period_id, pupil_id, value, entered_by) values (%s, %s, %s, '4', %s)"
)
CONSENT = "insert into private.consents (person_id, number, given_on) values (%s, '7', '2026-09-01')"


@pytest.fixture
def school_of_the_first_version(cluster, tmp_path, monkeypatch):
    """The hand-made school in a database that knows the first migration only."""
    migrations = tmp_path / "migrations"
    for pattern in ("versions/0001_*.py", "sql/0001_*.sql"):
        for path in migrate._MIGRATIONS.glob(pattern):
            (migrations / path.parent.name).mkdir(parents=True)
            shutil.copy(path, migrations / path.parent.name)
    objects = tmp_path / "objects"
    objects.mkdir()
    with monkeypatch.context() as first:
        first.setattr(migrate, "_MIGRATIONS", migrations)
        first.setattr(replay, "_OBJECTS", objects)
        first.setattr(migrate, "lint_catalogue", lambda _connection: [])
        migrate.upgrade(provision(cluster.conninfo(), NAME))
    database = SchoolDatabase(cluster, NAME)
    school = build_school(database)
    with psycopg.connect(database.conninfo) as connection:
        connection.execute(
            FINAL, (school.courses["math"], school.period, school.pupils["Абрамов"], school.people["petrova"])
        )
        connection.execute(CONSENT, (school.people["guardian"],))
    yield school
    with psycopg.connect(cluster.conninfo(), autocommit=True) as connection:
        connection.execute(f"drop database {NAME} with (force)")
        for (role,) in connection.execute(
            "select rolname from pg_roles where rolname ~ %s", (f"^{NAME}_u_",)
        ).fetchall():
            connection.execute(f'drop role "{role}"')


def test_a_school_with_rows_is_upgraded_and_its_rows_get_defaults(school_of_the_first_version):
    database = school_of_the_first_version.database

    result = migrate.upgrade(database.conninfo)

    with psycopg.connect(database.conninfo) as connection:
        rows = connection.execute(
            "select (select purpose from private.consents), (select distinct kind from journal.courses),"
            " (select ground from journal.final_marks), (select count(*) from journal.lessons),"
            " (select array_agg(distinct homework_character) from journal.lessons)"
        ).fetchone()
    lessons = len(school_of_the_first_version.lessons)
    assert (result.before, result.after) == ("0001", migrate.newest_revision())
    assert rows == ("ведение журнала", "curriculum", "", lessons, [""])


def test_a_teacher_of_an_upgraded_school_goes_on_marking(school_of_the_first_version):
    school = school_of_the_first_version
    migrate.upgrade(school.database.conninfo)

    with school.stage() as stage:
        [outcome] = stage.save("petrova", stage.mark(-1, "Абрамов", "5"))

    assert outcome["result"] == "saved"
