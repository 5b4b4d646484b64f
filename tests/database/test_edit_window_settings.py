"""«Сроки редактирования отметок»: who sets the window of 3.6, from when, under what; the history of a cell."""

import pytest

from tests.database.whole_model import WholeModel

SET = "select api.set_edit_window(%s, %s, %s, %s)"
KINDS = ("never", "1 week", "2 weeks", "3 weeks", "1 month")


@pytest.fixture
def model(stage):
    return WholeModel(stage)


def windows(stage, login="deputy"):
    return stage.as_person(login, "select api.edit_windows()")[0][0]["windows"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_administrator_sets_each_of_the_five_from_tomorrow_under_an_order(stage, kind):
    today, tomorrow = stage.school.today, stage.school.day(1)

    stage.as_person("administrator", SET, kind, None, "31", today)

    row = windows(stage, "petrova")[0]
    assert (row["kind"], row["valid_from"]) == (kind, tomorrow.isoformat())
    assert row["source"] == f"приказ № 31 от {today:%d.%m.%Y}"


def test_a_window_that_is_still_to_come_is_replaced_and_its_order_entered_once(stage):
    for kind in ("1 week", "1 month"):
        stage.as_person("administrator", SET, kind, stage.school.day(9), "31", stage.school.today)

    coming = [row["kind"] for row in windows(stage) if row["valid_from"] == stage.school.day(9).isoformat()]
    orders = stage.owner("select kind from journal.orders where number = '31'")
    assert (coming, orders) == (["1 month"], [("other",)])


def test_no_window_begins_today_or_without_an_order(stage):
    today = stage.school.today
    refusals = {
        stage.refusal("administrator", SET, "1 week", day, number, order_date)[1]["reason"]
        for day, number, order_date in ((today, "31", today), (None, "  ", today), (None, "31", None))
    }

    assert refusals == {"norm-from-tomorrow", "norm-no-order"}
    stage.without_judge("journal.edit_windows")
    assert stage.as_person("administrator", SET, "1 week", today, "31", today)


def test_other_words_than_the_five_are_no_window(stage):
    code, _ = stage.refusal("administrator", SET, "2 months", None, "31", stage.school.today)

    assert code == "23514"


def test_the_setting_is_on_record_with_its_administrator(stage):
    stage.as_person("administrator", SET, "1 week", None, "31", stage.school.today)

    [(account, ground)] = stage.owner(
        "select account_id, ground from audit.events where table_name = 'journal.edit_windows'"
        " order by event_id desc limit 1"
    )
    assert (account, ground) == (stage.school.accounts["administrator"], "role:administrator")


# The history of a cell

HISTORY = "select api.cell_history({lesson}, {work}, {abramov})"


def history(model, login):
    answer = model.stage.as_person(login, HISTORY.format(**model.ids))[0][0]
    return [tuple(change[4:]) for change in answer["changes"]]


@pytest.fixture
def told(stage, model):
    """Petrova marks, the owner changes it past the program, Petrova again; «н» beside it and away."""
    stage.save("petrova", stage.mark(-1, "Абрамов", "3"))
    stage.owner("update journal.marks set value = '2' where work_id = %s", model.ids["work"])
    stage.save("petrova", stage.mark(-1, "Абрамов", "5", seen=2))
    stage.save("petrova", stage.attendance(-1, "Абрамов", "оп12"))
    stage.save("petrova", stage.attendance(-1, "Абрамов", "оп5", seen=1))
    return model


ALL = [
    ("mark", None, "3"),
    ("mark", "3", "2"),
    ("mark", "2", "5"),
    ("attendance", None, "оп12"),
    ("attendance", "оп12", "оп5"),
]


@pytest.mark.parametrize("login", ["deputy", "administrator", "director", "inspector", "kuznetsova"])
def test_who_controls_and_the_class_teacher_see_every_change_of_a_cell(told, login):
    assert history(told, login) == ALL


def test_a_teacher_sees_her_own_changes_only(told):
    assert history(told, "petrova") == [change for change in ALL if change != ("mark", "3", "2")]


WORK_HISTORY = "select api.work_history(%s)"


@pytest.fixture
def changed_work(stage, model):
    """Petrova adds a work, the owner changes its title past the program, Petrova changes its kind with a reason."""
    kinds, lesson = stage.school.kinds, stage.school.lessons["math", -1]
    answer, control = kinds["ответ на уроке"], kinds["контрольная работа"]
    act = {"lesson_id": lesson, "weight": None, "title": "Степень"}
    made = stage.save_work("petrova", action="add", work_kind_id=answer, seen=0, **act)
    stage.owner("update journal.works set title = 'Корни' where work_id = %s", made["work_id"])
    changed = stage.save_work(
        "petrova",
        action="change",
        work_id=made["work_id"],
        work_kind_id=control,
        seen=2,
        reason="ошиблась видом",
        **act,
    )
    assert changed["result"] == "saved"
    return made["work_id"]


def acts_on(stage, login, work_id):
    return [row[3:5] + row[6:] for row in stage.as_person(login, WORK_HISTORY, work_id)[0][0]]


def test_who_controls_sees_every_act_on_a_work_and_its_teacher_her_own(stage, changed_work):
    added, past, changed = (
        ["add", "ответ на уроке", "Степень", ""],
        ["change", "ответ на уроке", "Корни", ""],
        ["change", "контрольная работа", "Степень", "ошиблась видом"],
    )

    assert acts_on(stage, "deputy", changed_work) == [added, past, changed]
    assert acts_on(stage, "petrova", changed_work) == [added, changed]


def test_the_history_of_a_work_is_no_strangers_and_without_the_check_row_security_hides_it(stage, changed_work):
    code, detail = stage.refusal("sidorov", WORK_HISTORY, changed_work)
    assert (code, detail["reason"]) == ("EJ002", "not-holder")

    body = stage.owner("select pg_get_functiondef('api.work_history(integer)'::regprocedure)")[0][0]
    assert body.count("if not found or not (") == 1
    stage.owner(body.replace("if not found or not (", "if false and not (").replace("%", "%%"))
    assert acts_on(stage, "sidorov", changed_work) == []

    stage.owner("alter table journal.works disable row level security")
    stage.owner(
        body.replace("if not found or not (", "if false and not (")
        .replace("case when not sees_all_changes then me.account_id end", "null")
        .replace("%", "%%")
    )
    assert len(acts_on(stage, "sidorov", changed_work)) == 3  # the control: with neither a stranger reads it


def test_a_stranger_to_the_course_and_to_the_class_sees_nothing(told):
    code, detail = told.stage.refusal("sidorov", HISTORY.format(**told.ids))

    assert (code, detail["reason"]) == ("EJ002", "not-holder")


def test_a_class_teacher_sees_no_cell_of_another_class(told):
    stage = told.stage
    lesson, work = stage.school.lessons["math_b", -20], stage.school.works["math_b", -20]
    foreign = f"select api.cell_history({lesson}, {work}, {stage.school.pupils['Зайцев']})"

    assert stage.refusal("kuznetsova", foreign)[0] == "EJ002"
    assert stage.as_person("sidorov", foreign)


def test_the_history_names_the_rule_that_closes_the_cell(told):
    answer = told.stage.as_person("petrova", HISTORY.format(**told.ids))[0][0]

    assert answer["closes_on"] is not None
    assert answer["edit_window"] in KINDS
    assert answer["source"]
