"""Sentences about what was typed into a cell: what does not fit and what to type instead."""

from ejournal_desktop.domain.marks import Problem

_LONGEST = 24
_TEXTS = {
    "not_understood": "«{text}» не подходит: ждали отметку от 1 до 5, «н», «б», «у», «оп», «осв» или «.».",
    "unfinished": "«{text}»: после «/» нужна вторая отметка, например 4/5.",
    "out_of_scale": "«{text}» не подходит: в пятибалльной шкале отметки от 1 до 5.",
    "slash_needed": "«{text}»? Две отметки пишут через «/». Enter ещё раз — записать {value}.",
    "two_marks_kind": "Две отметки в графе — только у диктанта, изложения и сочинения. "
    "Для второй отметки добавьте графу работы: Ctrl+Shift+W.",
    "too_many_marks": "«{text}» не подходит: в графе не больше двух отметок.",
    "no_marks": "В этом курсе отметок не ставят. Можно отметить «н», «б», «у», «оп», «осв».",
    "pass_only": "«{text}» не подходит: курс зачётный. Здесь ставят «зач» или «незач».",
    "five_only": "«{text}» не подходит: в этом курсе ставят отметки от 1 до 5.",
    "mark_with_absence": "Отметка и «{presence}» за один день не ставятся вместе. "
    "Отметку за сданное позже ставят со следующего дня.",
    "minutes_in_pane": "Минуты опоздания записывают в свойствах урока (F7). Опоздал и получил отметку — «оп5».",
}


def problem_text(problem: Problem) -> str:
    """The sentence for the hint strip; what was typed or pasted is shortened and made harmless."""
    detail = {key: quoted(value) if isinstance(value, str) else value for key, value in problem.detail.items()}
    return _TEXTS[problem.code].format(**detail)


def quoted(text: str) -> str:
    """A foreign text as a sentence can hold it: one short line, without control and direction marks."""
    seen = "".join(sign if sign.isprintable() else "·" for sign in " ".join(text.split())[: _LONGEST + 1])
    return seen if len(seen) <= _LONGEST else f"{seen[: _LONGEST - 1]}…"
