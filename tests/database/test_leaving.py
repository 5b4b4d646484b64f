"""Accounts of people who left are shut by the date itself, in every window, with the school's midnight."""

import datetime as dt

import psycopg
import pytest

from tests.database.code_holder import REISSUE, verifier

SIGN_IN = "select api.sign_in(1)"


def put_midnight(stage, seconds_ahead):
    """Choose the school's zone so that its midnight is so far ahead, or past; return the school's day."""
    now = stage.owner("select clock_timestamp() at time zone 'UTC'")[0][0]
    ahead = 86400 - now.hour * 3600 - now.minute * 60 - now.second
    offset = ahead - seconds_ahead
    offset -= 86400 if offset > 43200 else 0
    hours, rest = divmod(abs(offset), 3600)
    sign = "-" if offset >= 0 else "+"  # POSIX counts westwards
    stage.owner("update journal.schools set zone = %s", f"<X>{sign}{hours:02}:{rest // 60:02}:{rest % 60:02}")
    return stage.owner("select sec.today()")[0][0]


def answer(stage, login, statement=SIGN_IN):
    try:
        stage.as_person(login, statement)
    except psycopg.Error as error:
        return stage.explain(error)[1].get("state") or error.sqlstate
    return "open"


def dismiss(stage, login, last_day):
    stage.owner(
        "update journal.staff set employed = daterange(null, %s, '[]') where person_id = %s",
        last_day,
        stage.school.people[login],
    )


def depart(stage, pupil, last_day):
    stage.owner("alter table journal.class_memberships disable trigger user")
    stage.owner(
        "update journal.class_memberships set during = daterange(lower(during), %s, '[]') where pupil_id = %s",
        last_day,
        stage.school.pupils[pupil],
    )


LEAVING = {
    "teacher": ("petrova", lambda stage, day: dismiss(stage, "petrova", day)),
    "deputy": ("deputy", lambda stage, day: dismiss(stage, "deputy", day)),
    "pupil": ("pupil", lambda stage, day: depart(stage, "Абрамов", day)),
    "guardian": ("guardian", lambda stage, day: depart(stage, "Абрамов", day)),
}


@pytest.mark.parametrize("role", LEAVING)
@pytest.mark.parametrize(("seconds_to_midnight", "expected"), [(120, "open"), (-120, "left")])
def test_an_account_is_shut_with_the_midnight_after_the_last_day(stage, role, seconds_to_midnight, expected):
    login, leave = LEAVING[role]
    today = put_midnight(stage, seconds_to_midnight)
    leave(stage, today if seconds_to_midnight > 0 else today - dt.timedelta(days=1))

    assert answer(stage, login) == expected


def test_control_without_the_judgement_of_dates_who_left_signs_in(stage):
    dismiss(stage, "petrova", stage.school.day(-1))
    shut = answer(stage, "petrova")
    [(source,)] = stage.owner("select pg_get_functiondef('sec.me'::regproc)")
    judgement = "if not account.employed @> me.today or"
    assert judgement in source
    stage.owner(source.replace(judgement, "if"))

    assert (shut, answer(stage, "petrova")) == ("left", "open")


def test_every_window_is_shut_to_who_left_not_only_the_sign_in(stage):
    windows = stage.owner(
        "select format('select api.%I(%s)', proname, (select string_agg('null::' || format_type(t, null), ', ')"
        " from unnest(proargtypes) as t)) from pg_proc where pronamespace = 'api'::regnamespace and proname <> 'redeem'"
    )
    dismiss(stage, "administrator", stage.school.day(-1))

    answers = {call: answer(stage, "administrator", call) for (call,) in windows}

    assert {call for call, told in answers.items() if told not in ("left", "42501")} == set()
    assert list(answers.values()).count("left") > 20


def test_who_left_reads_no_table_either(stage):
    dismiss(stage, "deputy", stage.school.day(-1))

    assert stage.as_person("deputy", "select count(*) from journal.people") == [(0,)]


def test_a_teacher_who_leaves_stays_a_guardian(stage):
    school = stage.school
    stage.owner(
        "insert into journal.guardians (pupil_id, person_id, relation) values (%s, %s, 'мать')",
        school.pupils["Белова"],
        school.people["petrova"],
    )
    stage.owner(
        "insert into private.role_grants (account_id, school_role) values (%s, 'guardian')", school.accounts["petrova"]
    )
    dismiss(stage, "petrova", school.day(-1))

    assert stage.as_person("petrova", SIGN_IN)[0][0]["roles"] == ["guardian"]


def test_a_guardian_of_two_stays_while_one_learns_here(stage):
    stage.owner(
        "insert into journal.guardians (pupil_id, person_id, relation) values (%s, %s, 'мать')",
        stage.school.pupils["Белова"],
        stage.school.people["guardian"],
    )
    depart(stage, "Абрамов", stage.school.day(-1))

    assert answer(stage, "guardian") == "open"


def test_an_order_of_departure_shuts_even_while_the_class_still_lists_the_pupil(stage):
    stage.owner(
        "insert into journal.movements (pupil_id, kind, happened_on, from_class_id) values (%s, 'departure', %s, %s)",
        stage.school.pupils["Абрамов"],
        stage.school.today,
        stage.school.classes["7А"],
    )

    assert (answer(stage, "pupil"), answer(stage, "guardian")) == ("left", "left")


def test_between_two_years_a_pupil_stays_a_pupil_and_leaves_when_the_new_year_has_no_class_for_her(stage):
    school = stage.school
    stage.owner("alter table journal.school_years disable trigger user")
    stage.owner("update journal.school_years set ends_on = %s", school.day(-20))
    depart(stage, "Абрамов", school.day(-20))
    summer = answer(stage, "pupil")
    stage.owner(
        "insert into journal.school_years (name, starts_on, ends_on) values ('Новый', %s, %s)",
        school.day(-1),
        school.day(200),
    )

    assert (summer, answer(stage, "pupil")) == ("open", "left")


def test_who_left_gets_no_new_password(stage):
    dismiss(stage, "petrova", stage.school.day(-1))

    code, detail = stage.refusal(
        "administrator",
        REISSUE,
        stage.school.people["petrova"],
        stage.school.database.role("c_7k3mpx"),
        verifier("2346789ACD"),
    )

    assert (code, detail["reason"]) == ("EJ050", "person-role")


def test_the_first_administrator_whom_no_list_of_staff_knows_yet_is_let_in(stage):
    stage.owner("delete from journal.staff where person_id = %s", stage.school.people["administrator"])

    assert answer(stage, "administrator") == "open"
