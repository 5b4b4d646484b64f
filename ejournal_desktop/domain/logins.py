"""A login out of a name: «Петрова Анна Викторовна» → petrova.av."""

from collections.abc import Iterator

_LETTERS = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True)) | {
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}


def propose_login(full_name: str, number: int = 1) -> str:
    """Surname (of a double one the first), dot, initials; ``number`` tells apart namesakes: petrova.av2.

    Empty without a surname.
    """
    words = [word for part in full_name.split() if (word := _latin(part.split("-")[0]))]
    if not words:
        return ""
    initials = "".join(word[0] for word in words[1:3])
    login = f"{words[0]}.{initials}" if initials else words[0]
    return login if number == 1 else f"{login}{number}"


def _latin(word: str) -> str:
    return "".join(_spelled(word.casefold()))


def _spelled(word: str) -> Iterator[str]:
    for letter in word:
        if letter in _LETTERS:
            yield _LETTERS[letter]
        elif letter.isascii() and letter.isalnum():
            yield letter
