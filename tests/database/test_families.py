"""Personal data in logging windows (CLS-4), movements (SET-7, rulings 12): who reads and writes, what is on record."""

import pytest

from tests.database.whole_model import WholeModel

CARD = "select api.pupil_card(%s)"
FAMILIES = "select api.class_families(%s::smallint)"
CONTACTS = "select api.save_contacts(%s, %s, 'a@b.example', 'Пермь')"
MOVE = "select api.record_movement(%s, %s, %s, %s::smallint, %s, %s, 'школа № 5')"
READERS = ["kuznetsova", "secretary", "administrator", "deputy", "director"]


@pytest.fixture
def model(stage):
    return WholeModel(stage)


@pytest.mark.parametrize("login", READERS)
def test_a_card_is_read_and_the_look_is_on_record(stage, model, login):
    card = stage.as_person(login, CARD, model.ids["abramov"])[0][0]
    noted = stage.owner("select operation, row_key, account_id from audit.events order by event_id desc limit 1")

    assert (card["birth_date"], card["phone"], card["classes"][0][0]) == ("2013-05-06", "+70000000000", "7А")
    assert [guardian["last_name"] for guardian in card["guardians"]] == ["Абрамова"]
    assert noted == [("read", {"pupil_id": model.ids["abramov"], "window": "pupil_card"}, stage.school.accounts[login])]


def test_a_class_teacher_reads_no_family_of_another_class_and_the_record_is_not_escaped(stage, model):
    assert stage.refusal("kuznetsova", CARD, model.ids["zaitsev"])[0] == "EJ002"
    assert stage.refusal("kuznetsova", FAMILIES, model.ids["class_b"])[0] == "EJ002"
    assert len(stage.as_person("kuznetsova", FAMILIES, model.ids["class"])[0][0]) == 4


def test_control_a_card_whose_check_was_deleted_has_no_contacts_of_another_class(stage, model):
    stage.owner(
        "create or replace function sec.demand_family(asked_pupil_id integer) returns sec.identity language plpgsql"
        " set search_path = pg_catalog, pg_temp as $$ begin return sec.me(); end $$"
    )
    guarded = stage.as_person("kuznetsova", CARD, model.ids["zaitsev"])[0][0]
    api = stage.school.database.role("api")
    for table in ("journal.people", "journal.pupils", "private.person_details"):
        stage.owner(f"create policy hole on {table} to {api} using (true)")

    assert guarded is None
    assert stage.as_person("kuznetsova", CARD, model.ids["zaitsev"])[0][0]["phone"] == "+70000000000"


def test_a_former_class_teacher_of_a_pupil_who_moved_on_reads_no_contacts(stage, model):
    stage.as_person(
        "secretary",
        MOVE,
        model.ids["abramov"],
        "transfer",
        stage.school.today,
        model.ids["class_b"],
        "7",
        stage.school.today,
    )

    assert stage.refusal("kuznetsova", CARD, model.ids["abramov"])[0] == "EJ002"


@pytest.mark.parametrize("login", ["kuznetsova", "secretary", "administrator"])
def test_contacts_are_kept_and_leave_only_a_hash_in_the_record(stage, model, login):
    stage.as_person(login, CONTACTS, model.ids["guardian"], "+79990001122")
    stage.as_person(login, "select api.set_refusal(%s, true)", model.ids["abramov"])
    recorded = stage.owner(
        "select new_row::text from audit.events where table_name = 'private.person_details'"
        " order by event_id desc limit 1"
    )

    card = stage.as_person(login, CARD, model.ids["abramov"])[0][0]

    assert (card["guardians"][0]["phone"], card["refuses_electronic"]) == ("+79990001122", True)
    assert "sha256" in recorded[0][0]
    assert "9990001122" not in recorded[0][0]


@pytest.mark.parametrize("pupil", ["zaitsev", "petrova"])
def test_a_class_teacher_keeps_no_contacts_of_others(stage, model, pupil):
    update = "update private.person_details set phone = '1' where person_id = %s"

    window = stage.refusal("kuznetsova", CONTACTS, model.ids[pupil], "1")[0]
    judged = model.refusal("kuznetsova", "private.person_details", update, model.ids["zaitsev"])[0]
    stage.without_judge("private.person_details")

    assert (window, judged) == ("EJ002", "EJ002")
    assert stage.as_person("kuznetsova", update, model.ids["zaitsev"]) == [(1,)]


def test_a_class_teacher_changes_no_birth_date(stage, model):
    update = "update private.person_details set birth_date = '2001-01-01' where person_id = {abramov}"

    code, _ = model.refusal("kuznetsova", "private.person_details", update)
    stage.without_judge("private.person_details")

    assert (code, stage.as_person("kuznetsova", update.format(**model.ids))) == ("EJ020", [(1,)])


def test_a_pupil_is_admitted_without_an_order_and_marked_from_the_first_day(stage, model):
    school = stage.school
    [(pupil,)] = stage.as_person(
        "secretary",
        "select api.admit_pupil('Новый', 'Пётр', '', '2013-01-02', %s::smallint, %s, null, null, 'Тверь')",
        model.ids["class"],
        school.day(-3),
    )
    school.pupils["Новый"] = pupil
    [outcome] = stage.save("petrova", stage.mark(-1, "Новый", "5"))
    del school.pupils["Новый"]
    [row] = stage.as_person("secretary", "select api.movements(null, null)")[0][0]
    stage.as_person("secretary", "select api.give_movement_order(%s, '15-к', %s)", row[0], school.today)
    again = stage.refusal("secretary", "select api.give_movement_order(%s, '16-к', %s)", row[0], school.today)[0]
    card = stage.as_person("secretary", CARD, pupil)[0][0]

    assert (outcome["result"], row[3], row[7], row[8]) == ("saved", "arrival", None, "Тверь")
    assert card["classes"][0][3].startswith("№ 15-к от ")
    assert again == "EJ020"


def test_a_departure_entered_late_hides_nothing_and_lists_what_was_entered_after_it(stage, model):
    stage.owner_mark(-1, "Абрамов", "4")
    stage.owner_mark(-8, "Абрамов", "3")
    stage.as_person(
        "secretary", MOVE, model.ids["abramov"], "departure", stage.school.day(-5), None, "7", stage.school.today
    )

    [row] = stage.as_person("secretary", "select api.movements(null, null)")[0][0]

    assert (row[3], row[5], row[9]) == ("departure", "7А", 1)
    assert stage.owner("select count(*) from journal.marks") == [(2,)]
    assert stage.save("petrova", stage.mark(0, "Абрамов", "5"))[0]["code"] == "EJ013"


def test_a_transfer_moves_the_pupil_from_group_to_group(stage, model):
    stage.as_person(
        "secretary",
        MOVE,
        model.ids["abramov"],
        "transfer",
        stage.school.today,
        model.ids["class_b"],
        "7",
        stage.school.today,
    )
    groups = stage.owner(
        "select g.name from journal.group_memberships as m join journal.study_groups as g using (group_id)"
        " where m.pupil_id = %s and m.during @> %s",
        model.ids["abramov"],
        stage.school.today,
    )

    assert groups == [("7Б",)]


@pytest.mark.parametrize("login", ["petrova", "kuznetsova", "deputy", "director", "inspector"])
def test_nobody_else_moves_a_pupil_whatever_a_window_allows(stage, model, login):
    move = (
        "insert into journal.movements (pupil_id, kind, happened_on, from_class_id)"
        " values ({abramov}, 'departure', current_date, {class})"
    )
    leave = (
        "update journal.class_memberships set during = daterange(lower(during), current_date)"
        " where pupil_id = {abramov}"
    )

    codes = [
        model.refusal(login, "journal.movements", move)[0],
        model.refusal(login, "journal.class_memberships", leave)[0],
    ]
    stage.without_judge("journal.class_memberships")

    assert codes == ["EJ002", "EJ002"]
    assert stage.as_person(login, leave.format(**model.ids)) == [(1,)]


def test_a_days_in_a_class_go_to_no_other_pupil_and_not_into_a_closed_year(stage, model):
    move = "update journal.class_memberships set class_id = {class_b} where pupil_id = {abramov}"
    moved, _ = model.refusal("secretary", "journal.class_memberships", move)
    stage.owner("update journal.school_years set closed_at = clock_timestamp()")
    closed = stage.refusal(
        "secretary", MOVE, model.ids["abramov"], "departure", stage.school.today, None, "7", stage.school.today
    )[0]
    stage.without_judge("journal.class_memberships")

    assert (moved, closed) == ("EJ020", "EJ018")
    assert stage.as_person("secretary", move.format(**model.ids)) == [(1,)]
