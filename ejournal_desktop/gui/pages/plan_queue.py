"""Plans that wait for the deputy: several are decided at once, each may be opened first (ux 5.9)."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QListWidget, QListWidgetItem, QWidget

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.domain.lesson_plan_book import PlanAct, PlanDecision, PlanSummary
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.pages.plan_dialog import PlanDialog
from ejournal_desktop.gui.pages.plan_dialogs import ReasonDialog
from ejournal_desktop.gui.pages.plan_words import plan_title
from ejournal_desktop.gui.ports.lesson_plans import LessonPlanDesk
from ejournal_desktop.gui.russian_dates import day_month, plural


class PlanQueueDialog(PlanDialog):
    """A tick for each plan; Enter on a plan opens it, nothing is decided before a button is pressed."""

    approve_wanted = Signal(object)
    """Tuple of ``PlanSummary``."""
    return_wanted = Signal(object)
    open_wanted = Signal(object)
    """``PlanSummary``."""

    def __init__(self, plans: Sequence[PlanSummary], parent: QWidget) -> None:
        super().__init__("Ждут утверждения", "Утвердить", parent)
        self.setObjectName("planQueueDialog")
        self.label("Отметьте планирования пробелом. Enter открывает то, что под курсором.", "second")
        self.all = QCheckBox("Отметить все", self)
        self.all.setObjectName("allBox")
        self.column.addWidget(self.all)
        self.list = QListWidget(self)
        self.list.setObjectName("queueList")
        self.list.setAccessibleName("Планирования, которые ждут утверждения")
        self.list.setWordWrap(True)
        self.list.installEventFilter(self)
        for plan in plans:
            self.list.addItem(_item(plan))
        self.column.addWidget(self.list, 1)
        self.give_back = self._buttons.addButton("Вернуть…", QDialogButtonBox.ButtonRole.ActionRole)
        self.give_back.setObjectName("returnChosenButton")
        self.all.toggled.connect(self._tick_all)
        self.list.itemChanged.connect(lambda _item: self._judge())
        self.list.itemDoubleClicked.connect(self._open)
        self.give_back.clicked.connect(self._return)
        self.accepted.connect(lambda: self.approve_wanted.emit(self.chosen()))
        self.finish(640)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self._judge()

    def chosen(self) -> tuple[PlanSummary, ...]:
        """Plans with a tick."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter belongs to the plan under the cursor, not to the main button."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            item = self.list.currentItem()
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and item is not None:
                self._open(item)
                return True
        return super().eventFilter(watched, event)

    def _judge(self) -> None:
        count = len(self.chosen())
        self.yes.setText(f"Утвердить: {count}" if count else "Утвердить")
        self.yes.setEnabled(count > 0)
        self.give_back.setEnabled(count > 0)

    def _tick_all(self, wanted: bool) -> None:
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)

    def _open(self, item: QListWidgetItem) -> None:
        self.reject()
        self.open_wanted.emit(item.data(Qt.ItemDataRole.UserRole))

    def _return(self) -> None:
        chosen = self.chosen()
        self.reject()
        self.return_wanted.emit(chosen)


class PlanQueue(QObject):
    """Keeps what waits, opens the dialog, sends what was decided."""

    open_wanted = Signal(object)
    """``PlanSummary``."""
    decided = Signal(str, str)
    """How many, and why the others were left as they were."""
    failed = Signal(object)

    def __init__(self, desk: LessonPlanDesk, lanes: Lanes, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._lanes, self._window = desk, lanes, window
        self._plans: tuple[PlanSummary, ...] = ()

    def follow(self, plans: Sequence[PlanSummary], *, may_decide: bool) -> int:
        """Take what was read; how many wait for this person: one's own plan another decides."""
        waiting = (plan for plan in plans if plan.state == "waiting" and not plan.is_mine)
        self._plans = tuple(waiting) if may_decide else ()
        return len(self._plans)

    def open(self) -> None:
        """The plans that wait."""
        if not self._plans:
            return
        dialog = PlanQueueDialog(self._plans, self._window)
        dialog.open_wanted.connect(self.open_wanted)
        dialog.approve_wanted.connect(lambda chosen: self._decide(chosen, "approve", ""))
        dialog.return_wanted.connect(self._return)
        dialog.open()

    def _return(self, plans: tuple[PlanSummary, ...]) -> None:
        dialog = ReasonDialog("Вернуть планирования", self._window)
        dialog.told.connect(lambda reason: self._decide(plans, "return", reason))
        dialog.open()

    def _decide(self, plans: tuple[PlanSummary, ...], act: PlanAct, reason: str) -> None:
        self._lanes.run(
            Lane.INTERACTIVE,
            self._desk.decide_lesson_plans,
            tuple((plan.lesson_plan_id, plan.version) for plan in plans),
            act,
            reason,
            owner=self,
            done=lambda decisions: self.decided.emit(*decided_words(plans, decisions, approved=act == "approve")),
            failed=self.failed.emit,
        )


def _item(plan: PlanSummary) -> QListWidgetItem:
    hours = plural(plan.topics, "час", "часа", "часов")
    sent = f" · отправлено {day_month(plan.submitted_at.date())}" if plan.submitted_at else ""
    item = QListWidgetItem(f"{plan_title(plan)} · {hours}{sent}")
    item.setData(Qt.ItemDataRole.UserRole, plan)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Unchecked)
    return item


def decided_words(
    plans: Sequence[PlanSummary], decisions: Sequence[PlanDecision], *, approved: bool
) -> tuple[str, str]:
    """«Утверждено: 3», and why others were left as they were."""
    titles = {plan.lesson_plan_id: plan_title(plan) for plan in plans}
    failed = [(titles[one.lesson_plan_id], one.error) for one in decisions if one.error is not None]
    done = len(decisions) - len(failed)
    said = f"{'Утверждено' if approved else 'Возвращено'}: {done}" if done else ""
    return said, " ".join(f"{title}: {error_text(error).sentence}" for title, error in failed)
