"""Notes to marks: who writes and who reads them, what the record keeps, and each refusal with its control (JRN-1)."""

import json

import pytest

from tests.database.test_guard_controls import silence
from tests.database.whole_model import WholeModel

PAGE = "select api.journal_page(%s, %s)"
SECRET = "Поговорить с мамой: устал"


@pytest.fixture
def model(stage):
    stage.owner_mark(-1, "Абрамов", "4")
    return WholeModel(stage)


def note(stage, value, field="note", *, pupil="Абрамов", day=-1, seen=0):
    return stage.mark(day, pupil, value, seen) | {"field": field}


def shown(stage, login, course="math"):
    """Notes as they stand on the page of a person: (is private, text, version)."""
    page = stage.as_person(login, PAGE, stage.school.courses[course], stage.school.period)[0][0]
    return sorted(tuple(row[2:5]) for row in page["notes"])


def test_a_note_of_the_diary_is_read_by_whoever_reads_the_mark(stage, model):
    [saved] = stage.save("petrova", note(stage, "Молодец"))

    assert (saved["result"], saved["version"], saved["receipt"] is not None) == ("saved", 1, True)
    for login in ("petrova", "kuznetsova", "deputy", "director", "administrator", "inspector"):
        assert shown(stage, login) == [(False, "Молодец", 1)]


def test_a_note_for_oneself_is_read_by_its_author_alone(stage, model):
    stage.save("petrova", note(stage, SECRET, "private_note"))

    assert shown(stage, "petrova") == [(True, SECRET, 1)]
    for login in ("kuznetsova", "deputy", "director", "administrator", "inspector"):
        assert shown(stage, login) == []


def test_only_row_security_hides_it_and_without_it_the_director_would_read_it(stage, model):
    """The control of the test above."""
    stage.save("petrova", note(stage, SECRET, "private_note"))
    stage.owner(
        f"create policy hole on private.own_mark_notes for select to {stage.school.database.role('api')} using (true)"
    )

    assert shown(stage, "director") == [(True, SECRET, 1)]


@pytest.mark.parametrize("login", ["petrova", "director", "administrator", "deputy", "inspector", "psychologist"])
@pytest.mark.parametrize("table", ["journal.mark_notes", "private.own_mark_notes"])
def test_nobody_touches_the_tables_past_the_windows(stage, model, login, table):
    for statement in (f"select * from {table}", f"update {table} set content = 'x'", f"delete from {table}"):
        assert stage.refusal(login, statement)[0] == "42501"


def test_the_record_keeps_of_a_private_note_only_its_hash(stage, model):
    stage.save("petrova", note(stage, SECRET, "private_note"))
    stage.save("petrova", note(stage, SECRET + ", болел", "private_note", seen=1))

    rows = stage.owner(
        "select old_row, new_row from audit.events where table_name = 'private.own_mark_notes' order by event_id"
    )
    kept = stage.owner("select outcome::text from private.applied_operations")
    assert [(list(old or {}), list(new)) for old, new in rows] == [([], ["sha256"]), (["sha256"], ["sha256"])]
    assert SECRET not in json.dumps([*rows, *kept], ensure_ascii=False)


def test_the_record_keeps_a_note_of_the_diary_with_its_author_and_ground(stage, model):
    stage.save("petrova", note(stage, "Молодец"))

    [(ground, row)] = stage.owner("select ground, new_row from audit.events where table_name = 'journal.mark_notes'")
    assert (ground, row["content"]) == (f"course:{stage.school.courses['math']}", "Молодец")


def test_a_stale_note_writes_nothing_and_tells_what_stands_there(stage, model):
    stage.save("petrova", note(stage, "Первая"))
    [stale] = stage.save("petrova", note(stage, "Вторая"))
    [changed] = stage.save("petrova", note(stage, "Вторая", seen=1))
    [cleared] = stage.save("petrova", note(stage, None, seen=2))

    assert (stale["result"], stale["value"], stale["version"]) == ("conflict", "Первая", 1)
    assert (changed["version"], cleared["version"]) == (2, 3)
    assert shown(stage, "petrova") == [(False, "", 3)]


def test_a_repeated_note_is_written_once(stage, model):
    operation = note(stage, "Молодец", "private_note")

    assert stage.save("petrova", operation) == stage.save("petrova", operation)
    assert stage.owner("select count(*) from private.own_mark_notes") == [(1,)]


def test_neither_the_edit_window_nor_the_hand_over_shuts_a_note(stage, model):
    stage.owner_mark(-40, "Абрамов", "5")
    stage.hand_over()

    outcomes = stage.save("petrova", note(stage, "Молодец", day=-40), stage.mark(-40, "Абрамов", "4", 1))
    assert [outcome["result"] for outcome in outcomes] == ["saved", "refused"]


@pytest.mark.parametrize("field", ["note", "private_note"])
def test_the_closed_year_shuts_it_and_only_the_judge_does(stage, model, field):
    stage.owner("update journal.school_years set closed_at = clock_timestamp()")
    operation = note(stage, "Поздно", field)

    [refused] = stage.save("petrova", operation)
    silence(stage, "the school year is closed")
    [passed] = stage.save("petrova", operation)

    assert (refused["code"], passed["result"]) == ("EJ018", "saved")


@pytest.mark.parametrize("field", ["note", "private_note"])
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"pupil": "Зайцев"}, "EJ013"),
        ({"value": "x" * 501}, "EJ014"),
        ({"value": "слева \u202e направо"}, "EJ014"),
        ({"value": "звонок \x07"}, "EJ014"),
    ],
)
def test_what_is_no_note_is_refused_by_the_judge(stage, model, field, change, code):
    operation = note(stage, change.get("value", "Молодец"), field, pupil=change.get("pupil", "Абрамов"))
    table = "journal.mark_notes" if field == "note" else "private.own_mark_notes"

    [refused] = stage.save("petrova", operation)
    assert refused["code"] == code
    if len(operation["value"]) <= 500:
        stage.without_judge(table)
        assert stage.save("petrova", operation)[0]["result"] == "saved"


@pytest.mark.parametrize("field", ["note", "private_note"])
@pytest.mark.parametrize("login", ["sidorov", "kuznetsova"])
def test_a_stranger_and_the_class_teacher_write_no_notes(stage, model, login, field):
    [outcome] = stage.save(login, note(stage, "Чужое", field))

    assert (outcome["result"], outcome["code"]) == ("refused", "EJ002")


@pytest.mark.parametrize("field", ["note", "private_note"])
def test_row_security_stands_under_the_judge_of_notes(stage, model, field):
    """The control: without its judge a stranger is stopped by row security, and without that he writes."""
    table = "journal.mark_notes" if field == "note" else "private.own_mark_notes"
    stage.without_judge(table)
    [stopped] = stage.save("sidorov", note(stage, "Чужое", field))
    for seen in (table, "journal.works"):
        stage.owner(
            f"create policy hole on {seen} to {stage.school.database.role('api')} using (true) with check (true)"
        )
    [passed] = stage.save("sidorov", note(stage, "Чужое", field))

    assert (stopped["code"], passed["result"]) == ("EJ002", "saved")


def test_a_note_in_another_name_is_refused_and_only_the_judge_refuses_it(stage, model):
    statement = (
        "insert into private.own_mark_notes (work_id, pupil_id, person_id, course_id, content)"
        " values ({work}, {abramov}, {deputy}, {math}, 'x') returning 1"
    )
    code, _facts = model.refusal("petrova", "private.own_mark_notes", statement)
    silence(stage, "a note for oneself is written by oneself")

    assert code == "EJ002"
    assert model.act("petrova", "private.own_mark_notes", statement) == [(1,)]


def test_a_substitute_leaves_the_notes_that_were_there_and_only_the_judge_says_so(stage, model):
    stage.owner_mark(0, "Абрамов", "4")
    stage.owner(
        "insert into journal.mark_notes (work_id, pupil_id, course_id, content, written_by)"
        " values (%s, %s, %s, 'Моё', %s)",
        stage.school.works["math", 0],
        stage.school.pupils["Абрамов"],
        stage.school.courses["math"],
        stage.school.people["petrova"],
    )
    stage.owner(
        "insert into journal.substitutions (lesson_id, person_id, entered_by) values (%s, %s, %s)",
        stage.school.lessons["math", 0],
        stage.school.people["sidorov"],
        stage.school.people["administrator"],
    )
    over = note(stage, "Не моё", day=0, seen=1)

    [refused] = stage.save("sidorov", over)
    silence(stage, "the note was there before the substitution")
    [passed] = stage.save("sidorov", over)

    assert (refused["code"], passed["result"]) == ("EJ002", "saved")


@pytest.mark.parametrize("table", ["journal.mark_notes", "private.own_mark_notes"])
def test_a_note_is_never_deleted_and_does_not_move(stage, model, table):
    stage.save("petrova", note(stage, "Моё"), note(stage, "Тайна", "private_note"))

    assert stage.owner_refusal(f"delete from {table}")[0] == "EJ020"
    assert stage.owner_refusal(f"update {table} set pupil_id = %s", model.ids["belova"])[0] == "EJ020"
    stage.without_judge(table)
    assert stage.owner(f"update {table} set pupil_id = %s", model.ids["belova"]) == [(1,)]


def test_others_open_pages_hear_of_a_note_and_never_of_a_private_one(stage, model):
    [(version,)] = stage.owner("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    stage.save("petrova", note(stage, "Молодец"), note(stage, SECRET, "private_note"))
    told = {
        login: stage.as_person(login, "select api.changes_since(%s, %s)", model.ids["math"], version)[0][0]["notes"]
        for login in ("petrova", "deputy")
    }

    assert sorted(row[3] for row in told["petrova"]) == sorted(["Молодец", SECRET])
    assert [row[3] for row in told["deputy"]] == ["Молодец"]


@pytest.mark.parametrize("login", ["pupil", "guardian"])
def test_the_family_reads_the_note_of_the_diary_only(stage, model, login):
    stage.save("petrova", note(stage, "Молодец"), note(stage, SECRET, "private_note"))

    week = stage.as_person(login, "select api.diary_week(%s, %s)", model.ids["abramov"], stage.school.day(-1))[0][0]

    assert [row[1] for row in week["mark_notes"]] == ["Молодец"]
    assert SECRET not in json.dumps(week, ensure_ascii=False)


def test_a_note_taken_back_and_one_beside_a_draft_are_in_no_diary(stage, model):
    stage.save("petrova", note(stage, "Молодец"), note(stage, None, seen=1))
    stage.owner_mark(0, "Абрамов", "5?")
    stage.save("petrova", note(stage, "Ещё подумаю", day=0))

    week = stage.as_person("guardian", "select api.diary_week(%s, %s)", model.ids["abramov"], stage.school.day(-1))
    assert week[0][0]["mark_notes"] == []
