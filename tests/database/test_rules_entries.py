"""What may be entered where: future, membership, scale, rights by course and date; each refusal with its control."""

import json

import pytest

from tests.database.stage import refused, saved_without_judge


def test_a_mark_of_a_future_lesson_is_refused(stage):
    operation = stage.mark(1, "Абрамов", "5")

    code, detail = refused(stage, "petrova", operation)

    assert (code, detail["held_on"], detail["today"]) == (
        "EJ012",
        stage.school.day(1).isoformat(),
        stage.school.today.isoformat(),
    )
    assert saved_without_judge(stage, "journal.marks", "petrova", operation)


@pytest.mark.parametrize(("text", "result"), [("н", "refused"), ("б", "refused"), ("оп", "refused"), ("у", "saved")])
def test_only_an_excused_absence_is_entered_ahead(stage, text, result):
    [outcome] = stage.save("petrova", stage.attendance(1, "Абрамов", text))

    assert outcome["result"] == result


def test_topic_and_homework_are_entered_ahead_but_the_roll_is_not(stage):
    lesson = stage.school.lessons["math", 1]
    base = {"lesson_id": lesson, "seen": 0}
    outcomes = stage.save_lessons(
        "petrova",
        base | {"operation_id": "00000000-0000-0000-0000-000000000001", "field": "topic", "value": "Дроби"},
        base | {"operation_id": "00000000-0000-0000-0000-000000000002", "field": "attendance_checked", "value": True},
    )

    assert [outcome["result"] for outcome in outcomes] == ["saved", "refused"]
    assert outcomes[1]["code"] == "EJ012"


@pytest.mark.parametrize(("pupil", "day"), [("Волков", -11), ("Гусева", -9), ("Зайцев", -1)])
def test_a_mark_outside_of_the_days_of_membership_is_refused(stage, pupil, day):
    operation = stage.mark(day, pupil, "5")

    code, _ = refused(stage, "petrova", operation)

    assert code == "EJ013"
    assert saved_without_judge(stage, "journal.marks", "petrova", operation)


def test_a_refusal_names_no_stranger(stage):
    _, stranger = refused(stage, "petrova", stage.mark(-1, "Зайцев", "5"))
    _, departed = refused(stage, "petrova", stage.mark(-9, "Гусева", "5"))

    assert (stranger["pupil"], departed["pupil"]) == (None, "Гусева А. О.")


@pytest.mark.parametrize("day", [-11, -9])
def test_the_first_and_the_last_day_of_membership_count(stage, day):
    pupil = {-11: "Гусева", -9: "Волков"}[day]

    [outcome] = stage.save("petrova", stage.mark(day, pupil, "5"))

    assert outcome["result"] == "saved"


@pytest.mark.parametrize(
    ("course", "value", "code"),
    [
        ("russian", "6", "EJ014"),
        ("russian", "0", "EJ014"),
        ("russian", "5 ", "EJ014"),
        ("russian", "5\n", "EJ014"),
        ("russian", "зач", "EJ014"),
        ("russian", "4/5", "EJ014"),
        ("russian", "5??", "EJ014"),
        ("russian", "1", None),
        ("russian", "5?", None),
        ("russian", ".", None),
        ("elective", "5", "EJ014"),
        ("elective", "зач", None),
        ("elective", "незач?", None),
    ],
)
def test_a_value_has_to_be_of_the_courses_scale(stage, course, value, code):
    operation = stage.mark(-20, "Абрамов", value, course=course)

    [outcome] = stage.save("petrova", operation)

    assert outcome.get("code") == code


def test_two_marks_stand_only_in_a_work_that_takes_two(stage):
    stage.owner(
        "update journal.works set work_kind_id = %s where work_id = %s",
        stage.school.kinds["диктант"],
        stage.school.works["math", -1],
    )

    [outcome] = stage.save("petrova", stage.mark(-1, "Абрамов", "4/5"))

    assert outcome["result"] == "saved"


def test_without_its_judge_a_value_out_of_scale_would_pass(stage):
    assert saved_without_judge(stage, "journal.marks", "petrova", stage.mark(-1, "Абрамов", "6"))


def test_a_course_without_marks_takes_attendance_but_no_marks(stage):
    operation = stage.mark(-20, "Абрамов", "5", course="orkse")

    code, detail = refused(stage, "petrova", operation)
    [attendance] = stage.save("petrova", stage.attendance(-20, "Абрамов", "н", course="orkse"))

    assert (code, detail["subject"], attendance["result"]) == ("EJ017", "Основы этики", "saved")


def test_a_cancelled_lesson_takes_nothing(stage):
    stage.owner("update journal.lessons set state = 'cancelled' where lesson_id = %s", stage.school.lessons["math", -1])

    mark, _ = refused(stage, "petrova", stage.mark(-1, "Абрамов", "5"))
    attendance, _ = refused(stage, "petrova", stage.attendance(-1, "Абрамов", "н"))

    assert (mark, attendance) == ("EJ016", "EJ016")
    assert saved_without_judge(stage, "journal.marks", "petrova", stage.mark(-1, "Абрамов", "5"))


def test_a_substitute_marks_the_lesson_he_takes_with_that_ground(stage):
    lesson = stage.school.lessons["math", 0]
    stage.owner(
        "insert into journal.substitutions (lesson_id, person_id) values (%s, %s)",
        lesson,
        stage.school.people["sidorov"],
    )

    [outcome] = stage.save("sidorov", stage.mark(0, "Абрамов", "5"))

    ground = stage.owner("select ground from audit.events where event_id = %s", outcome["receipt"])
    assert ground == [(f"substitution:{lesson}",)]


def test_a_substitute_touches_no_other_lesson_and_no_mark_that_was_there(stage):
    stage.owner_mark(0, "Белова", "3", entered=-1)
    stage.owner(
        "insert into journal.substitutions (lesson_id, person_id) values (%s, %s)",
        stage.school.lessons["math", 0],
        stage.school.people["sidorov"],
    )

    other, _ = refused(stage, "sidorov", stage.mark(-1, "Абрамов", "5"))
    there, _ = refused(stage, "sidorov", stage.mark(0, "Белова", "5", seen=1))

    assert (other, there) == ("EJ002", "EJ002")


def test_a_substitution_never_reaches_a_lesson_held_before_it_was_entered(stage):
    code, detail = stage.owner_refusal(
        "insert into journal.substitutions (lesson_id, person_id) values (%s, %s)",
        stage.school.lessons["math", -1],
        stage.school.people["sidorov"],
    )
    stage.without_judge("journal.substitutions")
    stage.owner(
        "insert into journal.substitutions (lesson_id, person_id) values (%s, %s)",
        stage.school.lessons["math", -1],
        stage.school.people["sidorov"],
    )
    late, _ = refused(stage, "sidorov", stage.mark(-1, "Абрамов", "5"))

    assert (code, detail["reason"], late) == ("EJ020", "past-substitution", "EJ002")


def test_the_author_of_a_mark_has_no_right_to_it_after_her_days(stage):
    stage.owner_mark(-1, "Абрамов", "3")
    stage.owner(
        "update journal.course_holders set during = daterange(lower(during), %s) where course_id = %s",
        stage.school.day(-10),
        stage.school.courses["math"],
    )

    code, _ = refused(stage, "petrova", stage.mark(-1, "Абрамов", "5", seen=1))

    assert code == "EJ002"


def test_a_holder_by_date_writes_the_lessons_of_his_days(stage):
    stage.owner(
        "insert into journal.course_holders (course_id, person_id, during) values (%s, %s, daterange(%s, %s))",
        stage.school.courses["math"],
        stage.school.people["sidorov"],
        stage.school.day(-5),
        stage.school.day(5),
    )

    inside, before = stage.save("sidorov", stage.mark(-3, "Абрамов", "5"), stage.mark(-7, "Абрамов", "5"))

    assert (inside["result"], before["code"]) == ("saved", "EJ002")


def test_a_role_that_ended_yesterday_writes_nothing(stage):
    stage.owner(
        "update private.role_grants set during = daterange(null, %s) where account_id = %s",
        stage.school.today,
        stage.school.accounts["petrova"],
    )

    code, _ = stage.refusal(
        "petrova", "select api.save_cells(1, %s::jsonb)", json.dumps([stage.mark(-1, "Абрамов", "5")])
    )

    assert code == "EJ002"


def test_the_holder_marks_works_written_at_a_substituted_lesson(stage):
    stage.owner(
        "insert into journal.substitutions (lesson_id, person_id) values (%s, %s)",
        stage.school.lessons["math", 0],
        stage.school.people["sidorov"],
    )

    [outcome] = stage.save("petrova", stage.mark(0, "Абрамов", "5"))

    assert outcome["result"] == "saved"
