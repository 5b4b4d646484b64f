"""The end of a quarter through the windows: the rule, finals under an order, the check list, the hand-over, debts."""

import json
import uuid

import pytest

from tests.database.approvals import Approvals
from tests.database.test_guard_controls import silence
from tests.database.whole_model import WholeModel

POLICY = "select api.set_marking_policy(%s::jsonb)"
PAGE = "select api.finals_page(%s, %s::smallint)"
HAND_OVER = "select api.hand_over(%s, %s::smallint)"
CHECKS = "select api.handover_checks(%s, %s::smallint)"
OPEN_DEBT = "select api.open_debt(%s, %s, %s, %s)"
SETTLE = "select api.settle_debt(%s, %s)"
YEAR_MARK = (
    "insert into journal.year_marks (course_id, pupil_id, kind, value, entered_by) values (%%s, %%s, 'year', '%s', %%s)"
)
PRESENT = ("Абрамов", "Белова", "Волков", "Ёлкин")


@pytest.fixture
def approvals(stage):
    return Approvals(stage)


@pytest.fixture
def model(stage):
    return WholeModel(stage)


def policy(stage, **changes):
    entry = {
        "subject_id": None,
        "grade_from": 5,
        "grade_to": 9,
        "valid_from": stage.school.day(1),
        "order_number": "31",
        "order_date": stage.school.day(-5),
        "norms": {"threshold-5": "4.60", "threshold-4": "3.60", "threshold-3": "2.60", "disputed": "0.1"},
        "weights": [[stage.school.kinds["контрольная работа"], "3"]],
    } | changes
    return json.dumps(entry, default=str)


def page(stage, login="petrova", course="math"):
    return stage.as_person(login, PAGE, stage.school.courses[course], stage.school.period)[0][0]


def final(stage, pupil, value, *, seen=0, course="math", field="period", **more):
    return {
        "operation_id": str(uuid.uuid4()),
        "course_id": stage.school.courses[course],
        "period_id": stage.school.period,
        "pupil_id": stage.school.pupils[pupil],
        "field": field,
        "seen": seen,
        "value": value,
        "reason": "",
    } | more


def save(stage, login, *operations):
    return stage.as_person(login, "select api.save_finals(1, %s::jsonb)", json.dumps(operations))[0][0]


def refusal_of(stage, login, operation):
    [outcome] = save(stage, login, operation)
    return outcome.get("code"), (outcome.get("detail") or {}).get("reason")


def hand_over(stage, login="petrova", course="math"):
    return stage.as_person(login, HAND_OVER, stage.school.courses[course], stage.school.period)[0][0]


def hand_over_refusal(stage, login="petrova", course="math"):
    code, detail = stage.refusal(login, HAND_OVER, stage.school.courses[course], stage.school.period)
    return code, detail.get("reason")


# The rule


def test_until_an_order_enters_the_local_act_every_weight_is_1_and_there_is_no_rule(stage):
    rule = page(stage)["policy"]

    assert (rule["norms"], rule["order"], {weight for _, weight in rule["weights"]}) == ({}, None, {"1.00"})


def test_a_rule_begins_tomorrow_at_the_earliest_under_an_order(stage):
    today = policy(stage, valid_from=stage.school.today)
    orderless = policy(stage, order_number=" ")

    assert stage.refusal("administrator", POLICY, today)[1]["reason"] == "norm-from-tomorrow"
    assert stage.refusal("administrator", POLICY, orderless)[1]["reason"] == "norm-no-order"
    stage.without_judge("journal.norms")
    assert stage.as_person("administrator", POLICY, today) == [(5,)]


def test_a_rule_that_is_in_force_stays_as_it_is(stage):
    stage.as_person("administrator", POLICY, policy(stage, valid_from=stage.school.day(2)))
    stage.without_judge("journal.norms")
    stage.owner("update journal.norms set valid_from = %s", stage.school.today)
    stage.owner("alter table journal.norms enable trigger judge")
    again = policy(stage, valid_from=stage.school.today, norms={"threshold-5": "4.50"}, weights=[])

    code, detail = stage.refusal("administrator", POLICY, again)
    rule = page(stage)["policy"]

    assert (code, detail["reason"]) == ("EJ020", "norm-from-tomorrow")
    assert (rule["norms"]["threshold-5"], rule["order"].split()[1]) == ("4.60", "31")
    silence(stage, "a norm is valid from tomorrow at the earliest", "the norm was in force")
    assert stage.as_person("administrator", POLICY, again) == [(1,)]


@pytest.mark.parametrize(
    ("norms", "weights"),
    [
        ({"threshold-5": "9"}, []),
        ({"disputed": "1"}, []),
        ({"least-marks": "0"}, []),
        ({"exam-weight": "6"}, []),
        ({"half-years": "2"}, []),
        ({}, [["контрольная работа", "11"]]),
    ],
)
def test_a_norm_is_a_figure_that_makes_sense(stage, norms, weights):
    kinds = [[stage.school.kinds[kind], weight] for kind, weight in weights]
    entry = policy(stage, norms=norms, weights=kinds)

    code, detail = stage.refusal("administrator", POLICY, entry)

    assert (code, detail["reason"]) == ("EJ014", "norm-value")
    silence(stage, "not a value of the norm")
    assert stage.as_person("administrator", POLICY, entry) == [(1,)]


def in_force(stage, **changes):
    stage.as_person("administrator", POLICY, policy(stage, **changes))
    stage.without_judge("journal.norms")
    stage.owner(
        "update journal.norms set valid_from = %s where valid_from > %s", stage.school.day(-2), stage.school.today
    )
    stage.owner("alter table journal.norms enable trigger judge")


def test_a_rule_of_a_subject_stands_before_that_of_all_and_other_grades_have_none(stage):
    subject = stage.owner("select subject_id from journal.courses where course_id = %s", stage.school.courses["math"])[
        0
    ][0]
    in_force(stage)
    in_force(stage, subject_id=subject, norms={"threshold-5": "4.50"}, weights=[])
    in_force(stage, grade_from=10, grade_to=11, norms={"threshold-4": "3.70"}, weights=[])

    own, common = page(stage)["policy"]["norms"], page(stage, course="russian")["policy"]["norms"]

    assert (own["threshold-5"], own["threshold-4"], common["threshold-5"]) == ("4.50", "3.60", "4.60")


def test_new_works_weigh_what_the_rule_of_their_day_says_and_older_ones_what_they_weighed(stage):
    control = stage.school.kinds["контрольная работа"]
    in_force(stage)

    stage.save_work("petrova", action="add", lesson_id=stage.school.lessons["math", -1], work_kind_id=control, title="")
    stage.save_work("petrova", action="add", lesson_id=stage.school.lessons["math", -3], work_kind_id=control, title="")

    rows = stage.owner(
        "select l.held_on - %s, w.weight from journal.works as w join journal.lessons as l using (lesson_id)"
        " where w.work_kind_id = %s order by 1",
        stage.school.today,
        control,
    )
    assert [(day, float(weight)) for day, weight in rows] == [(-3, 1), (-1, 3)]


def test_everybody_of_the_staff_reads_the_register_of_norms_the_administrator_alone_writes_it(stage):
    stage.as_person("administrator", POLICY, policy(stage))

    norms = stage.as_person("petrova", "select api.marking_policies()")[0][0]["norms"]

    assert len(norms) == 5
    assert stage.refusal("deputy", POLICY, policy(stage))[0] == "42501"


def test_a_subject_is_made_of_others_by_a_dated_rule_and_its_page_tells_their_year_marks(stage):
    school = stage.school
    [(math,)] = stage.owner("select subject_id from journal.courses where course_id = %s", school.courses["math"])
    [(russian,)] = stage.owner("select subject_id from journal.courses where course_id = %s", school.courses["russian"])
    in_force(stage, subject_id=math, norms={"parts-first": 1, "exam-weight": "1"}, weights=[], parts=[[russian, 1]])
    stage.owner(
        YEAR_MARK % 4,
        *(school.courses["russian"], school.pupils["Абрамов"], school.people["sidorov"]),
    )
    stage.owner("update journal.periods set ends_on = ends_on + 300 where period_id = %s", school.period)

    own = page(stage)
    foreign = stage.as_person("kuznetsova", PAGE, school.courses["math"], school.period)[0][0]["counted"]

    [(name,)] = stage.owner("select name from journal.subjects where subject_id = %s", russian)
    assert (own["policy"]["parts"], own["policy"]["norms"]["parts-first"]) == ([name], "1.00")
    assert own["counted"] == [[school.pupils["Абрамов"], "part", name, "4"]]
    assert foreign == []


def test_the_certificate_of_grade_11_is_told_the_marks_of_grade_10(stage):
    school = stage.school
    stage.owner("alter table journal.school_classes disable trigger user")
    stage.owner("update journal.school_classes set grade = 11 where class_id = %s", school.classes["7А"])
    stage.owner("update journal.periods set grade_to = 11, ends_on = ends_on where true")
    in_force(stage, grade_from=11, grade_to=11, norms={"half-years": "1"}, weights=[])
    [(year,)] = stage.owner(
        "insert into journal.school_years (name, starts_on, ends_on) select 'прошлый', starts_on - 365, ends_on - 365"
        " from journal.school_years where school_year_id = %s returning school_year_id",
        school.year,
    )
    [(course,)] = stage.owner(
        "insert into journal.courses (school_year_id, subject_id, group_id, hours_per_week)"
        " select %s, subject_id, group_id, 2 from journal.courses where course_id = %s returning course_id",
        year,
        school.courses["math"],
    )
    stage.owner(
        YEAR_MARK % 5,
        *(course, school.pupils["Абрамов"], school.people["petrova"]),
    )

    assert [row[3] for row in page(stage)["counted"]] == ["5"]


# Finals under the order


def test_period_marks_are_set_under_the_order_with_version_receipt_and_author(stage, approvals):
    approvals.finals_order()

    five, absent = save(
        stage, "petrova", final(stage, "Абрамов", "5"), final(stage, "Белова", "н/а", reason="пропущено 70 % уроков")
    )

    rows = {row[1]: row[2:] for row in page(stage)["finals"]}
    assert (five["result"], five["version"], absent["result"]) == ("saved", 1, "saved")
    assert rows[stage.school.pupils["Абрамов"]][:4] == ["5", 1, "", f"№ 52 от {stage.school.today:%d.%m.%Y}"]
    assert rows[stage.school.pupils["Белова"]][2] == "пропущено 70 % уроков"


def test_without_an_order_of_this_class_and_period_there_are_no_finals(stage, approvals):
    operation = final(stage, "Абрамов", "5")
    none = refusal_of(stage, "petrova", operation)
    approvals.finals_order(class_ids=[stage.school.classes["7Б"]])
    other = refusal_of(stage, "petrova", final(stage, "Абрамов", "5"))

    assert none == other == ("EJ020", "no-order")
    silence(stage, "finals are set under an order")
    assert save(stage, "petrova", operation)[0]["result"] == "saved"


def test_a_repeat_is_told_its_first_outcome_and_a_stale_save_what_stands_there(stage, approvals):
    approvals.finals_order()
    operation = final(stage, "Абрамов", "5")

    first = save(stage, "petrova", operation)
    again = save(stage, "petrova", operation)
    [stale] = save(stage, "petrova", final(stage, "Абрамов", "4"))

    assert first == again
    assert (stale["result"], stale["value"], stale["version"]) == ("conflict", "5", 1)


@pytest.mark.parametrize("login", ["sidorov", "deputy", "administrator", "kuznetsova"])
def test_nobody_but_the_holder_sets_them(stage, approvals, login):
    approvals.finals_order()
    operation = final(stage, "Абрамов", "5")

    if login == "sidorov":
        assert refusal_of(stage, login, operation)[0] == "EJ002"
    else:
        assert stage.refusal(login, "select api.save_finals(1, %s::jsonb)", json.dumps([operation]))[0] == "42501"


def test_neither_a_substitute_nor_a_second_holder_who_is_not_the_named_one_sets_them(stage, approvals, model):
    approvals.finals_order()
    stage.owner(
        "insert into journal.substitutions (lesson_id, person_id) values (%s, %s)",
        stage.school.lessons["math", 0],
        stage.school.people["sidorov"],
    )
    substitute = refusal_of(stage, "sidorov", final(stage, "Абрамов", "5"))
    stage.owner(
        "insert into journal.course_holders (course_id, person_id, during, sets_finals)"
        " values (%s, %s, '[2020-01-01,)', false)",
        stage.school.courses["math"],
        stage.school.people["sidorov"],
    )
    second = refusal_of(stage, "sidorov", final(stage, "Абрамов", "5"))

    assert substitute[0] == second[0] == "EJ002"
    assert (page(stage)["may_set"], page(stage, "sidorov")["may_set"]) == (True, False)
    silence(stage, "not the holder who sets the finals")
    assert save(stage, "sidorov", final(stage, "Абрамов", "5"))[0]["result"] == "saved"


def test_not_attested_needs_a_reason(stage, approvals):
    approvals.finals_order()
    operation = final(stage, "Абрамов", "н/а", reason="  ")

    assert refusal_of(stage, "petrova", operation) == ("EJ020", "final-reason")
    silence(stage, "why not attested")
    assert save(stage, "petrova", operation)[0]["result"] == "saved"


def results_order(stage, approvals, *results, number="90", **more):
    """An order for results of 7А, proposed by the deputy, approved by the director."""
    asked = {"results": list(results), "class_ids": [stage.school.classes["7А"]]}
    days = {"opens_on": stage.school.today, "closes_on": stage.school.day(20)}
    approval = approvals.propose("deputy", "results", **(asked | days | more))
    return approvals.approve("director", approval, number=number)["order_id"]


def test_year_marks_are_set_under_the_order_of_the_last_period_and_exams_are_not(stage, approvals):
    before = refusal_of(stage, "petrova", final(stage, "Абрамов", "4", field="year"))
    approvals.finals_order()

    [year] = save(stage, "petrova", final(stage, "Абрамов", "4", field="year"))
    exam = refusal_of(stage, "petrova", final(stage, "Абрамов", "5", field="exam"))

    assert before == exam == ("EJ020", "no-results-order")
    assert year["result"] == "saved"
    assert [(row[0], row[2]) for row in page(stage)["year"]] == [("year", "4")]


def test_exams_and_finals_are_set_under_an_order_that_names_them_past_the_closing_too(stage, approvals):
    results_order(stage, approvals, "exam", "final")
    stage.owner("update journal.school_years set closed_at = clock_timestamp()")

    exam, last = save(
        stage, "petrova", final(stage, "Абрамов", "5", field="exam"), final(stage, "Абрамов", "4", field="final")
    )
    year = refusal_of(stage, "petrova", final(stage, "Абрамов", "4", field="year"))

    results = page(stage)["results"]
    order = f"№ 90 от {stage.school.today:%d.%m.%Y}"
    assert (exam["result"], last["result"], year[0]) == ("saved", "saved", "EJ018")
    assert [results[kind]["scope"] and results[kind]["scope"]["order"] for kind in ("year", "exam", "final")] == [
        None,
        order,
        order,
    ]
    assert {row[5] for row in page(stage)["year"]} == {order}


def test_an_order_for_one_pupil_and_subject_opens_that_result_alone(stage, approvals):
    subject = stage.owner("select subject_id from journal.courses where course_id = %s", stage.school.courses["math"])
    pupil = stage.school.pupils["Белова"]
    results_order(stage, approvals, "exam", pupil_id=pupil, subject_id=subject[0][0])

    [own] = save(stage, "petrova", final(stage, "Белова", "4", field="exam"))
    other = refusal_of(stage, "petrova", final(stage, "Абрамов", "4", field="exam"))

    assert (own["result"], other) == ("saved", ("EJ020", "no-results-order"))
    assert page(stage)["results"]["exam"] == {"scope": None, "pupils": [pupil]}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"results": []}, "results-classes"),
        ({"results": ["прогноз"]}, "results-classes"),
        ({"class_ids": []}, "results-classes"),
        ({"subject_id": 9999}, "results-classes"),
        ({"opens_on": None}, "finals-days"),
        ({"opens_on": "2019-01-01"}, "finals-days"),
        ({"closes_on": "2019-01-01"}, "finals-days"),
        ({"pupil_id": "Зайцев"}, "finals-pupil"),
    ],
)
def test_an_order_for_results_that_makes_no_sense_is_not_proposed(stage, approvals, change, reason):
    if "pupil_id" in change:
        change = {"pupil_id": stage.school.pupils[change["pupil_id"]]}
    asked = {"results": ["exam"], "class_ids": [stage.school.classes["7А"]]}
    days = {"opens_on": stage.school.today, "closes_on": stage.school.day(5)}

    code, detail = stage.refusal("deputy", *approvals.proposal("results", **(asked | days | change)))

    assert (code, detail["reason"]) == ("EJ020", reason)


def test_a_scope_of_results_is_what_the_director_approved_and_the_control(stage, approvals, model):
    results_order(stage, approvals, "exam")
    insert = (
        "insert into journal.results_scopes (order_id, class_id, result, opens_on, closes_on)"
        " select order_id, class_id, 'final', opens_on, closes_on from journal.results_scopes"
    )
    code, detail = model.refusal("director", "journal.results_scopes", insert)
    written = model.refusal(
        "director", "journal.results_scopes", "update journal.results_scopes set closes_on = '2099-01-01'"
    )
    silence(stage, "not what was approved")

    assert (code, detail["reason"], written[1]["reason"]) == ("EJ020", "not-approved", "written")
    assert model.act("director", "journal.results_scopes", insert) == [(1,)]


def test_whoever_held_the_course_last_sets_its_exams_after_her_last_day(stage, approvals):
    results_order(stage, approvals, "exam")
    held = "update journal.course_holders set during = daterange(lower(during), %s) where course_id = %s"
    stage.owner(held, stage.school.day(-1), stage.school.courses["math"])

    [own] = save(stage, "petrova", final(stage, "Абрамов", "5", field="exam"))
    foreign = refusal_of(stage, "sidorov", final(stage, "Белова", "5", field="exam"))

    assert (own["result"], foreign[0]) == ("saved", "EJ002")


# The hand-over


def all_finals(stage, *, but=()):
    save(stage, "petrova", *(final(stage, pupil, "4") for pupil in PRESENT if pupil not in but))


def test_the_check_list_says_what_is_missing_and_the_hand_over_waits_for_every_final(stage, approvals):
    approvals.finals_order()
    all_finals(stage, but=("Белова",))

    checks = {
        row["name"]: row
        for row in stage.as_person("petrova", CHECKS, stage.school.courses["math"], stage.school.period)[0][0]
    }
    refused = hand_over_refusal(stage)

    assert [name for _, name in checks["finals"]["facts"]["names"]] == ["Белова Анна"]
    assert (checks["finals"]["is_well"], checks["finals"]["blocks"], checks["dots"]["is_well"]) == (False, True, True)
    assert (checks["topics"]["is_well"], checks["topics"]["blocks"]) == (False, False)
    assert refused == ("EJ020", "finals-missing")
    silence(stage, "finals are missing")
    assert hand_over(stage)


def test_neither_not_attested_nor_deferred_holds_the_page_up(stage, approvals):
    approvals.finals_order()
    all_finals(stage, but=("Белова", "Волков"))
    save(stage, "petrova", final(stage, "Белова", "н/а", reason="болела"))
    school = stage.school
    stage.as_person("deputy", OPEN_DEBT, school.courses["math"], school.pupils["Волков"], school.today, school.day(30))

    at = hand_over(stage)

    assert page(stage, "deputy")["handed_over"]["by"] == "Петрова А. О."
    assert hand_over(stage) == at


def test_an_open_dot_blocks_the_hand_over(stage, approvals):
    approvals.finals_order()
    all_finals(stage)
    stage.owner_mark(-1, "Абрамов", ".")

    assert hand_over_refusal(stage) == ("EJ020", "dots")
    silence(stage, "open dots block the hand-over")
    assert hand_over(stage)


def test_the_teacher_is_told_of_every_open_dot_and_the_check_list_names_it(stage, approvals):
    approvals.finals_order()
    stage.owner_mark(-1, "Абрамов", ".")
    dots = "select api.open_dots()"

    [dot] = stage.as_person("petrova", dots)[0][0]
    checks = stage.as_person("petrova", CHECKS, stage.school.courses["math"], stage.school.period)[0][0]
    named = next(row["facts"]["names"] for row in checks if row["name"] == "dots")

    assert (dot[0], dot[5], dot[8]) == (
        stage.school.courses["math"],
        stage.school.lessons["math", -1],
        stage.school.pupils["Абрамов"],
    )
    assert named == [[stage.school.pupils["Абрамов"], f"{dot[9]}, {stage.school.day(-1):%d.%m}"]]
    assert stage.as_person("sidorov", dots)[0][0] == []
    assert stage.refusal("deputy", dots)[0] == "42501"


def test_the_check_list_says_whose_marks_changed_after_the_final(stage, approvals):
    stage.owner_mark(-1, "Абрамов", "4")
    approvals.finals_order()
    all_finals(stage)
    stage.save("petrova", stage.mark(-1, "Абрамов", "2", seen=1))

    checks = stage.as_person("petrova", CHECKS, stage.school.courses["math"], stage.school.period)[0][0]
    changed = next(row for row in checks if row["name"] == "changed")

    assert (changed["is_well"], changed["blocks"], len(changed["facts"]["names"])) == (False, False, 1)


def test_the_progress_tells_how_many_results_of_the_year_stand(stage, approvals):
    approvals.finals_order()
    save(stage, "petrova", final(stage, "Абрамов", "4", field="year"))

    rows = stage.as_person("deputy", "select api.finals_progress(%s::smallint)", stage.school.period)[0][0]

    assert next(row[9] for row in rows if row[0] == stage.school.courses["math"]) == [1, 0, 0]


def test_after_the_hand_over_finals_are_shut_and_only_the_named_holder_hands_over(stage, approvals):
    approvals.finals_order()
    all_finals(stage)
    foreign = hand_over_refusal(stage, "sidorov")
    hand_over(stage)
    operation = final(stage, "Абрамов", "5", seen=1)

    assert foreign == ("EJ002", "not-holder")
    assert refusal_of(stage, "petrova", operation)[0] == "EJ011"
    silence(stage, "the page is handed over")
    assert save(stage, "petrova", operation)[0]["result"] == "saved"


def test_a_final_is_flagged_when_a_mark_under_it_changed_afterwards(stage, approvals):
    stage.owner_mark(-1, "Абрамов", "4")
    approvals.finals_order()
    all_finals(stage)
    before = [row[8] for row in page(stage)["finals"]]

    stage.save("petrova", stage.mark(-1, "Абрамов", "2", seen=1))

    after = {row[1]: row[8] for row in page(stage)["finals"]}
    progress = stage.as_person("deputy", "select api.finals_progress(%s::smallint)", stage.school.period)[0][0]
    math = next(row for row in progress if row[0] == stage.school.courses["math"])
    assert (any(before), after[stage.school.pupils["Абрамов"]], sum(after.values())) == (False, True, 1)
    assert math[4:7] == [4, 4, 0]
    assert math[8] == 1


def test_the_finals_of_a_foreign_course_are_not_to_be_read(stage):
    refused = stage.refusal("sidorov", PAGE, stage.school.courses["math"], stage.school.period)

    assert refused[0] == "EJ002"


# Debts and re-sits


def test_the_deputy_opens_and_prolongs_a_debt_and_the_holder_settles_it_under_an_order_of_re_sits(stage, approvals):
    approvals.finals_order(number="77")
    school = stage.school
    pupil, math = school.pupils["Абрамов"], school.courses["math"]
    [(debt,)] = stage.as_person("deputy", OPEN_DEBT, math, pupil, school.today, school.day(9))
    stage.as_person("deputy", "select api.prolong_debt(%s, %s)", debt, school.day(40))

    unordered = stage.refusal("petrova", SETTLE, debt, "3")
    results_order(stage, approvals, "resit")
    foreign = stage.refusal("sidorov", SETTLE, debt, "3")
    stage.owner("update journal.school_years set closed_at = clock_timestamp()")
    before = refusal_of(stage, "petrova", final(stage, "Абрамов", "3", field="year"))
    stage.as_person("petrova", SETTLE, debt, "3")

    [row] = stage.as_person("petrova", "select api.debts(%s)", math)[0][0]
    assert (unordered[1]["reason"], foreign[0], row[7:11]) == (
        "no-results-order",
        "EJ002",
        [school.day(40).isoformat(), school.today.isoformat(), "3", f"№ 90 от {school.today:%d.%m.%Y}"],
    )
    assert stage.as_person("sidorov", "select api.debts(null)")[0][0] == []
    assert stage.refusal("deputy", "select api.prolong_debt(%s, %s)", debt, school.day(50))[1]["reason"] == "written"
    [year] = save(stage, "petrova", final(stage, "Абрамов", "3", field="year"))
    assert (before[0], year["result"], page(stage)["results"]["year"]["pupils"]) == ("EJ018", "saved", [pupil])


def test_the_year_mark_may_change_with_the_result_of_a_debt_after_the_year(stage, approvals):
    school = stage.school
    pupil, math = school.pupils["Абрамов"], school.courses["math"]
    [(debt,)] = stage.as_person("deputy", OPEN_DEBT, math, pupil, school.today, school.day(9))
    stage.owner(YEAR_MARK % 2, math, pupil, school.people["petrova"])
    results_order(stage, approvals, "resit")
    stage.owner("update journal.school_years set closed_at = clock_timestamp()")

    stage.as_person("petrova", "select api.settle_debt(%s, '3', '3')", debt)

    order = f"№ 90 от {school.today:%d.%m.%Y}"
    assert [(row[0], row[2], row[3], row[5]) for row in page(stage)["year"]] == [("year", "3", 2, order)]


def test_a_debt_ends_after_it_arose(stage):
    school = stage.school
    days = (school.courses["math"], school.pupils["Абрамов"], school.day(9), school.today)

    assert stage.refusal("deputy", OPEN_DEBT, *days)[1]["reason"] == "debt-days"
    silence(stage, "a debt ends after it arose")
    assert stage.refusal("deputy", OPEN_DEBT, *days)[0] == "23514"  # the table's own check stands under it


def test_a_re_sit_is_a_new_attempt_beside_the_old_mark(stage):
    stage.owner_mark(-1, "Абрамов", "2")
    add = "select api.add_attempt(%s, %s, %s)"
    work, pupil = stage.school.works["math", -1], stage.school.pupils["Абрамов"]

    first = stage.as_person("petrova", add, work, pupil, "4")[0][0]
    foreign = stage.refusal("sidorov", add, work, pupil, "5")[0]
    unmarked = stage.refusal("petrova", add, work, stage.school.pupils["Белова"], "5")[1]["reason"]

    rows = stage.as_person(
        "petrova", "select api.attempts(%s, %s::smallint)", stage.school.courses["math"], stage.school.period
    )
    assert (first, foreign, unmarked) == (2, "EJ002", "no-mark")
    assert [row[2:4] for row in rows[0][0]] == [[2, "4"]]
    assert stage.owner("select value from journal.marks where work_id = %s", work) == [("2",)]
