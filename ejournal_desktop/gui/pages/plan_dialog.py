"""The shape of the small dialogs of a lesson plan: lines of text and widgets over Russian buttons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ejournal_desktop.gui import style, theme


class PlanDialog(QDialog):
    """A column of widgets over Russian buttons."""

    def __init__(self, title: str, accept: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 16, 16, 16)
        self.column.setSpacing(8)
        self._buttons = QDialogButtonBox(self)
        self.yes = self._buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        self.yes.setObjectName("acceptButton")
        style.set_state(self.yes, "kind", "primary")
        no = self._buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole)
        no.setObjectName("cancelButton")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def finish(self, width: int) -> None:
        """Put the buttons under what was added."""
        self.column.addWidget(self._buttons)
        self.resize(theme.current().px(width), self.sizeHint().height())
        style.fit(self)

    def label(self, text: str, words: str = "", buddy: QWidget | None = None) -> QLabel:
        """A line of text."""
        label = QLabel(text, self)
        label.setWordWrap(True)
        if words:
            label.setProperty("words", words)
        if buddy is not None:
            label.setBuddy(buddy)
        self.column.addWidget(label)
        return label
