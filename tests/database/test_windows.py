"""The reading windows: what each person is shown, and that row security stands under every check."""

import json
import uuid

import pytest


def page(stage, login, course="math", period=None):
    school = stage.school
    return stage.as_person(
        login,
        "select api.journal_page(%s, %s::smallint)",
        school.courses[course],
        school.period if period is None else period,
    )[0][0]


def names(page):
    return [pupil[1] for pupil in page["pupils"]]


def test_the_holder_sees_her_page_with_everybody_who_belonged_there_in_the_period(stage):
    shown = page(stage, "petrova")

    assert names(shown) == ["Абрамов", "Белова", "Волков", "Гусева", "Ёлкин"]
    assert (shown["writable"], shown["attendance_writable"], shown["read_only_reason"]) == (True, True, None)


def test_the_page_of_a_part_of_a_class_tells_how_many_learn_in_the_other_parts_and_nobody_by_name(stage):
    school = stage.school
    [[group]] = stage.owner(
        "insert into journal.study_groups (school_year_id, name, is_whole_class) values (%s, '7А англ. 2', false)"
        " returning group_id",
        school.year,
    )
    stage.owner("insert into journal.study_group_classes values (%s, %s) returning 1", group, school.classes["7А"])
    stage.owner(
        "insert into journal.courses (school_year_id, subject_id, group_id, hours_per_week, marking)"
        " select school_year_id, subject_id, %s, 3, 'five' from journal.courses where course_id = %s returning 1",
        group,
        school.courses["english"],
    )
    for pupil, since in (("Белова", -20), ("Волков", -8), ("Абрамов", 5)):
        stage.owner(
            "insert into journal.group_memberships (group_id, pupil_id, during)"
            " values (%s, %s, daterange(%s, null)) returning 1",
            group,
            school.pupils[pupil],
            school.day(since),
        )

    assert page(stage, "sidorov", "english")["beside"] == [["7А англ. 2", 2]]
    assert page(stage, "petrova")["beside"] == []


def test_a_pupil_who_left_keeps_the_days_he_belonged(stage):
    days = {pupil[1]: pupil[4] for pupil in page(stage, "petrova")["pupils"]}

    assert days["Гусева"] == [[stage.school.day(-80).isoformat(), stage.school.day(-10).isoformat()]]
    assert days["Волков"] == [[stage.school.day(-10).isoformat(), None]]


def test_a_back_dated_departure_hides_no_entries(stage):
    stage.owner_mark(-30, "Ёлкин", "4")
    stage.owner(
        "update journal.group_memberships set during = daterange(lower(during), %s) where pupil_id = %s",
        stage.school.day(-60),
        stage.school.pupils["Ёлкин"],
    )

    assert "Ёлкин" in names(page(stage, "petrova"))


def test_a_subgroup_shows_its_own_pupils_only(stage):
    assert names(page(stage, "sidorov", "english")) == ["Абрамов", "Белова"]


def test_a_mark_carries_its_author_and_the_last_day_it_may_be_changed(stage):
    stage.owner_mark(-3, "Абрамов", "4")

    [mark] = page(stage, "petrova")["marks"]

    assert (mark[2], mark[5], mark[6], mark[7]) == ("4", "Петрова А. О.", stage.school.day(11).isoformat(), True)


def test_a_dot_has_no_closing_day_because_no_mark_was_set(stage):
    stage.owner_mark(-3, "Абрамов", ".")

    [mark] = page(stage, "petrova")["marks"]

    assert mark[6] is None


@pytest.mark.parametrize("login", ["deputy", "director", "administrator", "inspector"])
def test_who_sees_all_reads_any_page_and_writes_none(stage, login):
    shown = page(stage, login, "english")

    assert (names(shown), shown["writable"], shown["read_only_reason"]) == (["Абрамов", "Белова"], False, "role")


def test_a_class_teacher_reads_all_subjects_of_her_class_and_corrects_attendance(stage):
    shown = page(stage, "kuznetsova", "english")

    assert (names(shown), shown["writable"], shown["attendance_writable"]) == (["Абрамов", "Белова"], False, True)


def test_a_substitute_sees_the_lesson_he_takes_and_no_other(stage):
    stage.owner(
        "insert into journal.substitutions (lesson_id, person_id) values (%s, %s)",
        stage.school.lessons["math", 0],
        stage.school.people["sidorov"],
    )
    stage.owner_mark(-3, "Абрамов", "4")

    shown = page(stage, "sidorov")

    assert [(lesson[0], lesson[17]) for lesson in shown["lessons"]] == [(stage.school.lessons["math", 0], True)]
    assert shown["marks"] == []


def test_a_former_holder_keeps_the_lessons_of_her_days(stage):
    stage.owner(
        "update journal.course_holders set during = daterange(lower(during), %s) where course_id = %s",
        stage.school.day(-10),
        stage.school.courses["math"],
    )

    shown = page(stage, "petrova")

    assert max(lesson[1] for lesson in shown["lessons"]) == stage.school.day(-11).isoformat()
    assert all(lesson[17] for lesson in shown["lessons"])


def test_another_teachers_page_is_refused_by_name(stage):
    school = stage.school

    code, detail = stage.refusal(
        "petrova", "select api.journal_page(%s, %s::smallint)", school.courses["math_b"], school.period
    )

    assert (code, detail["reason"]) == ("EJ002", "not-holder")


def test_a_page_without_its_check_still_shows_no_foreign_row(stage):
    """The control of the check: row security under the window, not the check, hides the rows."""
    body = stage.owner("select pg_get_functiondef('api.journal_page(integer, smallint)'::regprocedure)")[0][0]
    assert body.count("if c.course_id is null or p.period_id is null then") == 1
    stage.owner(body.replace("if c.course_id is null or p.period_id is null then", "if false then").replace("%", "%%"))
    stage.owner(
        "insert into journal.marks (work_id, pupil_id, course_id, value, entered_by) values (%s, %s, %s, '2', %s)",
        stage.school.works["math_b", -20],
        stage.school.pupils["Зайцев"],
        stage.school.courses["math_b"],
        stage.school.people["sidorov"],
    )

    shown = page(stage, "petrova", "math_b")

    assert [shown[part] for part in ("pupils", "lessons", "works", "marks", "attendance", "finals")] == [[]] * 6


def test_with_row_security_off_the_page_without_its_check_shows_strangers(stage):
    """The control of row security itself."""
    body = stage.owner("select pg_get_functiondef('api.journal_page(integer, smallint)'::regprocedure)")[0][0]
    stage.owner(body.replace("if c.course_id is null or p.period_id is null then", "if false then").replace("%", "%%"))
    for table in ("courses", "lessons", "group_memberships", "people", "handovers"):
        stage.owner(f"alter table journal.{table} no force row level security, disable row level security")

    shown = page(stage, "petrova", "math_b")

    assert names(shown) == ["Зайцев", "Ильина"]


def test_my_courses_are_those_of_the_load(stage):
    courses = stage.as_person("sidorov", "select api.my_courses()")[0][0]

    assert [(course["subject"], course["group_name"], course["class_names"]) for course in courses] == [
        ("Английский язык", "7А англ. 1", ["7А"]),
        ("Математика", "7Б", ["7Б"]),
    ]


def test_today_lists_own_lessons_and_the_substituted_one_but_not_the_one_given_away(stage):
    stage.owner(
        "insert into journal.substitutions (lesson_id, person_id) values (%s, %s)",
        stage.school.lessons["math", 0],
        stage.school.people["sidorov"],
    )

    def lessons(login):
        rows = stage.as_person(login, "select api.today(%s)", stage.school.today)[0][0]
        return {(row["subject"], row["is_substitution"]) for row in rows}

    assert ("Математика", True) in lessons("sidorov")
    assert "Математика" not in {subject for subject, _ in lessons("petrova")}


def test_periods_of_a_course_say_which_are_handed_over(stage):
    stage.hand_over()

    periods = stage.as_person("petrova", "select api.periods(%s)", stage.school.courses["math"])[0][0]

    assert [(row["number"], row["handed_over_at"] is not None) for row in periods] == [(1, False), (2, True)]


def test_a_class_teacher_is_offered_her_class_and_the_deputy_all(stage):
    def classes(login):
        return [(row["name"], row["pupils"]) for row in stage.as_person(login, "select api.classes()")[0][0]]

    assert classes("kuznetsova") == [("7А", 4)]
    assert classes("deputy") == [("7А", 4), ("7Б", 2)]


def test_courses_of_another_class_are_refused_to_a_class_teacher(stage):
    code, detail = stage.refusal("kuznetsova", "select api.courses_of_class(%s::smallint)", stage.school.classes["7Б"])

    assert (code, detail["reason"]) == ("EJ002", "class")


def test_courses_of_a_class_come_by_subject_with_their_teachers(stage):
    rows = stage.as_person("deputy", "select api.courses_of_class(%s::smallint)", stage.school.classes["7А"])[0][0]

    assert [(row["subject"], row["teachers"]) for row in rows][:2] == [
        ("Английский язык", ["Сидоров А. О."]),
        ("Математика", ["Петрова А. О."]),
    ]


COPY = "select api.journal_copy(%s::smallint, %s::integer[], %s::smallint)"


def copy(stage, login, courses, class_name="7А"):
    school = stage.school
    ids = [school.courses[course] for course in courses]
    return stage.as_person(login, COPY, school.classes[class_name], ids, school.period)[0][0]


def test_the_paper_copy_prints_set_marks_and_held_lessons_only(stage):
    for pupil, value in (("Абрамов", "5"), ("Белова", "."), ("Ёлкин", "4?")):
        stage.owner_mark(-3, pupil, value)

    [block] = copy(stage, "deputy", ["math"])["courses"]

    assert [mark[1:3] for mark in block["marks"]] == [[stage.school.pupils["Абрамов"], "5"]]
    assert max(lesson[1] for lesson in block["lessons"]) == stage.school.today.isoformat()


def test_a_copy_is_on_record_as_a_read(stage):
    before = stage.owner("select count(*) from audit.events where operation = 'read'")[0][0]

    copy(stage, "deputy", ["math"])

    rows = stage.owner(
        "select row_key ->> 'window', ground from audit.events where operation = 'read' offset %s", before
    )
    assert rows == [("journal_copy", "role:deputy")]


def test_birth_dates_are_for_the_management_and_the_class_teacher(stage):
    def born(login):
        return {pupil[4] for pupil in copy(stage, login, ["math"])["pupils"]}

    assert (born("deputy"), born("kuznetsova"), born("petrova")) == ({"2013-05-06"}, {"2013-05-06"}, {None})


@pytest.mark.parametrize(
    ("login", "courses", "class_name"),
    [
        ("petrova", ["english"], "7А"),
        ("petrova", [], "7А"),
        ("kuznetsova", ["math_b"], "7Б"),
        ("inspector", ["math"], "7А"),
        ("secretary", ["math"], "7А"),
        ("pupil", ["math"], "7А"),
    ],
)
def test_a_copy_of_pages_that_are_not_ones_own_is_refused(stage, login, courses, class_name):
    ids = [stage.school.courses[course] for course in courses]

    code, _ = stage.refusal(login, COPY, stage.school.classes[class_name], ids, stage.school.period)

    assert code in {"EJ002", "42501"}


def test_a_copy_names_no_course_of_another_class(stage):
    code, _ = stage.refusal(
        "deputy", COPY, stage.school.classes["7А"], [stage.school.courses["math_b"]], stage.school.period
    )

    assert code == "EJ002"


def test_a_printout_is_registered_and_on_record(stage):
    [(number,)] = stage.as_person(
        "deputy",
        "select api.note_printout('journal-copy', %s::smallint, null, %s::smallint, %s, 3)",
        stage.school.classes["7А"],
        stage.school.period,
        b"\xab" * 32,
    )

    event = stage.owner(
        "select row_key ->> 'printout_id', new_row ->> 'content_sha256' from audit.events where operation = 'printed'"
    )
    assert event == [(str(number), "ab" * 32)]


def lesson_edit(stage, field, value, seen=0, day=-1):
    return {
        "operation_id": str(uuid.uuid4()),
        "lesson_id": stage.school.lessons["math", day],
        "field": field,
        "seen": seen,
        "value": value,
    }


def test_topic_homework_type_and_the_checked_roll_are_saved_each_with_its_version(stage):
    outcomes = stage.save_lessons(
        "petrova",
        lesson_edit(stage, "topic", " Дроби "),
        lesson_edit(stage, "homework", "№ 5"),
        lesson_edit(stage, "lesson_type", "контроль"),
        lesson_edit(stage, "attendance_checked", True),
        lesson_edit(stage, "homework_none", True, seen=1),
    )

    row = stage.owner(
        "select topic, homework, homework_none, lesson_type, attendance_checked, ground"
        " from journal.lessons where lesson_id = %s",
        stage.school.lessons["math", -1],
    )
    assert [(outcome["result"], outcome["version"]) for outcome in outcomes] == [("saved", 1)] * 4 + [("saved", 2)]
    assert row == [("Дроби", "", True, "контроль", True, f"course:{stage.school.courses['math']}")]


def test_a_stale_topic_returns_the_present_one_and_its_author(stage):
    stage.save_lessons("petrova", lesson_edit(stage, "topic", "Дроби"))

    [outcome] = stage.save_lessons("petrova", lesson_edit(stage, "topic", "Степени"))

    assert (outcome["result"], outcome["value"], outcome["author"]) == ("conflict", "Дроби", "Петрова А. О.")


def test_an_unknown_type_of_lesson_is_refused(stage):
    [outcome] = stage.save_lessons("petrova", lesson_edit(stage, "lesson_type", "пир"))

    assert (outcome["result"], outcome["code"]) == ("refused", "EJ014")


def test_a_column_is_added_changed_and_voided(stage):
    lesson, kinds = stage.school.lessons["math", -1], stage.school.kinds
    added = stage.save_work(
        "petrova",
        action="add",
        lesson_id=lesson,
        work_id=None,
        work_kind_id=kinds["тест"],
        weight=None,
        title="Тест",
        seen=0,
    )
    changed = stage.save_work(
        "petrova",
        action="change",
        lesson_id=lesson,
        work_id=added["work_id"],
        work_kind_id=kinds["диктант"],
        weight=None,
        title="Диктант",
        seen=1,
    )
    voided = stage.save_work(
        "petrova",
        action="void",
        lesson_id=lesson,
        work_id=added["work_id"],
        work_kind_id=None,
        weight=None,
        title="",
        seen=2,
    )

    shown = [work[0] for work in page(stage, "petrova")["works"]]
    assert [outcome["version"] for outcome in (added, changed, voided)] == [1, 2, 3]
    assert added["work_id"] not in shown


def test_a_stale_change_of_a_column_writes_nothing(stage):
    lesson, work = stage.school.lessons["math", -1], stage.school.works["math", -1]

    outcome = stage.save_work(
        "petrova",
        action="change",
        lesson_id=lesson,
        work_id=work,
        work_kind_id=stage.school.kinds["тест"],
        weight=None,
        title="",
        seen=7,
    )

    assert (outcome["result"], outcome["version"]) == ("conflict", 1)


def test_every_window_answers_json_that_a_client_can_read(stage):
    shown = page(stage, "petrova")

    assert json.loads(json.dumps(shown)) == shown
