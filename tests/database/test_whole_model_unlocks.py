"""An unlock (rulings 9): what it opens, to whom, until when; who agrees, opens and sees it."""

from uuid import uuid4

import pytest

from tests.database.stage import refused
from tests.database.test_guard_controls import silence
from tests.database.whole_model import WholeModel

UPDATE = "update journal.unlocks set "


@pytest.fixture
def model(stage):
    return WholeModel(stage)


def ground_of(stage, receipt):
    return stage.owner("select ground from audit.events where event_id = %s", receipt)[0][0]


def test_an_unlock_of_a_lesson_opens_its_expired_window_and_names_itself_in_the_record(stage, model):
    stage.owner_mark(-40, "Абрамов", "3")
    before, _ = refused(stage, "petrova", stage.mark(-40, "Абрамов", "5", seen=1))
    unlock = model.unlock("lesson")

    [outcome] = stage.save("petrova", stage.mark(-40, "Абрамов", "5", seen=1))

    assert (before, outcome["result"], ground_of(stage, outcome["receipt"])) == ("EJ010", "saved", f"unlock:{unlock}")


def test_an_unlock_of_a_lesson_opens_no_other_lesson_and_no_closed_page(stage, model):
    stage.owner_mark(-31, "Абрамов", "3")
    stage.owner_mark(-40, "Абрамов", "3")
    model.unlock("lesson")
    other, _ = refused(stage, "petrova", stage.mark(-31, "Абрамов", "5", seen=1))
    stage.hand_over(on_day=0)

    closed, _ = refused(stage, "petrova", stage.mark(-40, "Абрамов", "5", seen=1))

    assert (other, closed) == ("EJ010", "EJ011")


def test_an_unlock_of_a_period_opens_a_page_that_is_handed_over_marks_works_and_finals(stage, model):
    stage.owner_mark(-40, "Абрамов", "3")
    stage.hand_over(on_day=0)
    final = (
        "insert into journal.final_marks (course_id, period_id, pupil_id, value, order_id, entered_by)"
        " values ({math}, {period}, {abramov}, '5', {unlock_order}, {petrova}) returning ground"
    )
    before, _ = model.refusal("petrova", "journal.final_marks", final)
    unlock = model.unlock("period")

    [mark] = stage.save("petrova", stage.mark(-40, "Абрамов", "5", seen=1))
    work = stage.save_work(
        "petrova",
        action="change",
        lesson_id=model.ids["old_lesson"],
        work_id=model.ids["old_work"],
        work_kind_id=stage.school.kinds["тест"],
        title="",
        seen=1,
    )
    [(ground,)] = model.act("petrova", "journal.final_marks", final)

    grounds = {ground_of(stage, mark["receipt"]), ground_of(stage, work["receipt"]), ground}
    assert (before, mark["result"], work["result"], grounds) == ("EJ011", "saved", "saved", {f"unlock:{unlock}"})


def entries_of_a_closed_page(stage):
    """A topic and an absence of a lesson that was held before the hand-over, as its teacher sends them."""
    lesson = stage.school.lessons["math", -40]
    topic = {"operation_id": str(uuid4()), "lesson_id": lesson, "field": "topic", "value": "Дроби", "seen": 0}
    absence = stage.attendance(-40, "Абрамов", "н")
    return [stage.save_lessons("petrova", topic)[0], stage.save("petrova", absence)[0]]


def test_an_unlock_of_a_period_opens_topics_and_attendance_of_the_page_too_and_the_control(stage, model):
    stage.hand_over(on_day=0)
    closed = [outcome.get("code") for outcome in entries_of_a_closed_page(stage)]
    model.unlock("period")

    opened = entries_of_a_closed_page(stage)

    assert closed == ["EJ011", "EJ011"]
    assert [outcome["result"] for outcome in opened] == ["saved", "saved"]


def test_without_the_unlock_only_the_judge_keeps_topics_and_attendance_closed(stage, model):
    stage.hand_over(on_day=0)
    silence(stage, "the page is handed over")

    assert [outcome["result"] for outcome in entries_of_a_closed_page(stage)] == ["saved", "saved"]


@pytest.mark.parametrize("scope", ["lesson", "period"])
def test_an_unlock_that_is_not_opened_or_is_over_opens_nothing(stage, model, scope):
    stage.owner_mark(-40, "Абрамов", "3")
    if scope == "period":
        stage.hand_over(on_day=0)
    operation = stage.mark(-40, "Абрамов", "5", seen=1)
    unlock = model.unlock(scope, opened=False)
    waiting, _ = refused(stage, "petrova", operation)
    opener = "administrator" if scope == "lesson" else "deputy"
    model.make(UPDATE + f"opened_by = {{{opener}}}, order_id = {{unlock_order}} where unlock_id = {unlock} returning 1")
    model.act("deputy", "journal.unlocks", UPDATE + "open_until = clock_timestamp() - interval '1 second'")

    over, _ = refused(stage, "petrova", operation)

    code = "EJ010" if scope == "lesson" else "EJ011"
    assert (waiting, over) == (code, code)


def test_an_unlock_serves_its_teacher_alone_and_gives_no_right_to_a_course(stage, model):
    stage.owner_mark(-40, "Абрамов", "3")
    model.unlock("lesson")
    stage.owner(
        "update journal.course_holders set during = daterange(%s, null) where course_id = %s",
        stage.school.day(-5),
        model.ids["math"],
    )

    outcome = stage.save("petrova", stage.mark(-40, "Абрамов", "5", seen=1))[0]

    assert (outcome["result"], outcome["code"]) == ("refused", "EJ002")


def test_a_closed_year_is_opened_by_no_unlock(stage, model):
    stage.owner_mark(-40, "Абрамов", "3")
    model.unlock("period")
    stage.owner("update journal.school_years set closed_at = clock_timestamp()")

    code, _ = refused(stage, "petrova", stage.mark(-40, "Абрамов", "5", seen=1))

    assert code == "EJ018"


def test_nobody_agrees_or_opens_for_herself(stage, model):
    """The deputy teaches the course herself; the same two people keep the table's constraint too."""
    for role in ("deputy", "administrator"):
        stage.owner(
            "insert into private.role_grants (account_id, school_role)"
            " select %s, r from unnest(array['teacher', 'deputy', 'administrator']) as r where r <> %s",
            stage.school.accounts[role],
            role,
        )
    stage.owner(
        "insert into journal.course_holders (course_id, person_id, during) values (%s, %s, daterange(%s, null))",
        model.ids["math"],
        model.ids["deputy"],
        stage.school.day(-80),
    )
    own = model.make(
        "insert into journal.unlocks (course_id, lesson_id, person_id, open_until, reason)"
        " values ({math}, {old_lesson}, {deputy}, clock_timestamp() + interval '1 h', 'себе') returning unlock_id"
    )
    agree = UPDATE + f"agreed_by = {{deputy}}, agreed_at = now() where unlock_id = {own}"
    one = model.unlock("lesson", agreed=False, opened=False)
    open_it = "opened_by = {administrator}, opened_at = now()"
    both = f" where unlock_id = {one}"

    to_oneself, _ = model.refusal("deputy", "journal.unlocks", agree)
    model.act("administrator", "journal.unlocks", UPDATE + "agreed_by = {administrator}" + both)
    alone, _ = model.refusal("administrator", "journal.unlocks", UPDATE + open_it + both)
    stage.without_judge("journal.unlocks")
    constraint, _ = model.refusal("administrator", "journal.unlocks", UPDATE + open_it + both)

    assert (to_oneself, alone, constraint) == ("EJ002", "EJ002", "23514")
    stage.owner("alter table journal.unlocks drop constraint unlocks_not_for_oneself")
    assert model.act("deputy", "journal.unlocks", agree) == [(1,)]


def test_what_was_opened_grows_no_longer_and_is_seen_by_the_director_alone(stage, model):
    model.unlock("lesson")

    longer, _ = model.refusal("administrator", "journal.unlocks", UPDATE + "open_until = open_until + interval '1 day'")
    seen_by_deputy, _ = model.refusal("deputy", "journal.unlocks", UPDATE + "seen_by_director_at = now()")
    listed = stage.as_person("director", "select count(*) from journal.unlocks where seen_by_director_at is null")
    model.act("director", "journal.unlocks", UPDATE + "seen_by_director_at = now()")
    after = stage.as_person("director", "select count(*) from journal.unlocks where seen_by_director_at is null")

    assert (longer, seen_by_deputy, listed, after) == ("EJ020", "EJ002", [(1,)], [(0,)])
