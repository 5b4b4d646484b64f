"""The head of a journal page: title, period, way of typing, banner, notes, and why there is no grid."""

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ejournal_desktop.domain.gradebook import Course, JournalPage, Period
from ejournal_desktop.gui.forms.ui_journal_page import Ui_JournalPage
from ejournal_desktop.gui.grid.lock_text import period_words
from ejournal_desktop.gui.grid.typing_flow import MODE_NAMES, Mode
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.page_notes import missing_words
from ejournal_desktop.gui.pages.opened_period import banner_words, window_note

WAIT, EMPTY = 0, 1
"""Pages of the stack that are no grid."""
_MODES: Final = list(MODE_NAMES)


class JournalHead(QObject):
    """Writes into the form what the page knows; the acts behind its buttons belong to the page."""

    def __init__(self, form: Ui_JournalPage, course: Course, page: QWidget) -> None:
        super().__init__(page)
        self._form = form
        form.titleLabel.setText(course.title)
        form.bannerFrame.hide()
        form.modeCombo.addItems([f"Ввод: {name}" for name in MODE_NAMES.values()])
        self.enable(on=False)

    def enable(self, *, on: bool) -> None:
        """Whether there is a grid for the buttons to act on."""
        form = self._form
        moves = (form.todayButton, form.previousButton, form.nextButton, form.paneButton)
        for widget in (form.modeCombo, form.workButton, *moves):
            widget.setEnabled(on)

    def list_periods(self, periods: tuple[Period, ...]) -> None:
        """Fill the list of periods."""
        self._form.periodCombo.clear()
        self._form.periodCombo.addItems([period_words(period.kind, period.number) for period in periods])

    def choose_period(self, at: int) -> None:
        """Say which period is shown."""
        self._form.periodCombo.setCurrentIndex(at)

    def choose_mode(self, mode: Mode) -> None:
        """Say how digits are typed."""
        self._form.modeCombo.setCurrentIndex(_MODES.index(mode))

    @staticmethod
    def mode_at(at: int) -> Mode:
        """The way of typing of a row of the list."""
        return _MODES[at]

    def show_page(self, page: JournalPage, me: str) -> None:
        """What ``me`` may do with the page: banner, and the controls that write."""
        words = banner_words(page, me)
        self._form.bannerFrame.setVisible(bool(words))
        self._form.bannerLabel.setText(words)
        self._form.workButton.setVisible(page.writable and page.course.marking != "none")
        self._form.modeCombo.setVisible(page.writable or page.attendance_writable)

    def show_notes(self, store: JournalStore) -> None:
        """What lacks in the page, and since when its marks may be changed."""
        self._form.missingLabel.setText(missing_words(store))
        self._form.windowLabel.setText(window_note(store.page))

    def wait(self) -> None:
        """The page is being read."""
        self._form.stack.setCurrentIndex(WAIT)

    def say_empty(self, title: str, why: str, *, may_retry: bool = False) -> None:
        """There is no grid, and why."""
        form = self._form
        form.emptyTitle.setText(title)
        form.emptyWhy.setText(why)
        form.retryButton.setVisible(may_retry)
        form.stack.setCurrentIndex(EMPTY)
