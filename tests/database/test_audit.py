"""The record: every change leaves a row with its ground, and nobody rewrites it."""

import json
import uuid

import pytest


def last_event(stage, columns):
    return stage.owner(f"select {columns} from audit.events order by event_id desc limit 1")[0]


def test_a_change_keeps_what_was_and_what_is_who_and_by_which_operation(stage):
    stage.owner_mark(-1, "Абрамов", "3")
    operation = stage.mark(-1, "Абрамов", "5", seen=1)
    stage.save("petrova", operation)

    event = last_event(
        stage,
        "operation, session_role::text, account_id, operation_id::text,"
        " old_row ->> 'value', new_row ->> 'value', row_key",
    )
    school = stage.school
    assert event == (
        "update",
        school.role("petrova"),
        school.accounts["petrova"],
        operation["operation_id"],
        "3",
        "5",
        {
            "work_id": school.works["math", -1],
            "pupil_id": school.pupils["Абрамов"],
            "course_id": school.courses["math"],
        },
    )


def test_the_log_folds_into_the_present_content(stage):
    for seen, value in enumerate(("3", "4", None, "5")):
        stage.save("petrova", stage.mark(-1, "Абрамов", value, seen=seen))

    folded = {}
    for (new_row,) in stage.owner(
        "select new_row from audit.events where table_name = 'journal.marks' and row_key ->> 'work_id' = %s"
        " order by event_id",
        str(stage.school.works["math", -1]),
    ):
        folded |= new_row
    present = stage.owner("select to_jsonb(m) from journal.marks as m")[0][0]
    assert folded == {key: value for key, value in present.items() if key in folded}
    assert set(present) - set(folded) == {"work_id", "pupil_id", "course_id", "ground"}


def test_without_the_record_trigger_a_change_would_leave_no_trace(stage):
    """The control."""
    stage.save("petrova", stage.mark(-1, "Белова", "4"))
    before = last_event(stage, "event_id")
    stage.owner("alter table journal.marks disable trigger record")

    stage.save("petrova", stage.mark(-1, "Абрамов", "5"))

    assert last_event(stage, "event_id") == before


@pytest.mark.parametrize(
    "statement",
    [
        "update audit.events set ground = 'x'",
        "delete from audit.events",
        "truncate audit.events",
        "truncate audit.events_2026",
    ],
)
def test_not_even_the_owner_rewrites_the_record(stage, statement):
    stage.save("petrova", stage.mark(-1, "Абрамов", "5"))

    code, detail = stage.owner_refusal(statement)

    assert (code, detail["reason"]) == ("EJ020", "audit")


def test_personal_data_leave_only_their_key_and_a_salted_hash(stage):
    stage.owner(
        "update private.person_details set phone = '+71112223344' where person_id = %s", stage.school.pupils["Белова"]
    )

    key, old_row, new_row = last_event(stage, "row_key, old_row, new_row")
    assert key == {"person_id": stage.school.pupils["Белова"]}
    assert (set(old_row), set(new_row), old_row != new_row) == ({"sha256"}, {"sha256"}, True)


def test_a_verifier_never_stands_in_the_record(stage):
    stage.owner(
        "update private.accounts set verifier_hash = '\\xabcdef' where account_id = %s", stage.school.accounts["pupil"]
    )

    event = last_event(stage, "old_row, new_row")

    assert "abcdef" not in json.dumps(event)


@pytest.mark.parametrize("setting", ["ejournal.operation_id", "ejournal.import_batch"])
def test_a_ground_and_an_operation_are_not_forged_by_settings(school, stage, setting):
    forged = str(uuid.uuid4())
    stage.owner(f"set local {setting} = '{forged}'")
    operation = stage.mark(-1, "Абрамов", "5")

    stage.save("petrova", operation)

    assert last_event(stage, "ground, operation_id::text") == (
        f"course:{school.courses['math']}",
        operation["operation_id"],
    )


def test_every_table_of_facts_is_recorded(stage):
    """A new table without its trigger fails here."""
    missing = stage.owner(
        "select oid::regclass::text from pg_class as c"
        " where relkind = 'r' and relnamespace::regnamespace::text in ('journal', 'private')"
        " and (select bit_or(tgtype) & 28 from pg_trigger"  # insert 4, delete 8, update 16
        " where tgrelid = c.oid and tgname in ('record', 'record_inserts')) is distinct from 28"
    )

    assert {name for (name,) in missing} == {
        "journal.printouts",
        "private.applied_operations",
        "private.audit_salt",
        "journal.attachment_contents",  # their sha256 stands in journal.attachments
        "journal.mark_showings",  # a read
    }


def test_lessons_made_at_once_leave_a_row_each_as_one_by_one(stage):
    made = stage.owner(
        "insert into journal.lessons (course_id, held_on, lesson_no) select %s, %s, n from generate_series(6, 7) as n"
        " returning lesson_id, to_jsonb(lessons) - array['lesson_id', 'course_id', 'ground']",
        stage.school.courses["math"],
        stage.school.day(-1),
    )

    recorded = stage.owner(
        "select (row_key ->> 'lesson_id')::integer, new_row from audit.events where table_name = 'journal.lessons'"
        " and operation = 'insert' and ground = 'owner' and old_row is null"
        " and row_key ->> 'course_id' = %s::text order by event_id desc limit 2",
        stage.school.courses["math"],
    )
    assert recorded == made[::-1]


def test_without_their_record_trigger_made_lessons_would_leave_no_trace(stage):
    """The control."""
    stage.owner("alter table journal.lessons disable trigger record_inserts")
    before = last_event(stage, "event_id")

    stage.owner(
        "insert into journal.lessons (course_id, held_on, lesson_no) values (%s, %s, 6)",
        stage.school.courses["math"],
        stage.school.day(-1),
    )

    assert last_event(stage, "event_id") == before


def test_what_the_owner_changes_says_so(stage):
    stage.owner("update journal.rooms set name = name")
    stage.owner("insert into journal.rooms (name) values ('31')")

    assert last_event(stage, "ground, table_name") == ("owner", "journal.rooms")
