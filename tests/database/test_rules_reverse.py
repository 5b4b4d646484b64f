"""Rows on which facts depend obey the same window and closing."""

import pytest

from tests.database.stage import refused


@pytest.mark.parametrize("change", ["held_on = held_on + 100", "state = 'cancelled'", "course_id = %(other)s"])
def test_a_lesson_with_entries_is_not_moved_from_under_them(stage, change):
    stage.owner_mark(-1, "Абрамов", "4")
    statement = f"update journal.lessons set {change} where lesson_id = {stage.school.lessons['math', -1]}"
    statement = statement.replace("%(other)s", str(stage.school.courses["russian"]))

    code, detail = stage.owner_refusal(statement)

    assert (code, detail["reason"]) == ("EJ020", "facts")


def test_without_its_judge_a_lesson_with_marks_would_be_moved_into_an_open_window(stage):
    stage.owner_mark(-40, "Абрамов", "3")
    stage.without_judge("journal.lessons")
    stage.owner(
        "update journal.lessons set held_on = %s, lesson_no = 5 where lesson_id = %s",
        stage.school.today,
        stage.school.lessons["math", -40],
    )

    [outcome] = stage.save("petrova", stage.mark(-40, "Абрамов", "5", seen=1))

    assert outcome["result"] == "saved"


def test_a_lesson_with_entries_is_not_deleted(stage):
    stage.owner_attendance(-1, "Абрамов", "absent")

    code, _ = stage.owner_refusal("delete from journal.lessons where lesson_id = %s", stage.school.lessons["math", -1])

    assert code == "EJ020"


@pytest.mark.parametrize("table", ["marks", "attendance", "works"])
def test_facts_are_never_deleted_not_even_by_the_owner(stage, table):
    stage.owner_mark(-1, "Абрамов", "4")
    stage.owner_attendance(-1, "Белова", "absent")

    code, _ = stage.owner_refusal(f"delete from journal.{table}")

    assert code == "EJ020"


def change_work(stage, day, **more):
    return stage.save_work(
        "petrova",
        action=more.pop("action", "change"),
        lesson_id=stage.school.lessons["math", day],
        work_id=stage.school.works["math", day],
        work_kind_id=stage.school.kinds["контрольная работа"],
        weight=more.pop("weight", None),
        title=more.pop("title", ""),
        seen=1,
    )


@pytest.mark.parametrize("action", ["change", "void"])
def test_a_work_with_set_marks_obeys_the_edit_window(stage, action):
    stage.owner_mark(-40, "Абрамов", "3")

    outcome = change_work(stage, -40, action=action)
    stage.without_judge("journal.works")
    control = change_work(stage, -40, action=action)

    assert (outcome["code"], control["result"]) == ("EJ010", "saved")


def test_a_work_without_marks_changes_freely(stage):
    assert change_work(stage, -40)["result"] == "saved"


def test_a_work_of_a_handed_over_page_stands(stage):
    stage.hand_over(on_day=0)

    assert change_work(stage, -1)["code"] == "EJ011"


def test_a_work_that_holds_two_marks_keeps_a_kind_that_takes_two(stage):
    stage.owner(
        "update journal.works set work_kind_id = %s where work_id = %s",
        stage.school.kinds["диктант"],
        stage.school.works["math", -1],
    )
    stage.owner_mark(-1, "Абрамов", "4/5")
    outcome = stage.save_work(
        "petrova",
        action="change",
        lesson_id=stage.school.lessons["math", -1],
        work_id=stage.school.works["math", -1],
        work_kind_id=stage.school.kinds["тест"],
        weight=None,
        title="",
        seen=2,
    )

    assert (outcome["code"], outcome["detail"]["reason"]) == ("EJ020", "two-marks")


def test_a_teacher_chooses_no_weight_of_her_own(stage):
    outcome = change_work(stage, -1, weight="5")

    assert (outcome["code"], outcome["detail"]["weight"]) == ("EJ014", "1.00")


def test_a_mark_in_a_voided_work_is_refused(stage):
    change_work(stage, -1, action="void")

    code, detail = refused(stage, "petrova", stage.mark(-1, "Абрамов", "5"))

    assert (code, detail["reason"]) == ("EJ020", "work-voided")


def test_a_departure_never_reaches_into_a_handed_over_page_with_entries(stage):
    stage.owner_mark(-31, "Абрамов", "4")
    stage.hand_over(on_day=0)
    leave = "update journal.group_memberships set during = daterange(lower(during), %s) where pupil_id = %s"

    code, _ = stage.owner_refusal(leave, stage.school.day(-35), stage.school.pupils["Абрамов"])
    passed = stage.owner(leave, stage.school.day(-5), stage.school.pupils["Абрамов"])

    assert (code, passed) == ("EJ011", [(2,)])


def test_a_membership_with_entries_never_disappears(stage):
    stage.owner_mark(-31, "Абрамов", "4")

    code, detail = stage.owner_refusal(
        "delete from journal.group_memberships where pupil_id = %s", stage.school.pupils["Абрамов"]
    )

    assert (code, detail["reason"], detail["pupil"]) == ("EJ020", "facts", "Абрамов А. О.")


def test_the_bounds_of_a_period_with_handed_over_pages_stand(stage):
    move = "update journal.periods set starts_on = starts_on + 40 where period_id = %s"
    stage.hand_over(on_day=0)

    code, detail = stage.owner_refusal(move, stage.school.period)
    stage.without_judge("journal.periods")
    stage.owner(move, stage.school.period)
    [outcome] = stage.save("petrova", stage.mark(-31, "Абрамов", "5"))

    assert (code, detail["reason"], outcome["result"]) == ("EJ020", "handed-over", "saved")


def test_periods_of_a_kind_do_not_overlap(stage):
    code, detail = stage.owner_refusal(
        "update journal.periods set ends_on = %s where period_id = %s",
        stage.school.day(-40),
        stage.school.earlier_period,
    )

    assert (code, detail["reason"]) == ("EJ020", "overlap")


def test_a_norm_that_was_in_force_is_immutable_and_a_new_one_begins_tomorrow(stage):
    add = "insert into journal.edit_windows (valid_from, kind, source) values (%s, '1 week', 'приказ № 3')"

    changed, _ = stage.owner_refusal("update journal.edit_windows set kind = 'never'")
    removed, _ = stage.owner_refusal("delete from journal.edit_windows")
    today, detail = stage.owner_refusal(add, stage.school.today)
    tomorrow = stage.owner(add, stage.school.day(1))

    assert (changed, removed, today, detail["reason"], tomorrow) == (
        "EJ020",
        "EJ020",
        "EJ020",
        "norm-from-tomorrow",
        [(1,)],
    )


def test_a_closed_year_is_not_opened_again(stage):
    stage.owner("update journal.school_years set closed_at = clock_timestamp()")

    code, _ = stage.owner_refusal("update journal.school_years set closed_at = null")

    assert code == "EJ018"


def test_authors_and_moments_are_the_servers_whatever_a_writer_sends(stage):
    """Through the table itself with a window's rights: what a broken window could do."""
    writer = stage.school.database.role("writer")
    stage.owner(f'grant {writer} to "{stage.school.role("petrova")}"; grant insert on journal.marks to {writer}')
    stage.as_person(
        "petrova",
        "insert into journal.marks"
        " (work_id, pupil_id, course_id, value, version, entered_at, entered_by, ground, first_marked_at)"
        " values (%s, %s, %s, '5', 77, '2000-01-01', %s, 'import:x', null)",
        stage.school.works["math", -1],
        stage.school.pupils["Абрамов"],
        stage.school.courses["math"],
        stage.school.people["deputy"],
    )

    row = stage.owner(
        "select version, entered_by, ground,"
        " entered_at > clock_timestamp() - interval '1 hour', first_marked_at is not null"
        " from journal.marks"
    )
    assert row == [(1, stage.school.people["petrova"], f"course:{stage.school.courses['math']}", True, True)]


@pytest.mark.parametrize(("login", "change"), [("petrova", "state = 'active'"), ("administrator", "state = 'locked'")])
def test_only_an_active_administrator_or_deputy_makes_lessons_whatever_a_window_allows(stage, login, change):
    school = stage.school
    stage.owner(f"update private.accounts set {change} where account_id = %s", school.accounts[login])
    stage.owner(f'grant {school.database.role("api")} to "{school.role(login)}"')
    stage.owner(
        f"create policy hole on journal.lessons to {school.database.role('api')} using (true) with check (true)"
    )
    make = "insert into journal.lessons (course_id, held_on, lesson_no) values (%s, %s, 7)"
    arguments = (school.courses["math"], school.day(2))

    code, _ = stage.refusal(login, make, *arguments)
    stage.without_judge("journal.lessons")

    assert (code, stage.as_person(login, make, *arguments)) == ("EJ002", [(1,)])
