"""How easily a password is guessed: zxcvbn, on words of the person too, and on Russian words typed on Latin keys."""

from zxcvbn import zxcvbn

_ENOUGH = 3  # of 0..4: «safely unguessable», 10^8 guesses and more
_JUDGED = 72  # zxcvbn takes no more; what is longer only adds
# zxcvbn knows neither «йцукен» nor «пароль»: it knows the same keys in the Latin layout
_KEYS = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`")


def is_guessable(password: str, own_words: list[str]) -> bool:
    """Whether a password is too easily guessed by somebody who knows these words of the person."""
    return bool(password) and strength(password, own_words) < _ENOUGH


def strength(password: str, own_words: list[str]) -> int:
    """From 0, guessed at once, to 4."""
    typed = password.casefold().translate(_KEYS)
    return min(_score(spelled, own_words) for spelled in (password, typed)) if password else 0


def _score(password: str, own_words: list[str]) -> int:
    return int(zxcvbn(password[:_JUDGED], user_inputs=own_words)["score"])
