"""What gives write access to marks, listed until the director has seen it."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.approvals import WriteRight
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.forms.ui_approvals_page import Ui_ApprovalsPage
from ejournal_desktop.gui.sentences.approval_words import RIGHT_KINDS
from ejournal_desktop.gui.session_port import Workplace

_HEADS: Final = ("Кто", "Класс, предмет", "Основание", "Срок", "Кто дал")


class WriteRightsView(QObject):
    """Fills the rights part of the form."""

    def __init__(self, ui: Ui_ApprovalsPage, workplace: Workplace, say: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._ui, self._workplace, self._say = ui, workplace, say
        self._rights: tuple[WriteRight, ...] = ()
        self.model = QStandardItemModel(self)
        ui.rightsView.setModel(self.model)
        ui.seenButton.clicked.connect(lambda _checked=False: self._see(self.chosen()))
        ui.seenAllButton.clicked.connect(lambda _checked=False: self._see(self._rights))

    def refresh(self) -> None:
        """Read what was not seen."""
        self._run(self._workplace.desk.write_rights, self._show)

    def chosen(self) -> tuple[WriteRight, ...]:
        """The rows that are chosen."""
        rows = self._ui.rightsView.selectionModel().selectedRows()
        return tuple(self._rights[index.row()] for index in rows)

    def _see(self, rights: Sequence[WriteRight]) -> None:
        if rights:
            self._run(lambda: self._workplace.desk.see_write_rights(rights), lambda _seen: self.refresh())

    def _show(self, rights: tuple[WriteRight, ...]) -> None:
        ui = self._ui
        self._rights = rights
        self.model.clear()
        self.model.setHorizontalHeaderLabels(list(_HEADS))
        for right in rights:
            texts = (
                right.person,
                f"{right.group} · {right.subject}",
                RIGHT_KINDS[right.kind],
                _days(right),
                right.given_by,
            )
            self.model.appendRow([_cell(text, head) for text, head in zip(texts, _HEADS, strict=True)])
        ui.rightsButton.setText(f"Доступ {len(rights)}" if rights else "Доступ")
        ui.rightsTitle.setText("Кто получил право писать в журнал" if rights else "Новых прав на запись нет")
        for widget in (ui.rightsView, ui.rightsWhy, ui.seenButton, ui.seenAllButton):
            widget.setVisible(bool(rights))
        if rights:
            ui.rightsView.setCurrentIndex(self.model.index(0, 0))

    def _run(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, job, owner=self, done=done, failed=self._failed)

    def _failed(self, error: EjournalError) -> None:
        self._say(error_text(error).sentence)


def _days(right: WriteRight) -> str:
    if right.starts_on == right.ends_on and right.starts_on:
        return f"{right.starts_on:%d.%m.%Y}"
    starts = f"с {right.starts_on:%d.%m.%Y}" if right.starts_on else ""
    ends = f"по {right.ends_on:%d.%m.%Y}" if right.ends_on else ""
    return " ".join(part for part in (starts, ends) if part)


def _cell(text: str, head: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    item.setToolTip(text)
    item.setAccessibleText(f"{head}: {text}")
    return item
