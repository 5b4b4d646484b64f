import ast
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ejournal_desktop.database import error_codes
from ejournal_desktop.domain import errors
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.exchange import problem_text
from ejournal_desktop.gui.error_text import error_text, known_codes, outcome_text

DATABASE = Path(error_codes.__file__).parent
CLASSES = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.EjournalError)]


PACKAGE = DATABASE.parent
BY_CLASS_ALONE = {"pool", "08006"}  # the class says all there is to say


def raised_codes():
    """Every code that stands as a constant where an error of the family is made."""
    names = {kind.__name__ for kind in CLASSES}
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    yield code.value


def said(code, **detail):
    return error_text(errors.RuleBrokenError(code, detail)).sentence


def test_every_code_of_the_database_has_a_sentence():
    listed = set(re.findall(r"^\| (EJ\d{3}) \|", (DATABASE / "README.md").read_text(encoding="utf-8"), re.MULTILINE))

    assert listed
    assert listed | set(error_codes.OWN_CODES) <= known_codes()


def test_every_code_that_the_program_itself_raises_has_a_sentence():
    raised = set(raised_codes())

    assert len(raised) > 20
    unsaid = {code for code in raised - known_codes() - BY_CLASS_ALONE if not problem_text.knows(code)}
    assert unsaid == set()


@pytest.mark.parametrize("kind", CLASSES)
def test_every_kind_of_error_has_a_sentence_without_any_facts(kind):
    sentence = error_text(kind()).sentence

    assert sentence.endswith(".")
    assert "{" not in sentence


@pytest.mark.parametrize("code", sorted(known_codes()))
def test_a_sentence_needs_no_facts_and_shows_no_code(code):
    text = error_text(errors.EjournalError(code))

    assert text.sentence
    assert "{" not in text.sentence
    assert code not in text.sentence
    assert text.code == code


@pytest.mark.parametrize("code", sorted(known_codes()))
def test_a_reason_without_its_facts_still_says_something(code):
    for reason in ("role", "not-holder", "self-grant", "weight", "two-marks", "unheard-of"):
        assert "{" not in said(code, reason=reason)


def test_a_closed_mark_says_the_dates_the_window_and_who_opens_it():
    sentence = said("EJ010", held_on="2026-09-02", closed_on="2026-09-16", edit_window="2 weeks")

    assert sentence == (
        "Отметка за 2 сентября закрыта для правки. Срок редактирования — 2 недели — истёк 16 сентября. "
        "Открывает администратор по согласованию с заместителем директора."
    )


def test_a_handed_over_page_is_opened_by_order_of_the_director():
    sentence = said("EJ011", handed_over_at="2026-10-26T15:00:00+03:00")

    assert "сдана 26 октября" in sentence
    assert "по приказу директора" in sentence


def test_a_value_outside_the_scale_is_named():
    assert said("EJ014", value="6") == "«6» не подходит: в пятибалльной шкале отметки от 1 до 5."


def test_a_wrong_password_reads_as_the_specification_has_it():
    text = error_text(errors.SignInFailedError("28P01"))

    assert text.sentence == "Неверный логин или пароль. Проверьте раскладку и Caps Lock."


def test_a_wrong_password_and_an_unknown_login_cannot_be_told_apart():
    assert error_text(errors.SignInFailedError("28P01")).what == error_text(errors.SignInFailedError("28000")).what


def test_a_client_that_is_too_old_says_both_versions():
    sentence = error_text(errors.SignInFailedError("EJ003", {"client_version": 1, "min_client_version": 3})).sentence

    assert "3 и новее, здесь 1" in sentence
    assert "Обновите программу" in sentence


def test_an_unreachable_server_is_not_blamed_on_the_password():
    sentence = error_text(errors.ServerUnavailableError("08006")).sentence

    assert sentence.startswith("Нет связи с сервером.")
    assert "парол" not in sentence


def test_a_conflict_names_the_other_person_and_what_stands_there_now():
    outcome = Outcome("1", "conflict", value="4", author="Орлов П. И.", at=datetime(2026, 9, 25, 10, 51, tzinfo=UTC))

    assert "«4», автор записи — Орлов П. И., 10:51" in outcome_text(outcome).sentence


def test_an_update_that_row_security_hid_says_so():
    assert "нет доступа или уже изменено" in outcome_text(Outcome("1", "refused", code="")).sentence


def test_a_saved_edit_has_nothing_to_say():
    assert outcome_text(Outcome("1", "saved")).sentence == ""
