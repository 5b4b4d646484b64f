"""«Сменить роль»: the same cards as after the password, over the window of work."""

from typing import cast

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ejournal_desktop.domain.people import Role, Session
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.role_choice import RoleChoice


def ask_role(session: Session, present: Role, parent: QWidget) -> Role | None:
    """Let a person choose another of her roles; ``None`` when she stays."""
    dialog = RoleDialog(session, present, parent)
    return dialog.role if dialog.exec() else None


class RoleDialog(QDialog):
    """The choice in a dialog; the present role is preselected."""

    def __init__(self, session: Session, present: Role, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Сменить роль")
        self.role: Role = present
        self.choice = RoleChoice(self)
        for welcome in (
            self.choice.ui.helloLabel,
            self.choice.ui.keepCheck,
            self.choice.ui.hintIcon,
            self.choice.ui.hintLabel,
        ):
            welcome.hide()
        self.choice.offer(session, present)
        self.choice.chosen.connect(self._chosen)
        self.choice.left.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.addWidget(self.choice)
        self.setMinimumWidth(theme.current().px(460))

    def _chosen(self, role: str, _asks: bool) -> None:
        self.role = cast("Role", role)
        self.accept()
