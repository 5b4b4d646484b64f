"""The school's own files through the administrator's window, against what they must come to."""

import json
from dataclasses import replace
from datetime import date
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text

from ejournal_desktop.domain.errors import BadFileError, RefusedError, RuleBrokenError
from ejournal_desktop.exchange.academic_calendar import parse_calendar
from ejournal_desktop.exchange.curriculum import parse_curriculum
from ejournal_desktop.services.demo.files import CALENDAR, CURRICULUM
from ejournal_desktop.services.import_plan import ImportPlan, plan_calendar, plan_curriculum, plan_lessons
from ejournal_desktop.services.imports import apply_import, try_import
from tests.services.school_of_files import FOLDER, ImportedSchool, import_school

ANSWERS = json.loads((FOLDER / "ANSWERS.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def school(database) -> ImportedSchool:
    return import_school(database, date.today())  # noqa: DTZ011 - the day on the server's clock


def rows(school: ImportedSchool, query: str) -> list[tuple]:
    with psycopg.connect(school.database.conninfo) as connection:
        return connection.execute(query).fetchall()


def one(school: ImportedSchool, query: str):
    return rows(school, query)[0][0]


def test_every_accepted_pupil_is_in_the_class_that_the_file_says(school):
    counts = dict(
        rows(
            school,
            "select k.name, count(*) from journal.class_memberships m join journal.school_classes k using"
            " (class_id) group by 1",
        )
    )

    assert counts == ANSWERS["pupils"]["roster_counts"]


def test_a_pupil_without_a_consent_leaves_nothing_but_a_name(school):
    without = {row["fio"] for row in ANSWERS["pupils"]["no_consent"]}

    found = rows(
        school,
        "select p.last_name || ' ' || p.first_name || ' ' || p.middle_name from journal.pupils u"
        " join journal.people p on p.person_id = u.pupil_id"
        " where not exists (select from private.person_details d where d.person_id = u.pupil_id)"
        " and not exists (select from journal.guardians g where g.pupil_id = u.pupil_id)",
    )

    assert without <= {name for (name,) in found}
    assert len(found) == len(without)


def test_a_guardian_of_two_pupils_is_one_person(school):
    guardians = one(school, "select count(distinct person_id) from journal.guardians")

    assert guardians <= ANSWERS["pupils"]["guardians"]["unique_of_accepted_rows"]
    assert (
        one(school, "select count(*) from (select from journal.guardians group by person_id having count(*) > 1) x")
        >= 130
    )


def test_the_staff_is_the_one_of_the_list_and_the_administrator_is_found_in_it(school):
    assert school.counts["staff"].created + school.counts["staff"].changed == len(ANSWERS["staff"]["people"])
    assert one(school, "select count(*) from journal.people where last_name = 'Комарова' and first_name = 'Мария'") == 1


def test_every_class_has_its_teacher(school):
    led = {person["leads"]: person["short"] for person in ANSWERS["staff"]["people"] if person["leads"]}

    found = rows(
        school,
        "select k.name, p.last_name || ' ' || left(p.first_name, 1) || '.' || left(p.middle_name, 1) || '.'"
        " from journal.class_teachers t join journal.school_classes k using (class_id) join journal.people p"
        " using (person_id)",
    )

    assert dict(found) == led


def test_every_course_of_the_load_has_its_holder_and_hours(school):
    assert one(school, "select count(*) from journal.courses") == len(ANSWERS["load"]["courses"])
    assert one(school, "select sum(hours_per_week) from journal.courses") == ANSWERS["load"]["total_hours"]
    assert one(school, "select count(*) from journal.course_holders where upper_inf(during)") == len(
        ANSWERS["load"]["courses"]
    )


def test_grade_1_and_orkse_take_no_marks(school):
    unmarked = rows(
        school,
        "select distinct k.grade, s.name from journal.courses c join journal.subjects s using (subject_id)"
        " join journal.study_group_classes using (group_id) join journal.school_classes k using (class_id)"
        " where c.marking = 'none' and (k.grade > 1)",
    )

    assert unmarked == [(4, "ОРКСЭ")]


def test_subgroups_of_a_class_share_its_pupils_out_without_rest(school):
    left_over = rows(
        school,
        "select k.name, s.name from journal.courses c join journal.subjects s using (subject_id)"
        " join journal.study_groups g using (group_id) join journal.study_group_classes using (group_id)"
        " join journal.school_classes k using (class_id) join journal.group_memberships m using (group_id)"
        " where not g.is_whole_class and g.name like k.name || '%' group by k.class_id, k.name, s.name"
        " having count(distinct m.pupil_id) <> count(*)"
        " or count(*) <> (select count(*) from journal.class_memberships e where e.class_id = k.class_id)",
    )

    assert left_over == []


def test_no_pupil_has_two_lessons_at_once(school):
    clashes = one(
        school,
        "select count(*) from (select e.weekday, e.lesson_no, m.pupil_id from journal.timetable_entries e"
        " join journal.courses c using (course_id) join journal.group_memberships m using (group_id)"
        " group by 1, 2, 3 having count(*) > 1) x",
    )

    assert clashes == 0


def test_the_timetable_is_the_one_that_fet_made(school):
    assert one(school, "select count(*) from journal.timetable_entries") == len(ANSWERS["timetable"]["lessons"])


def test_lessons_keep_out_of_days_off_and_of_the_days_after_the_year(school):
    assert school.counts["timetable"].lessons > 4000
    assert one(school, "select count(*) from journal.lessons l join journal.days_off d on d.during @> l.held_on") == 0
    assert (
        one(school, "select count(*) from journal.lessons l, journal.school_years y where l.held_on > y.ends_on") == 0
    )


def test_a_course_without_lessons_gets_them_from_the_timetable_in_force(school):
    with psycopg.connect(school.database.conninfo) as connection:
        course_id = connection.execute(
            "select course_id from journal.courses join journal.study_groups using (group_id) where name = '7А' limit 1"
        ).fetchone()[0]
        lost = connection.execute("delete from journal.lessons where course_id = %s", (course_id,)).rowcount

    counts = apply_import(school.administrator, plan_lessons(school.plans["timetable"], 7, 7))

    assert counts.lessons == lost > 0


@pytest.mark.parametrize(
    "kind", ["calendar", "bells", "staff", "guests", "pupils", "curriculum", "load", "groups", "timetable"]
)
def test_the_same_file_again_changes_nothing(school, kind):
    before = school.counts[kind]

    again = apply_import(school.administrator, again_as_another_batch(school.plans[kind]))

    assert (again.created, again.changed, again.skipped, again.lessons) == (0, 0, 0, 0)
    assert again.unchanged == before.total


def test_a_repeat_of_a_batch_tells_the_first_outcome(school):
    assert apply_import(school.administrator, school.plans["bells"]) == school.counts["bells"]


def test_every_row_carries_its_batch_and_its_audit_the_import_as_ground(school):
    batch = school.plans["load"].batch_id

    courses = one(school, f"select count(*) from journal.courses where batch_id = '{batch}'")
    audited = one(
        school,
        f"select count(*) from audit.events where table_name = 'journal.courses' and ground = 'import:{batch}'",
    )

    assert courses == audited == len(ANSWERS["load"]["courses"])


def test_a_load_with_an_unknown_teacher_is_refused_whole(school):
    plan = with_first_course(school, teacher="Неизвестная Анна Петровна", subject="Риторика")

    with pytest.raises(RuleBrokenError) as refused:
        apply_import(school.administrator, plan)

    assert refused.value.code == "EJ041"
    assert refused.value.detail["reason"] == "teacher"
    assert refused.value.detail["names"] == ["Неизвестная Анна Петровна"]
    assert one(school, "select count(*) from journal.subjects where name = 'Риторика'") == 0
    assert one(school, f"select count(*) from journal.import_batches where batch_id = '{plan.batch_id}'") == 0


def test_a_load_with_an_unknown_class_is_refused(school):
    with pytest.raises(RuleBrokenError) as refused:
        apply_import(school.administrator, with_first_course(school, class_names=["12Я"]))

    assert refused.value.detail["reason"] == "class"


def test_a_trial_run_tells_the_numbers_and_leaves_nothing(school):
    plan = with_first_course(school, subject="Астрономия")

    counts = try_import(school.administrator, plan)

    assert counts.created == 1
    assert one(school, "select count(*) from journal.subjects where name = 'Астрономия'") == 0


def test_a_pupil_in_another_class_is_left_there_and_told(school):
    pupil = next(p for p in school.plans["pupils"].payload["pupils"] if p["class_name"] == "7А" and p["snils"])
    payload = school.plans["pupils"].payload | {"pupils": [pupil | {"class_name": "7Б"}]}

    counts = try_import(school.administrator, replace(school.plans["pupils"], payload=payload, batch_id=uuid4()))

    assert (counts.skipped, counts.moved) == (1, (pupil["key"],))


def test_a_teacher_imports_nothing(school):
    school.database.add_account("uchitel", "пароль-учителя", "teacher")
    plan = again_as_another_batch(school.plans["bells"])

    with pytest.raises(RefusedError):
        apply_import(school.database.sign_in_as("uchitel", "пароль-учителя"), plan)


def test_the_control_a_teacher_would_import_if_the_window_did_not_ask(fresh_database):
    imported = import_school_without(fresh_database, "demand")

    assert imported == 1


def import_school_without(database, check: str) -> int:
    """Let a teacher call the window after its question and the grants are taken away; return the schedules she made."""
    person_role = database.add_login("uchitel", "пароль-учителя", ("teacher", "administrator"))
    with psycopg.connect(database.conninfo) as connection:
        connection.execute(
            "insert into journal.people (last_name, first_name) values ('У', 'У') returning person_id"
        ).fetchone()
        connection.execute(
            "insert into private.accounts (person_id, role_name) select person_id, %s from journal.people",
            (person_role,),
        )
        connection.execute(
            "insert into private.role_grants (account_id, school_role) select account_id, 'teacher' from"
            " private.accounts"
        )
        body = connection.execute(
            "select pg_get_functiondef('api.apply_import(text, uuid, text, bytea, jsonb)'::regprocedure)"
        ).fetchone()[0]
        connection.execute(body.replace(f"perform sec.{check}(array['administrator']);", ""))
        connection.execute("drop policy import_own on journal.import_batches")
        connection.execute(
            f"create policy import_own on journal.import_batches to {database.role('api')} using (true) with"
            " check (true)"
        )
    plan = json.dumps({"schedules": [{"name": "Мои", "is_default": True, "bells": []}]})
    with database.sign_in_as("uchitel", "пароль-учителя").begin() as connection:
        answer = connection.execute(
            text("select api.apply_import('bells', gen_random_uuid(), 'f', '\\x00', cast(:plan as jsonb))"),
            {"plan": plan},
        ).scalar_one()
    return answer["created"]


def again_as_another_batch(plan: ImportPlan) -> ImportPlan:
    return replace(plan, batch_id=uuid4())


def test_an_empty_timetable_does_not_empty_the_school(school):
    timetable = school.plans["timetable"]

    with pytest.raises(RuleBrokenError) as refused:
        apply_import(
            school.administrator, replace(timetable, payload=timetable.payload | {"entries": []}, batch_id=uuid4())
        )

    assert refused.value.detail["reason"] == "empty-timetable"


def test_a_file_without_periods_is_no_calendar():
    bells_only = parse_calendar(FOLDER / CALENDAR)

    with pytest.raises(BadFileError) as refused:
        plan_calendar(replace(bells_only, rows=()))

    assert refused.value.code == "no-periods"


def test_limits_of_a_curriculum_are_no_hours():
    parsed = parse_curriculum(FOLDER / CURRICULUM)

    plan = plan_curriculum(parsed, "2026/2027")

    assert len(plan.payload["cells"]) == sum(len(cells) for cells in ANSWERS["curriculum"]["cells"].values())


def test_another_teacher_in_the_load_takes_over_and_the_former_keeps_his_days(school):
    plan = with_first_course(school, teacher=school.plans["load"].payload["courses"][-1]["teacher"])

    counts = try_import(school.administrator, plan)

    assert (counts.created, counts.changed) == (0, 1)


def with_first_course(school: ImportedSchool, **changes):
    course = school.plans["load"].payload["courses"][0] | changes
    payload = school.plans["load"].payload | {"courses": [course]}
    return replace(school.plans["load"], payload=payload, batch_id=uuid4())
