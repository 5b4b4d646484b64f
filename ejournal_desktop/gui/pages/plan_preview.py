"""The correction sheet as it will be printed, before it goes anywhere."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from ejournal_desktop.domain.lesson_plan_book import PlanBook
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.widgets.page_view import PageView
from ejournal_desktop.reports.values import ReportFile


class SheetPreview(QDialog):
    """Pages of the sheet; saved or printed from here."""

    wanted = Signal()
    """Save or print."""

    def __init__(self, book: PlanBook, paper: ReportFile, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sheetPreview")
        self.setWindowTitle(f"Лист корректировки · {book.group_name}, {book.subject}")
        self.view = PageView(self)
        self.view.setObjectName("sheetView")
        self.view.setAccessibleName("Лист корректировки, как он будет напечатан")
        self.view.set_facing(False)
        self.view.open(paper.pdf)
        self.save = QPushButton("Сохранить или напечатать…", self)
        self.save.setObjectName("saveSheetButton")
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        style.set_state(self.save, "kind", "primary")
        buttons.addButton("Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        self.finished.connect(self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.view, 1)
        column.addWidget(buttons)
        self.resize(theme.current().px(820), theme.current().px(560))
        style.fit(self)

    def _save(self) -> None:
        self.accept()
        self.wanted.emit()

    def _leave(self) -> None:
        self.view.close_document()
        self.deleteLater()
