"""The demo's past, written for a really imported school and judged by the history loader."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import psycopg
import pytest
from psycopg import sql

from ejournal_desktop.config.paths import resource
from ejournal_desktop.database.history import History, is_closed, load_history
from ejournal_desktop.domain.averages import average, round_half_up
from ejournal_desktop.domain.errors import RefusedError, RuleBrokenError
from ejournal_desktop.services.demo import files
from ejournal_desktop.services.demo.chronicle import Past, write_past
from ejournal_desktop.services.demo.facts import read_facts
from ejournal_desktop.services.demo.lesson_plans import read_lesson_plans
from ejournal_desktop.services.demo.topics import read_topic_lists
from tests.services.school_of_files import FOLDER, import_school

SOURCE = b"\x01" * 32


@dataclass
class LoadedSchool:
    conninfo: str
    history: History
    counts: dict
    past: Past


@pytest.fixture(scope="module")
def loaded(database) -> LoadedSchool:
    school = import_school(database, date.today())  # noqa: DTZ011 - the day on the server's clock
    past = a_past(database.conninfo, school.first_day + timedelta(weeks=9))
    history = write_past(past)
    return LoadedSchool(database.conninfo, history, load_history(database.conninfo, history, SOURCE), past)


def a_past(conninfo: str, today: date) -> Past:
    return Past(
        facts=read_facts(conninfo),
        today=today,
        now=datetime.now(UTC),
        zone=UTC,
        seed=7,
        topic_lists=read_topic_lists(resource("demo")),
        plans=read_lesson_plans(FOLDER / files.LESSON_PLANS, date(2026, 9, 1)),
        shown_teacher=0,
    )


@pytest.fixture
def reopened(loaded) -> Iterator[LoadedSchool]:
    """The control of «closed for good»: only whoever owns the server can undo it."""
    set_closed(loaded, "null")
    yield loaded
    set_closed(loaded, "clock_timestamp()")


def set_closed(loaded: LoadedSchool, value: str) -> None:
    with psycopg.connect(loaded.conninfo) as connection:
        connection.execute(f"update private.history_loader set closed_at = {value}")


def one(loaded: LoadedSchool, query: str):
    with psycopg.connect(loaded.conninfo) as connection:
        return connection.execute(query).fetchone()[0]


def test_all_that_was_written_is_in_the_journal(loaded):
    assert one(loaded, "select count(*) from journal.marks") == len(loaded.history.marks) == loaded.counts["marks"]
    assert one(loaded, "select count(*) from journal.attendance") == len(loaded.history.attendance)
    assert len(loaded.history.marks) > 10_000


def test_every_loaded_mark_is_in_the_audit_as_imported_with_the_hash_of_its_source(loaded):
    audited = one(
        loaded,
        "select count(*) from audit.events where table_name = 'journal.marks' and operation = 'imported'"
        f" and ground = 'history:{SOURCE.hex()}'",
    )

    assert audited == len(loaded.history.marks)


def test_between_15_and_45_of_100_cells_hold_a_mark(loaded):
    cells = one(
        loaded,
        "select count(*) from journal.lessons l join journal.courses c using (course_id)"
        " join journal.group_memberships m on m.group_id = c.group_id and m.during @> l.held_on where"
        " c.marking = 'five'",
    )

    assert 0.15 < len(loaded.history.marks) / cells < 0.45


def test_a_mark_beside_an_absence_was_entered_on_a_later_day(loaded):
    same_day = one(
        loaded,
        "select count(*) from journal.marks m join journal.works w using (work_id) join journal.lessons l"
        " using (lesson_id)"
        " join journal.attendance a on a.lesson_id = l.lesson_id and a.pupil_id = m.pupil_id and a.fact = 'absent'"
        " where (m.entered_at at time zone 'UTC')::date = l.held_on",
    )

    assert same_day == 0


def test_grades_without_marks_have_none(loaded):
    marks = one(
        loaded,
        "select count(*) from journal.marks join journal.courses c using (course_id)"
        " join journal.study_group_classes using (group_id) join journal.school_classes k using (class_id)"
        " where k.grade <= 2 or c.marking = 'none'",
    )

    assert marks == 0


def test_finals_are_the_average_rounded_half_up(loaded):
    course, period, pupil, value, *_ = loaded.history.finals[0]
    with psycopg.connect(loaded.conninfo) as connection:
        marks = connection.execute(
            "select m.value from journal.marks m join journal.works w using (work_id) join journal.lessons l"
            " using (lesson_id)"
            " join journal.periods p on p.period_id = %s and l.held_on between p.starts_on and p.ends_on"
            " where m.course_id = %s and m.pupil_id = %s",
            (period, course, pupil),
        ).fetchall()

    mean = average([(mark, Decimal(1)) for (mark,) in marks])

    assert mean is not None
    assert value == str(int(round_half_up(mean, Decimal(1))))


def test_one_pupil_came_and_one_left_by_an_order(loaded):
    moved = one(
        loaded,
        "select count(*) from journal.class_memberships m join journal.orders o on o.order_id in"
        " (m.admitted_by, m.departed_by)",
    )

    assert moved == 2


def test_the_same_seed_writes_the_same_past(loaded):
    set_aside = loaded.past
    facts = replace(set_aside.facts)  # members were already changed by the movement: the same once more
    again = write_past(replace(set_aside, facts=facts, history=History(), substitutes={}))

    assert again.works == loaded.history.works
    assert [row[:4] for row in again.marks] == [row[:4] for row in loaded.history.marks]


def test_the_loader_is_closed_for_good_after_use(loaded):
    assert is_closed(loaded.conninfo)
    with pytest.raises(RefusedError) as refused:
        load_history(loaded.conninfo, History(), SOURCE)

    assert refused.value.code == "EJ040"


def test_the_control_an_open_loader_loads(reopened):
    counts = load_history(reopened.conninfo, History(), SOURCE)

    assert counts["marks"] == 0


def test_triggers_judge_again_after_the_load(loaded):
    disabled = one(
        loaded,
        "select count(*) from pg_trigger t join pg_class c on c.oid = t.tgrelid"
        " where c.relnamespace = 'journal'::regnamespace and not t.tgisinternal and t.tgenabled <> 'O'",
    )

    assert disabled == 0


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("scale", {"value": "6"}),
        ("scale", {"value": "4/5"}),
        ("membership", {"pupil_id": "stranger"}),
        ("date", {"entered_at": datetime(2199, 1, 1, tzinfo=UTC)}),
        ("mark-and-absence", {"absent": True}),
    ],
)
def test_what_does_not_fit_refuses_the_whole_history(reopened, what, change):
    history = a_small_history(reopened, **change)
    before = one(reopened, "select count(*) from journal.works")

    with pytest.raises(RuleBrokenError) as refused:
        load_history(reopened.conninfo, history, SOURCE)

    assert (refused.value.code, refused.value.detail["reason"]) == ("EJ041", what)
    assert one(reopened, "select count(*) from journal.works") == before
    assert not is_closed(reopened.conninfo)


def test_the_control_the_same_history_without_the_mistake_fits(reopened):
    assert load_history(reopened.conninfo, a_small_history(reopened), SOURCE)["marks"] == 1


def test_people_have_no_way_to_the_loader(loaded, database):
    role = database.add_login("hitryi", "пароль-1", ("administrator", "deputy", "director"))
    with psycopg.connect(loaded.conninfo) as connection:
        connection.execute(sql.SQL("set session authorization {}").format(sql.Identifier(role)))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select private.load_history('\\x00')")


def a_small_history(loaded: LoadedSchool, *, value="5", pupil_id=None, entered_at=None, absent=False) -> History:
    """One work of a kind with a single mark, at the last lesson of a course that has no fifth work there."""
    used = {row[:2] for row in loaded.history.works}
    course = next(c for c in loaded.past.facts.courses if c.grade == 7 and c.marking == "five")
    lesson = next(
        found
        for found in reversed(course.lessons)
        if found.held_on < loaded.past.today and (found.lesson_id, 5) not in used and course.pupils_on(found.held_on)
    )
    absentees = {row[1] for row in loaded.history.attendance if row[0] == lesson.lesson_id}
    pupil = next(p for p in course.pupils_on(lesson.held_on) if p not in absentees)
    if pupil_id == "stranger":
        pupil = next(p for c in loaded.past.facts.courses if c.grade == 9 for p in c.members)
    at = entered_at or datetime.combine(lesson.held_on, lesson.ends_at, UTC)
    history = History()
    history.works.append((lesson.lesson_id, 5, loaded.past.facts.work_kinds["КР"][0], Decimal(1), ""))
    history.marks.append((lesson.lesson_id, 5, pupil, value, at, course.teacher_id))
    if absent:
        history.attendance.append((lesson.lesson_id, pupil, "absent", None, None, at, course.teacher_id))
    return history
