"""What waits for a deputy, a director or an administrator: one row per page, nearest to her act first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.people import Role
from ejournal_desktop.domain.unlocks import steps
from ejournal_desktop.gui import style
from ejournal_desktop.gui.russian_dates import plural
from ejournal_desktop.gui.session_port import Desk, Workplace
from ejournal_desktop.gui.widgets.badge import words

_FORWARD: Final = frozenset({"agree", "propose", "open"})  # the steps that the asker waits for
_NOTHING: Final = "Сейчас ничего не ждёт вашего решения."
_UNKNOWN: Final = "Не удалось узнать, что ждёт решения: сервер не ответил. Обновить — F9."


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many things of a page wait, and in which words."""

    page_id: str
    text: str


def _decisions(page_id: str) -> Callable[[Desk, Role], Waiting | None]:
    def ask(desk: Desk, _role: Role) -> Waiting | None:
        count = sum(head.may_decide for head in desk.approvals(decided=False))
        text = plural(count, "документ ждёт", "документа ждут", "документов ждут")
        return Waiting(page_id, f"{text} вашего решения") if count else None

    return ask


def _rights(desk: Desk, _role: Role) -> Waiting | None:
    count = len(desk.write_rights())
    text = plural(count, "новое право", "новых права", "новых прав")
    return Waiting("approvals", f"{text} ставить отметки: посмотрите, кому дано") if count else None


def _unlocks(desk: Desk, role: Role) -> Waiting | None:
    queue = desk.unlocks()
    count = sum(bool(steps(unlock, role, queue.me) & _FORWARD) for unlock in queue.unlocks)
    text = plural(count, "запрос", "запроса", "запросов")
    return Waiting("edit_windows", f"{text} открыть отметки") if count else None


def _plans(desk: Desk, _role: Role) -> Waiting | None:
    count = sum(plan.state == "waiting" and not plan.is_mine for plan in desk.lesson_plans())
    text = plural(count, "планирование", "планирования", "планирований")
    return Waiting("lesson_plans", f"{text} (КТП) на проверке") if count else None


_ASKED: Final[Mapping[Role, tuple[Callable[[Desk, Role], Waiting | None], ...]]] = {
    "director": (_decisions("approvals"), _rights),
    "deputy": (_decisions("proposals"), _unlocks, _plans),
    "administrator": (_decisions("proposals"), _unlocks),
}


def waiting_for(desk: Desk, role: Role) -> tuple[Waiting, ...]:
    """Everything that waits for this person in this role; blocks, so on a lane only."""
    found = (ask(desk, role) for ask in _ASKED.get(role, ()))
    return tuple(row for row in found if row is not None)


class WaitingList(QFrame):
    """«Ждёт вас»: a card of rows, each with the button to its page."""

    page_wanted = Signal(str)

    def __init__(self, workplace: Workplace, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace, self._role = workplace, role
        self.setObjectName("waitingList")
        self.setProperty("card", True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 18, 20, 18)
        self._column.setSpacing(10)
        self.setVisible(role in _ASKED)

    def refresh(self) -> None:
        """Ask the server again."""
        if self._role in _ASKED:
            lanes, desk = self._workplace.lanes, self._workplace.desk
            lanes.run(
                Lane.BULK,
                waiting_for,
                desk,
                self._role,
                owner=self,
                done=self._show,
                failed=lambda _error: self._fill(words(_UNKNOWN, "caption")),
            )

    def _show(self, rows: tuple[Waiting, ...]) -> None:
        self._fill(*(self._row(row) for row in rows) if rows else (words(_NOTHING),))

    def _fill(self, *widgets: QWidget) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for widget in (words("Ждёт вас", "section"), *widgets):
            self._column.addWidget(widget)
        style.fit(self)

    def _row(self, waiting: Waiting) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        label = words(waiting.text)
        label.setWordWrap(True)
        line.addWidget(label, 1)
        button = QPushButton("Открыть", row)
        button.setObjectName(f"waiting_{waiting.page_id}")
        button.setAccessibleName(f"Открыть: {waiting.text}")
        button.clicked.connect(lambda _checked=False: self.page_wanted.emit(waiting.page_id))
        line.addWidget(button)
        return row
