"""api.class_summary and api.school_report: what they count, and who is told."""

import psycopg
import pytest

from ejournal_desktop.services import summaries
from tests.database.school_factory import PASSWORD

SUMMARY = "select api.class_summary(%s::smallint, %s::smallint)"
REPORT = "select api.school_report(%s::smallint)"


def summary(stage, login, class_name="7А", period=None):
    school = stage.school
    return stage.as_person(login, SUMMARY, school.classes[class_name], period or school.period)[0][0]


def report(stage, login="deputy", period=None):
    return stage.as_person(login, REPORT, period or stage.school.period)[0][0]


def cell(answer, stage, pupil, course="math"):
    key = [stage.school.pupils[pupil], stage.school.courses[course]]
    [found] = [row for row in answer["cells"] if row[:2] == key]
    return found[2:]


def row(answer, stage, course, class_name="7А"):
    key = (stage.school.classes[class_name], stage.school.courses[course])
    [found] = [each for each in answer["rows"] if (each[0], each[3]) == key]
    return found


def weigh(stage, day, weight):
    stage.owner("alter table journal.works disable trigger judge")
    stage.owner("update journal.works set weight = %s where work_id = %s", weight, stage.school.works["math", day])
    stage.owner("alter table journal.works enable trigger judge")


# What is counted -------------------------------------------------------------------------------------


def test_an_average_is_by_weights_and_half_up_and_knows_no_drafts_and_dots(stage):
    for day, value in {-30: "5", -28: "4", -22: "4", -21: "3?", -15: "."}.items():
        stage.owner_mark(day, "Абрамов", value)
    weigh(stage, -30, 3)

    counted = cell(summary(stage, "deputy"), stage, "Абрамов")

    # (5·3 + 4 + 4) / 5 = 4.6; three marks, one five, two fours, a dot
    assert counted[:7] == [3, "4.60", 1, 2, 0, 0, 1]


def test_two_marks_of_one_work_count_as_two(stage):
    stage.owner("update journal.works set work_kind_id = %s where work_id = %s",
                stage.school.kinds["диктант"], stage.school.works["math", -30])  # fmt: skip
    stage.owner_mark(-30, "Абрамов", "4/5")

    counted = cell(summary(stage, "deputy"), stage, "Абрамов")

    assert counted[:5] == [2, "4.50", 1, 1, 0]


def test_absences_are_of_lessons_held_and_late_is_not_absent(stage):
    stage.owner_attendance(-30, "Абрамов", "absent")
    stage.owner_attendance(-28, "Абрамов", "late")
    stage.owner_attendance(-22, "Абрамов", "absent")
    stage.owner(
        "update journal.lessons set state = 'cancelled' where lesson_id = %s", stage.school.lessons["math", -21]
    )
    stage.owner("update journal.attendance set reason = 'ill' where lesson_id = %s", stage.school.lessons["math", -22])

    answer = summary(stage, "deputy")
    math = next(course for course in answer["courses"] if course[0] == stage.school.courses["math"])

    assert cell(answer, stage, "Абрамов")[7:] == [2, 1, 0, 1]
    assert math[6:] == [14, 14]  # of 17 lessons two lie ahead, one was cancelled; none is checked


def test_a_summary_names_everybody_who_belonged_in_the_period_and_the_teachers(stage):
    answer = summary(stage, "kuznetsova")

    assert [pupil[1] for pupil in answer["pupils"]] == ["Абрамов", "Белова", "Волков", "Гусева", "Ёлкин"]
    assert {course[1]: course[5] for course in answer["courses"]}["Английский язык"] == ["Сидоров А. О."]


def test_marks_of_a_voided_work_and_of_another_period_are_not_counted(stage):
    stage.owner_mark(-30, "Абрамов", "2")
    stage.owner_mark(-28, "Абрамов", "5")
    stage.without_judge("journal.works")
    stage.owner("update journal.works set voided_at = now() where work_id = %s", stage.school.works["math", -30])

    assert cell(summary(stage, "deputy"), stage, "Абрамов")[:2] == [1, "5.00"]
    assert summary(stage, "deputy", period=stage.school.earlier_period)["cells"] == []


def final(stage, pupil, value, course="math"):
    stage.owner(
        "insert into journal.final_marks (course_id, period_id, pupil_id, value, entered_by)"
        " values (%s, %s, %s, %s, %s)",
        stage.school.courses[course],
        stage.school.period,
        stage.school.pupils[pupil],
        value,
        stage.school.people["petrova"],
    )


def test_the_school_report_counts_lessons_marks_and_pupils_without_them(stage):
    stage.owner_mark(-30, "Абрамов", "5")
    stage.owner_mark(-28, "Абрамов", "3")
    stage.owner_mark(-28, "Белова", "4")
    stage.owner("update journal.lessons set topic = 'Дроби', homework_none = true, attendance_checked = true"
                " where lesson_id = %s", stage.school.lessons["math", -30])  # fmt: skip

    math = row(report(stage), stage, "math")

    assert math[10:14] == [15, 14, 14, 14]
    # Абрамов, Белова, Волков, Ёлкин belong today; Гусева left. Each saw three lessons
    assert math[14:18] == [4, 4, 2, 1]
    assert (math[18], math[19], math[20:24]) == (3, "4.00", [1, 1, 1, 0])


def test_the_base_leaves_out_the_exempt_and_teaching_without_marks_and_short_stays(stage):
    final(stage, "Абрамов", "осв")
    answer = report(stage)

    assert row(answer, stage, "math")[15] == 3
    assert row(answer, stage, "orkse")[15] == 0
    assert row(answer, stage, "russian")[15] == 0  # two lessons were held


def test_the_base_leaves_out_study_at_home_and_the_control(stage):
    math = stage.school.courses["math"]
    stage.owner("alter table journal.courses disable trigger user")
    stage.owner("update journal.courses set kind = 'home' where course_id = %s", math)
    at_home = row(report(stage), stage, "math")
    stage.owner("update journal.courses set kind = 'curriculum' where course_id = %s", math)
    at_school = row(report(stage), stage, "math")

    assert (at_home[15], at_school[15]) == (0, 4)


def test_results_of_the_period_stand_beside_the_current_marks(stage):
    for pupil, value in {"Абрамов": "5", "Белова": "4", "Волков": "2", "Ёлкин": "н/а"}.items():
        final(stage, pupil, value)

    assert row(report(stage), stage, "math")[24:] == [1, 1, 0, 1, 1, 0]


def test_a_group_of_two_classes_stands_in_each_with_its_own_pupils(stage):
    group = stage.school.groups["7А англ. 1"]
    stage.owner("insert into journal.study_group_classes values (%s, %s)", group, stage.school.classes["7Б"])
    stage.owner(
        "insert into journal.group_memberships (group_id, pupil_id, during) values (%s, %s, daterange(%s, null))",
        group,
        stage.school.pupils["Зайцев"],
        stage.school.day(-80),
    )
    answer = report(stage)

    assert [row(answer, stage, "english", name)[14] for name in ("7А", "7Б")] == [2, 1]


# Who is told -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["deputy", "director", "administrator", "inspector"])
def test_who_sees_all_reads_both_and_it_is_on_record(stage, login):
    summary(stage, login, "7Б")
    report(stage, login)

    read = stage.owner(
        "select ground from audit.events where operation = 'read' and account_id = %s order by event_id",
        stage.school.accounts[login],
    )
    assert read == [("class-summary",), ("school-report",)]


def test_a_class_teacher_reads_her_own_class_only(stage):
    assert summary(stage, "kuznetsova")["class"]["name"] == "7А"

    code, detail = stage.refusal("kuznetsova", SUMMARY, stage.school.classes["7Б"], stage.school.period)

    assert (code, detail["reason"]) == ("EJ002", "class")


def test_the_check_of_the_class_taken_away_row_security_still_hides_the_marks(stage):
    """The control of the window, and what stands under it."""
    stage.owner(
        "insert into journal.marks (work_id, pupil_id, course_id, value, entered_by) values (%s, %s, %s, '5', %s)",
        stage.school.works["math_b", -20],
        stage.school.pupils["Зайцев"],
        stage.school.courses["math_b"],
        stage.school.people["sidorov"],
    )
    [(body,)] = stage.owner("select pg_get_functiondef('sec.demand_class(integer)'::regprocedure)")
    stage.owner(body.replace("asked_class_id <> all (sec.my_class_ids())", "false"))
    without_check = summary(stage, "kuznetsova", "7Б")
    api = stage.school.database.role("api")
    for table in ("marks", "works", "lessons", "courses", "class_memberships", "study_group_classes"):
        stage.owner(f"create policy hole on journal.{table} to {api} using (true)")
    without_both = summary(stage, "kuznetsova", "7Б")

    assert (without_check["cells"], without_check["pupils"], without_check["courses"]) == ([], [], [])
    assert len(without_both["cells"]) == 1


@pytest.mark.parametrize("login", ["petrova", "secretary", "psychologist", "pupil", "guardian"])
def test_nobody_else_may_even_call_the_summary(stage, login):
    assert stage.refusal(login, SUMMARY, stage.school.classes["7А"], stage.school.period)[0] == "42501"


@pytest.mark.parametrize("login", ["petrova", "kuznetsova", "secretary", "psychologist", "pupil", "guardian"])
def test_nobody_else_may_even_call_the_report(stage, login):
    assert stage.refusal(login, REPORT, stage.school.period)[0] == "42501"


@pytest.mark.parametrize("login", ["petrova", "kuznetsova"])
def test_a_group_that_was_granted_by_mistake_is_still_refused_by_the_role(stage, login):
    """The control of «permission denied»: with EXECUTE given the window refuses; with its check away it tells."""
    stage.owner(f"grant execute on function api.school_report(smallint) to {stage.school.database.role('person')}")

    code, detail = stage.refusal(login, REPORT, stage.school.period)
    [(body,)] = stage.owner("select pg_get_functiondef('api.school_report(smallint)'::regprocedure)")
    stage.owner(body.replace("array['deputy', 'director', 'administrator', 'inspector']", "sec.staff_roles()"))

    assert (code, detail["reason"]) == ("EJ002", "role")
    assert isinstance(report(stage, login)["rows"], list)


def test_what_checks_once_has_one_door(stage):
    callers = stage.owner(
        "select a.grantee::regrole::text from pg_proc p, aclexplode(p.proacl) a"
        " where p.oid = 'sec.school_figures(smallint, date)'::regprocedure and a.grantee <> p.proowner"
    )
    doors = stage.owner(
        "select oid::regprocedure::text from pg_proc"
        " where prosrc ~ 'sec.school_figures\\(' and proname <> 'school_figures'"
    )

    assert callers == [(stage.school.database.role("api"),)]
    assert doors == [("api.school_report(smallint)",)]


@pytest.mark.parametrize("period", [None, 0, 32767])
def test_a_period_that_is_not_there_is_refused(stage, period):
    answers = {
        stage.refusal("deputy", SUMMARY, stage.school.classes["7А"], period)[0],
        stage.refusal("deputy", REPORT, period)[0],
    }

    assert answers == {"EJ002"}


def test_the_services_give_frozen_values(database, school):
    with psycopg.connect(database.conninfo) as owner:
        owner.execute(
            "insert into journal.marks (work_id, pupil_id, course_id, value, entered_by) values (%s, %s, %s, '5', %s)",
            (school.works["math", -3], school.pupils["Ёлкин"], school.courses["math"], school.people["petrova"]),
        )
    deputy = database.sign_in_as("deputy", PASSWORD)

    table = summaries.class_summary(deputy, school.classes["7А"], school.period)
    whole = summaries.school_report(deputy, school.period)

    found = table.cells[school.pupils["Ёлкин"], school.courses["math"]]
    [math] = [each for each in whole.rows if each.course_id == school.courses["math"]]
    assert (str(found.average), found.distribution.quality, table.final(found.pupil_id, found.course_id)) == (
        "5.00",
        100,
        None,
    )
    assert (math.teachers, math.marks, math.finals.quality) == (("Петрова А. О.",), 1, None)
