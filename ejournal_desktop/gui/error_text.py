"""What the program says when something went wrong: the only way from an error to a sentence (``error_sentences``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from string import Formatter
from typing import Any, Final

from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.gui.error_sentences import BY_CLASS, BY_CODE, Variants
from ejournal_desktop.gui.russian_dates import day_month

_WINDOWS: Final = {"1 week": "неделя", "2 weeks": "2 недели", "3 weeks": "3 недели", "1 month": "месяц"}
_LISTED: Final = 3


@dataclass(frozen=True, slots=True)
class ErrorText:
    """A sentence for a person; ``code`` belongs under «Подробности», never into the first line."""

    what: str
    why: str = ""
    advice: str = ""
    code: str = ""

    @property
    def sentence(self) -> str:
        """All parts in one line."""
        return " ".join(part for part in (self.what, self.why, self.advice) if part)


def error_text(error: EjournalError) -> ErrorText:
    """The sentence of an error."""
    return _said(error.code, error.detail, _of_class(type(error)))


def outcome_text(outcome: Outcome) -> ErrorText:
    """The sentence of an edit that was not saved; empty for a saved one."""
    detail = dict(outcome.detail or {})
    if outcome.result == "conflict":
        value: Any = outcome.value
        if isinstance(value, dict):  # of an entry with parts its words are told
            value = value.get("text") or value.get("title")
        present = {"author": outcome.author, "value": value or "пусто", "at": outcome.at}
        return _said("EJ030", detail | present, BY_CLASS["ChangedByAnotherError"])
    if outcome.result == "repeated-with-other-content":
        return _said("EJ031", detail, BY_CLASS["RuleBrokenError"])
    if outcome.result == "refused":
        return _said(outcome.code or "", detail, BY_CLASS["RefusedError"])
    return ErrorText("")


def known_codes() -> frozenset[str]:
    """Codes that have a sentence of their own."""
    return frozenset(code for code in BY_CODE if "/" not in code)


class _Facts(Formatter):
    """Fills {name} from the facts; the word after the colon says what kind of fact it is."""

    def format_field(self, value: Any, format_spec: str) -> str:
        match format_spec:
            case "day":
                return day_month(value if isinstance(value, date) else date.fromisoformat(str(value)[:10]))
            case "time":
                return f"{value if isinstance(value, datetime) else datetime.fromisoformat(str(value)):%H:%M}"
            case "window":
                return _WINDOWS.get(str(value), str(value))
            case "number":
                return str(value).replace(".", ",")
            case "list":
                more = f" и ещё {len(value) - _LISTED}" if len(value) > _LISTED else ""
                return ", ".join(str(name) for name in value[:_LISTED]) + more
        return str(value)


def _said(code: str, detail: Mapping[str, Any], otherwise: Variants) -> ErrorText:
    reason = detail.get("reason") or detail.get("state")
    variants = (*BY_CODE.get(f"{code}/{reason}", ()), *BY_CODE.get(code, ()), *otherwise)
    known = {name: value for name, value in detail.items() if value not in (None, "", [])}
    fitting = next(variant for variant in variants if _names(variant) <= known.keys())
    what, why, advice = (_Facts().vformat(part, (), known) for part in fitting)
    return ErrorText(what, why, advice, code)


def _names(variant: tuple[str, str, str]) -> set[str]:
    return {name for part in variant for _, name, _, _ in Formatter().parse(part) if name}


def _of_class(kind: type[EjournalError]) -> Variants:
    return next(BY_CLASS[known.__name__] for known in kind.__mro__ if known.__name__ in BY_CLASS)
