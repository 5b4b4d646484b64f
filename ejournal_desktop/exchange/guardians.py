"""Guardians in a pupil's row: «Мать / Отец», «Родитель 1 / Родитель 2», «Мама (ФИО)» with a note in brackets."""

import re

from ejournal_desktop.domain.names import PersonName, clean, fold, split_full_name, to_cyrillic
from ejournal_desktop.exchange.cell_values import is_dash
from ejournal_desktop.exchange.person_fields import read_email, read_phones
from ejournal_desktop.exchange.row_reader import RowReader
from ejournal_desktop.exchange.values import GuardianRow, ProblemKind


def _of_parent(word: str, short: str, genitive: str) -> dict[str, tuple[str, ...]]:
    return {
        "full_name": (f"{word} / ФИО", word, f"{short} (ФИО)", f"ФИО {genitive}", short, f"{word} (ФИО)"),
        "phone": (f"{word} / Телефон", f"тел. {short[:-1]}ы", f"Телефон {genitive}", f"{word} (телефон)"),
        "email": (f"{word} / E-mail", f"E-mail {genitive}", f"{word} (e-mail)"),
    }


def _of_numbered(number: int) -> dict[str, tuple[str, ...]]:
    parent = f"Родитель {number}"
    return {
        "full_name": (f"{parent} / ФИО", parent, f"ФИО родителя {number}"),
        "relation": (f"{parent} / кем приходится", f"Степень родства {number}"),
        "phone": (f"{parent} / моб. тел.", f"{parent} / телефон", f"Телефон родителя {number}"),
        "email": (f"{parent} / E-mail", f"E-mail родителя {number}"),
    }


_KINDS = {
    "mother": _of_parent("Мать", "Мама", "матери"),
    "father": _of_parent("Отец", "Папа", "отца"),
    "first": _of_numbered(1),
    "second": _of_numbered(2),
    "representative": {
        "full_name": ("Законный представитель", "ФИО родителя", "ФИО законного представителя", "Родитель"),
        "relation": ("Степень родства", "Кем приходится"),
        "phone": ("Телефон родителя", "Телефон законного представителя", "Телефон"),
        "email": ("E-mail родителя", "E-mail законного представителя"),
    },
}
GUARDIAN_FIELDS = {f"{kind}_{part}": titles for kind, parts in _KINDS.items() for part, titles in parts.items()} | {
    "family_email": ("почта для связи", "E-mail", "Почта", "Электронная почта"),
}
"""Fields of guardians with the titles schools write."""

_RELATIONS = {"mother": "мать", "father": "отец"}
_SPOKEN = {"мама": "мать", "папа": "отец", "баба": "бабушка", "дед": "дедушка", "опекунша": "опекун"}
_NOTE = re.compile(r"\(([^)]{1,40})\)\s*$")


def read_guardians(reader: RowReader) -> tuple[GuardianRow, ...]:
    """Read every guardian of the row in the order of the columns; the family's e-mail goes to the first."""
    found = [guardian for kind in _KINDS if (guardian := _guardian(reader, kind)) is not None]
    family_email = read_email(reader, "family_email")
    if found and family_email and not found[0].email:
        first = found[0]
        found[0] = GuardianRow(
            first.relation, first.last_name, first.first_name, first.middle_name, first.phones, family_email
        )
    return tuple(found)


def _guardian(reader: RowReader, kind: str) -> GuardianRow | None:
    field = f"{kind}_full_name"
    text = reader.text(field)
    if is_dash(text) or fold(text) == "нет":
        return None
    name, noted = _name_and_note(text)
    if not name.first:
        reader.note(ProblemKind.NAME_SHORT, field, "name", text)
    if to_cyrillic(clean(text)) != text:
        reader.note(ProblemKind.LOOK_ALIKE_LETTERS, field, found=text, understood=name.full)
    relation = noted or fold(reader.filled(f"{kind}_relation")) or _RELATIONS.get(kind, "законный представитель")
    return GuardianRow(
        relation=_SPOKEN.get(relation, relation),
        last_name=name.last,
        first_name=name.first,
        middle_name=name.middle,
        phones=read_phones(reader, f"{kind}_phone"),
        email=read_email(reader, f"{kind}_email"),
    )


def _name_and_note(text: str) -> tuple[PersonName, str]:
    note = _NOTE.search(text)
    name = split_full_name(text[: note.start()] if note else text)
    return name, fold(note[1]) if note else ""
