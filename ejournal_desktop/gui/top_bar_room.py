"""The bars over and under the pages in the width there is: words give way above, cells take a second line below."""

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ejournal_desktop.gui import theme
from ejournal_desktop.gui.forms.ui_main_window import Ui_MainWindow
from ejournal_desktop.gui.widgets.flow import wrap

_STAGES: Final = 4


class TopBarRoom(QObject):
    """Fits the bars to the window, never the window to the bars; what gives way is in the tooltip of the avatar."""

    def __init__(self, window: QWidget, form: Ui_MainWindow) -> None:
        super().__init__(window)
        self._window, self._form = window, form
        self._find_words = form.paletteButton.text()
        form.topBar.setMinimumWidth(1)
        wrap(form.statusRow)
        theme.changes().changed.connect(self.fit)

    def fit(self) -> None:
        """Take the first stage that fits: all words, no product, a short search, no names, a glass alone."""
        form = self._form
        form.avatar.setToolTip(f"{form.personLabel.text()}, {form.roleLabel.text()}")
        for stage in range(_STAGES + 1):
            self._use(stage)
            if _needed(form) <= self._window.width():
                return

    def _use(self, stage: int) -> None:
        form = self._form
        form.productLabel.setVisible(stage < 1 and form.navRail.is_open)
        search = self._find_words if stage < 2 else "Найти…"  # noqa: PLR2004
        form.paletteButton.setText(search if stage < _STAGES else "")
        for label in (form.personLabel, form.roleLabel):
            label.setVisible(stage < 3)  # noqa: PLR2004
        form.bellClock.setVisible(bool(form.bellClock.text().strip()))


def _needed(form: Ui_MainWindow) -> int:
    row = form.topRow
    plain = (form.railButton, form.productLabel, form.paletteButton, form.bellClock, form.helpButton, form.personButton)
    widths = [widget.sizeHint().width() for widget in plain if not widget.isHidden()]
    if not form.personLabel.isHidden():
        widths.append(max(form.personLabel.sizeHint().width(), form.roleLabel.sizeHint().width()))
    widths += [form.avatar.width(), form.personLine.width()]
    margins = row.contentsMargins()
    return sum(widths) + row.spacing() * (len(widths) + 1) + margins.left() + margins.right()
