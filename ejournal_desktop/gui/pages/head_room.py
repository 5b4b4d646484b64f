"""The header line of a journal in the width there is: words give way to icons, then widths shrink; nothing is cut."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from ejournal_desktop.gui import theme
from ejournal_desktop.gui.forms.ui_journal_page import Ui_JournalPage
from ejournal_desktop.gui.widgets.segments import Segments

_SMALLEST: Final = 320
_STAGES: Final = 6
_TITLE_GIVES_WAY: Final = 3
_TITLE: Final = 120


class HeadRoom(QObject):
    """Fits the line each time the page gets another width or the theme another scale."""

    def __init__(self, page: QWidget, form: Ui_JournalPage, switch: Segments) -> None:
        super().__init__(page)
        self._switch = switch
        self._page, self._form, self._head = page, form, form.head
        self._title = form.titleLabel.text()
        form.titleLabel.setAccessibleName(self._title)
        self._words: dict[QWidget, str] = {form.workButton: form.workButton.text()}
        page.setMinimumSize(_SMALLEST, 1)  # the line is fitted to the page, not the window to the line
        for label in (form.titleLabel, form.missingLabel, form.windowLabel, form.bannerLabel):
            _may_shrink(label)
        page.installEventFilter(self)
        theme.changes().changed.connect(self.fit)

    def fit(self) -> None:
        """Take the first stage that fits: words, icons, narrow lists, no arrows, a menu of views, a list's arrow."""
        for stage in range(_STAGES + 1):
            self._use(stage)
            room = self._page.width() - self._needed()
            if room >= self._title_width(stage):
                break
        title = self._form.titleLabel
        title.setText(title.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room))
        title.setToolTip("" if title.text() == self._title else self._title)

    def _title_width(self, stage: int) -> int:
        """The whole title while there is another word to give up, a part of it after that."""
        whole = self._form.titleLabel.fontMetrics().horizontalAdvance(self._title) + 2
        return whole if stage < _TITLE_GIVES_WAY else min(whole, theme.current().px(_TITLE))

    def _use(self, stage: int) -> None:
        form = self._form
        form.workButton.setText(self._words[form.workButton] if stage == 0 else "")
        form.workButton.setToolTip("" if stage == 0 else self._words[form.workButton])
        form.workButton.setAccessibleName(self._words[form.workButton])
        form.todayButton.setText("Сегодня  F5" if stage == 0 else "F5")
        form.todayButton.setVisible(stage < _STAGES)
        form.todayButton.setToolTip("К сегодняшнему уроку (F5)")
        form.todayButton.setAccessibleName("Сегодня")
        for combo in (form.periodCombo, form.modeCombo):
            width = theme.current().px(combo.property("px_width")) if stage < 2 else self._narrow(combo)  # noqa: PLR2004
            combo.setFixedWidth(width)
        for button in (form.previousButton, form.nextButton):
            button.setVisible(stage < 3)  # noqa: PLR2004 - the arrows go after the words
        self._switch.set_compact(stage >= 4)  # noqa: PLR2004
        if stage >= _STAGES - 1:
            form.modeCombo.setFixedWidth(self._tiny())

    @staticmethod
    def _tiny() -> int:
        """Only the arrow of the list: F8 changes the way of typing, the strip below says which it is."""
        return theme.current().px(36)

    @staticmethod
    def _narrow(combo: QComboBox) -> int:
        """As wide as the word that is chosen."""
        return combo.fontMetrics().horizontalAdvance(combo.currentText()) + theme.current().px(58)

    def _needed(self) -> int:
        margins, spacing = self._head.contentsMargins(), self._head.spacing()
        widths = [_width(self._head, at) for at in range(self._head.count())]
        shown = [width for width in widths if width]
        return sum(shown) + spacing * len(shown) + margins.left() + margins.right()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Another width."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self.fit()
        return False


def _width(head: QHBoxLayout, at: int) -> int:
    item = head.itemAt(at)
    widget = item.widget() if item is not None else None
    if widget is None or widget.isHidden():
        return 0
    if isinstance(widget, QLabel):  # the title has what is left
        return 1
    if isinstance(widget, (QComboBox, QPushButton, QToolButton)) and widget.minimumWidth() == widget.maximumWidth():
        return widget.maximumWidth()
    return widget.sizeHint().width()


def _may_shrink(label: QLabel) -> None:
    """A long text gives way; the whole of it is in the tooltip of the widget it stands on."""
    label.setMinimumWidth(1)
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
    label.setSizePolicy(policy)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
