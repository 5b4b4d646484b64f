"""What is said of a final mark: why it may not be set, what is proposed, why it is disputed, what leads higher."""

from typing import Final

from ejournal_desktop.domain.final_proposals import Proposal, Way
from ejournal_desktop.domain.marking_policy import MarkingPolicy
from ejournal_desktop.gui.grid.cell_text import decimal_text
from ejournal_desktop.gui.grid.lock_text import period_words
from ejournal_desktop.gui.models.final_states import FinalColumn, FinalLock, FinalState
from ejournal_desktop.gui.models.finals_book import FinalsBook
from ejournal_desktop.gui.russian_dates import day_month, plural

_LOCKS: Final[dict[FinalLock, str]] = {
    "role": "Просмотр. Итоги ставит учитель предмета.",
    "not-named": "Итоги этого курса ставит другой учитель: он назначен приказом о нагрузке.",
    "handed-over": "Страница передана на проверку. Открывают по приказу директора.",
    "no-order": "Приказа о выставлении {period} ещё нет. Его готовит заместитель директора по УВР.",
    "later": "Итоги ставят с {opens}: приказ {order}.",
    "ended": "Срок выставления закончился {closes} (приказ {order}). Обратитесь к заместителю директора по УВР.",
    "not-here": "В этом периоде ученик здесь не учился.",
    "elsewhere": "Эту отметку ставят на странице её периода.",
    "reading": "Читаю приказ о выставлении…",
    "none": "В этом курсе отметок не ставят.",
}
_RESULTS: Final = {"year": "годовых отметок", "exam": "отметок за экзамен", "final": "итоговых отметок"}
_DOUBTS: Final = {
    "few-marks": "мало отметок",
    "border": "у границы",
    "two": "в периоде есть «2»",
    "missing": "есть период без отметки",
    "tie": "среднее ровно между двумя",
}
_STAGES: Final = {
    "sending": "отправляется",
    "waiting": "ждёт сервера",
    "refused": "не принято",
    "conflict": "на сервере другая отметка",
}
_COUNTS: Final = ("", "", "две", "три", "четыре", "пять")


def lock_words(book: FinalsBook, row: int, column: FinalColumn) -> str:
    """Why a final may not be set; empty where it may."""
    lock, page = book.lock(row, column), book.page
    if lock is None:
        return ""
    scope = (page.scope if column.field == "period" else page.opening(column.field).scope) if page is not None else None
    period = book.store.page.period
    of_period = f"отметок за {period_words(period.kind, period.number)}"
    return _LOCKS[lock].format(
        period=_RESULTS.get(column.field, of_period),
        opens=day_month(scope.opens_on) if scope else "",
        closes=day_month(scope.closes_on) if scope else "",
        order=scope.order if scope else "",
    )


def doubt_words(proposal: Proposal) -> str:
    """«у границы, мало отметок»."""
    return ", ".join(_DOUBTS[doubt] for doubt in proposal.doubts)


def accessible_final(book: FinalsBook, row: int, column: FinalColumn) -> str:
    """«нет, прогноз 4, спорный: у границы», «н/а, причина: …, ждёт сервера»."""
    state, proposal = book.state(row, column), book.proposal(row, column)
    parts = [state.shown or "нет"]
    if state.reason:
        parts.append(f"причина: {state.reason}")
    if proposal is not None and state.shown is None:
        parts.append(f"прогноз {proposal.mark}" + (f", спорный: {doubt_words(proposal)}" if proposal.doubts else ""))
    parts += state_words(state)
    return ", ".join(parts)


def state_words(state: FinalState) -> list[str]:
    """What became of an edit, and whether marks under the final changed."""
    words = [_STAGES[state.stage]] if state.stage in _STAGES else []
    if state.changed_after:
        words.append("после выставления отметки изменились")
    return words


def final_hint(book: FinalsBook, row: int, column: FinalColumn, spoken: str) -> str:
    """The line of the hint strip for the cell under the cursor."""
    pupil, state = book.store.pupils[row], book.state(row, column)
    said = f"{pupil.last_name} {pupil.first_name} · {spoken}: {accessible_final(book, row, column)}"
    if state.failure:
        return f"{said}. {state.failure}"
    closed = lock_words(book, row, column)
    if closed:
        return f"{said}. {closed}"
    if state.shown is None and book.proposal(row, column) is not None:
        return f"{said}. Enter — принять, цифра — своя отметка."
    by = f" · {state.author}" if state.author and state.shown else ""
    return f"{said}{by}"


def rule_words(policy: MarkingPolicy) -> str:
    """«5 от 4,60, 4 от 3,60, 3 от 2,60 (приказ № 31 от 28.08.2026)»."""
    borders = ", ".join(f"{mark} от {decimal_text(least)}" for mark, least in policy.thresholds)
    return f"{borders} (приказ {policy.order})" if policy.order else borders


def way_words(way: Way, *, with_kind: bool) -> str:
    """«5 за КР», «две 4»."""
    mark = str(way.mark) if way.count == 1 else f"{_COUNTS[way.count]} {way.mark}"
    return f"{mark} за {way.kind.short_name}" if with_kind else mark


def ways_words(target: int, ways: tuple[Way, ...]) -> str:
    """«Для 4 нужно: 5 за КР или две 4»; empty where nothing short leads there."""
    if not ways:
        return ""
    lightest = min(way.weight for way in ways)
    several = len({way.weight for way in ways}) > 1
    return f"Для {target} нужно: " + " или ".join(
        way_words(way, with_kind=several and way.weight > lightest) for way in ways
    )


def accept_words(certain: int, disputed: int) -> str:
    """«Принять 21 предложение (3 спорных останутся)»."""
    words = plural(certain, "предложение", "предложения", "предложений")
    rest = plural(disputed, "спорное останется", "спорных останутся", "спорных останутся")
    return f"Принять {words}" + (f" ({rest})" if disputed else "")
