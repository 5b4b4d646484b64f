"""Keeps an edited plan on the server without a Save button: whole, with the version that was seen."""

from collections.abc import Callable
from typing import Final
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.lesson_plan_book import PlanBook, PlanOperation
from ejournal_desktop.gui.error_text import ErrorText, error_text, outcome_text
from ejournal_desktop.gui.models.lesson_plan_model import LessonPlanModel, PlanRow
from ejournal_desktop.gui.ports.lesson_plans import LessonPlanDesk

PAUSE_MS: Final = 1_500
"""After the last key: a plan travels whole, so not at every key."""


class PlanSaver(QObject):
    """Sends the plan after a pause; one save under way at a time, then what was typed meanwhile."""

    state_changed = Signal(str)
    """«Сохранено», «Сохраняю…», or why not."""
    refused = Signal(object, bool)
    """``ErrorText``, and whether another window changed the plan."""
    saved = Signal(object)
    """``PlanBook`` as the server holds it now."""

    def __init__(self, desk: LessonPlanDesk, lanes: Lanes, model: LessonPlanModel, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._lanes, self._model = desk, lanes, model
        self._book: PlanBook | None = None
        self._title = ""
        self._dirty = False
        self._sent: tuple[PlanRow, ...] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.save_now)

    @property
    def is_settled(self) -> bool:
        """Whether the server holds everything."""
        return not self._dirty and self._sent is None

    def follow(self, book: PlanBook, title: str) -> None:
        """Another plan is open; edits of the one before were sent."""
        self._book, self._title, self._dirty = book, title, False
        self._pause.stop()

    def touch(self) -> None:
        """The plan was edited."""
        self._dirty = True
        self.state_changed.emit("Сохраняю…")
        self._pause.start()

    def save_now(self) -> None:
        """Send what was edited without waiting."""
        self._pause.stop()
        book = self._book
        if not self._dirty or self._sent is not None or book is None:
            return
        head, self._dirty, self._sent = book.head, False, self._model.rows
        operation = PlanOperation(
            operation_id=str(uuid4()),
            lesson_plan_id=head.lesson_plan_id if head else None,
            course_id=book.course_id,
            title=head.title if head else self._title,
            seen=head.version if head else None,
            topics=self._model.topics(),
        )
        self._run(self._desk.save_lesson_plan, operation, done=self._judged)

    def _judged(self, outcome: Outcome) -> None:
        book = self._book
        if outcome.result != "saved" or book is None:
            self._stop(outcome_text(outcome), another=outcome.result == "conflict")
            return
        self._run(self._desk.open_lesson_plan, outcome.entry_id, book.course_id, done=self._read)

    def _read(self, book: PlanBook) -> None:
        sent, self._sent = self._sent or (), None
        if len(book.topics) != len(sent):
            self._stop(ErrorText("Планирование изменено в другом окне."), another=True)
            return
        self._model.give_ids(sent, book.topics)
        self._book = book
        self.saved.emit(book)
        self.state_changed.emit("Сохраняю…" if self._dirty else "Сохранено")
        if self._dirty:
            self.save_now()

    def _run(self, job: Callable[..., object], *args: object, done: Callable[..., None]) -> None:
        self._lanes.run(Lane.INTERACTIVE, job, *args, owner=self, done=done, failed=self._failed)

    def _failed(self, error: EjournalError) -> None:
        self._stop(error_text(error), another=False)

    def _stop(self, said: ErrorText, *, another: bool) -> None:
        self._sent, self._dirty = None, not another
        self.state_changed.emit("Не сохранено")
        self.refused.emit(said, another)
