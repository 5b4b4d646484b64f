"""The right side of the approvals page: what a proposal changes, the document, what was checked."""

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QWidget

from ejournal_desktop.domain.approval_changes import Change, changes_of
from ejournal_desktop.domain.approvals import Approval, ApprovalHead, Check
from ejournal_desktop.gui import style
from ejournal_desktop.gui.forms.ui_approvals_page import Ui_ApprovalsPage
from ejournal_desktop.gui.models.approval_table import (
    BECOMES,
    WAS,
    ApprovalTableModel,
    table_of_changes,
    table_of_content,
)
from ejournal_desktop.gui.russian_dates import day_and_time, day_month
from ejournal_desktop.gui.sentences.approval_words import STATES, check_words
from ejournal_desktop.gui.widgets.badge import words
from ejournal_desktop.gui.widgets.tinted_rows import TintedRows

_STALE: Final = "После внесения данные изменились: утвердить это нельзя. Верните с причиной, предложение внесут заново."
_COLUMNS: Final = 2


class ApprovalDetail(QObject):
    """Fills the detail part of the form."""

    def __init__(self, ui: Ui_ApprovalsPage, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._approval: Approval | None = None
        self._changes: tuple[Change, ...] = ()
        self.model = ApprovalTableModel(self)
        for empty in (ui.noteBanner, ui.staleBanner, ui.checksTitle, ui.checksBox, ui.changesButton, ui.documentButton):
            empty.hide()  # until the first proposal is read
        ui.contentView.header().setStretchLastSection(False)
        ui.contentView.setItemDelegate(TintedRows(ui.contentView))
        ui.changesButton.clicked.connect(lambda _checked=False: self._show_table())
        ui.documentButton.clicked.connect(lambda _checked=False: self._show_table())

    def show(self, approval: Approval) -> None:
        """Show a proposal: its difference first, where there is one."""
        ui = self._ui
        self._approval = approval
        self._changes = changes_of(approval) if approval.previous else ()
        head = approval.head
        ui.subjectLabel.setText(head.title)
        ui.metaLabel.setText(_meta(head))
        ui.noteLabel.setText(head.note)
        ui.noteBanner.setVisible(bool(head.note))
        ui.staleLabel.setText(_STALE)
        ui.staleBanner.setVisible(approval.is_stale)
        is_compared = approval.previous is not None
        ui.changesButton.setVisible(is_compared)
        ui.documentButton.setVisible(is_compared)
        ui.changesButton.setText(f"Изменения {len(self._changes)}")
        ui.changesButton.setChecked(bool(self._changes))
        ui.documentButton.setChecked(not self._changes)  # an empty difference tells nothing: the document does
        ui.comparedLabel.setText(_compared(approval))
        self._show_table()
        self._show_checks(approval.checks)

    def _show_table(self) -> None:
        if self._approval is None:
            return
        is_document = self._ui.documentButton.isChecked() or self._approval.previous is None
        table = table_of_content(self._approval.content) if is_document else table_of_changes(self._changes)
        self.model.show(table)
        self._ui.contentView.setHeaderHidden(not any(table.heads))
        self._ui.contentView.setColumnHidden(0, is_document)
        widest = min(BECOMES, len(table.heads) - 1) if not is_document else WAS
        for column in range(len(table.heads)):  # the widest column gives way, hours stay in sight
            mode = QHeaderView.ResizeMode.Stretch if column == widest else QHeaderView.ResizeMode.ResizeToContents
            self._ui.contentView.header().setSectionResizeMode(column, mode)

    def _show_checks(self, checks: tuple[Check, ...]) -> None:
        grid = self._ui.checksGrid
        while (item := grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._ui.checksTitle.setVisible(bool(checks))
        self._ui.checksBox.setVisible(bool(checks))
        for place, check in enumerate(checks):
            grid.addWidget(_check(check, self._ui.checksBox), place // _COLUMNS, place % _COLUMNS)
        style.fit(self._ui.checksBox)


def _check(check: Check, parent: QWidget) -> QWidget:
    row = QWidget(parent)
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    sign = QLabel(row)
    sign.setProperty("icon_name", "check-circle" if check.is_well else "warning")
    sign.setProperty("icon_colour", "ok" if check.is_well else "warn")
    sign.setAccessibleName("Хорошо" if check.is_well else "Обратите внимание")
    text = words(check_words(check), parent=row)
    text.setWordWrap(True)
    line.addWidget(sign)
    line.addWidget(text, 1)
    return row


def _meta(head: ApprovalHead) -> str:
    said = [f"внесено: {head.proposed_by}, {day_and_time(head.proposed_at)}"]
    if head.state != "waiting":
        said.append(" ".join(part for part in (STATES[head.state], head.decided_by) if part))
    if head.order:
        said.append(f"приказ {head.order}")
    if head.reason:
        said.append(f"«{head.reason}»")
    return " · ".join(said)


def _compared(approval: Approval) -> str:
    if approval.previous is not None:
        return f"по сравнению с утверждённым {day_month(approval.previous.decided_at.date())}"
    is_versioned = isinstance(approval.content, tuple)
    return "утверждается впервые: сравнивать не с чем" if is_versioned else ""
