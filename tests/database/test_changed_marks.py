"""api.changed_marks: what the report of clause 3.7 counts (rulings 32), who reads it, and that reading is on record."""

import datetime as dt
import json

import psycopg
import pytest

READERS = ("deputy", "director", "administrator", "inspector")
CALL = "select api.changed_marks(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
FILTERS = (
    "since",
    "until",
    "class_id",
    "subject_id",
    "teacher_id",
    "pupil",
    "before_event",
    "before_pupil",
    "size",
    "purpose",
)
COLUMNS = (
    "event_id", "pupil_id", "at", "teacher", "ground", "class_name", "subject", "pupil", "held_on", "kind",
    "period_kind", "period_number", "final_order", "was", "became", "reason", "is_voided",
)  # fmt: skip


def arguments(stage, **filters):
    asked = {"since": stage.school.day(-60), "until": stage.school.today} | filters
    return [asked.get(name) for name in FILTERS]


def report(stage, login="administrator", **filters):
    return stage.as_person(login, CALL, *arguments(stage, **filters))[0][0]


def rows(stage, login="administrator", **filters):
    return [dict(zip(COLUMNS, row, strict=True)) for row in report(stage, login, **filters)["rows"]]


def changes(stage, **filters):
    """(pupil, was, became), the earliest first."""
    return [(row["pupil"].split()[0], row["was"], row["became"]) for row in reversed(rows(stage, **filters))]


def save(stage, *operations, login="petrova"):
    for outcome in stage.save(login, *operations):
        assert outcome["result"] == "saved", outcome


def wait_past_a_slip(stage):
    """The last writes lie two seconds back, as if the person had waited."""
    stage.owner("alter table journal.marks disable trigger user")
    stage.owner(
        "update journal.marks set changed_at = changed_at - interval '2 seconds', "
        "entered_at = entered_at - interval '2 seconds', first_marked_at = first_marked_at - interval '2 seconds'"
    )
    stage.owner("alter table journal.marks enable trigger user")


def test_a_mark_set_for_the_first_time_is_not_a_change(stage):
    save(stage, stage.mark(-1, "Абрамов", "5"))

    assert changes(stage) == []


def test_a_change_is_reported_with_everything_that_the_regulation_names(stage):
    save(stage, stage.mark(-1, "Абрамов", "3"))
    wait_past_a_slip(stage)
    save(stage, stage.mark(-1, "Абрамов", "5", seen=1))

    [row] = rows(stage)

    at = dt.datetime.fromisoformat(row.pop("at"))
    assert at.date() == stage.school.today
    assert at.utcoffset() == dt.timedelta(hours=3)
    del row["event_id"]
    assert row == {
        "pupil_id": stage.school.pupils["Абрамов"],
        "teacher": "Петрова А. О.",
        "ground": f"course:{stage.school.courses['math']}",
        "class_name": "7А",
        "subject": row["subject"],
        "pupil": "Абрамов " + row["pupil"].split()[1],
        "held_on": stage.school.day(-1).isoformat(),
        "kind": "ответ на уроке",
        "period_kind": None,
        "period_number": None,
        "final_order": "",
        "was": "3",
        "became": "5",
        "reason": "",
        "is_voided": False,
    }


def test_deletion_and_entering_again_are_two_changes(stage):
    save(stage, stage.mark(-1, "Абрамов", "2"))
    wait_past_a_slip(stage)
    save(stage, stage.mark(-1, "Абрамов", None, seen=1))
    wait_past_a_slip(stage)
    save(stage, stage.mark(-1, "Абрамов", "5", seen=2))

    answer = report(stage)

    assert changes(stage) == [("Абрамов", "2", None), ("Абрамов", None, "5")]
    assert (answer["total"], answer["deletions"]) == (2, 1)


def test_a_slip_within_a_second_and_a_half_of_the_entry_is_not_a_change(stage):
    save(stage, stage.mark(-1, "Абрамов", "3"))
    save(stage, stage.mark(-1, "Абрамов", "5", seen=1))

    assert changes(stage) == []


def test_a_slip_while_changing_never_hides_the_change_itself(stage):
    save(stage, stage.mark(-1, "Абрамов", "5"))
    wait_past_a_slip(stage)
    save(stage, stage.mark(-1, "Абрамов", "4", seen=1))
    save(stage, stage.mark(-1, "Абрамов", "2", seen=2))

    assert changes(stage) == [("Абрамов", "5", "2")]


def test_the_haste_of_another_person_is_no_slip(stage):
    save(stage, stage.mark(-1, "Абрамов", "3"))
    stage.owner(
        "insert into journal.course_holders (course_id, person_id, during) values (%s, %s, '(,)')",
        stage.school.courses["math"],
        stage.school.people["sidorov"],
    )
    save(stage, stage.mark(-1, "Абрамов", "5", seen=1), login="sidorov")

    [row] = rows(stage)

    assert (row["teacher"], row["was"], row["became"]) == ("Сидоров А. О.", "3", "5")


def test_a_dot_or_a_draft_that_becomes_a_mark_is_a_first_entry(stage):
    save(stage, stage.mark(-1, "Абрамов", "."), stage.mark(-1, "Белова", "5?"))
    wait_past_a_slip(stage)
    save(stage, stage.mark(-1, "Абрамов", "4", seen=1), stage.mark(-1, "Белова", "4", seen=1))

    assert changes(stage) == []


def test_a_mark_that_becomes_a_dot_is_a_change(stage):
    save(stage, stage.mark(-1, "Абрамов", "4"))
    wait_past_a_slip(stage)
    save(stage, stage.mark(-1, "Абрамов", ".", seen=1))

    assert changes(stage) == [("Абрамов", "4", ".")]


def test_a_voided_work_deletes_its_marks_and_another_one_of_the_lesson_is_no_way_round(stage):
    save(stage, stage.mark(-1, "Абрамов", "2"), stage.mark(-1, "Белова", "4"))
    lesson = stage.school.lessons["math", -1]
    kind = stage.school.kinds["ответ на уроке"]
    stage.save_work(
        "petrova",
        action="void",
        lesson_id=lesson,
        work_id=stage.school.works["math", -1],
        work_kind_id=kind,
        weight="1",
        title="",
        seen=1,
    )
    made = stage.save_work("petrova", action="add", lesson_id=lesson, work_kind_id=kind, weight="1", title="", seen=0)
    save(stage, stage.mark(-1, "Абрамов", "5", work_id=made["work_id"]))

    found = {(row["pupil"].split()[0], row["was"], row["became"], row["is_voided"]) for row in rows(stage)}

    assert found == {("Абрамов", "2", None, True), ("Белова", "4", None, True), ("Абрамов", None, "5", False)}


def set_final(stage, value, pupil="Абрамов"):
    stage.owner("update journal.final_marks set value = %s where pupil_id = %s", value, stage.school.pupils[pupil])


@pytest.fixture
def final(stage):
    stage.owner(
        "insert into journal.final_marks (course_id, period_id, pupil_id, value, entered_by)"
        " values (%s, %s, %s, '3', %s)",
        stage.school.courses["math"],
        stage.school.period,
        stage.school.pupils["Абрамов"],
        stage.school.people["petrova"],
    )
    return stage


def test_a_period_mark_set_is_none_but_changed_deleted_and_set_again_are(final):
    set_final(final, "4")
    set_final(final, None)
    set_final(final, "5")

    found = rows(final)

    assert changes(final) == [("Абрамов", "3", "4"), ("Абрамов", "4", None), ("Абрамов", None, "5")]
    assert {(row["period_kind"], row["period_number"], row["held_on"]) for row in found} == {("quarter", 2, None)}


@pytest.mark.parametrize("kind", ["year", "exam", "final"])
def test_marks_of_the_year_count_like_those_of_a_period(stage, kind):
    stage.owner(
        "insert into journal.year_marks (course_id, pupil_id, kind, value, entered_by) values (%s, %s, %s, null, %s)",
        stage.school.courses["math"],
        stage.school.pupils["Абрамов"],
        kind,
        stage.school.people["petrova"],
    )
    for value in ("3", "4", None, "5"):
        stage.owner("update journal.year_marks set value = %s", value)

    found = rows(stage)

    assert changes(stage) == [("Абрамов", "3", "4"), ("Абрамов", "4", None), ("Абрамов", None, "5")]
    assert {(row["period_kind"], row["period_number"], row["class_name"]) for row in found} == {(kind, None, "7А")}


def test_a_resit_is_no_change_of_the_mark_but_changing_the_resit_is(stage):
    stage.owner_mark(-1, "Абрамов", "2")
    stage.owner(
        "insert into journal.mark_attempts (work_id, pupil_id, course_id, attempt, value, set_on, entered_by)"
        " values (%s, %s, %s, 2, '4', %s, %s)",
        stage.school.works["math", -1],
        stage.school.pupils["Абрамов"],
        stage.school.courses["math"],
        stage.school.today,
        stage.school.people["petrova"],
    )
    set_again = changes(stage)

    stage.owner("update journal.mark_attempts set value = '5'")

    assert set_again == []
    assert [(row["was"], row["became"], row["kind"]) for row in rows(stage)] == [
        ("4", "5", "ответ на уроке, пересдача")
    ]


def test_a_change_past_the_program_by_the_owner_of_the_database_is_reported_too(stage):
    stage.owner_mark(-1, "Абрамов", "3", entered=-1)
    stage.owner("update journal.marks set value = '5' where pupil_id = %s", stage.school.pupils["Абрамов"])

    [row] = rows(stage)

    assert (row["teacher"], row["ground"], row["was"], row["became"]) == ("", "owner", "3", "5")


def test_the_owner_of_the_database_never_slips(stage):
    save(stage, stage.mark(-1, "Абрамов", "3"))
    stage.owner("update journal.marks set value = '5' where pupil_id = %s", stage.school.pupils["Абрамов"])

    assert changes(stage) == [("Абрамов", "3", "5")]


@pytest.fixture
def three(stage):
    """Three changes: Абрамов and Белова in 7А by Петрова, Зайцев in 7Б by Сидоров."""
    stage.owner_mark(-1, "Абрамов", "3")
    stage.owner_mark(-1, "Белова", "4")
    save(stage, stage.mark(-1, "Абрамов", "4", seen=1), stage.mark(-1, "Белова", "5", seen=1))
    return stage


def test_the_list_is_read_page_by_page_without_losing_or_repeating_a_row(three):
    first = report(three, size=1)
    event, pupil = first["rows"][0][:2]
    second = report(three, size=1, before_event=event, before_pupil=pupil)
    event, pupil = second["rows"][0][:2]

    third = report(three, size=1, before_event=event, before_pupil=pupil)

    assert first["total"] == second["total"] == 2
    assert [first["rows"][0][7].split()[0], second["rows"][0][7].split()[0]] == ["Белова", "Абрамов"]
    assert third["rows"] == []


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"pupil": "бел"}, ["Белова"]),
        ({"pupil": "%"}, []),
        ({"class_id": "7Б"}, []),
        ({"class_id": "7А"}, ["Абрамов", "Белова"]),
        ({"teacher_id": "sidorov"}, []),
        ({"teacher_id": "petrova"}, ["Абрамов", "Белова"]),
        ({"since": 1, "until": 2}, []),
    ],
)
def test_filters_leave_what_fits(three, filters, left):
    known = {"class_id": three.school.classes, "teacher_id": three.school.people}
    asked = {
        name: known[name][value] if name in known else three.school.day(value) if name in {"since", "until"} else value
        for name, value in filters.items()
    }

    assert [pupil for pupil, _was, _became in changes(three, **asked)] == left


def test_choices_of_the_filters_are_what_has_changes_and_stay_while_filtered(three):
    answer = report(three, pupil="бел")

    assert [name for _id, name in answer["classes"]] == ["7А"]
    assert [name for _id, name in answer["teachers"]] == ["Петрова А. О."]
    assert len(answer["subjects"]) == 1


@pytest.mark.parametrize("login", READERS)
def test_who_controls_reads_every_change(three, login):
    assert report(three, login)["total"] == 2


@pytest.mark.parametrize("login", ["petrova", "kuznetsova", "psychologist", "secretary", "pupil", "guardian"])
def test_nobody_else_reads_it_and_with_the_doors_taken_away_sees_no_foreign_row(three, login):
    refused = three.refusal(login, CALL, *arguments(three))[0]

    three.owner("grant execute on all functions in schema api to public")
    at_the_door = three.refusal(login, CALL, *arguments(three))[0]

    assert (refused, at_the_door) == ("42501", "EJ002")


def test_the_control_a_person_becomes_a_reader_by_the_role_alone(three):
    assert three.refusal("petrova", CALL, *arguments(three))[0] == "42501"
    three.owner(
        "insert into private.role_grants (account_id, school_role) values (%s, 'deputy')",
        three.school.accounts["petrova"],
    )
    three.owner(f'grant "{three.school.database.role("deputy")}" to "{three.school.role("petrova")}"')

    assert report(three, "petrova")["total"] == 2


def test_row_security_stands_under_a_window_whose_check_was_deleted(three):
    three.owner("grant execute on all functions in schema api to public")
    [[source]] = three.owner("select pg_get_functiondef('sec.demand'::regproc)")
    three.owner(source.replace("elsif not me.roles && school_roles then", "elsif false then"))

    opened = report(three, "sidorov")

    assert opened["rows"] == []
    assert report(three, "petrova")["total"] == 2  # the control: her own course is seen through the open door


def test_reading_is_on_record_with_what_was_asked_and_what_for(three):
    report(three, "deputy", pupil="Бел", purpose="xlsx")

    [[account, operation, key]] = three.owner(
        "select account_id, operation, row_key from audit.events where row_key ->> 'window' = 'changed_marks'"
    )

    assert (account, operation) == (three.school.accounts["deputy"], "read")
    assert key == {
        "window": "changed_marks",
        "since": three.school.day(-60).isoformat(),
        "until": three.school.today.isoformat(),
        "pupil": "бел",
        "purpose": "xlsx",
    }


@pytest.mark.parametrize("purpose", ["xlsx", "pdf"])
def test_an_inspector_looks_and_takes_nothing_out(three, purpose):
    assert three.refusal("inspector", CALL, *arguments(three, purpose=purpose))[0] == "EJ002"
    assert report(three, "director", purpose=purpose)["total"] == report(three, "inspector")["total"] == 2


def test_a_purpose_that_is_none_of_the_known_is_refused(stage):
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        report(stage, purpose="curiosity")


def test_changes_are_found_by_their_own_index_and_not_by_reading_the_whole_record(stage):
    stage.owner("set local enable_seqscan = off")
    [[plan]] = stage.owner(
        "explain (format json) select * from audit.events as e where e.operation = 'update' and e.new_row ? 'value'"
        " and e.table_name in ('journal.marks', 'journal.final_marks') and e.at >= '2026-09-01' and e.at < '2026-10-01'"
    )

    assert "events_2026_at_idx" in json.dumps(plan), plan
