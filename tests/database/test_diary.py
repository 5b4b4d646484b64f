"""The diary in the database: own children only, no dots, no drafts (rulings 3); notices (rulings 30)."""

import psycopg
import pytest

from tests.database.whole_model import WholeModel

WEEK = "select api.diary_week(%s, %s)"
FAMILY = ["pupil", "guardian"]


@pytest.fixture
def model(stage):
    return WholeModel(stage)


def week(stage, login, pupil="Абрамов", day=-1):
    return stage.as_person(login, WEEK, stage.school.pupils[pupil], stage.school.day(day))[0][0]


def values(shown):
    return [mark[5] for mark in shown["marks"]]


@pytest.mark.parametrize("login", FAMILY)
def test_a_family_reads_lessons_marks_attendance_homework_and_notes_of_its_child(stage, model, login):
    stage.owner_mark(-1, "Абрамов", "4")
    stage.save_lessons("petrova", lesson_field(stage, "homework", "№ 5"), lesson_field(stage, "topic", "Дроби"))
    model.make(
        "insert into journal.pupil_notes (lesson_id, pupil_id, kind, text, entered_by)"
        " values ({lesson}, {abramov}, 'praise', 'Молодец', {petrova}) returning 1"
    )

    shown = week(stage, login)
    [lesson] = [row for row in shown["lessons"] if row[0] == stage.school.lessons["math", -1]]

    assert (values(shown), lesson[7], lesson[8]) == (["4"], "Математика", "Петрова А. О.")
    assert (lesson[11], lesson[12], shown["notes"]) == ("Дроби", "№ 5", [[lesson[0], "praise", "Молодец"]])


def lesson_field(stage, field, value):
    return {
        "operation_id": f"00000000-0000-0000-0000-0000000{len(field):05}",
        "lesson_id": stage.school.lessons["math", -1],
        "field": field,
        "seen": 0,
        "value": value,
    }


@pytest.mark.parametrize("login", FAMILY)
@pytest.mark.parametrize("value", [".", "5?", None])
def test_a_dot_a_draft_and_a_cleared_mark_are_in_no_diary(stage, login, value):
    stage.owner_mark(-1, "Абрамов", value)

    assert values(week(stage, login)) == []


@pytest.mark.parametrize("login", FAMILY)
def test_another_child_is_refused_as_one_that_is_not_there(stage, login):
    for pupil in (stage.school.pupils["Белова"], 2**31 - 1, None):
        assert stage.refusal(login, WEEK, pupil, stage.school.today) == ("EJ002", {"reason": "not-yours"})


@pytest.mark.parametrize("login", FAMILY)
def test_a_window_whose_check_was_deleted_still_shows_no_other_child(stage, login):
    """Row security stands under the diary; without it the same window tells all: the control."""
    stage.owner_mark(-1, "Белова", "3")
    stage.owner_attendance(-1, "Белова", "late")
    stage.owner(
        "create or replace function sec.demand_own_child(asked_pupil_id integer) returns sec.identity language plpgsql"
        " set search_path = pg_catalog, pg_temp as $$ begin return sec.me(); end $$"
    )
    guarded = shown_of_belova(stage, login)
    api = stage.school.database.role("api")
    for table in ("marks", "attendance", "group_memberships", "mark_showings"):
        stage.owner(f"create policy hole on journal.{table} to {api} using (true) with check (true)")

    assert (guarded, shown_of_belova(stage, login)) == (([], []), (["3"], ["оп"]))


def shown_of_belova(stage, login):
    shown = week(stage, login, "Белова")
    return values(shown), [row[16] for row in shown["lessons"] if row[16]]


@pytest.mark.parametrize("value", [".", "5?"])
def test_dots_and_drafts_stay_hidden_even_if_the_window_forgets_them(stage, value):
    stage.owner_mark(-1, "Абрамов", value)
    stage.owner(f'grant {stage.school.database.role("api")} to "{stage.school.role("guardian")}"')

    hidden = stage.as_person("guardian", "select count(*) from journal.marks")
    api = stage.school.database.role("api")
    stage.owner(f"create policy hole on journal.marks to {api} using (true)")

    assert (hidden, stage.as_person("guardian", "select count(*) from journal.marks")) == ([(0,)], [(1,)])


def test_a_psychologists_session_is_in_no_diary(stage, model):
    model.psychologist_course()

    lessons = {row[0] for row in week(stage, "guardian", day=0)["lessons"]}

    assert model.ids["session"] not in lessons


def test_what_the_diary_shows_is_noted_once_and_counts_the_days_of_a_notice(stage, model):
    stage.owner_mark(-1, "Абрамов", "4")
    week(stage, "guardian")
    week(stage, "pupil")
    [(shown,)] = stage.owner("select count(*) from journal.mark_showings")
    stage.as_person("pupil", "select api.send_mark_notice(%s, 'Было «5»')", model.ids["work"])

    [notice] = week(stage, "guardian")["notices"]

    assert (shown, notice[1], notice[2]) == (1, model.ids["work"], "Было «5»")
    assert stage.owner("select first_shown_at is not null, is_late from journal.mark_notices") == [(True, False)]


@pytest.mark.parametrize("work", ["work", "old_work"])
def test_a_notice_of_a_strangers_or_of_no_mark_is_refused(stage, model, work):
    stage.owner_mark(-1, "Белова", "4")

    assert stage.refusal("pupil", "select api.send_mark_notice(%s, 'Не то')", model.ids[work])[0] == "EJ002"


def test_finals_of_the_child_and_the_list_of_diaries(stage, model):
    model.make(
        "insert into journal.final_marks (course_id, period_id, pupil_id, value, entered_by)"
        " values ({math}, {period}, {abramov}, '4', {petrova}), ({math}, {period}, {belova}, '5', {petrova})"
        " returning 1"
    )
    finals = stage.as_person("guardian", "select api.diary_finals(%s)", model.ids["abramov"])[0][0]
    diaries = stage.as_person("guardian", "select api.my_diaries()")[0][0]

    assert finals == [["Математика", "quarter", 2, "4"]]
    assert [(diary["last_name"], diary["class_name"]) for diary in diaries] == [("Абрамов", "7А")]


def test_a_guardian_of_another_child_has_lost_the_diary_of_the_first(stage, model):
    stage.owner("update journal.guardians set pupil_id = %s", model.ids["belova"])

    assert stage.refusal("guardian", WEEK, model.ids["abramov"], stage.school.today)[0] == "EJ002"
    assert [diary["last_name"] for diary in stage.as_person("guardian", "select api.my_diaries()")[0][0]] == ["Белова"]


def test_a_guardian_without_a_child_here_is_no_account_of_this_school(stage, model):
    stage.owner("delete from journal.guardians")

    assert stage.refusal("guardian", WEEK, model.ids["abramov"], stage.school.today)[0] == "EJ001"


def test_a_teacher_who_is_a_guardian_sees_no_other_child_on_a_page_of_her_childs_class(stage, model):
    stage.owner_mark(-1, "Абрамов", "4")
    stage.owner_mark(-1, "Белова", "5")
    stage.owner(
        "insert into private.role_grants (account_id, school_role) values (%s, 'guardian')",
        stage.school.accounts["sidorov"],
    )
    model.make(
        "insert into journal.guardians (pupil_id, person_id, relation) values ({abramov}, {sidorov}, 'отец')"
        " returning 1"
    )
    page = "select api.journal_page(%s, %s::smallint)"

    shown = stage.as_person("sidorov", page, model.ids["math"], stage.school.period)[0][0]
    outcome = stage.save("sidorov", stage.mark(-1, "Абрамов", "5", seen=1))[0]

    assert {mark[1] for mark in shown["marks"]} <= {model.ids["abramov"]}
    assert (shown["writable"], outcome["code"]) == (False, "EJ002")


def test_a_diary_over_a_real_connection_shows_its_child_and_reads_no_table(school):
    with school.connect("guardian", autocommit=True) as connection:
        shown = connection.execute(WEEK, (school.pupils["Абрамов"], school.today)).fetchone()[0]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select * from journal.marks")

    assert shown["pupil_id"] == school.pupils["Абрамов"]


FILE = (
    "with made as (insert into journal.attachments"
    " (lesson_id, course_id, pupil_id, file_name, media_type, size, content_sha256, added_by)"
    " values ({lesson}, {math}, %s, 'План.txt', 'text/plain', 3, sha256('abc'), {petrova}) returning attachment_id)"
    " select attachment_id from made"
)


def put_file(stage, model, pupil):
    file = model.make(FILE, pupil)
    stage.owner("insert into journal.attachment_contents values (%s, 'abc')", file)
    return file


@pytest.mark.parametrize("login", FAMILY)
def test_files_of_homework_are_for_all_or_for_one_child(stage, model, login):
    common, own, other = (put_file(stage, model, pupil) for pupil in (None, model.ids["abramov"], model.ids["belova"]))
    read = "select api.diary_file(%s)"

    listed = [file[0] for file in week(stage, login)["files"]]
    refused = stage.refusal(login, read, other)[0]
    content = stage.as_person(login, read, own)[0][0]
    api = stage.school.database.role("api")
    for table in ("attachments", "attachment_contents"):
        stage.owner(f"create policy hole on journal.{table} to {api} using (true)")

    assert (listed, refused, content) == ([common, own], "EJ002", b"abc")
    assert stage.as_person(login, read, other)[0][0] == b"abc"
