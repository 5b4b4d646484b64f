"""«Работа в графе»: add a work to a lesson, or change kind and topic of one; weights are those of the rule in force."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.gradebook import Lesson, Outcome, Work, WorkKind
from ejournal_desktop.domain.plain_text import plain_text
from ejournal_desktop.domain.work_operations import WorkOperation
from ejournal_desktop.gui import style
from ejournal_desktop.gui.error_text import error_text, outcome_text
from ejournal_desktop.gui.forms.ui_work_dialog import Ui_WorkDialog
from ejournal_desktop.gui.grid.cell_text import lesson_words, weight_text
from ejournal_desktop.gui.models.gradebook_port import Gradebook
from ejournal_desktop.gui.widgets.control_line import ControlLine

_SHORTEST_REASON: Final = 3


class WorkDialog(QDialog):
    """Stays open until the server has answered; a refusal is said in it."""

    saved = Signal(object)
    """The ``Work`` as it is now."""

    def __init__(
        self,
        gradebook: Gradebook,
        kinds: tuple[WorkKind, ...],
        lesson: Lesson,
        work: Work | None,
        parent: QWidget,
        *,
        effect: Callable[[Decimal], str] = lambda _weight: "",
        has_marks: bool = False,
        act: str = "",
    ) -> None:
        """``work`` is the one to change, ``None`` adds one; ``effect`` says what a weight makes of the averages.

        ``kinds`` carry the weights in force, ``act`` is the order of the local act that set them, where there is one.
        Where the work ``has_marks``, another kind or weight wants a reason: it goes to the record with the change.
        """
        super().__init__(parent)
        self._has_marks = has_marks
        self._effect, self._act = effect, act
        self._controls: ControlLine | None = None
        self._gradebook = gradebook
        self._kinds = kinds
        self._lesson = lesson
        self._work = work
        self._form = Ui_WorkDialog()
        self._form.setupUi(self)
        style.fit(self)
        self._say_what(work)
        self._form.kindCombo.currentIndexChanged.connect(self._show_weight)
        self._form.reasonEdit.textChanged.connect(self._allow)
        self._form.cancelButton.clicked.connect(self.reject)
        self._form.saveButton.clicked.connect(self._save)
        self._show_weight()

    def _say_what(self, work: Work | None) -> None:
        self._form.titleLabel.setText("Изменить работу" if work else "Добавить графу работы")
        self._form.saveButton.setText("Сохранить" if work else "Добавить")
        self._form.lessonLabel.setText(f"Урок {lesson_words(self._lesson)}")
        self._form.failureLabel.setVisible(False)
        self._form.kindCombo.addItems([kind.name for kind in self._kinds])
        if work is not None:
            self._form.topicEdit.setText(work.title)
            self._form.kindCombo.setCurrentText(work.kind_name)

    def warn_of(self, line: ControlLine) -> None:
        """Say under the kind what else the class writes, while a control work is chosen."""
        self._controls = line
        self._form.outer.insertWidget(self._form.outer.indexOf(self._form.weightLabel) + 1, line)
        self._show_weight()

    @property
    def _kind(self) -> WorkKind | None:
        at = self._form.kindCombo.currentIndex()
        return self._kinds[at] if 0 <= at < len(self._kinds) else None

    def _show_weight(self) -> None:
        kind = self._kind
        self._allow()
        for part in (self._form.reasonLabel, self._form.reasonEdit):
            part.setVisible(self._wants_reason)
        if self._controls is not None:
            is_control = kind is not None and kind.is_control
            self._controls.follow(self._lesson.held_on if is_control else None, is_control=is_control)
        if kind is None:
            return
        two_marks = " Можно ставить две отметки: 4/5." if kind.two_marks else ""
        effect = self._effect(kind.weight) if self._work is not None and kind.weight != self._work.weight else ""
        act = f" по локальному акту ({self._act})" if self._act else ""
        words = f"Вес {weight_text(kind.weight)}{act}.{two_marks} {effect}"
        self._form.weightLabel.setText(words.strip())

    @property
    def _wants_reason(self) -> bool:
        kind, work = self._kind, self._work
        if kind is None or work is None or not self._has_marks:
            return False
        return (kind.work_kind_id, kind.weight) != (work.work_kind_id, work.weight)

    def _allow(self) -> None:
        said = len(self._form.reasonEdit.text().strip()) >= _SHORTEST_REASON
        self._form.saveButton.setEnabled(self._kind is not None and (said or not self._wants_reason))

    def _save(self) -> None:
        kind = self._kind
        if kind is None:
            return
        self._form.saveButton.setEnabled(False)
        self._form.failureLabel.setVisible(False)
        operation = WorkOperation(
            operation_id=str(uuid4()),
            action="change" if self._work else "add",
            lesson_id=self._lesson.lesson_id,
            work_id=self._work.work_id if self._work else None,
            work_kind_id=kind.work_kind_id,
            weight=None,
            title=plain_text(self._form.topicEdit.text()).strip(),
            seen=self._work.version if self._work else 0,
            reason=plain_text(self._form.reasonEdit.text()).strip() if self._wants_reason else "",
        )
        self._gradebook.save_work(operation, self._settled, self._failed)

    def _settled(self, outcome: Outcome) -> None:
        kind = self._kind
        if outcome.result != "saved" or kind is None:
            self._has_marks = self._has_marks or (outcome.detail or {}).get("reason") == "work-reason"
            self._show_weight()
            self._say(outcome_text(outcome).sentence)
            return
        self.saved.emit(self._made(kind, outcome))
        self.accept()

    def _made(self, kind: WorkKind, outcome: Outcome) -> Work:
        return Work(
            work_id=outcome.work_id or (self._work.work_id if self._work else 0),
            lesson_id=self._lesson.lesson_id,
            work_no=self._work.work_no if self._work else 0,
            work_kind_id=kind.work_kind_id,
            kind_name=kind.name,
            kind_short=kind.short_name,
            weight=Decimal(kind.weight),
            title=plain_text(self._form.topicEdit.text()).strip(),
            two_marks=kind.two_marks,
            is_control=kind.is_control,
            version=outcome.version or 1,
        )

    def _failed(self, error: EjournalError) -> None:
        self._say(error_text(error).sentence)

    def _say(self, text: str) -> None:
        self._form.failureLabel.setText(text)
        self._form.failureLabel.setVisible(True)
        self._form.failureLabel.setMinimumHeight(
            self._form.failureLabel.heightForWidth(self._form.failureLabel.width())
        )
        self.adjustSize()
        self._allow()
