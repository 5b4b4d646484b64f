"""A short note that goes with a proposal."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from ejournal_desktop.gui import style


class NoteDialog(QDialog):
    """One line: why it is proposed."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName("noteDialog")
        label = QLabel("Пояснение для директора (можно оставить пустым)", self)
        self.edit = QLineEdit(self)
        self.edit.setObjectName("noteEdit")
        self.edit.setMaxLength(500)
        self.edit.setAccessibleName("Пояснение")
        self.edit.setMinimumWidth(420)
        label.setBuddy(self.edit)
        buttons = QDialogButtonBox(self)
        buttons.addButton("Внести", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Не вносить", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (label, self.edit, buttons):
            column.addWidget(part)
        style.fit(self)

    @staticmethod
    def ask(title: str, parent: QWidget) -> str | None:
        """The note; ``None``: not proposed."""
        dialog = NoteDialog(title, parent)
        return dialog.edit.text().strip() if dialog.exec() == QDialog.DialogCode.Accepted else None
