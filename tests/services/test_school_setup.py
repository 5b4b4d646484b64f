"""The first administrator comes from the owner of the server; everybody else from an administrator."""

from datetime import date

import pytest
from sqlalchemy import text

from ejournal_desktop.domain.errors import RefusedError, RuleBrokenError
from ejournal_desktop.exchange.values import ImportResult, PeriodRow, Place, StaffRow
from ejournal_desktop.services import accounts
from ejournal_desktop.services.import_plan import plan_calendar, plan_staff
from ejournal_desktop.services.imports import apply_import
from ejournal_desktop.services.school_setup import Credentials, create_account
from tests.services.school_of_files import ADMINISTRATOR, set_up

TEACHER = Credentials("Белова", "Галина", "Анатольевна", "belova", "её-пароль-7")


@pytest.fixture
def administrator(fresh_database):
    engine = set_up(fresh_database)
    place = Place("", 1)
    period = PeriodRow(place, "quarter", 1, 1, 11, date(2026, 9, 1), date(2026, 10, 24))
    apply_import(engine, plan_calendar(result(period)))
    apply_import(
        engine, plan_staff(result(StaffRow(place, *TEACHER.full_name.split(), "Ж", None, ("учитель",))), "2026/2027")
    )
    return engine


def result(row) -> ImportResult:
    return ImportResult((row,), (), (), 1, "файл", b"\0" * 32)


def test_the_first_administrator_signs_in(fresh_database, administrator):
    session, engine = accounts.sign_in(fresh_database.profile, ADMINISTRATOR.login, ADMINISTRATOR.password)
    engine.dispose()

    assert session.roles == ("administrator",)
    assert session.is_demo


def test_a_school_is_set_up_once(fresh_database, administrator):
    with pytest.raises(RuleBrokenError):
        set_up(fresh_database)


def test_an_account_made_by_the_administrator_signs_in_with_its_roles(fresh_database, administrator):
    create_account(administrator, fresh_database.profile, TEACHER, ("teacher", "class_teacher"))

    session, engine = accounts.sign_in(fresh_database.profile, TEACHER.login, TEACHER.password)
    engine.dispose()

    assert session.roles == ("class_teacher", "teacher")
    assert session.last_name == "Белова"


def test_somebody_outside_the_staff_gets_no_account_this_way(fresh_database, administrator):
    stranger = Credentials("Никто", "Нигде", "Никогда", "nikto", "пароль-8")

    with pytest.raises(LookupError):
        create_account(administrator, fresh_database.profile, stranger, ("teacher",))


def test_a_teacher_makes_no_accounts(fresh_database, administrator):
    create_account(administrator, fresh_database.profile, TEACHER, ("teacher",))
    engine = fresh_database.sign_in_as(TEACHER.login, TEACHER.password)

    with engine.begin() as connection, pytest.raises(Exception, match="permission denied"):
        connection.execute(text("select api.create_account(1, 'x', 'x', array['teacher'], false)"))
    with pytest.raises(RefusedError):
        create_account(engine, fresh_database.profile, ADMINISTRATOR, ("teacher",))
