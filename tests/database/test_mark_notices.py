"""A pupil's notice of a wrong mark, the teacher's side (rulings 30): list, flag of the page, one answer."""

import pytest

from tests.database.test_guard_controls import silence
from tests.database.whole_model import WholeModel

LIST = "select api.mark_notices()"
ANSWER = "select api.answer_mark_notice(%s, %s, %s)"


@pytest.fixture
def model(stage):
    return WholeModel(stage)


@pytest.fixture
def notice(stage, model):
    """Pupil Абрамов's notice of a mark that his diary showed five days ago: two days late."""
    stage.owner_mark(-1, "Абрамов", "4")
    stage.owner(
        "insert into journal.mark_showings (work_id, pupil_id, first_shown_at)"
        " values (%s, %s, clock_timestamp() - interval '5 days')",
        model.ids["work"],
        model.ids["abramov"],
    )
    return stage.as_person("pupil", "select api.send_mark_notice(%s, 'Было «5»')", model.ids["work"])[0][0]


def notices(stage, login):
    return stage.as_person(login, LIST)[0][0]


def on_page(stage, login="petrova"):
    page = "select api.journal_page(%s, %s::smallint)"
    return stage.as_person(login, page, stage.school.courses["math"], stage.school.period)[0][0]["notices"]


def test_the_holder_reads_what_the_pupil_wrote_with_the_days_and_its_lateness(stage, model, notice):
    [row] = notices(stage, "petrova")

    assert (row["mark_notice_id"], row["text"], row["value"], row["is_late"]) == (notice, "Было «5»", "4", True)
    assert (row["course_id"], row["lesson_id"], row["may_answer"]) == (model.ids["math"], model.ids["lesson"], True)
    assert row["first_shown_on"] == (stage.school.day(-5)).isoformat()


def test_the_page_flags_it_for_the_holder_and_for_who_reads_the_class(stage, model, notice):
    for login in ("petrova", "kuznetsova", "deputy"):
        [row] = on_page(stage, login)
        assert row[:4] == [notice, model.ids["work"], model.ids["abramov"], "Было «5»"]
        assert (row[6], row[7]) == (True, None)


def test_a_mended_mark_is_told_apart_so_that_the_answer_proposes_it(stage, notice):
    before = on_page(stage)[0][11]
    [outcome] = stage.save("petrova", stage.mark(-1, "Абрамов", "5", seen=1))

    assert (before, outcome["result"], on_page(stage)[0][11]) == (False, "saved", True)


def test_an_answer_is_read_by_teacher_and_pupil_and_stands(stage, model, notice):
    stage.as_person("petrova", ANSWER, notice, False, "Ошибка в знаке, см. тетрадь")
    again = stage.refusal("petrova", ANSWER, notice, True, "Исправлено")
    stage.owner("drop trigger judge on journal.mark_notices")
    stage.as_person("petrova", ANSWER, notice, True, "Исправлено")

    assert again == ("EJ020", {"reason": "written"})
    assert [(row["is_mended"], row["answer"]) for row in notices(stage, "petrova")] == [(True, "Исправлено")]


def test_the_pupil_reads_the_answer_in_the_diary(stage, model, notice):
    stage.as_person("petrova", ANSWER, notice, False, "Ошибка в знаке")

    week = "select api.diary_week(%s, %s)"
    shown = stage.as_person("pupil", week, model.ids["abramov"], stage.school.day(-1))[0][0]["notices"]

    assert [(row[0], row[5], row[6]) for row in shown] == [(notice, "Ошибка в знаке", False)]


@pytest.mark.parametrize("why", ["", "  ", None])
def test_a_mark_that_stays_is_explained(stage, notice, why):
    refused = stage.refusal("petrova", ANSWER, notice, False, why)
    silence(stage, "a mark that stays is explained")
    stage.as_person("petrova", ANSWER, notice, False, why)

    assert refused == ("EJ020", {"reason": "notice-no-why"})


def test_another_teacher_neither_reads_nor_answers_and_row_security_holds_it(stage, model, notice):
    """Row security is under the window; without it and the judge the same call answers: the control."""
    read, refused = notices(stage, "sidorov"), stage.refusal("sidorov", ANSWER, notice, True, "")
    api = stage.school.database.role("api")
    stage.owner(f"create policy hole on journal.mark_notices to {api} using (true) with check (true)")
    judged = stage.refusal("sidorov", ANSWER, notice, True, "")
    silence(stage, "not your course")
    stage.as_person("sidorov", ANSWER, notice, True, "")

    assert (read, refused[0], judged[0]) == ([], "EJ002", "EJ002")


def test_the_class_teacher_reads_the_notices_of_her_class_and_does_not_answer(stage, notice):
    [row] = notices(stage, "kuznetsova")

    assert (row["text"], row["may_answer"]) == ("Было «5»", False)
    assert stage.refusal("kuznetsova", ANSWER, notice, True, "")[0] == "42501"


def test_a_teacher_whose_own_child_wrote_it_does_not_read_it_as_class_news(stage, model, notice):
    stage.owner(
        "insert into private.role_grants (account_id, school_role) values (%s, 'guardian')",
        stage.school.accounts["sidorov"],
    )
    model.make(
        "insert into journal.guardians (pupil_id, person_id, relation) values ({abramov}, {sidorov}, 'отец')"
        " returning 1"
    )

    assert notices(stage, "sidorov") == []
