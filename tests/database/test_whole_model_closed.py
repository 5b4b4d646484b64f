"""Closed to administrator, director, deputy and inspector (rulings 2): health, sessions, certificates of absence."""

import pytest

from tests.database.stage import refused
from tests.database.whole_model import WholeModel

ENTER = "select api.enter_absence_document(%s, %s, %s, 'справка', '12', 'ill', %s)"
MANAGEMENT = ["administrator", "director", "deputy", "inspector"]


@pytest.fixture
def model(stage):
    return WholeModel(stage)


@pytest.fixture
def closed_rows(model):
    model.psychologist_course()
    model.ids["consent"] = model.make(
        "insert into private.consents (person_id, number, given_on, purpose)"
        " values ({abramov}, '9', '2026-01-01', 'данные о здоровье') returning consent_id"
    )
    model.make(
        "insert into private.health_records (pupil_id, kind, content, consent_id, entered_by)"
        " values ({abramov}, 'группа здоровья', 'секретная группа', {consent}, {kuznetsova}) returning 1"
    )
    model.make(
        "insert into private.absence_documents (pupil_id, during, reason, kind, entered_by)"
        " values ({abramov}, daterange(current_date - 3, current_date), 'ill', 'справка', {kuznetsova}) returning 1"
    )
    model.make(
        "insert into private.session_contents (lesson_id, course_id, content, entered_by)"
        " values ({session}, {sessions}, 'секретная беседа', {psychologist}) returning 1"
    )
    return model


def visible(model, login):
    """What a window without any check of its own would show: row security stands under it."""
    model.stage.owner(f'grant {model.stage.school.database.role("api")} to "{model.stage.school.role(login)}"')
    tables = ("private.health_records", "private.absence_documents", "private.session_contents")
    return [model.stage.as_person(login, f"select count(*) from {table}")[0][0] for table in tables]


@pytest.mark.parametrize("login", MANAGEMENT)
def test_the_management_sees_no_closed_row_even_through_a_broken_window(closed_rows, login):
    assert visible(closed_rows, login) == [0, 0, 0]


def test_the_class_teacher_sees_health_of_her_pupils_and_the_psychologist_her_sessions(closed_rows):
    assert visible(closed_rows, "kuznetsova") == [1, 1, 0]
    assert visible(closed_rows, "psychologist") == [0, 0, 1]


def test_without_row_security_the_management_would_see_it_all(closed_rows):
    api = closed_rows.stage.school.database.role("api")
    for table in ("private.health_records", "private.absence_documents", "private.session_contents"):
        closed_rows.stage.owner(f"create policy hole on {table} to {api} using (true)")

    assert visible(closed_rows, "administrator") == [1, 1, 1]


def test_the_record_keeps_only_keys_and_a_hash_of_what_is_closed(closed_rows):
    leaked = closed_rows.stage.owner("select count(*) from audit.events where events::text ~ 'секретн'")
    noted = closed_rows.stage.owner(
        "select count(*) from audit.events where table_name in"
        " ('private.health_records', 'private.absence_documents', 'private.session_contents') and new_row ? 'sha256'"
    )

    assert (leaked, noted) == ([(0,)], [(3,)])


def test_a_certificate_gives_its_reason_to_absences_that_stand_and_to_those_entered_later(stage, model):
    school = stage.school
    stage.owner_attendance(-3, "Абрамов", "absent")
    [(answer,)] = stage.as_person("kuznetsova", ENTER, school.pupils["Абрамов"], school.day(-3), school.day(0), False)

    stage.save("petrova", stage.attendance(0, "Абрамов", "н"))

    rows = stage.owner("select reason, absence_document_id from journal.attendance")
    assert answer["absences"] == 1
    assert rows == [("ill", answer["absence_document_id"])] * 2


def test_a_voided_certificate_takes_its_reasons_away(stage, model):
    school = stage.school
    stage.owner_attendance(-3, "Абрамов", "absent")
    [(answer,)] = stage.as_person("kuznetsova", ENTER, school.pupils["Абрамов"], school.day(-3), school.day(0), False)

    rewritten = stage.as_person("kuznetsova", "select api.void_absence_document(%s)", answer["absence_document_id"])

    assert rewritten == [(1,)]
    assert stage.owner("select fact, reason from journal.attendance") == [("absent", None)]


def test_a_pupil_who_learns_remotely_is_present(stage, model):
    school = stage.school
    stage.owner_attendance(-3, "Абрамов", "absent")

    stage.as_person("kuznetsova", ENTER, school.pupils["Абрамов"], school.day(-3), school.day(0), True)

    assert stage.owner("select fact, reason from journal.attendance") == [(None, None)]


def test_a_certificate_of_another_class_or_of_a_closed_year_is_refused(stage, model):
    school = stage.school
    days = (school.day(-3), school.day(0), False)

    foreign, _ = stage.refusal("kuznetsova", ENTER, school.pupils["Зайцев"], *days)
    stage.owner("update journal.school_years set closed_at = clock_timestamp()")
    closed, _ = stage.refusal("kuznetsova", ENTER, school.pupils["Абрамов"], *days)

    assert (foreign, closed) == ("EJ002", "EJ018")


def test_a_session_is_held_and_counted_but_takes_no_open_texts_or_marks(stage, model):
    model.psychologist_course()

    seen = stage.as_person("deputy", "select count(*) from journal.lessons where course_id = %s", model.ids["sessions"])
    note, _ = model.refusal(
        "psychologist",
        "journal.pupil_notes",
        "insert into journal.pupil_notes (lesson_id, course_id, pupil_id, kind, text, entered_by)"
        " values ({session}, {sessions}, {abramov}, 'remark', 'Плакал', {psychologist})",
    )

    assert (seen, note) == ([(1,)], "EJ020")


def test_a_departure_entered_late_hides_nothing(stage, model):
    stage.owner_mark(-3, "Абрамов", "4")
    model.act(
        "secretary",
        "journal.movements",
        "insert into journal.movements (pupil_id, kind, happened_on, from_class_id)"
        " values ({abramov}, 'departure', current_date - 5, {class})",
    )
    for table in ("class", "group"):
        stage.owner(
            f"update journal.{table}_memberships set during = daterange(lower(during), %s) where pupil_id = %s",
            stage.school.day(-5),
            model.ids["abramov"],
        )

    seen = stage.as_person("deputy", "select value from journal.marks")
    late, _ = refused(stage, "petrova", stage.mark(-1, "Абрамов", "5"))

    assert (seen, late) == ([("4",)], "EJ013")


def test_a_withdrawn_consent_shuts_the_health_record_to_its_class_teacher_too(closed_rows):
    closed_rows.stage.owner("update private.consents set withdrawn_on = current_date")

    assert visible(closed_rows, "kuznetsova") == [0, 1, 0]


def test_a_later_holder_of_a_psychologists_course_reads_nothing_of_the_sessions_before(closed_rows):
    """Else an administrator would make a psychologist of his own and read what children said."""
    stage = closed_rows.stage
    stage.owner(
        "insert into private.role_grants (account_id, school_role) values (%s, 'psychologist')",
        stage.school.accounts["sidorov"],
    )
    stage.owner(
        "insert into journal.course_holders (course_id, person_id, during) values (%s, %s, daterange(%s, null))",
        closed_rows.ids["sessions"],
        closed_rows.ids["sidorov"],
        stage.school.day(1),
    )
    later = visible(closed_rows, "sidorov")
    stage.owner("update journal.course_holders set during = daterange(%s, null)", stage.school.day(-80))

    assert (later, visible(closed_rows, "sidorov")) == ([0, 0, 0], [0, 0, 1])


def test_a_class_teacher_neither_opens_nor_marks_the_sessions_of_a_psychologist(model):
    stage = model.stage
    model.psychologist_course()
    page = ("select api.journal_page(%s, %s::smallint)", model.ids["sessions"], stage.school.period)
    absence = {
        "operation_id": "00000000-0000-0000-0000-00000000000a",
        "lesson_id": model.ids["session"],
        "pupil_id": model.ids["abramov"],
        "field": "attendance",
        "seen": 0,
        "value": "у",
    }

    code, _ = stage.refusal("kuznetsova", *page)
    outcome = refused(stage, "kuznetsova", absence)[0]
    judged, _ = model.refusal(
        "kuznetsova",
        "journal.attendance",
        "insert into journal.attendance (lesson_id, pupil_id, course_id, fact, entered_by)"
        " values ({session}, {abramov}, {sessions}, 'late', {kuznetsova})",
    )
    stage.owner("alter table journal.courses disable trigger judge_kind")
    stage.owner("update journal.courses set kind = 'elective' where course_id = %s", model.ids["sessions"])

    assert (code, outcome, judged) == ("EJ002", "EJ002", "EJ002")
    assert stage.as_person("kuznetsova", *page)[0][0]["course"]["course_id"] == model.ids["sessions"]
