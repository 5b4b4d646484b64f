"""«На утверждение» and «Приказы и согласования»: what waits, what it changes, the decision, the register of orders."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final, Literal

from PySide6.QtCore import QDate, QItemSelection, QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.approvals import Approval, ApprovalHead, OrderEntry, Proposal
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.forms.ui_approvals_page import Ui_ApprovalsPage
from ejournal_desktop.gui.pages.approval_detail import ApprovalDetail
from ejournal_desktop.gui.pages.class_teacher_dialog import ClassTeacherDialog
from ejournal_desktop.gui.pages.consent import Consent
from ejournal_desktop.gui.pages.finals_order_dialog import FinalsOrderDialog
from ejournal_desktop.gui.pages.note_dialog import NoteDialog
from ejournal_desktop.gui.pages.orders_view import OrdersView
from ejournal_desktop.gui.pages.results_order_dialog import ResultsOrderDialog
from ejournal_desktop.gui.pages.unlock_order_dialog import UnlockOrderDialog
from ejournal_desktop.gui.pages.write_rights_view import WriteRightsView
from ejournal_desktop.gui.russian_dates import plural
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.approval_queue import ApprovalCardDelegate, ApprovalQueueModel
from ejournal_desktop.gui.widgets.flow import wrap
from ejournal_desktop.gui.widgets.page import Page
from ejournal_desktop.gui.widgets.page_room import PageRoom

Part = Literal["waiting", "decided", "rights", "orders"]
_NO_ORDER: Final = "Укажите номер приказа: без него не утвердить."
_NO_REASON: Final = "Напишите причину: её прочтёт тот, кто внёс."
_QUEUE: Final = (270, 408)
_QUEUE_SHARE: Final = 0.36
_KEYS: Final = "Enter — открыть · Y — утвердить · N — вернуть"


class ApprovalsPage(Page):
    """The queue on the left, one proposal on the right, the decision under it."""

    help_topic = "approvals"

    def __init__(self, workplace: Workplace, *, is_director: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._is_director = is_director
        self._part: Part = "waiting"
        self._listed: Literal["waiting", "decided"] = "waiting"
        self._wanted: int | None = None
        self._row = 0
        self._approval: Approval | None = None
        self.queue = ApprovalQueueModel(self)
        self.consent = Consent(workplace, self)
        self.ui = Ui_ApprovalsPage()
        self.ui.setupUi(self)
        self.detail = ApprovalDetail(self.ui, self)
        self.orders = OrdersView(self.ui, workplace, self._say, is_director=is_director, parent=self)
        self.rights = WriteRightsView(self.ui, workplace, self._say, self)
        self._dress()
        self._connect()
        self._say("")
        ui = self.ui
        for row in (ui.segments, ui.viewRow, ui.rightsRow, ui.ordersHead, ui.fields, ui.buttons):
            wrap(row)
        ui.right.insertWidget(ui.right.indexOf(ui.views), PageRoom(ui.views), 1)  # the decision stays in sight
        style.fit(self)
        theme.changes().changed.connect(self._fit_queue)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The queue gives way to the proposal in a narrow window."""
        super().resizeEvent(event)
        self._fit_queue()

    def _fit_queue(self) -> None:
        least, most = (theme.current().px(width) for width in _QUEUE)
        self.ui.side.setFixedWidth(min(most, max(least, round(self.width() * _QUEUE_SHARE))))

    def refresh(self) -> None:
        """Read again what is shown."""
        self._read()
        if self._is_director:
            self.rights.refresh()

    def show_part(self, part: Part) -> None:
        """What waits, what is decided, rights to be seen, or the register."""
        self._part = part
        self._say("")
        self._buttons()[part].setChecked(True)
        if part in {"rights", "orders"}:
            self.ui.queueList.clearSelection()
        if part == "rights":
            self.ui.views.setCurrentWidget(self.ui.rightsPage)
            self.rights.refresh()
        elif part == "orders":
            self.ui.views.setCurrentWidget(self.ui.ordersPage)
            self.orders.refresh()
        else:
            self._listed = "decided" if part == "decided" else "waiting"
            self._read()
        self._show_bar(None)

    def chosen(self) -> tuple[ApprovalHead, ...]:
        """The proposals that are chosen in the queue, in its order."""
        rows = sorted(index.row() for index in self.ui.queueList.selectionModel().selectedRows())
        return tuple(self.queue.head(row) for row in rows)

    def approve(self) -> None:
        """Approve what is chosen; the order first where one is needed."""
        heads = self.chosen()
        if not self.ui.approveButton.isEnabled() or not heads:
            return
        number = self.ui.numberEdit.text().strip()
        if heads[0].order_need == "required" and not number:
            self._say(_NO_ORDER)
            self.ui.numberEdit.setFocus()
            return
        day = self.ui.dayEdit.date()
        order = OrderEntry(number, date(day.year(), day.month(), day.day())) if number else None
        ids = [head.approval_id for head in heads]
        words = self.ui.resolutionEdit.text().strip()
        several = plural(len(heads), "предложение", "предложения", "предложений")
        what = f"«{heads[0].title}»" if len(heads) == 1 else several
        self.consent.ask(
            f"Утвердить {what}?",
            "Решение вступит в силу сразу и не отменяется.",
            lambda: self._act(self._workplace.desk.approve, ids, order, words, done=self._approved),
        )

    def send_back(self) -> None:
        """Return the one that is open, with a reason."""
        reason = self.ui.resolutionEdit.text().strip()
        if not self.ui.returnButton.isEnabled() or self._approval is None:
            return
        if not reason:
            self._say(_NO_REASON)
            self.ui.resolutionEdit.setFocus()
            return
        self._act(self._workplace.desk.return_approval, self._approval.head.approval_id, reason, done=self._decided)

    def withdraw(self) -> None:
        """Take the own proposal back."""
        if self._approval is not None and self._approval.head.is_mine:
            self._act(self._workplace.desk.withdraw_approval, self._approval.head.approval_id, done=self._decided)

    def propose(self, proposal: Proposal) -> None:
        """Put a proposal before who decides and show it in the queue."""
        self._act(self._workplace.desk.propose, proposal, done=self._proposed)

    # Building

    def _dress(self) -> None:
        ui = self.ui
        today = self._workplace.desk.session.server_time.date()
        ui.titleLabel.setText("На утверждение" if self._is_director else "Приказы и согласования")
        ui.keysLabel.setText(_KEYS if self._is_director else "Enter — открыть")
        ui.rightsButton.setVisible(self._is_director)
        ui.proposeButton.setVisible(not self._is_director)
        ui.proposeButton.setToolTip("Нагрузка, учебный план, приказ об итогах, и. о., классный руководитель")
        ui.dayEdit.setDate(QDate(today.year, today.month, today.day))
        ui.queueList.setModel(self.queue)
        ui.queueList.setItemDelegate(ApprovalCardDelegate(ui.queueList))
        ui.queueList.setProperty("cards", True)
        ui.contentView.setModel(self.detail.model)
        for view in (ui.contentView, ui.ordersView, ui.rightsView):
            view.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            view.header().setMaximumSectionSize(theme.current().px(340))
            view.header().setAccessibleName("Столбцы таблицы")
        ui.proposeButton.setMenu(self._menu())

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        opening = (("Открытие закрытого периода…", self._propose_opening),)
        for text, act in (
            ("Нагрузку…", lambda: self._with_note("load", "Нагрузка на утверждение")),
            ("Учебный план…", lambda: self._with_note("curriculum", "Учебный план на утверждение")),
            ("Приказ о выставлении итогов…", self._propose_finals),
            ("Приказ: год, экзамены, пересдачи…", self._propose_results),
            *(opening if "deputy" in self._workplace.desk.session.roles else ()),
            ("И. о. директора…", self._propose_acting),
            ("Классного руководителя…", self._propose_class_teacher),
        ):
            menu.addAction(text).triggered.connect(lambda _checked=False, act=act: act())
        return menu

    def _connect(self) -> None:
        ui, actions = self.ui, self._workplace.actions
        for part, button in self._buttons().items():
            button.clicked.connect(lambda _checked=False, part=part: self.show_part(part))
        ui.queueList.selectionModel().selectionChanged.connect(self._chosen)
        ui.queueList.activated.connect(self._open)
        ui.approveButton.clicked.connect(self.approve)
        ui.numberEdit.returnPressed.connect(self.approve)  # the password asks once more
        ui.returnButton.clicked.connect(self.send_back)
        for edit in (ui.numberEdit, ui.resolutionEdit):
            edit.textChanged.connect(lambda _text: self._given())
        ui.withdrawButton.clicked.connect(self.withdraw)
        for scope in (ui.queueList, ui.contentView):
            actions.add(ActionSpec("approvals.approve", "Утвердить…", ("Y",), ("подписать",)), self.approve, scope)
            actions.add(ActionSpec("approvals.return", "Вернуть…", ("N",), ("отклонить",)), self.send_back, scope)
        actions.add(ActionSpec("approvals.sign", "Утвердить…", ("Ctrl+Return",)), self.approve, self)

    def _buttons(self) -> dict[Part, Any]:
        ui = self.ui
        return {
            "waiting": ui.waitingButton,
            "decided": ui.decidedButton,
            "rights": ui.rightsButton,
            "orders": ui.ordersButton,
        }

    # Reading

    def _read(self) -> None:
        is_decided = self._listed == "decided"
        self._run(lambda: self._workplace.desk.approvals(decided=is_decided), self._show_queue)

    def _show_queue(self, heads: tuple[ApprovalHead, ...]) -> None:
        ui = self.ui
        self.queue.show(heads)
        if self._listed == "waiting":
            ui.waitingButton.setText(f"Ждут {len(heads)}" if heads else "Ждут")
            self.summary_changed.emit(f"На утверждении {len(heads)}" if heads else "")
        if self._part in {"rights", "orders"}:
            return
        if heads:
            row = min(self._row, len(heads) - 1) if self._wanted is None else self.queue.row_of(self._wanted)
            ui.queueList.setCurrentIndex(self.queue.index(row))
            ui.queueList.setFocus()
            return
        self._buttons()[self._listed].setFocus()  # before the decision is hidden: the focus would wander off
        self._approval = None
        ui.views.setCurrentWidget(ui.emptyState)
        ui.emptyState.say(*self._nothing())
        self._show_bar(None)

    def _nothing(self) -> tuple[str, str, str]:
        if self._part == "decided":
            return "check-circle", "Решений пока нет.", ""
        if self._is_director:
            return "check-circle", "Нечего утверждать.", ""
        return (
            "paper-plane-tilt",
            "Вы ничего не внесли.",
            "Внести можно нагрузку, учебный план, приказ об итогах.",
        )

    def _chosen(self, _now: QItemSelection, _before: QItemSelection) -> None:
        heads = self.chosen()
        if not heads:
            return
        if self._part in {"rights", "orders"}:
            self._part = self._listed
            self._buttons()[self._listed].setChecked(True)
        self._show_bar(heads)
        self._wanted = heads[-1].approval_id
        self._run(lambda: self._workplace.desk.approval(heads[-1].approval_id), self._show)

    def _show(self, approval: Approval) -> None:
        heads = self.chosen()
        if not heads or heads[-1].approval_id != approval.head.approval_id:
            return
        self._approval = approval
        self.ui.views.setCurrentWidget(self.ui.detailPage)
        self.detail.show(approval)
        self._show_bar(heads)

    def _open(self, _index: QModelIndex) -> None:
        self.ui.contentView.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_bar(self, heads: tuple[ApprovalHead, ...] | None) -> None:
        ui = self.ui
        first = heads[0] if heads else None
        may = first is not None and all(head.may_decide for head in heads or ())
        is_mine = first is not None and len(heads or ()) == 1 and first.is_mine and first.state == "waiting"
        is_fresh = self._approval is None or not self._approval.is_stale or self._approval.head != first
        same = len({head.subject for head in heads or ()}) == 1
        ui.actionBar.setVisible(may or is_mine)
        decision: tuple[QWidget, ...] = (ui.resolutionLabel, ui.resolutionEdit, ui.approveButton, ui.returnButton)
        for widget in decision:
            widget.setVisible(may)
        needs = first.order_need if first else "none"
        order: tuple[QWidget, ...] = (ui.numberLabel, ui.numberEdit, ui.dayLabel, ui.dayEdit)
        for widget in order:
            widget.setVisible(may and needs != "none")
        ui.numberEdit.setPlaceholderText("" if needs == "required" else "если есть")
        ui.withdrawButton.setVisible(is_mine)
        ui.approveButton.setEnabled(may and same and is_fresh)
        ui.approveButton.setToolTip("" if same else "Сразу утверждают предложения одного вида.")
        ui.returnButton.setEnabled(may and len(heads or ()) == 1)
        ui.barLabel.setText("Утверждение не отменяется." if may else "Пока решения нет, предложение можно отозвать.")

    # Acting

    def _given(self) -> None:
        """What was asked for is being given: the question goes."""
        if self.ui.errorLabel.text() in {_NO_ORDER, _NO_REASON}:
            self._say("")

    def _with_note(self, subject: Literal["load", "curriculum"], title: str) -> None:
        note = NoteDialog.ask(title, self)
        if note is not None:
            self.propose(Proposal(subject, note=note))

    def _propose_finals(self) -> None:
        dialog = FinalsOrderDialog(self._workplace, self)
        dialog.proposed.connect(self.propose)
        dialog.open()

    def _propose_results(self) -> None:
        dialog = ResultsOrderDialog(self._workplace, self)
        dialog.proposed.connect(self.propose)
        dialog.open()

    def _propose_opening(self) -> None:
        dialog = UnlockOrderDialog(self._workplace, self)
        dialog.proposed.connect(self._listed_as)
        dialog.open()

    def _listed_as(self, approval_id: int) -> None:
        self._wanted = approval_id
        self.show_part("waiting")

    def _propose_acting(self) -> None:
        self.orders.choose_acting(lambda asked, _order, note: self.propose(Proposal("delegation", asked, note)))

    def _propose_class_teacher(self) -> None:
        dialog = ClassTeacherDialog(self._workplace, self)
        dialog.proposed.connect(self.propose)
        dialog.open()

    def _approved(self, order: str) -> None:
        self.ui.numberEdit.clear()
        self.summary_changed.emit(f"Утверждено, приказ {order}" if order else "Утверждено")
        self._decided(None)

    def _decided(self, _answer: object) -> None:
        """The one below comes up; its card has the focus, also while it is read."""
        self.ui.queueList.setFocus()
        self._row = self.ui.queueList.currentIndex().row()
        self.ui.resolutionEdit.clear()
        self._wanted = None
        self._read()

    def _proposed(self, head: ApprovalHead) -> None:
        self._listed_as(head.approval_id)

    def _act(self, job: Callable[..., Any], *args: object, done: Callable[[Any], None]) -> None:
        self._say("")
        self._workplace.lanes.run(Lane.INTERACTIVE, job, *args, owner=self, done=done, failed=self._failed)

    def _run(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, job, owner=self, done=done, failed=self._failed)

    def _failed(self, error: EjournalError) -> None:
        self._say(error_text(error).sentence)

    def _say(self, sentence: str) -> None:
        self.ui.errorLabel.setText(sentence)
        self.ui.errorBanner.setVisible(bool(sentence))
