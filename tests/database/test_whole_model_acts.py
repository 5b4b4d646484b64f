"""Re-sits, notices, results past the closing, delegations, published occupancy: what passes, and by whom."""

import datetime as dt

import pytest

from tests.database.test_guard_controls import silence
from tests.database.whole_model import WholeModel

NOTICE = "insert into journal.mark_notices (work_id, pupil_id, text, sent_by) values ({work}, {%s}, 'Не то', {pupil})"
YEAR_MARK = (
    "insert into journal.year_marks (course_id, pupil_id, kind, value, order_id, entered_by)"
    " values ({math}, {abramov}, '%s', '4', {finals_order}, {petrova})"
)
OCCUPY = (
    "insert into journal.timetable_occupancy (timetable_version_id, weekday, lesson_no, class_id, course_id, parts)"
    " values ({version}, 1, 1, {class}, {%s}, '%s')"
)


@pytest.fixture
def model(stage):
    return WholeModel(stage)


def test_a_pupil_gives_notice_of_an_own_mark_that_the_diary_shows_and_of_nothing_else(stage, model):
    stage.owner_mark(-1, "Абрамов", ".")
    stage.owner_mark(-1, "Белова", "2")

    dot, _ = model.refusal("pupil", "journal.mark_notices", NOTICE % "abramov")
    foreign, _ = model.refusal("pupil", "journal.mark_notices", NOTICE % "belova")
    stage.owner("update journal.marks set value = '4' where pupil_id = %s", model.ids["abramov"])
    own = model.act("pupil", "journal.mark_notices", NOTICE % "abramov")

    assert (dot, foreign, own) == ("EJ002", "EJ002", [(1,)])


@pytest.mark.parametrize(("days_ago", "is_late"), [(3, False), (4, True), (None, False)])
def test_three_days_count_from_the_first_showing_and_a_late_notice_is_flagged_only(stage, model, days_ago, is_late):
    stage.owner_mark(-1, "Абрамов", "4")
    if days_ago is not None:
        shown_at = dt.datetime.combine(stage.school.day(-days_ago), dt.time(7), dt.UTC)
        stage.owner(
            "insert into journal.mark_showings values (%s, %s, %s)", model.ids["work"], model.ids["abramov"], shown_at
        )

    model.act("pupil", "journal.mark_notices", NOTICE % "abramov")

    assert stage.owner("select is_late from journal.mark_notices") == [(is_late,)]


def test_a_notice_is_answered_once_by_the_courses_holder(stage, model):
    stage.owner_mark(-1, "Абрамов", "4")
    model.act("pupil", "journal.mark_notices", NOTICE % "abramov")
    answer = "update journal.mark_notices set answer = 'Исправлю', is_mended = true"

    stranger, _ = model.refusal("sidorov", "journal.mark_notices", answer)
    model.act("petrova", "journal.mark_notices", answer)
    again, _ = model.refusal("petrova", "journal.mark_notices", answer)

    row = stage.owner("select answered_by, answered_at is not null from journal.mark_notices")
    assert (stranger, again, row) == ("EJ002", "EJ020", [(model.ids["petrova"], True)])


def test_a_re_sit_is_an_attempt_of_its_own_and_leaves_the_old_mark(stage, model):
    stage.owner_mark(-40, "Абрамов", "2")
    model.act(
        "petrova",
        "journal.mark_attempts",
        "insert into journal.mark_attempts (work_id, pupil_id, course_id, attempt, value, set_on, entered_by)"
        " values ({old_work}, {abramov}, {russian}, 9, '4', '2000-01-01', {deputy})",
    )

    attempt = stage.owner("select attempt, value, set_on, course_id, entered_by, ground from journal.mark_attempts")
    assert attempt == [
        (2, "4", stage.school.today, model.ids["math"], model.ids["petrova"], f"course:{model.ids['math']}")
    ]
    assert stage.owner("select value from journal.marks") == [("2",)]


def test_an_attempt_obeys_an_edit_window_of_its_own_day(stage, model):
    stage.owner_mark(-40, "Абрамов", "2")
    stage.without_judge("journal.mark_attempts")
    model.make(
        "insert into journal.mark_attempts (work_id, pupil_id, course_id, attempt, value, set_on, entered_by)"
        " values ({old_work}, {abramov}, {math}, 2, '3', %s, {petrova}) returning 1",
        stage.school.day(-15),
    )
    stage.owner("alter table journal.mark_attempts enable trigger judge")
    change = "update journal.mark_attempts set value = '5'"

    code, _ = model.refusal("petrova", "journal.mark_attempts", change)
    silence(stage, "the edit window is over")

    assert (code, model.act("petrova", "journal.mark_attempts", change)) == ("EJ010", [(1,)])


def close_the_year(stage):
    stage.owner("update journal.school_years set closed_at = clock_timestamp()")


def test_a_year_mark_closes_with_the_year_and_an_exam_does_not(stage, model):
    model.results("year", "exam")
    close_the_year(stage)

    year, _ = model.refusal("petrova", "journal.year_marks", YEAR_MARK % "year")
    exam = model.act("petrova", "journal.year_marks", YEAR_MARK % "exam")

    assert (year, exam) == ("EJ018", [(1,)])


def test_a_result_of_a_closed_year_changes_under_another_order_only_and_the_control(stage, model):
    model.results("exam")
    close_the_year(stage)
    model.act("petrova", "journal.year_marks", YEAR_MARK % "exam")
    again = "update journal.year_marks set value = '%s', order_id = {order}"
    model.ids["order"] = model.ids["finals_order"]
    code, detail = model.refusal("petrova", "journal.year_marks", again % 5)
    model.ids["order"] = model.make(
        "insert into journal.orders (number, issued_on, kind, title)"
        " values ('95', current_date, 'finals', 'Апелляция') returning order_id"
    )
    model.results("exam", order="order", pupil="abramov")
    supplement = model.act("petrova", "journal.year_marks", again % 5)
    silence(stage, "another order changes a result of a closed year")

    assert (code, detail["reason"], supplement) == ("EJ020", "same-order", [(1,)])
    assert model.act("petrova", "journal.year_marks", again % 4) == [(1,)]


@pytest.mark.parametrize("result", ["year", "exam", "final"])
def test_a_result_is_set_under_an_order_that_names_it_and_the_control(stage, model, result):
    model.results(*({"year", "exam", "final", "resit"} - {result}))

    code, detail = model.refusal("petrova", "journal.year_marks", YEAR_MARK % result)
    silence(stage, "results are set under an order that names them")

    assert (code, detail["reason"]) == ("EJ020", "no-results-order")
    assert model.act("petrova", "journal.year_marks", YEAR_MARK % result) == [(1,)]


@pytest.mark.parametrize("change", ["pupil", "subject", "class", "later", "over"])
def test_an_order_of_another_pupil_subject_class_or_day_opens_nothing(stage, model, change):
    model.results("exam")
    stage.without_judge("journal.results_scopes")
    others = {
        "pupil": "pupil_id = {belova}",
        "class": "class_id = {class_b}",
        "later": "opens_on = current_date + 2, closes_on = current_date + 5",
        "over": "opens_on = current_date - 9, closes_on = current_date - 2",
        "subject": "subject_id = (select c.subject_id from journal.courses as c where c.course_id = {russian})",
    }
    stage.owner(f"update journal.results_scopes set {others[change]}".format(**model.ids))

    assert model.refusal("petrova", "journal.year_marks", YEAR_MARK % "exam")[1]["reason"] == "no-results-order"


def test_after_the_closing_an_order_for_one_pupil_supplements_her_year_mark(stage, model):
    model.results("year", pupil="abramov")
    close_the_year(stage)
    before, _ = model.refusal("petrova", "journal.year_marks", YEAR_MARK % "year")
    model.ids["finals_order"] = model.make(
        "insert into journal.orders (number, issued_on, kind, title)"
        " values ('96', current_date, 'finals', 'О внесении изменений') returning order_id"
    )
    model.results("year", pupil="abramov")

    assert (before, model.act("petrova", "journal.year_marks", YEAR_MARK % "year")) == ("EJ018", [(1,)])


def test_a_settled_debt_opens_the_year_mark_of_its_pupil_after_the_year(stage, model):
    close_the_year(stage)
    model.act(
        "deputy",
        "journal.debts",
        "insert into journal.debts (course_id, pupil_id, arose_on, due_on, entered_by)"
        " values ({math}, {abramov}, current_date - 9, current_date, {deputy})",
    )
    settle = "update journal.debts set result = '4', settled_on = '2000-01-01', order_id = {finals_order}"
    unordered = model.refusal("petrova", "journal.debts", settle)[1]["reason"]
    model.results("resit")
    unsettled, _ = model.refusal("petrova", "journal.year_marks", YEAR_MARK % "year")

    by_deputy, _ = model.refusal("deputy", "journal.debts", settle)
    model.act("petrova", "journal.debts", settle)

    assert (unordered, unsettled, by_deputy) == ("no-results-order", "EJ018", "EJ002")
    assert model.act("petrova", "journal.year_marks", YEAR_MARK % "year") == [(1,)]
    assert stage.owner("select settled_on, settled_by from journal.debts") == [
        (stage.school.today, model.ids["petrova"])
    ]


def test_a_debt_is_settled_under_an_order_of_re_sits_and_the_control(stage, model):
    stage.owner(
        "insert into journal.debts (course_id, pupil_id, arose_on, due_on, entered_by) values (%s, %s, %s, %s, %s)",
        *(model.ids["math"], model.ids["abramov"], stage.school.day(-9), stage.school.today, model.ids["deputy"]),
    )
    settle = "update journal.debts set result = '4', settled_on = current_date, order_id = {other_order}"
    code, detail = model.refusal("petrova", "journal.debts", settle)
    silence(stage, "results are set under an order that names them")

    assert (code, detail["reason"]) == ("EJ020", "no-results-order")
    assert model.act("petrova", "journal.debts", settle) == [(1,)]


def test_a_delegation_gives_the_role_for_its_days_and_not_to_oneself(stage, model):
    delegate = (
        "insert into journal.delegations (person_id, acts_as, during, order_id)"
        " values ({%s}, 'director', daterange(current_date - 2, current_date + 2), {appointment_order})"
    )
    approval = (
        "insert into journal.approvals (subject, title, content, content_sha256, proposed_by)"
        " values ('role', 'Роль', sec.role_content(json_build_object('person_id', {sidorov}, 'school_role', 'deputy')"
        "::jsonb), '', {petrova})"
    )
    stage.owner(approval.format(**model.ids))
    approve = "update journal.approvals set state = 'approved'"

    itself, _ = model.refusal("director", "journal.delegations", delegate % "director")
    before, _ = model.refusal("deputy", "journal.approvals", approve)
    model.act("director", "journal.delegations", delegate % "deputy")
    during = model.act("deputy", "journal.approvals", approve)
    model.act(
        "director",
        "journal.delegations",
        "update journal.delegations set during = daterange(lower(during), current_date - 1)",
    )
    after = stage.as_person("deputy", "select (api.sign_in(1)) -> 'roles'")

    assert (itself, before, during, after) == ("EJ002", "EJ002", [(1,)], [(["deputy"],)])


def test_two_halves_of_a_class_meet_at_once_and_a_half_with_the_whole_does_not(stage, model):
    model.ids["version"] = model.make(
        "insert into journal.timetable_versions (school_year_id, name, valid_from, state)"
        " values ({year}, 'Осень', current_date, 'in-force') returning timetable_version_id"
    )
    table = "journal.timetable_occupancy"
    halves = [
        model.act("administrator", table, OCCUPY % ("math", "[1,2)")),
        model.act("administrator", table, OCCUPY % ("english", "[2,3)")),
    ]

    whole, _ = model.refusal("administrator", table, OCCUPY % ("russian", "(,)"))
    stage.owner("alter table journal.timetable_occupancy drop constraint timetable_occupancy_parts_free")
    control = model.act("administrator", table, OCCUPY % ("russian", "(,)"))

    assert (halves, whole, control) == ([[(1,)], [(1,)]], "23P01", [(1,)])


def test_bytes_of_a_file_are_never_changed(stage, model):
    content = "\\x255044462d"
    model.ids["file"] = model.make(
        "insert into journal.attachments (lesson_id, course_id, file_name, media_type, size, content_sha256, added_by)"
        f" values ({{lesson}}, {{math}}, 'План.pdf', 'application/pdf', 5, sha256('{content}'), {{petrova}})"
        " returning attachment_id"
    )
    model.act(
        "petrova",
        "journal.attachment_contents",
        f"insert into journal.attachment_contents values ({{file}}, '{content}')",
    )
    change = "update journal.attachment_contents set content = content || '\\x00'"

    code, _ = stage.owner_refusal(change)
    stage.owner("alter table journal.attachment_contents disable trigger insert_only")

    assert (code, stage.owner(change)) == ("EJ020", [(1,)])
