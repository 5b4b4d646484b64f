"""The text being typed into a cell: a line, a caret, whether the next sign replaces it; the grid paints it."""

from dataclasses import dataclass


@dataclass(slots=True)
class CellEditor:
    """A one-line editor without a widget, so that a key is on the screen within a frame.

    Attributes:
        in_place: opened by F2 or a double click: arrows move the caret instead of leaving the cell.
        all_selected: the next sign replaces everything: an impossible text was refused.
    """

    text: str = ""
    caret: int = 0
    in_place: bool = False
    all_selected: bool = False

    @classmethod
    def of(cls, text: str, *, in_place: bool = False) -> "CellEditor":
        """An editor with the caret behind the text."""
        return cls(text, len(text), in_place)

    def insert(self, signs: str) -> None:
        """Type at the caret."""
        if self.all_selected:
            self.text, self.caret, self.all_selected = "", 0, False
        self.text = self.text[: self.caret] + signs + self.text[self.caret :]
        self.caret += len(signs)

    def erase_before(self) -> None:
        """Backspace."""
        if self.all_selected:
            self.text, self.caret, self.all_selected = "", 0, False
        elif self.caret:
            self.text = self.text[: self.caret - 1] + self.text[self.caret :]
            self.caret -= 1

    def erase_after(self) -> None:
        """Delete."""
        if self.all_selected:
            self.text, self.caret, self.all_selected = "", 0, False
        else:
            self.text = self.text[: self.caret] + self.text[self.caret + 1 :]

    def move(self, steps: int) -> None:
        """Move the caret; what was selected is selected no more."""
        self.all_selected = False
        self.caret = min(len(self.text), max(0, self.caret + steps))
