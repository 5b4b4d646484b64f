"""A family's diary and a family's data: the whole way from the service to the server and back."""

import datetime as dt

import pytest

from ejournal_desktop.domain.errors import RefusedError
from ejournal_desktop.domain.families import Contact, MovementOrder
from ejournal_desktop.services import diary, families
from tests.database.school_factory import PASSWORD, build_school


@pytest.fixture(scope="module")
def school(database):
    return build_school(database)


@pytest.fixture
def engine(school):
    return lambda login: school.database.sign_in_as(login, PASSWORD)


def test_a_guardian_reads_the_week_of_her_child_and_of_no_other(school, engine):
    guardian = engine("guardian")
    [mine] = diary.my_diaries(guardian)

    week = diary.diary_week(guardian, mine.pupil_id, school.today)
    subjects = {lesson.subject for lesson in week.lessons if lesson.held_on == school.today}

    assert (mine.last_name, mine.class_name, week.today) == ("Абрамов", "7А", school.today)
    assert {"Математика", "Русский язык"} <= subjects
    assert diary.diary_finals(guardian, mine.pupil_id) == ()
    with pytest.raises(RefusedError):
        diary.diary_week(guardian, school.pupils["Белова"], school.today)


def test_a_pupil_gives_notice_of_a_wrong_mark_and_sees_it_wait(school, engine):
    with school.connect("petrova", autocommit=True) as teacher:
        teacher.execute(
            "select api.save_cells(1, jsonb_build_array(jsonb_build_object('operation_id', gen_random_uuid(),"
            " 'lesson_id', %s::integer, 'work_id', %s::integer, 'pupil_id', %s::integer, 'field', 'mark', 'seen', 0,"
            " 'value', '3')))",
            (school.lessons["math", 0], school.works["math", 0], school.pupils["Абрамов"]),
        )
    pupil = engine("pupil")
    shown = diary.diary_week(pupil, school.pupils["Абрамов"], school.today)
    diary.send_mark_notice(pupil, shown.marks[0].work_id, "Было «4»")

    [notice] = diary.diary_week(pupil, school.pupils["Абрамов"], school.today).notices

    assert (shown.marks[0].value, shown.marks[0].entered_on) == ("3", school.today)
    assert (notice.text, notice.answered_at, notice.is_mended) == ("Было «4»", None, None)


def test_contacts_are_kept_by_the_class_teacher_and_read_by_the_secretary(school, engine):
    class_teacher, secretary = engine("kuznetsova"), engine("secretary")
    family = next(
        one for one in families.class_families(class_teacher, school.classes["7А"]) if one.pupil.last_name == "Абрамов"
    )
    mother = family.guardians[0]
    families.save_contacts(
        class_teacher,
        Contact(mother.person_id, mother.last_name, mother.first_name, mother.middle_name, "+79990001122", "", ""),
    )
    families.set_refusal(class_teacher, family.pupil.person_id, refuses=True)

    card = families.pupil_card(secretary, family.pupil.person_id)

    assert (card.family.guardians[0].phone, card.family.refuses_electronic) == ("+79990001122", True)
    assert (card.birth_date, card.classes[0].class_name) == (dt.date(2013, 5, 6), "7А")


def test_a_pupil_departs_without_an_order_that_comes_later(school, engine):
    secretary = engine("secretary")
    number = families.move_pupil(secretary, school.pupils["Ильина"], "departure", school.today, place="Тверь")
    families.give_movement_order(secretary, number, MovementOrder("15-к", school.today))

    [movement] = families.movements(secretary)

    assert (movement.kind, movement.from_class, movement.place) == ("departure", "7Б", "Тверь")
    assert movement.order == f"№ 15-к от {school.today:%d.%m.%Y}"
