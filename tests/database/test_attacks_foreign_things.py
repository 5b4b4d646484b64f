"""Files, lessons and accounts of others, reached by their ids: over real SCRAM, each attack with its control."""

import hashlib
import json
import uuid

import psycopg
import pytest

from tests.database.attackers import weakened, without, without_row_security
from tests.database.code_holder import new_person, verifier
from tests.database.red_team import answer, owner

PDF = b"%PDF-1.7 homework"
ADD = "select api.add_attachment(1, %s::jsonb, %s)"
FILE = "select content from api.attachment(%s)"
DIARY_FILE = "select api.diary_file(%s)"
UNLOCK = "select api.request_unlock(%s, array[%s], null, 'ошибка', null)"
ACCOUNT = "select api.create_account(%s, %s, %s, array[%s], true)"
PRINTED = "select api.note_printout(%s, %s::smallint, %s, %s::smallint, sha256('x'), 1)"


def attach(school, course, day, pupil=None, setting=""):
    """A file of the course's teacher; its id."""
    operation = {
        "operation_id": str(uuid.uuid4()),
        "lesson_id": school.lessons[course, day],
        "pupil_id": school.pupils[pupil] if pupil else None,
        "file_name": "д.pdf",
        "media_type": "application/pdf",
        "size": len(PDF),
        "sha256": hashlib.sha256(PDF).hexdigest(),
    }
    with school.connect("petrova", autocommit=True) as connection:
        if setting:
            connection.execute(setting)
        outcome = connection.execute(ADD, (json.dumps(operation), PDF)).fetchone()[0]
    assert outcome["result"] == "saved", outcome
    return outcome["entry_id"]


@pytest.fixture(scope="module")
def joined(school):
    """Зайцев of 7Б learns math with 7А; Абрамов left that group yesterday."""
    owner(
        school,
        "insert into journal.study_group_classes values (%s, %s)",
        school.groups["7А"],
        school.classes["7Б"],
    )
    owner(
        school,
        "insert into journal.group_memberships (group_id, pupil_id, during) values (%s, %s, daterange(%s, null))",
        school.groups["7А"],
        school.pupils["Зайцев"],
        school.day(-80),
    )
    owner(
        school,
        "update journal.group_memberships set during = daterange(lower(during), %s)"
        " where group_id = %s and pupil_id = %s",
        school.day(-1),
        school.groups["7А"],
        school.pupils["Абрамов"],
    )
    return school


@pytest.mark.attack("row security of files by the pupil")
def test_a_class_teacher_reads_no_file_of_one_pupil_of_another_class(joined):
    common, own, other = (attach(joined, "math", -3, pupil) for pupil in (None, "Белова", "Зайцев"))
    refused = answer(joined, "kuznetsova", FILE, other)
    with weakened(joined, without_row_security(joined)):
        control = answer(joined, "kuznetsova", FILE, other)

    assert (refused, control) == (("EJ002", "not-holder"), PDF)
    assert [answer(joined, "kuznetsova", FILE, file) for file in (common, own)] == [PDF, PDF]


@pytest.mark.attack("the days of the group in the window of the diary")
@pytest.mark.parametrize("login", ["pupil", "guardian"])
def test_who_left_the_group_takes_no_file_of_its_later_lessons(joined, login):
    before, after = attach(joined, "math", -3), attach(joined, "math", 0)
    refused = answer(joined, login, DIARY_FILE, after)
    with weakened(joined, without(joined, "api.diary_file", (" and m.during @> l.held_on", ""))):
        control = answer(joined, login, DIARY_FILE, after)

    assert (refused, control) == (("EJ002", "not-yours"), PDF)
    assert answer(joined, login, DIARY_FILE, before) == PDF


@pytest.mark.attack("the lesson is of the course that is asked for")
@pytest.mark.parametrize("lesson", [("math_b", -20), ("math_b", 0), ("english", -20)])
def test_a_request_to_open_a_strangers_lesson_tells_nothing_of_it(school, lesson):
    request = (UNLOCK, school.courses["math"], school.lessons[lesson])
    refused = answer(school, "petrova", *request), answer(school, "petrova", UNLOCK, school.courses["math"], 987654321)
    weak = without(
        school,
        "sec.judge_unlock_request",
        (" and l.course_id = asked.course_id", ""),
        ("and l.lesson_id is not distinct from asked.lesson_id", ""),
    )
    with weakened(school, weak):
        control = answer(school, "petrova", *request)

    assert refused == (("EJ002", "not-holder"),) * 2
    assert control not in refused  # «it is not closed», or the key of PostgreSQL after the judge had let it pass


@pytest.mark.attack("roles that fit the person")
@pytest.mark.parametrize("role", ["secretary", "teacher", "psychologist", "pupil", "guardian"])
def test_no_account_of_the_staff_is_made_for_a_person_from_nowhere(school, role):
    person, login = new_person(school), school.role(f"sock-{role}")
    refused = answer(school, "administrator", ACCOUNT, person, login, verifier("a puppet of socks"), role)
    weak = without(school, "sec.add_account", ("(sec.me()).is_owner is not true", "false"))
    with weakened(school, weak):
        control = answer(school, "administrator", ACCOUNT, person, login, verifier("a puppet of socks"), role)

    assert refused == ("EJ050", "person-role")
    assert isinstance(control, int)


@pytest.mark.attack("the page of the class in the window")
@pytest.mark.parametrize("period", ["future", "of another grade"])
def test_the_register_of_paper_takes_no_page_that_cannot_exist(school, period):
    made = owner(
        school,
        "insert into journal.periods (school_year_id, kind, number, grade_from, grade_to, starts_on, ends_on)"
        " values (%s, 'half-year', %s, %s, %s, %s, %s) returning period_id",
        school.year,
        *(
            (2, 1, 11, school.day(40), school.day(90))
            if period == "future"
            else (1, 10, 11, school.day(-80), school.day(20))
        ),
    )
    page = ("journal-copy", school.classes["7А"], school.courses["math"], made)
    refused = answer(school, "petrova", PRINTED, *page)
    weak = without(
        school, "api.note_printout", ("num_nonnulls(note_printout.class_id, note_printout.period_id) > 0", "false")
    )
    with weakened(school, weak):
        control = answer(school, "petrova", PRINTED, *page)

    assert refused == ("EJ002", "class")
    assert isinstance(control, int)


@pytest.mark.parametrize("form", ["Аттестат", "journal copy", "x" * 500, None])
def test_a_form_of_paper_is_a_word(school, form):
    page = (form, school.classes["7А"], school.courses["math"], school.period)
    assert answer(school, "petrova", PRINTED, *page)[0] == "22023"
    assert isinstance(answer(school, "petrova", PRINTED, "journal-copy", *page[1:]), int)


@pytest.mark.attack("the settings of the record")
def test_the_record_of_bytes_does_not_follow_the_setting_of_who_writes(school):
    """A record that folds into another content than the table's would be a false alarm of a break-in."""
    kept = (
        "select new_row ->> 'content_sha256' from audit.events where table_name = 'journal.attachments'"
        " order by event_id desc"
    )
    escape = "set bytea_output = 'escape'"
    attach(school, "math", -3, setting=escape)
    recorded = owner(school, kept)
    weak = without(school, "sec.record_change", (" SET bytea_output TO 'hex'\n", ""))
    with psycopg.connect(school.database.conninfo, autocommit=True) as superuser:
        superuser.execute("alter function sec.record_change() reset bytea_output")
        attach(school, "math", -3, setting=escape)
        control = owner(school, kept)
        superuser.execute(weak[1])

    present = "\\x" + hashlib.sha256(PDF).hexdigest()
    assert recorded == present
    assert control != present
