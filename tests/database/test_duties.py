"""«Мои сроки» (T1–T11) and «Пока вас не было»: live checks of own courses, nobody else's."""

import pytest

from tests.database.whole_model import WholeModel

DUTIES = "select api.my_duties()"
AWAY = "select api.while_away(%s)"


@pytest.fixture
def model(stage):
    return WholeModel(stage)


def told(stage, login="petrova"):
    return stage.as_person(login, DUTIES)[0][0]


def rows(stage, code, login="petrova", course=None):
    found = [row for row in told(stage, login)["duties"] if row[0] == code]
    return [row for row in found if course is None or row[1] == stage.school.courses[course]]


def write_all(stage, course="math"):
    stage.owner(
        "update journal.lessons set topic = 'Тема', homework_none = true, attendance_checked = true"
        " where course_id = %s and held_on <= %s",
        stage.school.courses[course],
        stage.school.today,
    )


def test_a_lesson_not_written_within_seven_days_is_overdue_from_the_eighth(stage):
    [row] = rows(stage, "T8", course="math")
    first = min(day for day in stage.school.lessons if day[0] == "math" and -60 <= day[1] < 0)

    assert row[2] == stage.school.lessons[first]
    assert row[5] == stage.school.day(first[1]).isoformat()
    assert row[7] == stage.school.day(first[1] + 7).isoformat()


def test_what_is_written_goes_from_the_list(stage):
    write_all(stage)

    assert rows(stage, "T8", course="math") == []
    assert rows(stage, "T11", course="math") == []


def test_not_given_homework_and_a_first_grade_are_no_gap(stage, model):
    write_all(stage)
    stage.owner("update journal.lessons set homework_none = false where course_id = %s", model.ids["math"])
    wanting = rows(stage, "T11", course="math")
    stage.owner("update journal.school_classes set grade = 1 where class_id = %s", model.ids["class"])

    assert len(wanting) == 1
    assert rows(stage, "T11", course="math") == []


def test_a_control_work_without_marks_of_pupils_who_were_there_is_counted(stage, model):
    write_all(stage)
    stage.owner("alter table journal.work_kinds disable trigger user")
    stage.owner("update journal.work_kinds set is_control = true")
    stage.owner("update journal.works set voided_at = now() where work_id <> %s", model.ids["work"])
    before = rows(stage, "T8", course="math")[0][10]
    stage.owner_mark(-1, "Абрамов", "4")
    stage.owner_attendance(-1, "Белова", "absent")

    assert rows(stage, "T8", course="math")[0][10] == before - 2


def test_a_lesson_that_a_colleague_gives_is_the_colleagues_duty(stage, model):
    write_all(stage)
    stage.owner("update journal.lessons set topic = '' where lesson_id = %s", model.ids["lesson"])
    own = rows(stage, "T8", course="math")
    stage.owner(
        "insert into journal.substitutions (lesson_id, person_id, entered_at)"
        " values (%s, %s, clock_timestamp() - interval '3 days')",
        model.ids["lesson"],
        model.ids["sidorov"],
    )

    assert len(own) == 1
    assert rows(stage, "T8", course="math") == []
    assert rows(stage, "T8", "sidorov", "math")[0][2] == model.ids["lesson"]


def test_a_page_handed_over_asks_nothing_more(stage):
    stage.hand_over()

    assert rows(stage, "T8", course="math") == []


def test_a_plan_is_asked_for_until_it_is_there(stage, model):
    [before] = rows(stage, "T4")
    plan = stage.owner(
        "insert into journal.lesson_plans (school_year_id, subject_id, grade, title, author_id, state)"
        " select school_year_id, subject_id, 7, 'КТП', %s, 'draft' from journal.courses where course_id = %s"
        " returning lesson_plan_id",
        model.ids["petrova"],
        model.ids["math"],
    )[0][0]
    stage.owner("insert into journal.lesson_plan_courses values (%s, %s)", model.ids["math"], plan)
    after = rows(stage, "T4")

    assert (after[0][9] if after else 0) == before[9] - 1


def test_finals_are_a_duty_while_the_order_is_open_until_the_page_is_handed_over(stage, model):
    assert rows(stage, "T10") == []
    stage.owner(
        "insert into journal.finals_scopes (order_id, class_id, period_id, opens_on, closes_on)"
        " values (%s, %s, %s, current_date - 1, current_date + 2)",
        model.ids["finals_order"],
        model.ids["class"],
        model.ids["period"],
    )
    [row] = rows(stage, "T10", course="math")
    stage.hand_over()

    assert row[7] == stage.school.day(2).isoformat()
    assert row[10] > 0
    assert rows(stage, "T10", course="math") == []


def test_before_the_end_of_a_period_pupils_with_too_few_marks_for_a_forecast_are_counted(stage, model):
    """Rulings 34: only of courses with three lessons held while the pupil belonged."""
    stage.owner("alter table journal.periods disable trigger user")
    stage.owner(
        "update journal.periods set ends_on = %s where period_id = %s", stage.school.day(9), model.ids["period"]
    )
    [row] = rows(stage, "T3", course="math")
    for day in (-1, -3, -7):
        stage.owner_mark(day, "Абрамов", "4")
    stage.owner_mark(-8, "Белова", ".")

    assert row[7] == stage.school.day(-1).isoformat()
    assert rows(stage, "T3", course="math")[0][10] == row[10] - 1


def test_what_the_deputy_settled_by_hand_is_not_asked_again_and_names_its_basis(stage, model):
    assert rows(stage, "T4")
    stage.owner(
        "insert into journal.duty_checks (duty, person_id, for_day, outcome, basis, checked_by)"
        " values ('T4', %s, current_date, 'done', 'КТП сдано на бумаге', %s)",
        model.ids["petrova"],
        model.ids["deputy"],
    )

    assert rows(stage, "T4") == []
    assert [row[:3] for row in told(stage)["settled"]] == [["T4", "done", "КТП сдано на бумаге"]]


def test_nobody_reads_the_duties_of_another_even_where_the_window_forgets_whose_they_are(stage, model):
    """Rows come from own courses; row security holds lessons and checks of others back: the control opens them."""
    stage.owner(
        "insert into journal.duty_checks (duty, person_id, for_day, outcome, basis, checked_by)"
        " values ('T4', %s, current_date, 'done', 'тайна', %s)",
        model.ids["petrova"],
        model.ids["deputy"],
    )
    api = stage.school.database.role("api")
    stage.owner(f'grant {api} to "{stage.school.role("sidorov")}"')
    hidden = stage.as_person("sidorov", "select count(*) from journal.duty_checks")
    stage.owner(f"create policy hole on journal.duty_checks to {api} using (true)")

    assert told(stage, "sidorov")["settled"] == []
    assert (hidden, stage.as_person("sidorov", "select count(*) from journal.duty_checks")) == ([(0,)], [(1,)])


def away(stage, login="petrova", hours=1):
    since = stage.owner(f"select clock_timestamp() - interval '{hours} hours'")[0][0]
    return stage.as_person(login, AWAY, since)[0][0]


def test_what_others_did_in_own_courses_is_told_and_ones_own_is_not(stage, model):
    stage.save("petrova", stage.mark(-1, "Абрамов", "5"))
    stage.as_person(
        "kuznetsova",
        "select api.enter_absence_document(%s, %s, %s, 'справка', '1', 'ill', false)",
        model.ids["abramov"],
        stage.school.day(-3),
        stage.school.day(-3),
    )
    stage.save("kuznetsova", stage.attendance(-3, "Абрамов", "б"))
    stage.owner(
        "insert into journal.substitutions (lesson_id, person_id) values (%s, %s)",
        model.ids["future_lesson"],
        model.ids["sidorov"],
    )

    told_kinds = {row[0]: row for row in away(stage)}

    assert set(told_kinds) == {"attendance", "substituted"}
    assert told_kinds["attendance"][1:3] == [model.ids["math"], stage.school.lessons["math", -3]]
    assert told_kinds["attendance"][8] == "Кузнецова А. О."
    assert {row[0] for row in away(stage, "sidorov")} == {"substitute"}


def test_a_notice_that_waits_is_told_whenever_it_was_sent(stage, model):
    stage.owner_mark(-1, "Абрамов", "4")
    stage.as_person("pupil", "select api.send_mark_notice(%s, 'Было «5»')", model.ids["work"])
    waiting = [row for row in away(stage, hours=0) if row[0] == "notice"]
    stage.owner("update journal.mark_notices set is_mended = true, answered_by = %s", model.ids["petrova"])

    assert [row[9] for row in waiting] == ["Было «5»"]
    assert [row for row in away(stage) if row[0] == "notice"] == []


def test_an_answer_to_a_request_and_a_returned_plan_are_told_to_who_asked(stage, model):
    model.unlock("lesson")
    stage.owner(
        "insert into journal.lesson_plans"
        " (school_year_id, subject_id, grade, title, author_id, state, decided_at, decided_by, returned_reason)"
        " select school_year_id, subject_id, 7, 'КТП', %s, 'draft', clock_timestamp(), %s, 'нет дат'"
        " from journal.courses where course_id = %s",
        model.ids["petrova"],
        model.ids["deputy"],
        model.ids["math"],
    )
    kinds = {row[0]: row[9] for row in away(stage)}

    assert kinds == {"unlock-open": "", "plan-returned": "нет дат"}
    assert away(stage, "sidorov") == []


SETTLE = "select api.settle_duty(%s, %s, %s, current_date, %s)"


@pytest.mark.parametrize("role", ["deputy", "director", "administrator"])
def test_the_management_settles_a_duty_by_hand_and_the_teacher_sees_why(stage, model, role):
    stage.as_person(role, SETTLE, model.ids["petrova"], "T4", "done", "  КТП сдано на бумаге ")

    [told_of] = told(stage)["settled"]
    assert told_of[:3] == ["T4", "done", "КТП сдано на бумаге"]
    assert rows(stage, "T4") == []
    assert stage.owner("select checked_by from journal.duty_checks") == [(model.ids[role],)]


def test_what_was_settled_is_not_settled_again(stage, model):
    stage.as_person("deputy", SETTLE, model.ids["petrova"], "T4", "done", "на бумаге")

    code, facts = stage.refusal("director", SETTLE, model.ids["petrova"], "T4", "not-applicable", "иначе")

    assert (code, facts["reason"]) == ("EJ020", "written")
    assert stage.owner("select outcome from journal.duty_checks") == [("done",)]


def test_a_teacher_settles_nothing_not_even_past_the_window_while_the_judge_stands(stage, model):
    """The control takes the judge of the table away: through a broken window she settles her colleague's duty."""
    insert = (
        "insert into journal.duty_checks (duty, person_id, for_day, outcome, basis, checked_by)"
        " values ('T4', {sidorov}, current_date, 'done', 'сама', {petrova})"
    )
    refused = stage.refusal("petrova", SETTLE, model.ids["sidorov"], "T4", "done", "сама")[0]
    judged = model.refusal("petrova", "journal.duty_checks", insert)[0]
    stage.owner("drop trigger judge on journal.duty_checks")
    model.act("petrova", "journal.duty_checks", insert)

    assert (refused, judged) == ("42501", "EJ002")
    assert stage.owner("select duty, basis from journal.duty_checks") == [("T4", "сама")]
