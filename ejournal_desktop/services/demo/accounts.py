"""Who can sign in to the demo: one person per role, with passwords of this demo only."""

import secrets
from dataclasses import dataclass

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A person of the demo who can sign in."""

    roles: tuple[str, ...]
    login: str
    password: str
    full_name: str


@dataclass(frozen=True, slots=True)
class Part:
    """Whom the demo introduces in which roles; the full name is the one of the staff list."""

    roles: tuple[str, ...]
    login: str
    full_name: str


ADMINISTRATOR = Part(("administrator",), "komarova", "Комарова Мария Андреевна")
TEACHER = Part(("teacher",), "semenova", "Семёнова Жанна Николаевна")
DEPUTY = Part(("deputy", "teacher"), "tarasova", "Тарасова Инна Николаевна")
PSYCHOLOGIST = Part(("psychologist",), "davydova", "Давыдова Марина Петровна")
INSPECTOR = Part(("inspector",), "vetrova", "Ветрова Ольга Игоревна")
PARTS = (
    TEACHER,
    Part(("teacher", "class_teacher"), "gorbunova", "Горбунова Тамара Сергеевна"),
    DEPUTY,
    Part(("director", "teacher"), "matveeva", "Матвеева Анна Владимировна"),
    ADMINISTRATOR,
    Part(("secretary",), "suvorova", "Суворова Наталья Валентиновна"),
    PSYCHOLOGIST,
    INSPECTOR,
)


def make_accounts() -> tuple[DemoAccount, ...]:
    """Accounts with new random passwords that can be typed: «mofatu-zir-83»."""
    return tuple(DemoAccount(part.roles, part.login, make_password(), part.full_name) for part in PARTS)


def make_password() -> str:
    """Some 45 random bits in syllables."""
    syllables = ["".join((secrets.choice(_CONSONANTS), secrets.choice(_VOWELS))) for _ in range(6)]
    return f"{''.join(syllables[:3])}-{''.join(syllables[3:])}-{secrets.randbelow(90) + 10}"
