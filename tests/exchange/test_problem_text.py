import re
from pathlib import Path

import pytest

from ejournal_desktop.domain.errors import BadFileError
from ejournal_desktop.exchange import problem_text
from ejournal_desktop.exchange.values import Place, Problem, ProblemKind

EXCHANGE = Path(problem_text.__file__).parent


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_problem_has_a_russian_sentence(kind):
    text = problem_text.sentence(Problem(Place("7А", 42), kind, "Столбец", "date", "?"))

    assert text.startswith("Строка 42, столбец «Столбец»: ")
    assert text.endswith(".")
    assert "{" not in text


def test_every_refusal_of_a_file_has_a_russian_sentence():
    sources = "\n".join(path.read_text("utf-8") for path in EXCHANGE.glob("*.py"))
    codes = set(re.findall(r'(?:refuse\(|BadFileError\(|_too_big\()\s*"([a-z-]+)"', sources))
    codes |= {f"not-a-table-{kind}" for kind in ("pdf", "html", "xml", "text", "binary")} | {"workbook-password"}

    assert len(codes) > 20
    assert [code for code in codes if not problem_text.knows(code)] == []


def test_the_sentence_says_where_what_and_what_to_do():
    problem = Problem(Place("7А", 42), ProblemKind.DATE_IMPOSSIBLE, "Дата рождения", "date", "31.02.2014", blocks=True)

    assert problem_text.sentence(problem) == (
        "Строка 42, столбец «Дата рождения»: ждали дату, стоит «31.02.2014»: такого дня нет. "
        "Исправьте здесь или в файле."
    )
    assert problem_text.sentence(problem, with_sheet=True).startswith("Лист «7А», строка 42, столбец «Дата рождения»: ")


def test_the_refusal_of_a_file_names_it_and_the_way_out():
    refusal = BadFileError("workbook-password", {"file": "кадры.xlsx"})

    assert problem_text.file_sentence(refusal) == (
        "Книга «кадры.xlsx» защищена паролем. Снимите пароль в Excel и сохраните её заново."
    )
