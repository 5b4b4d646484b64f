"""How easily a password is guessed: zxcvbn, on what belongs to the person too."""

from zxcvbn import zxcvbn

_ENOUGH = 3  # of 0..4: «safely unguessable», 10^8 guesses and more
_JUDGED = 72  # zxcvbn takes no more; what is longer only adds


def is_guessable(password: str, own_words: list[str]) -> bool:
    """Whether a password is too easily guessed by somebody who knows these words of the person."""
    return bool(password) and int(zxcvbn(password[:_JUDGED], user_inputs=own_words)["score"]) < _ENOUGH
