"""Opening what is closed, through the windows: a request, its answers, and every way round them with its control."""

import datetime as dt

import pytest

from tests.database.stage import refused, saved_without_judge
from tests.database.whole_model import WholeModel

REQUEST = "select api.request_unlock({math}, array[{old_lesson}], null, 'ошибка', null)"
AGREE = "select api.agree_unlocks(array[%s])"
OPEN = "select api.open_unlocks(array[%s], %s)"


@pytest.fixture
def model(stage):
    stage.owner_mark(-40, "Абрамов", "3")
    return WholeModel(stage)


def soon(stage, **ahead):
    return stage.owner("select clock_timestamp()")[0][0] + dt.timedelta(**(ahead or {"hours": 2}))


def call(model, login, statement, *arguments):
    return model.stage.as_person(login, statement.format(**model.ids), *arguments)[0][0]


def refusal(model, login, statement, *arguments):
    code, detail = model.stage.refusal(login, statement.format(**model.ids), *arguments)
    return code, detail.get("reason")


def request(model):
    return call(model, "petrova", REQUEST)[0]


def listed(model, login, unlock):
    return next(row for row in call(model, login, "select api.unlocks()")["unlocks"] if row["unlock_id"] == unlock)


def on_page(model, login="petrova"):
    page = call(model, login, "select api.journal_page({math}, {period}::smallint)")
    return [(lesson == model.ids["old_lesson"], state, mine) for _, lesson, _, state, _, mine, *_ in page["unlocks"]]


def give_role(model, login, *roles):
    model.stage.owner(
        "insert into private.role_grants (account_id, school_role) select %s, unnest(%s::text[])",
        model.stage.school.accounts[login],
        list(roles),
    )
    for role in roles:
        group = model.stage.school.database.role(role)
        model.stage.owner(f'grant "{group}" to "{model.stage.school.role(login)}"')


def give_course(model, login):
    model.stage.owner(
        "insert into journal.course_holders (course_id, person_id, during) values (%s, %s, daterange(%s, null))",
        model.ids["math"],
        model.ids[login],
        model.stage.school.day(-80),
    )


def without_rule_of_two(model):
    model.stage.without_judge("journal.unlocks")
    for name in ("unlocks_two_people", "unlocks_not_for_oneself", "unlocks_agreed_whole", "unlocks_opened_whole"):
        model.stage.owner(f"alter table journal.unlocks drop constraint {name}")


def sign_order(model, unlock, number="91"):
    """The director signs the draft: an approval decided under an order of her own."""
    order = model.make(
        f"insert into journal.orders (number, issued_on, kind, title)"
        f" values ('{number}', current_date, 'unlock', 'Открытие') returning order_id"
    )
    model.stage.owner(
        "update journal.approvals set state = 'approved', decided_by = %s, decided_at = now(), order_id = %s"
        " where content ->> 'unlock_id' = %s::text and state = 'waiting'",
        model.ids["director"],
        order,
        unlock,
    )
    return order


# The way of a request


def test_a_request_is_agreed_and_opened_in_place_and_every_step_is_seen_by_its_teacher(stage, model):
    operation = stage.mark(-40, "Абрамов", "5", seen=1)
    unlock = request(model)
    states = [on_page(model)]
    call(model, "deputy", AGREE, unlock)
    states.append(on_page(model))
    before, _ = refused(stage, "petrova", operation)
    call(model, "administrator", OPEN, unlock, soon(stage))
    states.append(on_page(model))

    [outcome] = stage.save("petrova", operation)

    ground = stage.owner("select ground from audit.events where event_id = %s", outcome["receipt"])[0][0]
    assert [state for [(_, state, _)] in states] == ["waiting", "agreed", "open"]
    assert (before, outcome["result"], ground) == ("EJ010", "saved", f"unlock:{unlock}")
    row = listed(model, "petrova", unlock)
    assert (row["agreed_by"], row["opened_by"]) == ("Завучева А. О.", "Админов А. О.")


def test_the_report_of_changed_marks_gives_the_reason_that_the_cell_was_opened_for(stage, model):
    unlock = request(model)
    call(model, "deputy", AGREE, unlock)
    call(model, "administrator", OPEN, unlock, soon(stage))
    stage.save("petrova", stage.mark(-40, "Абрамов", "5", seen=1))

    report = "select api.changed_marks(%s, %s, null, null, null, null, null, null, null, null)"
    changed = stage.as_person("administrator", report, stage.school.day(-60), stage.school.today)[0][0]

    asked = listed(model, "petrova", unlock)["reason"]
    of_this_unlock = [row for row in changed["rows"] if f"unlock:{unlock}" in row]
    assert len(of_this_unlock) == 1
    assert asked
    assert asked in of_this_unlock[0]


def test_several_lessons_are_asked_for_at_once(stage, model):
    lessons = [stage.school.lessons["math", day] for day in (-40, -31, -30)]

    made = call(
        model, "petrova", "select api.request_unlock({math}, %s, null, 'болезнь', %s)", lessons, soon(stage, days=2)
    )

    rows = call(model, "deputy", "select api.unlocks()")["unlocks"]
    assert sorted(row["unlock_id"] for row in rows) == made
    assert {row["lesson_id"] for row in rows} == set(lessons)


def test_a_refusal_says_why_and_shuts_the_request_for_good(stage, model):
    unlock = request(model)
    unsaid = refusal(model, "deputy", "select api.refuse_unlocks(array[%s], '  ')", unlock)
    call(model, "deputy", "select api.refuse_unlocks(array[%s], 'нет оснований')", unlock)

    later = refusal(model, "administrator", OPEN, unlock, soon(stage))

    row = listed(model, "petrova", unlock)
    assert (unsaid, later) == (("EJ020", "refusal-no-reason"), ("EJ020", "written"))
    assert (row["state"], row["refused_reason"], row["refused_by"]) == ("refused", "нет оснований", "Завучева А. О.")
    assert on_page(model) == [(True, "refused", True)]


def test_a_closed_period_is_opened_by_the_deputy_under_the_order_that_the_director_signed(stage, model):
    stage.hand_over(on_day=0)
    [unlock] = call(model, "petrova", "select api.request_unlock({math}, null, {period}::smallint, 'описка', null)")
    unsigned = refusal(model, "deputy", OPEN, unlock, soon(stage))
    call(model, "deputy", "select api.propose_unlock_order(%s, null)", unlock)
    waiting = refusal(model, "deputy", OPEN, unlock, soon(stage))
    order = sign_order(model, unlock)
    by_administrator = refusal(model, "administrator", OPEN, unlock, soon(stage))
    call(model, "deputy", OPEN, unlock, soon(stage))

    [outcome] = stage.save("petrova", stage.mark(-40, "Абрамов", "5", seen=1))

    assert (unsigned, waiting) == (("EJ020", "unlock-no-order"),) * 2
    assert (by_administrator, outcome["result"]) == (("EJ002", "role"), "saved")
    assert stage.owner("select order_id from journal.unlocks where unlock_id = %s", unlock) == [(order,)]


def test_an_order_opens_once_and_only_the_page_that_was_signed(stage, model):
    stage.hand_over(on_day=0)
    ask = "select api.request_unlock({math}, null, {period}::smallint, 'описка', null)"
    [first] = call(model, "petrova", ask)
    call(model, "deputy", "select api.propose_unlock_order(%s, null)", first)
    order = sign_order(model, first)
    call(model, "deputy", OPEN, first, soon(stage))
    call(model, "deputy", "select api.close_unlocks(array[%s])", first)
    [second] = call(model, "petrova", ask)
    again = (
        f"update journal.unlocks set opened_by = {{deputy}}, order_id = {order},"
        f" open_until = clock_timestamp() + interval '1 hour' where unlock_id = {second}"
    )

    reused, _ = model.refusal("deputy", "journal.unlocks", again)

    assert reused == "EJ020"
    stage.owner("alter table journal.unlocks disable trigger judge")
    stage.owner("alter table journal.unlocks drop constraint unlocks_opened_whole")
    assert model.act("deputy", "journal.unlocks", again) == [(1,)]


def test_what_is_opened_is_closed_early_and_then_opens_nothing(stage, model):
    unlock = request(model)
    call(model, "deputy", AGREE, unlock)
    call(model, "administrator", OPEN, unlock, soon(stage))
    call(model, "deputy", "select api.close_unlocks(array[%s])", unlock)

    code, _ = refused(stage, "petrova", stage.mark(-40, "Абрамов", "5", seen=1))

    row = listed(model, "petrova", unlock)
    assert (code, row["state"], row["closed_by"]) == ("EJ010", "over", "Завучева А. О.")


def test_an_unlock_is_listed_until_the_director_has_seen_it(stage, model):
    unlock = request(model)
    before = listed(model, "director", unlock)["seen_at"]

    seen = call(model, "director", "select api.see_unlocks(array[%s])", unlock)

    assert (before, seen) == (None, 1)
    assert listed(model, "director", unlock)["seen_at"] is not None


def test_a_teacher_lists_her_own_unlocks_only(stage, model):
    unlock = request(model)

    rows = call(model, "sidorov", "select api.unlocks()")["unlocks"]

    assert rows == []
    assert on_page(model, "inspector") == [(True, "waiting", False)]
    assert listed(model, "inspector", unlock)["person"] == "Петрова А. О."


# Ways round it, each with its control


def test_nobody_agrees_for_herself(stage, model):
    give_role(model, "deputy", "teacher")
    give_course(model, "deputy")
    [own] = call(model, "deputy", REQUEST)

    assert refusal(model, "deputy", AGREE, own) == ("EJ002", "self-grant")
    without_rule_of_two(model)
    assert call(model, "deputy", AGREE, own) == 1


def test_nobody_agrees_and_opens_what_she_agreed(stage, model):
    give_role(model, "deputy", "administrator")
    unlock = request(model)
    call(model, "deputy", AGREE, unlock)

    assert refusal(model, "deputy", OPEN, unlock, soon(stage)) == ("EJ002", "second-person")
    stage.without_judge("journal.unlocks")
    code, _ = stage.refusal("deputy", OPEN, unlock, soon(stage))
    assert code == "23514"  # the table stands under the judge
    without_rule_of_two(model)
    assert call(model, "deputy", OPEN, unlock, soon(stage)) == 1


def test_an_administrator_who_teaches_opens_nothing_for_herself(stage, model):
    give_role(model, "administrator", "teacher")
    give_course(model, "administrator")
    [own] = call(model, "administrator", REQUEST)
    call(model, "deputy", AGREE, own)

    assert refusal(model, "administrator", OPEN, own, soon(stage)) == ("EJ002", "self-grant")
    without_rule_of_two(model)
    assert call(model, "administrator", OPEN, own, soon(stage)) == 1


def test_a_window_is_not_opened_before_the_deputy_agreed(stage, model):
    unlock = request(model)

    assert refusal(model, "administrator", OPEN, unlock, soon(stage)) == ("EJ020", "not-agreed")
    without_rule_of_two(model)
    assert call(model, "administrator", OPEN, unlock, soon(stage)) == 1


def test_another_course_is_not_asked_for(stage, model):
    assert refusal(model, "sidorov", REQUEST) == ("EJ002", "not-holder")
    stage.without_judge("journal.unlocks")
    assert len(call(model, "sidorov", REQUEST)) == 1


def test_nobody_asks_in_the_name_of_another(stage, model):
    """The window writes who asks; row security stands under it."""
    stage.without_judge("journal.unlocks")
    insert = (
        "insert into journal.unlocks (course_id, lesson_id, person_id, open_until, reason)"
        " values ({math}, {old_lesson}, {petrova}, now(), 'чужое')"
    ).format(**model.ids)
    stage.owner(f'grant {stage.school.database.role("api")} to "{stage.school.role("sidorov")}"')

    assert stage.refusal("sidorov", insert)[0] == "42501"
    stage.owner(f"create policy hole on journal.unlocks to {stage.school.database.role('api')} with check (true)")
    assert stage.as_person("sidorov", insert) == [(1,)]


def test_what_is_open_is_not_prolonged(stage, model):
    unlock = request(model)
    call(model, "deputy", AGREE, unlock)
    call(model, "administrator", OPEN, unlock, soon(stage))
    longer = "update journal.unlocks set open_until = open_until + interval '1 day'"

    assert refusal(model, "administrator", OPEN, unlock, soon(stage, days=5)) == ("EJ020", "unlock-settled")
    assert model.refusal("administrator", "journal.unlocks", longer)[1]["reason"] == "written"
    stage.without_judge("journal.unlocks")
    assert model.act("administrator", "journal.unlocks", longer) == [(1,)]


@pytest.mark.parametrize(("ahead", "reason"), [({"seconds": -1}, "past-unlock"), ({"days": 32}, "long-unlock")])
def test_an_unlock_lies_ahead_and_is_short(stage, model, ahead, reason):
    unlock = request(model)
    call(model, "deputy", AGREE, unlock)

    assert refusal(model, "administrator", OPEN, unlock, soon(stage, **ahead)) == ("EJ020", reason)
    without_rule_of_two(model)
    assert call(model, "administrator", OPEN, unlock, soon(stage, **ahead)) == 1


@pytest.mark.parametrize(("seconds", "result"), [(600, "saved"), (-1, "refused")])
def test_an_unlock_ends_at_its_moment(stage, model, seconds, result):
    """Its own border: what is moved is the end, the clock is the server's."""
    unlock = request(model)
    call(model, "deputy", AGREE, unlock)
    call(model, "administrator", OPEN, unlock, soon(stage))
    without_rule_of_two(model)
    stage.owner("update journal.unlocks set open_until = clock_timestamp() + make_interval(secs => %s)", seconds)

    [outcome] = stage.save("petrova", stage.mark(-40, "Абрамов", "5", seen=1))

    assert (outcome["result"], outcome.get("code")) == (result, None if result == "saved" else "EJ010")


def test_a_closed_year_takes_no_request_no_opening_and_no_mark(stage, model):
    unlock = request(model)
    call(model, "deputy", AGREE, unlock)
    stage.owner("update journal.school_years set closed_at = clock_timestamp()")

    asked, _ = stage.refusal("petrova", REQUEST.replace("old_lesson", "lesson").format(**model.ids))
    opened, _ = stage.refusal("administrator", OPEN, unlock, soon(stage))

    assert (asked, opened) == ("EJ018", "EJ018")
    without_rule_of_two(model)
    assert call(model, "administrator", OPEN, unlock, soon(stage)) == 1
    assert refused(stage, "petrova", stage.mark(-40, "Абрамов", "5", seen=1))[0] == "EJ018"


def test_a_substitute_changes_nothing_under_the_unlock_of_the_holder(stage, model):
    unlock = request(model)
    call(model, "deputy", AGREE, unlock)
    call(model, "administrator", OPEN, unlock, soon(stage))
    stage.owner("alter table journal.substitutions disable trigger judge")
    stage.owner(
        "insert into journal.substitutions (lesson_id, person_id, reason, entered_at, entered_by)"
        " values (%s, %s, 'болезнь', %s, 'owner')",
        model.ids["old_lesson"],
        model.ids["sidorov"],
        stage.school.day(-41),
    )
    operation = stage.mark(-40, "Абрамов", "5", seen=1)

    code, _ = refused(stage, "sidorov", operation)

    assert code == "EJ010"
    assert saved_without_judge(stage, "journal.marks", "sidorov", operation)


def test_the_same_is_not_asked_for_twice(stage, model):
    request(model)

    assert refusal(model, "petrova", REQUEST) == ("EJ020", "unlock-waiting")
    stage.without_judge("journal.unlocks")
    assert stage.refusal("petrova", REQUEST.format(**model.ids))[0] == "23505"  # two at the same moment
    stage.owner("drop index journal.unlocks_lesson_waits_once")
    assert len(call(model, "petrova", REQUEST)) == 1


def test_the_queue_is_not_flooded(stage, model):
    unlock = request(model)
    stage.owner("drop index journal.unlocks_lesson_waits_once")
    stage.owner(
        "insert into journal.unlocks (course_id, lesson_id, person_id, open_until, reason)"
        " select u.course_id, u.lesson_id, u.person_id, u.open_until, u.reason"
        " from journal.unlocks as u, generate_series(1, 59) where u.unlock_id = %s",
        unlock,
    )
    other = REQUEST.replace("{old_lesson}", str(stage.school.lessons["math", -31]))

    assert refusal(model, "petrova", other) == ("EJ020", "unlock-flood")
    stage.without_judge("journal.unlocks")
    assert len(call(model, "petrova", other)) == 1


@pytest.mark.parametrize("asks", ["array[{lesson}], null", "null, {period}::smallint"])
def test_what_is_open_is_not_asked_for(stage, model, asks):
    ask = f"select api.request_unlock({{math}}, {asks}, 'так', null)"

    assert refusal(model, "petrova", ask) == ("EJ020", "not-closed")
    stage.without_judge("journal.unlocks")
    assert len(call(model, "petrova", ask)) == 1


def test_a_lesson_of_a_page_that_is_handed_over_is_opened_with_its_period(stage, model):
    stage.hand_over(on_day=0)

    assert refusal(model, "petrova", REQUEST)[0] == "EJ011"
