"""How a person types into the journal and hears it: where Enter leads, what «45» means, what is read (ux 5.18)."""

from dataclasses import dataclass

from ejournal_desktop.config.settings import CellSpeech, EnterGoes


@dataclass(frozen=True, slots=True)
class TypingHabits:
    """Chosen in the settings.

    Attributes:
        enter: where Enter leads from a cell.
        skips_closed: whether Enter and Tab pass cells that cannot be written.
        joins_two_marks: «45» is «4/5» at once, not only after a second Enter.
        speech: a screen reader says of a cell its value alone, the pupil too, or pupil, date and work.
    """

    enter: EnterGoes = "down"
    skips_closed: bool = True
    joins_two_marks: bool = False
    speech: CellSpeech = "date"


class _Present:
    """The habits of this process: every journal is typed alike."""

    habits = TypingHabits()


def current() -> TypingHabits:
    """The habits in use."""
    return _Present.habits


def use(habits: TypingHabits) -> None:
    """Type like this from now on."""
    _Present.habits = habits
