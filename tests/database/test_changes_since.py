"""api.changes_since: everything that came to a page, nothing foreign, and never a gap between two looks."""

import json
import uuid

import psycopg
import pytest
from sqlalchemy import text

from ejournal_desktop.database.queries import journal
from ejournal_desktop.domain.gradebook import CellOperation
from ejournal_desktop.services import gradebook
from tests.database.school_factory import PASSWORD

CHANGES = "select api.changes_since(%s, %s)"
PAGE = "select api.journal_page(%s, %s::smallint)"
SAVE = "select api.save_cells(1, %s::jsonb)"


def version(stage, login="petrova", course="math"):
    return stage.as_person(login, PAGE, stage.school.courses[course], stage.school.period)[0][0]["version"]


def changes(stage, login, since, course="math"):
    return stage.as_person(login, CHANGES, stage.school.courses[course], since)[0][0]


def last_told(connection, course, seen, looks=500):
    """Look until nothing comes: somebody else's transaction (autovacuum's) may hold versions back for a moment."""
    for _ in range(looks):
        answer = connection.execute(CHANGES, (course, seen)).fetchone()[0]
        if not rows(answer) and not answer["page_changed"]:
            break
        seen = answer["version"]
    return answer


def rows(answer):
    return {name: value for name, value in answer.items() if isinstance(value, list) and value}


def test_a_page_where_nothing_happened_says_only_so(database, school):
    with school.connect("petrova", autocommit=True) as petrova:
        course = school.courses["russian"]
        seen = petrova.execute(PAGE, (course, school.period)).fetchone()[0]["version"]

        answer = last_told(petrova, course, seen)

    assert (answer["page_changed"], rows(answer)) == (False, {})


def test_a_mark_comes_with_its_author_version_and_closing_day_as_on_the_page(stage):
    seen = version(stage, "deputy")
    stage.save("petrova", stage.mark(-1, "Абрамов", "5"))
    [on_page] = stage.as_person("deputy", PAGE, stage.school.courses["math"], stage.school.period)[0][0]["marks"]

    answer = changes(stage, "deputy", seen)

    assert rows(answer) == {"marks": [on_page]}
    assert on_page[5:7] == ["Петрова А. О.", stage.school.day(13).isoformat()]


def test_every_kind_of_entry_comes(stage):
    seen = version(stage)
    stage.save("petrova", stage.attendance(-1, "Абрамов", "н"))
    topic = {
        "operation_id": "6f1c1c9e-34f5-4d64-94de-2f8a0fd4b301",
        "lesson_id": stage.school.lessons["math", -3],
        "field": "topic",
        "seen": 0,
        "value": "Дроби",
    }
    stage.save_lessons("petrova", topic)
    work = stage.save_work(
        "petrova",
        action="add",
        lesson_id=stage.school.lessons["math", -3],
        work_kind_id=stage.school.kinds["тест"],
        title="Проверка",
        seen=0,
    )
    stage.owner(
        "insert into journal.final_marks (course_id, period_id, pupil_id, value, entered_by)"
        " values (%s, %s, %s, '4', %s)",
        stage.school.courses["math"],
        stage.school.period,
        stage.school.pupils["Белова"],
        stage.school.people["petrova"],
    )

    answer = rows(changes(stage, "petrova", seen))

    assert answer["attendance"][0][:3] == [stage.school.lessons["math", -1], stage.school.pupils["Абрамов"], "absent"]
    assert [(lesson[8], lesson[17]) for lesson in answer["lessons"]] == [("Дроби", True)]
    page = stage.as_person("petrova", PAGE, stage.school.courses["math"], stage.school.period)[0][0]
    assert [lesson for lesson in page["lessons"] if lesson[0] == stage.school.lessons["math", -3]] == answer["lessons"]
    assert [(each[0], each[7]) for each in answer["works"]] == [(work["work_id"], "Проверка")]
    assert answer["finals"] == [[stage.school.period, stage.school.pupils["Белова"], "4", 1]]


def test_a_voided_work_is_named_and_its_marks_are_not(stage):
    seen = version(stage)
    stage.save("petrova", stage.mark(-1, "Абрамов", "5"))
    work = stage.school.works["math", -1]
    stage.save_work("petrova", action="void", work_id=work, lesson_id=stage.school.lessons["math", -1], seen=1)

    assert rows(changes(stage, "petrova", seen)) == {"voided_works": [work]}


def sent_notice(stage):
    stage.owner_mark(-1, "Абрамов", "4")
    diary = ("select api.diary_week(%s, %s)", stage.school.pupils["Абрамов"], stage.school.day(-1))
    stage.as_person("pupil", *diary)
    stage.as_person("pupil", "select api.send_mark_notice(%s, 'Было «5»')", stage.school.works["math", -1])


@pytest.mark.parametrize(
    "act",
    [
        lambda stage: stage.hand_over(),
        lambda stage: stage.owner(
            "update journal.lessons set held_on = held_on + 1 where lesson_id = %s", stage.school.lessons["math", 5]
        ),
        lambda stage: stage.owner(
            "insert into journal.lessons (course_id, held_on, lesson_no) values (%s, %s, 2)",
            stage.school.courses["math"],
            stage.school.day(3),
        ),
        lambda stage: stage.owner(
            "update journal.course_holders set during = daterange(lower(during), %s) where course_id = %s",
            stage.school.day(2),
            stage.school.courses["math"],
        ),
        lambda stage: stage.owner(
            "insert into journal.substitutions (lesson_id, person_id) values (%s, %s)",
            stage.school.lessons["math", 1],
            stage.school.people["sidorov"],
        ),
        lambda stage: stage.owner(
            "insert into journal.group_memberships (group_id, pupil_id, during) values (%s, %s, daterange(%s, null))",
            stage.school.groups["7А"],
            stage.school.pupils["Зайцев"],
            stage.school.today,
        ),
        lambda stage: stage.owner(
            "update journal.group_memberships set during = daterange(lower(during), %s)"
            " where group_id = %s and pupil_id = %s",
            stage.school.day(1),
            stage.school.groups["7А"],
            stage.school.pupils["Абрамов"],
        ),
        sent_notice,
    ],
    ids=["hand-over", "moved lesson", "new lesson", "holder", "substitute", "came", "left", "notice"],
)
def test_what_changes_the_page_itself_asks_to_read_it_anew(stage, act):
    seen = version(stage)
    act(stage)

    assert changes(stage, "petrova", seen)["page_changed"] is True
    assert changes(stage, "sidorov", seen, "math_b")["page_changed"] is False


def test_a_version_of_another_life_of_the_server_asks_to_read_the_page_anew(stage):
    seen = version(stage)

    answers = [changes(stage, "petrova", odd) for odd in (seen + 1_000_000, -1, None)]

    assert [(answer["page_changed"], rows(answer)) for answer in answers] == [(True, {})] * 3
    assert all(seen <= answer["version"] < seen + 1_000_000 for answer in answers)


# Who sees what ------------------------------------------------------------------------------------------------------


def test_a_strangers_course_is_refused_whatever_changed_there(stage):
    seen = version(stage)
    stage.save("petrova", stage.mark(-1, "Абрамов", "5"))

    code, detail = stage.refusal("sidorov", CHANGES, stage.school.courses["math"], seen)

    assert (code, detail["reason"]) == ("EJ002", "not-holder")


def test_a_substitute_is_told_of_her_lesson_only(stage):
    seen = version(stage)
    stage.owner(
        "insert into journal.substitutions (lesson_id, person_id) values (%s, %s)",
        stage.school.lessons["math", 0],
        stage.school.people["sidorov"],
    )
    stage.save("petrova", stage.mark(0, "Абрамов", "5"), stage.mark(-1, "Абрамов", "4"))

    answer = rows(changes(stage, "sidorov", seen))

    assert [mark[0] for mark in answer["marks"]] == [stage.school.works["math", 0]]


def test_a_class_teacher_is_told_of_her_own_pupils_only(stage):
    stage.owner(
        "insert into journal.study_group_classes values (%s, %s)",
        stage.school.groups["7А"],
        stage.school.classes["7Б"],
    )
    stage.owner(
        "insert into journal.group_memberships (group_id, pupil_id, during) values (%s, %s, daterange(%s, null))",
        stage.school.groups["7А"],
        stage.school.pupils["Зайцев"],
        stage.school.day(-80),
    )
    seen = version(stage)
    stage.save("petrova", stage.mark(-1, "Абрамов", "5"), stage.mark(-1, "Зайцев", "2"))

    told = {login: changes(stage, login, seen)["marks"] for login in ("kuznetsova", "petrova")}

    assert {login: len(marks) for login, marks in told.items()} == {"kuznetsova": 1, "petrova": 2}
    assert told["kuznetsova"][0][1] == stage.school.pupils["Абрамов"]


def test_the_record_gives_keys_only_and_row_security_the_rows(stage):
    """The control: with the check of the course and row security of marks away a stranger is told everything."""
    seen = version(stage)
    stage.save("petrova", stage.mark(-1, "Абрамов", "5"))
    for table in ("courses", "marks", "works", "lessons"):
        stage.owner(f"create policy hole on journal.{table} to {stage.school.database.role('api')} using (true)")

    assert len(changes(stage, "sidorov", seen)["marks"]) == 1


# Two transactions that cross each other -----------------------------------------------------------------------------


def operation(school, pupil, value):
    return json.dumps(
        [
            {
                "operation_id": str(uuid.uuid4()),
                "lesson_id": school.lessons["math", -1],
                "work_id": school.works["math", -1],
                "pupil_id": school.pupils[pupil],
                "field": "mark",
                "seen": 0,
                "value": value,
            }
        ]
    )


def test_a_save_that_drew_its_event_earlier_and_committed_later_is_not_missed(database, school):
    course = school.courses["math"]
    with (
        school.connect("petrova") as slow,
        school.connect("petrova", autocommit=True) as quick,
        school.connect("deputy", autocommit=True) as reader,
        psycopg.connect(database.conninfo, autocommit=True) as owner,
    ):
        [earlier] = slow.execute(SAVE, (operation(school, "Абрамов", "5"),)).fetchone()[0]  # under way
        [later] = quick.execute(SAVE, (operation(school, "Белова", "4"),)).fetchone()[0]
        page = reader.execute(PAGE, (course, school.period)).fetchone()[0]
        slow.commit()

        first = reader.execute(CHANGES, (course, page["version"])).fetchone()[0]
        last = last_told(reader, course, first["version"])
        by_event_id = owner.execute(
            "select count(*) from audit.events where table_name = 'journal.marks' and event_id > %s",
            (later["receipt"],),
        ).fetchone()

    assert earlier["receipt"] < later["receipt"]
    assert [mark[1] for mark in page["marks"]] == [school.pupils["Белова"]]  # the page did not see it
    assert school.pupils["Абрамов"] in [mark[1] for mark in first["marks"]]
    assert rows(last) == {}  # and it is not told for ever
    assert by_event_id == (0,)  # the control: asked by the greatest id of the page, it would have been lost


def test_looks_between_writers_that_cross_never_lose_one(database, school):
    """Every order of two commits and a look: what was under way at the look comes with the next one."""
    course = school.courses["math"]
    with (
        school.connect("petrova") as one,
        school.connect("petrova") as other,
        school.connect("deputy", autocommit=True) as reader,
    ):
        seen = reader.execute(PAGE, (course, school.period)).fetchone()[0]["version"]
        told: set[int] = set()

        def look():
            nonlocal seen
            answer = reader.execute(CHANGES, (course, seen)).fetchone()[0]
            seen = answer["version"]
            told.update(mark[1] for mark in answer.get("marks", []))

        one.execute(SAVE, (operation(school, "Волков", "5"),))
        look()
        other.execute(SAVE, (operation(school, "Ёлкин", "4"),))
        look()
        other.commit()
        look()
        one.commit()
        look()

    assert {school.pupils["Волков"], school.pupils["Ёлкин"]} <= told


def absence(school, day, pupil):
    cell = json.loads(operation(school, pupil, "н"))[0]
    return CellOperation(
        **cell | {"field": "attendance", "work_id": None, "lesson_id": school.lessons["math", day]},
    )


def test_the_hint_comes_after_the_commit_and_says_the_course_only(database, school):
    petrova = database.sign_in_as("petrova", PASSWORD)
    with school.connect("deputy", autocommit=True) as reader:
        seen = reader.execute(PAGE, (school.courses["math"], school.period)).fetchone()[0]["version"]
        reader.execute("listen journal")
        gradebook.save_cells(petrova, [absence(school, -3, "Абрамов"), absence(school, -3, "Белова")])

        hints = list(reader.notifies(timeout=10, stop_after=1))
        there = reader.execute(CHANGES, (school.courses["math"], seen)).fetchone()[0]["attendance"]

    assert [(hint.channel, hint.payload) for hint in hints] == [("journal", str(school.courses["math"]))]
    assert len(there) == 2  # it is committed when the hint arrives


def test_what_wrote_nothing_hints_nothing(database, school):
    petrova = database.sign_in_as("petrova", PASSWORD)
    with school.connect("deputy", autocommit=True) as reader:
        reader.execute("listen journal")
        [future] = gradebook.save_cells(petrova, [absence(school, 5, "Абрамов")])
        with school.connect("petrova", autocommit=True) as other:
            other.execute("select pg_notify('journal', 'the end')")

        hints = list(reader.notifies(timeout=10, stop_after=1))

    assert (future.code, [hint.payload for hint in hints]) == ("EJ012", ["the end"])


def test_a_hint_that_is_lost_loses_no_save(database, school, monkeypatch):
    petrova = database.sign_in_as("petrova", PASSWORD)

    def lose(connection, _courses):
        connection.execute(text("select no_such_function()"))

    monkeypatch.setattr(journal, "hint", lose)

    [outcome] = gradebook.save_cells(petrova, [absence(school, -3, "Волков")])

    assert outcome.result == "saved"


def test_the_service_gives_the_changes_as_values_of_the_page(database, school):
    engines = {login: database.sign_in_as(login, PASSWORD) for login in ("petrova", "deputy")}
    course = school.courses["math"]
    page = gradebook.open_page(engines["deputy"], course, school.period)
    cell = json.loads(operation(school, "Ёлкин", "3"))[0] | {
        "lesson_id": school.lessons["math", -7],
        "work_id": school.works["math", -7],
    }
    gradebook.save_cells(engines["petrova"], [CellOperation(**cell)])

    changes = gradebook.changes_since(engines["deputy"], course, page.version)
    with school.connect("deputy", autocommit=True) as reader:
        quiet = last_told(reader, course, changes.version)["version"]
    nothing = gradebook.changes_since(engines["deputy"], course, quiet)

    assert [(mark.value, mark.entered_by) for mark in changes.marks] == [("3", "Петрова А. О.")]
    assert (changes.is_empty, nothing.is_empty) == (False, True)
