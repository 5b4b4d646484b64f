"""«Кто выдаёт доступ…»: the administrator says whom slips and the login window name."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.people import Role
from ejournal_desktop.domain.people_access import AccessKeeper
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.pages.staff_dialogs import KeeperDialog
from ejournal_desktop.gui.session_port import Workplace


class KeeperButton(QPushButton):
    """Reads what is known, asks, and saves it."""

    def __init__(
        self,
        workplace: Workplace,
        page: QWidget,
        role: Role,
        say: Callable[[str], None],
        tell: Callable[[str], None],
    ) -> None:
        """``say`` shows a refusal, ``tell`` what went well; it is the administrator's alone."""
        super().__init__("Кто выдаёт доступ…", page)
        self.setObjectName("accessKeeperButton")
        self.setToolTip("Имя, кабинет, телефон и часы для листков и окна входа")
        self._workplace, self._page, self._say, self._tell = workplace, page, say, tell
        self.setVisible(role == "administrator")
        self.dialog: KeeperDialog | None = None
        self.clicked.connect(lambda _checked=False: self.ask())

    def ask(self) -> None:
        """Read who it is now and open the form."""
        self._run(self._workplace.desk.access_keeper, done=self._open)

    def _open(self, keeper: AccessKeeper) -> None:
        dialog = KeeperDialog(keeper, self._page)
        dialog.accepted.connect(lambda: self._save(dialog.answer()))
        self.dialog = dialog
        dialog.open()

    def _save(self, keeper: AccessKeeper) -> None:
        said = "Сохранено. Новые листки назовут этого человека, окна входа — после следующего входа."
        self._run(self._workplace.desk.save_access_keeper, keeper, done=lambda _none: self._tell(said))

    def _run(self, job: Callable[..., object], *arguments: object, done: Callable[[Any], None]) -> None:
        self._say("")
        self._workplace.lanes.run(Lane.INTERACTIVE, job, *arguments, owner=self, done=done, failed=self._failed)

    def _failed(self, error: EjournalError) -> None:
        self._say(error_text(error).sentence)
