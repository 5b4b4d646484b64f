"""The course and its neighbours: marking by period (rulings 28), reverse rules of courses, finals, consents."""

import pytest

from tests.database.stage import refused, saved_without_judge
from tests.database.whole_model import WholeModel

MARKING = "select api.set_period_marking(%s, %s::smallint, %s)"
FINAL = (
    "insert into journal.final_marks (course_id, period_id, pupil_id, value, order_id, entered_by)"
    " values ({math}, {period}, %s, '4', {finals_order}, {petrova})"
)


@pytest.fixture
def model(stage):
    return WholeModel(stage)


def set_marking(stage, marking, course="math", period=None):
    return stage.as_person(
        "administrator", MARKING, stage.school.courses[course], period or stage.school.period, marking
    )


def marking_refusal(stage, marking, course="math"):
    return stage.refusal("administrator", MARKING, stage.school.courses[course], stage.school.period, marking)


def page_marking(stage, period):
    page = stage.as_person(
        "petrova", "select api.journal_page(%s, %s::smallint)", stage.school.courses["math"], period
    )[0][0]
    return page["course"]["marking"]


def test_a_course_takes_no_marks_in_one_period_and_takes_them_in_the_next(stage):
    set_marking(stage, "none", period=stage.school.earlier_period)
    [outcome] = stage.save("petrova", stage.mark(-1, "Абрамов", "5"))
    set_marking(stage, "none", course="russian")
    code, _ = refused(stage, "petrova", stage.mark(-20, "Абрамов", "5", course="russian"))

    assert (outcome["result"], code) == ("saved", "EJ017")
    assert page_marking(stage, stage.school.earlier_period) == "none"
    assert page_marking(stage, stage.school.period) == "five"


def test_control_without_its_judge_a_period_without_marks_would_be_marked(stage):
    set_marking(stage, "none")

    assert saved_without_judge(stage, "journal.marks", "petrova", stage.mark(-1, "Абрамов", "5"))


def test_a_course_without_marks_takes_them_where_a_period_says_so(stage):
    set_marking(stage, "none", course="russian")
    set_marking(stage, "five", course="russian")

    [outcome] = stage.save("petrova", stage.mark(-20, "Абрамов", "5", course="russian"))

    assert outcome["result"] == "saved"


def test_a_period_with_marks_keeps_its_marking(stage):
    stage.save("petrova", stage.mark(-1, "Абрамов", "5"))

    assert marking_refusal(stage, "none") == ("EJ020", {"reason": "marking"})
    assert marking_refusal(stage, "pass")[0] == "EJ020"


def test_a_handed_over_period_keeps_its_marking(stage):
    stage.hand_over()

    assert marking_refusal(stage, "none")[0] == "EJ011"


def test_final_marks_follow_the_marking_of_their_period(stage, model):
    set_marking(stage, "none")

    code, _ = model.refusal("petrova", "journal.final_marks", FINAL, stage.school.pupils["Абрамов"])

    assert code == "EJ017"


def test_a_final_mark_is_set_to_a_pupil_of_the_period_and_to_no_stranger(stage, model):
    departed = stage.owner(FINAL.format(**model.ids), stage.school.pupils["Гусева"])
    code, _ = stage.owner_refusal(FINAL.format(**model.ids), stage.school.pupils["Зайцев"])
    stage.without_judge("journal.final_marks")

    assert (departed, code) == ([(1,)], "EJ013")
    assert stage.owner(FINAL.format(**model.ids), stage.school.pupils["Зайцев"]) == [(1,)]


@pytest.mark.parametrize(
    "change",
    [
        "group_id = {other}",
        "subject_id = (select subject_id from journal.subjects where name = 'Английский язык')",
        "marking = 'pass'",
    ],
)
def test_a_course_with_entries_is_not_laid_under_another_group_or_scale(stage, change):
    stage.owner_mark(-1, "Абрамов", "4")
    update = f"update journal.courses set {change.format(other=stage.school.groups['7А англ. 1'])} where course_id = %s"

    code, _ = stage.owner_refusal(update, stage.school.courses["math"])
    stage.without_judge("journal.courses")

    assert (code, stage.owner(update, stage.school.courses["math"])) == ("EJ020", [(1,)])


def test_a_course_without_entries_may_be_mended(stage):
    stage.owner(
        "update journal.courses set group_id = %s, marking = 'pass' where course_id = %s",
        stage.school.groups["7Б"],
        stage.school.courses["russian"],
    )

    assert stage.owner("select marking from journal.courses where course_id = %s", stage.school.courses["russian"]) == [
        ("pass",)
    ]


def test_the_kind_and_the_number_of_a_handed_over_period_stand(stage):
    stage.hand_over()
    renamed = "update journal.periods set number = 4 where period_id = %s"

    code, facts = stage.owner_refusal(renamed, stage.school.period)
    stage.without_judge("journal.periods")

    assert (code, facts["reason"]) == ("EJ020", "handed-over")
    assert stage.owner(renamed, stage.school.period) == [(1,)]


def test_a_hand_over_is_not_moved_to_another_period_to_open_its_page(stage):
    stage.hand_over()
    moved = "update journal.handovers set period_id = %s"

    code, _ = stage.owner_refusal(moved, stage.school.earlier_period)
    stage.without_judge("journal.handovers")

    assert (code, stage.owner(moved, stage.school.earlier_period)) == ("EJ020", [(1,)])


def test_versions_and_moments_of_a_lesson_are_not_set_back(stage):
    lesson = stage.school.lessons["math", -1]
    stage.owner("update journal.lessons set topic = 'Дроби' where lesson_id = %s", lesson)
    asked = "select topic_version, topic_entered_at is null from journal.lessons where lesson_id = %s"
    reset = "update journal.lessons set topic_version = 0, topic_entered_at = null where lesson_id = %s"

    stage.owner(reset, lesson)
    kept = stage.owner(asked, lesson)
    stage.without_judge("journal.lessons")
    stage.owner(reset, lesson)

    assert (kept, stage.owner(asked, lesson)) == ([(1, False)], [(0, True)])


def test_the_zone_of_the_school_is_moved_by_nobody_of_it(stage, model):
    """Kiritimati opens a day that is over in Moscow."""
    move = "update journal.schools set zone = 'Pacific/Pago_Pago'"

    code, _ = model.refusal("administrator", "journal.schools", move)
    stage.without_judge("journal.schools")

    assert (code, stage.as_person("administrator", move)) == ("EJ020", [(1,)])


def test_a_consent_is_withdrawn_once_and_comes_back_by_a_new_one_only(stage, model):
    stage.owner("insert into private.consents (person_id, number, given_on) values (%s, '1', '2026-01-01')", 1)
    stage.owner("update private.consents set withdrawn_on = '2026-02-01'")
    revive = "update private.consents set withdrawn_on = null"

    code, _ = model.refusal("administrator", "private.consents", revive)
    stage.without_judge("private.consents")

    assert (code, stage.as_person("administrator", revive)) == ("EJ020", [(1,)])


def test_a_course_with_a_handed_over_page_keeps_its_marking(stage):
    stage.hand_over()
    change = "update journal.courses set marking = 'pass' where course_id = %s"

    code, facts = stage.owner_refusal(change, stage.school.courses["math"])
    stage.without_judge("journal.courses")

    assert (code, facts["reason"]) == ("EJ020", "handed-over")
    assert stage.owner(change, stage.school.courses["math"]) == [(1,)]


def test_a_marking_of_a_period_of_another_year_is_refused(stage):
    period = stage.owner(
        "with another as (insert into journal.school_years (name, starts_on, ends_on)"
        " values ('Прошлый', '2001-09-01', '2002-05-31') returning school_year_id)"
        " insert into journal.periods (school_year_id, kind, number, grade_from, grade_to, starts_on, ends_on)"
        " select school_year_id, 'quarter', 1, 1, 11, '2001-09-01', '2001-10-31' from another returning period_id"
    )[0][0]
    asked = (MARKING, stage.school.courses["math"], period, "none")

    code, facts = stage.refusal("administrator", *asked)
    stage.without_judge("journal.period_markings")

    assert (code, facts) == ("EJ020", {"reason": "moved"})
    assert stage.as_person("administrator", *asked)


def courses_of(stage, login):
    rows = stage.as_person(login, "select api.my_courses()")[0][0]
    return {row["course_id"]: row["marking"] for row in rows}


def test_lists_of_courses_say_how_the_present_period_is_marked(stage):
    math, class_id = stage.school.courses["math"], stage.school.classes["7А"]
    before = courses_of(stage, "petrova")[math]
    set_marking(stage, "none")
    listed = stage.as_person("deputy", "select api.courses_of_class(%s::smallint)", class_id)[0][0]

    assert (before, courses_of(stage, "petrova")[math]) == ("five", "none")
    assert next(row["marking"] for row in listed if row["course_id"] == math) == "none"


YEAR = (
    "insert into journal.year_marks (course_id, pupil_id, kind, value, order_id, entered_by)"
    " values (%s, %s, 'year', '4', %s, %s)"
)


def year_mark(stage, model, course="math"):
    told = (model.ids[course], model.ids["abramov"], model.ids["finals_order"], model.ids["petrova"])
    return YEAR, told


def test_a_course_without_marks_in_every_period_has_no_year_mark_and_the_control(stage, model):
    for period in (stage.school.earlier_period, stage.school.period):
        set_marking(stage, "none", period=period)
    statement, told = year_mark(stage, model)
    refusal = stage.owner_refusal(statement, *told)
    stage.owner(
        "create or replace function sec.year_marking_of(asked_course_id integer) returns text language sql stable"
        " set search_path = pg_catalog, pg_temp as $$ select 'five' $$"
    )
    stage.owner(statement, *told)

    assert refusal[0] == "EJ017"


def test_a_course_marked_from_the_second_period_on_has_a_year_mark(stage, model):
    set_marking(stage, "none", period=stage.school.earlier_period)
    statement, told = year_mark(stage, model)

    assert stage.owner(statement, *told) == [(1,)]
