"""The words of the program: what the rulings forbid on the screen stands nowhere in it."""

import ast
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import ejournal_desktop
from ejournal_desktop.config import paths

PACKAGE = Path(ejournal_desktop.__file__).parent
SPEAKING = ("gui", "background", "app", "exchange", "reports")
RUSSIAN = re.compile("[А-Яа-яЁё]")
REPLACED = {
    r"\bПрог\.": "«Прогн.»",
    r"\bзам\.": "«замена», «заместитель директора»",
    r"\bИнспектор\b(?! видит)": "«Свойства урока», «проверяющий»",
    r"[Пп]есочниц": "«Пробный класс»",
    r"[Вв]злом": "«Нарушение конфиденциальности доступа»",
    r"[Оо]кна правки|[Оо]кно правки": "«Сроки редактирования отметок»",
    r"[Сс]да(ть|но) завучу|[Зз]авуч": "«Передать на проверку», «заместитель директора»",
    r"[Жж]урнал замен\b": "«Журнал учёта замещённых уроков»",
    r"\bП\.\s?\d": "«п. 3.8 Порядка»",
    r"[Уу]спешно\b": "что именно сделано",
    r"[Пп]ожалуйста|[Уу]пс": "nothing",
    r"[Нн]екорректн|[Нн]едопустим|[Нн]еверный ввод": "what does not fit and why",
    r"\b([Тт]ы|[Тт]ебе|[Тт]воя|[Тт]вой|[Тт]воё|[Тт]вои)\b": "«вы»",
    r"!\s*$": "no exclamation",
    r"^\W*[Оо]шибка\W*$": "what happened, why, what to do",
}
SIGNS = {"!"}  # painted in a cell that the server refused, never read as a word
CHOICES = {"ошибка"}  # the teacher's answer to a pupil's notice: «Ответить: ошибка, исправлю»


def code_words():
    for area in SPEAKING:
        for file in sorted((PACKAGE / area).rglob("*.py")):
            if "forms" not in file.parts:
                yield from ((f"{file.relative_to(PACKAGE)}", text) for text in _spoken(file))


def form_words():
    for file in sorted((PACKAGE.parent / "ui").glob("*.ui")):
        tree = ET.parse(file)  # noqa: S314 - our own forms
        yield from ((file.name, node.text) for node in tree.iter("string") if node.text)


def guide_words():
    for file in sorted(paths.resource("help").rglob("*.md")):
        yield from ((file.name, line) for line in file.read_text(encoding="utf-8").splitlines())


def _spoken(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield node.value


def wrong(words):
    found = []
    for place, text in words:
        if text.strip() in SIGNS | CHOICES:
            continue
        found += [f"{place}: {text!r}, want {wanted}" for bad, wanted in REPLACED.items() if re.search(bad, text)]
    return found


@pytest.mark.parametrize("words", [code_words, form_words, guide_words])
def test_no_text_of_the_screen_has_a_word_that_the_rulings_replaced(words):
    said = [(place, text) for place, text in words() if RUSSIAN.search(text) or text.strip() == "!"]

    assert len(said) > 100
    assert wrong(said) == []


@pytest.mark.parametrize(
    "text", ["Прог.", "зам. урока", "Успешно сохранено", "Готово!", "Ошибка", "Сдать завучу", "П.3.8"]
)
def test_such_a_word_would_be_found(text):
    assert wrong([("here", text)]) != []


@pytest.mark.parametrize("words", [form_words])
def test_buttons_and_labels_of_forms_begin_with_a_capital_and_address_with_a_small_one(words):
    assert [text for _place, text in words() if re.search(r"(?<=[а-яё,] )(Вы|Вас|Вам|Ваш\w*)\b", text)] == []
