"""The card of a conflict: both values with their authors, three keys, Esc for later; it stands beside the cell."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ejournal_desktop.gui.grid.cell_card import CellCard
from ejournal_desktop.gui.grid.cell_text import work_words
from ejournal_desktop.gui.models.conflicts import Choice, both_marks
from ejournal_desktop.gui.models.journal_cells import CellFieldState
from ejournal_desktop.gui.models.journal_store import JournalStore

_KEYS: Final[dict[int, Choice]] = {Qt.Key.Key_1: "mine", Qt.Key.Key_2: "theirs", Qt.Key.Key_3: "both"}


class ConflictCard(CellCard):
    """What is typed over it goes to the grid, so that nobody is kept from working on."""

    chosen = Signal(str)
    """«mine», «theirs» or «both»."""
    typed_on = Signal(QKeyEvent)
    """A key that is not the card's."""

    def __init__(self, pane: QWidget, store: JournalStore, row: int, column: int) -> None:
        pupil, place = store.pupils[row], store.columns[column]
        title = f"Расхождение · {pupil.last_name} {pupil.first_name} · {place.lesson.held_on:%d.%m} · "
        super().__init__(pane, "conflict_card", "git-merge", title + work_words(place, with_weight=False))
        state = _conflict_of(store, row, column)
        self.add_line(f"Моё:  {state.shown or 'пусто'}   {mine_words(store, state)}")
        self.add_line(f"На сервере:  {state.kept or 'пусто'}   {theirs_words(store, state)}")
        both = both_marks(store, row, column)
        self._choices: dict[Choice, QPushButton] = {}
        row_of_buttons = QHBoxLayout()
        row_of_buttons.setSpacing(8)
        self._add(row_of_buttons, "mine", f"Оставить {state.shown or 'пусто'}", 1)
        self._add(row_of_buttons, "theirs", f"Принять {state.kept or 'пусто'}", 2)
        if both is not None:
            self._add(row_of_buttons, "both", f"Обе: {both.mark}", 3)
        later = QLabel("Позже — Esc", self)
        later.setProperty("words", "caption")
        row_of_buttons.addWidget(later)
        row_of_buttons.addStretch(1)
        buttons = QWidget(self)
        buttons.setLayout(row_of_buttons)
        row_of_buttons.setContentsMargins(0, 4, 0, 0)
        self.add_widget(buttons)

    def _add(self, row: QHBoxLayout, choice: Choice, text: str, key: int) -> None:
        button = QPushButton(f"{text}  {key}", self)
        button.setObjectName(f"conflict_{choice}")
        button.setAccessibleName(f"{text}, клавиша {key}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are the card's
        if choice == "mine":
            button.setProperty("kind", "primary")
        button.clicked.connect(lambda _checked=False: self.chosen.emit(choice))
        row.addWidget(button)
        self._choices[choice] = button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2, 3 choose; Esc is for later; everything else is typed on in the grid."""
        choice = _KEYS.get(event.key()) if not event.modifiers() & Qt.KeyboardModifier.ControlModifier else None
        if choice in self._choices:
            self.chosen.emit(choice)
        elif event.key() == Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif event.key() not in {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt}:
            self.typed_on.emit(event)


def _conflict_of(store: JournalStore, row: int, column: int) -> CellFieldState:
    return next(state for state in store.fields(row, column) if state.state == "conflict")


def mine_words(store: JournalStore, state: CellFieldState) -> str:
    """«10:33»: when it was written, by this computer's clock."""
    made_at = store.made_at(state)
    return f"{made_at.astimezone(store.page.now.tzinfo):%H:%M}" if made_at is not None else ""


def theirs_words(store: JournalStore, state: CellFieldState) -> str:
    """«10:29, Орлов П. И.»."""
    outcome = state.outcome
    at = outcome.at.astimezone(store.page.now.tzinfo) if outcome is not None and outcome.at is not None else None
    author = (outcome.author if outcome is not None else "") or ""
    when = "" if at is None else f"{at:%H:%M}" if at.date() == store.page.today else f"{at:%d.%m %H:%M}"
    return ", ".join(part for part in (when, author) if part)
