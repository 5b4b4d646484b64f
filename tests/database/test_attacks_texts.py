"""Texts that others read are short and plain: over real SCRAM, each attack with its control."""

import json
import uuid

import pytest

from tests.database.attackers import weakened, without
from tests.database.red_team import answer

TURNED = "улица \u202eмирнаЗ"
CONTACTS = "select api.save_contacts(%s, %s, %s, %s)"
PLAN = "select api.save_lesson_plan(1, %s::jsonb)"


def anything(school):
    """No judge of texts."""
    return without(school, "sec.demand_plain_text", ("if not sec.is_plain_text(value, longest) then", "if false then"))


@pytest.mark.attack("plain contacts")
@pytest.mark.parametrize(
    "contacts",
    [("9" * 101, "", ""), ("", "а" * 255, ""), ("", "", "у" * 501), ("", "", TURNED), ("+7\u0007", "", "")],
    ids=["a long phone", "a long e-mail", "a long address", "a turned address", "a bell"],
)
def test_a_class_teacher_writes_no_contacts_that_break_a_card(school, contacts):
    pupil = school.pupils["Абрамов"]
    refused = answer(school, "kuznetsova", CONTACTS, pupil, *contacts)
    with weakened(school, anything(school)):
        control = answer(school, "kuznetsova", CONTACTS, pupil, *contacts)

    assert (refused, control) == (("EJ014", "text"), "")
    assert answer(school, "kuznetsova", CONTACTS, pupil, "+7 900 000-00-00", "a@b.ru", "улица Мира, 1") == ""


@pytest.mark.attack("plain plans")
@pytest.mark.parametrize(
    ("title", "section"),
    [("п" * 301, ""), (TURNED, ""), ("План", "р" * 1001), ("План", TURNED)],
    ids=["a long title", "a turned title", "a long section", "a turned section"],
)
def test_a_plan_that_all_teachers_list_has_a_title_and_sections_of_a_line(school, title, section):
    def save(title, section):
        plan = {"operation_id": str(uuid.uuid4()), "course_id": school.courses["math"], "title": title}
        outcome = answer(
            school, "petrova", PLAN, json.dumps(plan | {"topics": [{"topic": "Тема", "section": section}]})
        )
        return outcome["result"], outcome.get("code"), outcome.get("detail", {}).get("reason")

    refused = save(title, section)
    with weakened(school, anything(school)):
        control = save(title, section)

    assert (refused, control) == (("refused", "EJ014", "text"), ("saved", None, None))
    assert save("План", "Раздел") == ("saved", None, None)
