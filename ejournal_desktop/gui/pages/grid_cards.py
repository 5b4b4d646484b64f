"""Everything that stands as a card beside a cell of one grid: why, requests, notices of families, notes."""

from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.pages.journal_cards import JournalCards
from ejournal_desktop.gui.pages.journal_resits import JournalResits
from ejournal_desktop.gui.pages.mark_notes import MarkNotes
from ejournal_desktop.gui.pages.notice_cards import NoticeCards
from ejournal_desktop.gui.session_port import Workplace


def add_cards(workplace: Workplace, grid: GridPane) -> JournalCards:
    """Tie the cards to a grid; they live as long as it does, one is shown at a time."""
    cards = JournalCards(workplace, grid)
    NoticeCards(workplace, grid, cards)
    MarkNotes(workplace.actions, grid, cards)
    JournalResits(workplace, grid, cards)
    return cards
