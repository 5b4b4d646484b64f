"""api.save_cells: what a teacher's edits become, one by one."""

import pytest


def test_a_mark_is_saved_with_its_version_and_the_receipt_of_its_audit_row(stage):
    [outcome] = stage.save("petrova", stage.mark(-1, "Абрамов", "5"))

    event = stage.owner(
        "select operation, ground, new_row ->> 'value' from audit.events where event_id = %s", outcome["receipt"]
    )
    assert (outcome["result"], outcome["version"], event) == (
        "saved",
        1,
        [("insert", f"course:{stage.school.courses['math']}", "5")],
    )


def test_the_server_names_the_operations_that_it_never_applied_for_this_person(stage):
    applied, never = stage.mark(-1, "Абрамов", "5"), stage.mark(-1, "Белова", "4")
    stage.save("petrova", applied)
    ids = [applied["operation_id"], never["operation_id"]]

    asked = "select api.unknown_operations(%s::text[]::uuid[])::text[]"

    assert stage.as_person("petrova", asked, ids) == [([ids[1]],)]
    assert stage.as_person("petrova", asked, ids[:1]) == [([],)]


def test_anothers_operations_are_unknown_to_a_teacher_and_control_the_policy_hides_them(stage):
    applied = stage.mark(-1, "Абрамов", "5")
    stage.save("petrova", applied)
    asked = "select api.unknown_operations(%s::text[]::uuid[])::text[]"
    ids = [applied["operation_id"]]

    assert stage.as_person("sidorov", asked, ids) == [(ids,)]

    stage.owner("alter policy windows_read on private.applied_operations using (true)")
    assert stage.as_person("sidorov", asked, ids) == [([],)]


def test_one_refusal_never_loses_its_neighbours(stage):
    outcomes = stage.save(
        "petrova",
        stage.mark(-1, "Абрамов", "5"),
        stage.mark(5, "Абрамов", "5"),
        stage.mark(-1, "Белова", "4"),
    )

    assert [outcome["result"] for outcome in outcomes] == ["saved", "refused", "saved"]
    assert outcomes[1]["code"] == "EJ012"


def test_a_column_of_a_lesson_without_a_work_shares_the_one_that_is_made(stage):
    lesson = stage.owner(
        "insert into journal.lessons (course_id, held_on, lesson_no) values (%s, %s, 2) returning lesson_id",
        stage.school.courses["math"],
        stage.school.day(-1),
    )[0][0]
    operations = [
        stage.mark(-1, pupil, "4", work_id=None, lesson_id=lesson) for pupil in ("Абрамов", "Белова", "Волков")
    ]

    outcomes = stage.save("petrova", *operations)

    works = stage.owner("select work_id, work_kind_id from journal.works where lesson_id = %s", lesson)
    assert {outcome["work_id"] for outcome in outcomes} == {works[0][0]}
    assert [kind for _work, kind in works] == [stage.school.kinds["ответ на уроке"]]


def test_a_stale_save_returns_what_stands_there_and_who_put_it_and_writes_nothing(stage):
    stage.owner_mark(-1, "Абрамов", "3")

    [outcome] = stage.save("petrova", stage.mark(-1, "Абрамов", "5", seen=0))

    assert (outcome["result"], outcome["value"], outcome["author"], outcome["version"]) == (
        "conflict",
        "3",
        "Петрова А. О.",
        1,
    )
    assert stage.owner("select value from journal.marks where pupil_id = %s", stage.school.pupils["Абрамов"]) == [
        ("3",)
    ]


def test_a_repeated_operation_is_applied_once_and_answers_the_same(stage):
    operation = stage.mark(-1, "Абрамов", "5")
    [first] = stage.save("petrova", operation)

    [second] = stage.save("petrova", operation)

    assert second == first
    assert stage.owner("select count(*) from audit.events where operation_id = %s", operation["operation_id"]) == [(1,)]


def test_a_repeat_after_the_page_was_handed_over_still_answers_the_first_outcome(stage):
    operation = stage.mark(-1, "Абрамов", "5")
    [first] = stage.save("petrova", operation)
    stage.hand_over()

    [second] = stage.save("petrova", operation)

    assert second == first


def test_the_same_operation_id_with_another_content_is_told_so(stage):
    operation = stage.mark(-1, "Абрамов", "5")
    stage.save("petrova", operation)

    [outcome] = stage.save("petrova", operation | {"value": "4", "seen": 1})

    assert (outcome["result"], outcome["code"]) == ("repeated-with-other-content", "EJ031")


def test_a_strangers_operation_id_tells_nothing_of_its_outcome(stage):
    operation = stage.mark(-1, "Абрамов", "5")
    stage.save("petrova", operation)

    [outcome] = stage.save("sidorov", operation)

    assert outcome == {
        "operation_id": operation["operation_id"],
        "result": "repeated-with-other-content",
        "code": "EJ031",
    }


def test_a_refused_operation_may_be_sent_again(stage):
    operation = stage.mark(-1, "Гусева", "5")
    [refused] = stage.save("petrova", operation)
    stage.owner(
        "update journal.group_memberships set during = daterange(lower(during), null) where pupil_id = %s",
        stage.school.pupils["Гусева"],
    )

    [saved] = stage.save("petrova", operation)

    assert (refused["code"], saved["result"]) == ("EJ013", "saved")


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("н", ("absent", None, None)),
        ("б", ("absent", "ill", None)),
        ("у", ("absent", "excused", None)),
        ("оп", ("late", None, None)),
        ("оп12", ("late", None, 12)),
        ("осв", ("released", None, None)),
    ],
)
def test_an_entry_of_attendance_becomes_fact_reason_and_minutes(stage, text, columns):
    [outcome] = stage.save("petrova", stage.attendance(-1, "Абрамов", text))

    row = stage.owner("select fact, reason, minutes_late from journal.attendance")
    assert (outcome["result"], row) == ("saved", [columns])


@pytest.mark.parametrize("text", ["нн", "оп121", "оп-1", "5", "н\n"])
def test_what_is_not_an_entry_of_attendance_is_refused(stage, text):
    [outcome] = stage.save("petrova", stage.attendance(-1, "Абрамов", text))

    assert (outcome["result"], outcome["code"]) == ("refused", "EJ014")


def test_clearing_keeps_the_row_and_its_version_goes_on(stage):
    stage.owner_mark(-1, "Абрамов", "3")

    [cleared] = stage.save("petrova", stage.mark(-1, "Абрамов", None, seen=1))
    [again] = stage.save("petrova", stage.mark(-1, "Абрамов", "5", seen=2))

    assert (cleared["version"], again["version"]) == (2, 3)


def test_saying_what_already_stands_there_writes_nothing(stage):
    stage.owner_mark(-1, "Абрамов", "3")

    [outcome] = stage.save("petrova", stage.mark(-1, "Абрамов", "3", seen=1))

    assert (outcome["result"], outcome["version"], outcome.get("receipt")) == ("saved", 1, None)


def test_clearing_an_empty_cell_is_no_entry(stage):
    [outcome] = stage.save("petrova", stage.mark(-1, "Абрамов", None))

    assert (outcome["result"], outcome["version"]) == ("saved", 0)
    assert stage.owner("select count(*) from journal.marks") == [(0,)]


def test_an_unknown_format_is_refused(stage):
    code, _ = stage.refusal("petrova", "select api.save_cells(2, '[]')")

    assert code == "EJ003"
