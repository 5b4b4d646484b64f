"""«КТП»: the lesson plan of a course, typed, pasted or imported, laid over its lessons, approved (PLN-3)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from PySide6.QtGui import QCloseEvent, QHideEvent, QUndoStack
from PySide6.QtWidgets import QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import CancelledError, EjournalError
from ejournal_desktop.domain.gradebook import Course, Outcome
from ejournal_desktop.domain.lesson_plan import CorrectionKind, PlanTopic
from ejournal_desktop.domain.lesson_plan_book import NewCorrection, PlanAct, PlanBook, PlanOperation, PlanSummary
from ejournal_desktop.domain.people import Role
from ejournal_desktop.gui import style
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.error_text import ErrorText, error_text, outcome_text
from ejournal_desktop.gui.models.lesson_plan_model import LessonPlanModel, Rows
from ejournal_desktop.gui.models.plan_cell_rules import TOPIC
from ejournal_desktop.gui.models.plan_edit import PlanEdit
from ejournal_desktop.gui.pages.lesson_plan_form import LessonPlanForm
from ejournal_desktop.gui.pages.plan_controls import PlanControls
from ejournal_desktop.gui.pages.plan_corrections import CorrectionsDialog
from ejournal_desktop.gui.pages.plan_detach import ask_detach
from ejournal_desktop.gui.pages.plan_dialogs import (
    CorrectionDialog,
    CorrectionPlace,
    ReasonDialog,
    ReuseDialog,
)
from ejournal_desktop.gui.pages.plan_intake import PlanIntake, PlanPlace
from ejournal_desktop.gui.pages.plan_paper import Told, preview
from ejournal_desktop.gui.pages.plan_queue import PlanQueue
from ejournal_desktop.gui.pages.plan_rows import PlanRows
from ejournal_desktop.gui.pages.plan_saver import PlanSaver
from ejournal_desktop.gui.pages.plan_words import (
    due_words,
    hours_tip,
    hours_words,
    plan_choices,
    progress_words,
    state_words,
)
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.page import Page

_AUTHORS: Final[frozenset[Role]] = frozenset({"teacher", "psychologist"})
_DECIDERS: Final[frozenset[Role]] = frozenset({"deputy", "director"})


class LessonPlanPage(Page):
    """One plan at a time; a teacher chooses a course, a deputy a plan."""

    help_topic = "lesson-plans"

    def __init__(self, workplace: Workplace, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace, self._role = workplace, role
        self._desk, self._lanes = workplace.desk, workplace.lanes
        self._is_author = role in _AUTHORS
        self._book: PlanBook | None = None
        self._plans: tuple[PlanSummary, ...] = ()
        self._courses: tuple[Course, ...] = ()
        self.model = LessonPlanModel(self)
        self.undo = QUndoStack(self)
        self.form = LessonPlanForm(self.model, self)
        self.rows = PlanRows(self.model, self.form, lambda: self._may_edit, lambda: self._may_pin)
        self._saver = PlanSaver(self._desk, self._lanes, self.model, self)
        self._controls = PlanControls(self._desk, self._lanes, self.model, self.form.controls, self)
        self.queue = PlanQueue(self._desk, self._lanes, self)
        self._left_over = ""
        """Why some of several plans were not decided: said over the plan that is read after it."""
        place = PlanPlace(lambda: self._may_edit, self.model.rowCount)
        self.intake = PlanIntake(self._desk, self._desk.session, self._lanes, place, self)
        self._connect()
        self._register()
        style.fit(self)
        workplace.gradebook.work_kinds(self.model.know, self._failed)
        self.refresh()

    def refresh(self) -> None:
        """Read the list and the plan again; edits are sent first."""
        self._saver.save_now()
        if self._is_author:
            self._run(self._desk.my_courses, done=self._courses_read)
        self._run(self._desk.lesson_plans, done=self._plans_read)

    def _connect(self) -> None:
        form = self.form
        form.choice.activated.connect(lambda _at: self._open_chosen())
        form.reuse.clicked.connect(self.choose_plan)
        form.detach.clicked.connect(self.detach)
        form.take_file.clicked.connect(self.intake.choose_file)
        form.sheet.clicked.connect(self.take_sheet)
        form.decide.clicked.connect(lambda: self._act(form.decide.property("act")))
        form.queue.clicked.connect(self.queue.open)
        form.give_back.clicked.connect(lambda: self._act("return"))
        form.bar.shift_wanted.connect(lambda row, day: self._correct("shift", row, day))
        form.bar.merge_wanted.connect(lambda row: self._correct("merge", row, None))
        form.bar.extra_wanted.connect(lambda row: self._correct("extra", row, None))
        form.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_bar())
        form.cells.refused.connect(form.say_error)
        self.intake.taken.connect(self._take)
        self.intake.told.connect(form.saved.setText)
        self.intake.refused.connect(form.say_error)
        self.intake.failed.connect(self._failed)
        self.queue.open_wanted.connect(self._choose)
        self.queue.decided.connect(self._many_decided)
        self.queue.failed.connect(self._failed)
        self.model.edited.connect(self._edited)
        self.model.laid_out.connect(self._show_progress)
        self._saver.state_changed.connect(form.saved.setText)
        self._saver.refused.connect(self._not_saved)
        self._saver.saved.connect(self._saved)

    def _register(self) -> None:
        specs: tuple[tuple[str, str, tuple[str, ...], Callable[[], Any]], ...] = (
            ("plan.insert", "Вставить тему", ("Ins",), self.rows.insert),
            ("plan.remove", "Убрать темы", ("Ctrl+Del",), self.rows.remove),
            ("plan.up", "Перенести темы выше", ("Alt+Up",), lambda: self.rows.move(-1)),
            ("plan.down", "Перенести темы ниже", ("Alt+Down",), lambda: self.rows.move(1)),
            ("plan.section", "Отнести темы к разделу выше", ("Ctrl+M",), self.rows.into_section),
            ("plan.pin", "Закрепить тему за датой", ("Ctrl+L",), self.rows.pin),
            ("plan.paste", "Вставить темы из буфера", ("Ctrl+V",), self.intake.paste),
            ("plan.copy", "Копировать темы", ("Ctrl+C",), self.rows.copy),
            ("plan.undo", "Отменить", ("Ctrl+Z",), self.undo.undo),
            ("plan.redo", "Вернуть", ("Ctrl+Y", "Ctrl+Shift+Z"), self.undo.redo),
            ("plan.file", "Загрузить планирование из файла…", ("Ctrl+O",), self.intake.choose_file),
            ("plan.queue", "Планирования, которые ждут…", ("Ctrl+D",), self.queue.open),
            ("plan.sheet", "Лист корректировки…", ("Ctrl+P",), self.take_sheet),
        )
        for name, words, keys, act in specs:
            self._workplace.actions.add(ActionSpec(name, words, keys), act, self)

    # What is open

    def _courses_read(self, courses: tuple[Course, ...]) -> None:
        self._courses = tuple({course.course_id: course for course in courses}.values())
        if self._is_author:
            self.form.offer([(course.title, (None, course.course_id)) for course in self._courses])
            self._open_chosen()

    def _plans_read(self, plans: tuple[PlanSummary, ...]) -> None:
        self._plans = plans
        waiting = sum(1 for plan in plans if plan.state == "waiting")
        if self._is_author:
            return
        self.summary_changed.emit(f"Ждут утверждения: {waiting}")
        self.form.offer_queue(self.queue.follow(plans, may_decide=self._role in _DECIDERS))
        self.form.offer(plan_choices(plans))
        self._open_chosen()

    def _open_chosen(self) -> None:
        self._saver.save_now()
        chosen = self.form.choice.currentData()
        if chosen is None:
            self.form.say_empty("Предметы и классы ещё не назначены." if self._is_author else "Планирований ещё нет.")
            return
        self._run(self._desk.open_lesson_plan, *chosen, done=self._show)

    def _show(self, book: PlanBook) -> None:
        self._book = book
        self.undo.clear()
        self.form.say_error(self._left_over)
        self._left_over = ""
        self._saver.follow(book, f"{book.subject}, {book.group_name}")
        may_edit = self._may_edit
        holidays = book.norm.holidays if book.norm is not None else ()
        self.model.show(book.topics, book.lessons, book.corrections, book.today, may_edit=may_edit, holidays=holidays)
        self._show_head()
        self._controls.follow(book)
        if not book.topics and not may_edit:
            self.form.say_empty("В этом планировании ещё нет тем.")
            return
        self.form.show_table(is_empty=not book.topics)
        self._go_to_next()

    @property
    def _may_edit(self) -> bool:
        head = self._book.head if self._book is not None else None
        return (
            self._is_author and self._book is not None and (head is None or (head.is_mine and head.state != "approved"))
        )

    @property
    def _may_pin(self) -> bool:
        head = self._book.head if self._book is not None else None
        return self._is_author and (head is None or head.is_mine)

    def _show_head(self) -> None:
        book, form = self._book, self.form
        head = book.head if book is not None else None
        may_decide = self._role in _DECIDERS and head is not None and not head.is_mine
        form.show_state(head, state_words(head) if head else "планирования нет")
        form.say_returned(head.returned_reason if head is not None and head.state == "draft" else "")
        form.offer_decision(head, is_author=self._is_author and (head is None or head.is_mine), may_decide=may_decide)
        for button in (form.take_file, form.reuse):
            button.setVisible(self._is_author)
        form.take_file.setEnabled(self._may_edit)
        form.offer_detach(book, is_author=self._is_author)
        form.sheet.setEnabled(head is not None and book is not None and book.course_id is not None)
        due = due_words(head, book.norm, book.today) if book is not None else ("", "plain")
        form.show_badge(form.due, due, "План сдают за 7 дней до начала учебного периода (ПР-Уч-4)")
        self._show_progress()

    def _show_progress(self) -> None:
        norm = self._book.norm if self._book is not None else None
        said = hours_words(self.model.rowCount(), norm)
        self.form.show_badge(self.form.hours, said, hours_tip(norm) if norm is not None else "")
        words = progress_words(self.model.laid.progress, with_hours=not said[0]) if self.model.rowCount() else ""
        self.form.progress.setText(words)
        self._show_bar()

    def _show_bar(self) -> None:
        book = self._book
        if book is None:
            return
        row = self.form.table.currentIndex().row()
        self.form.bar.follow(
            self.model.laid, book.corrections, row, may_correct=self._is_author and book.head is not None
        )

    def _go_to_next(self) -> None:
        row = next((at for at, placed in enumerate(self.model.laid.topics) if placed.state == "next"), 0)
        self.form.table.setCurrentIndex(self.model.index(row, TOPIC))
        self.form.table.scrollTo(self.model.index(row, TOPIC), self.form.table.ScrollHint.PositionAtCenter)

    # Edits

    def _edited(self, before: Rows, name: str) -> None:
        self.undo.push(PlanEdit(self.model, before, name, self._saver.touch))
        self.form.show_table(is_empty=not self.model.rowCount())
        self._saver.touch()

    def _take(self, topics: tuple[PlanTopic, ...], instead: bool) -> None:
        if not self.model.put(topics, at=-1 if instead else None, name="загрузка"):
            self.form.say_error("В планировании не может быть больше 2000 уроков.")
            return
        self._go_to_next()

    # Saving

    def _saved(self, book: PlanBook) -> None:
        self._book = book
        self._show_head()

    def _not_saved(self, said: ErrorText, another: bool) -> None:
        self.form.say_error(f"{said.sentence} F9 покажет, что на сервере." if another else said.sentence)

    # Reuse, decisions, corrections

    def choose_plan(self) -> None:
        """Plans of the subject to follow or to copy."""
        book = self._book
        if book is None or book.course_id is None:
            return
        own = book.head.lesson_plan_id if book.head else None
        plans = tuple(plan for plan in self._plans if plan.subject == book.subject and plan.lesson_plan_id != own)
        if not plans:
            self.form.say_error(f"Готовых планирований по предмету «{book.subject}» ещё нет.")
            return
        grade = next((course.grade for course in self._courses if course.course_id == book.course_id), 0)
        dialog = ReuseDialog(plans, grade, self)
        dialog.chosen.connect(self._reuse)
        dialog.open()

    def _reuse(self, plan: PlanSummary, copied: bool) -> None:
        book = self._book
        if book is None or book.course_id is None:
            return
        if copied:
            read = self._desk.open_lesson_plan
            self._run(read, plan.lesson_plan_id, None, done=lambda book: self._copy_read(book, plan))
        else:
            follow = self._desk.assign_lesson_plan
            self._run(follow, book.course_id, plan.lesson_plan_id, done=lambda _none: self._open_chosen())

    def detach(self) -> None:
        """Give the open course a plan of its own: a copy of the one it shares."""
        if self._book is not None and self._is_settled():
            ask_detach(self, self._book, self.model.topics(), self._send_copy)

    def _send_copy(self, own: PlanOperation) -> None:
        self._run(self._desk.save_lesson_plan, own, done=self._detached)

    def _detached(self, outcome: Outcome) -> None:
        if outcome.result != "saved":
            self.form.say_error(outcome_text(outcome).sentence)
            return
        self.refresh()

    def _is_settled(self) -> bool:
        self._saver.save_now()
        if not self._saver.is_settled:
            self.form.say_error("Сначала должны сохраниться ваши изменения: повторите через секунду.")
        return self._saver.is_settled

    def _copy_read(self, book: PlanBook, plan: PlanSummary) -> None:
        if not self._may_edit:
            self.form.say_error("Утверждённое планирование не заменяют: его возвращает заместитель директора.")
            return
        topics = book.topics
        if not plan.is_current:  # days of another year hold nothing this year
            topics = tuple(replace(topic, pinned_on=None) for topic in topics)
        self._take(topics, True)

    def _act(self, act: PlanAct) -> None:
        head = self._book.head if self._book is not None else None
        if head is None or not self._is_settled():
            return
        if act == "return":
            dialog = ReasonDialog("Вернуть планирование", self)
            dialog.told.connect(lambda reason: self._decide(act, reason))
            dialog.open()
            return
        self._decide(act, "")

    def _decide(self, act: PlanAct, reason: str) -> None:
        head = self._book.head if self._book is not None else None
        if head is not None:
            arguments = (head.lesson_plan_id, head.version, act, reason)
            self._run(self._desk.decide_lesson_plan, *arguments, done=lambda _none: self.refresh())

    def _choose(self, plan: PlanSummary) -> None:
        keys = [self.form.choice.itemData(at) for at in range(self.form.choice.count())]
        at = next((at for at, key in enumerate(keys) if key[0] == plan.lesson_plan_id), -1)
        if at >= 0:
            self.form.choice.setCurrentIndex(at)
            self._open_chosen()

    def _many_decided(self, said: str, failed: str) -> None:
        self._left_over = failed
        self.refresh()
        self.form.saved.setText(said)

    def _correct(self, kind: CorrectionKind, row: int, day: date | None) -> None:
        book = self._book
        if book is None or book.course_id is None or row < 0:
            return
        dialog = CorrectionDialog(self.model, book.course_id, CorrectionPlace(kind, row, day), self)
        dialog.wanted.connect(self._write_correction)
        dialog.open()

    def _write_correction(self, correction: NewCorrection) -> None:
        self._run(self._desk.correct_lesson_plan, correction, done=lambda _id: self._open_chosen())

    def take_sheet(self) -> None:
        """The correction sheet: its lines, then a file or a printer."""
        book = self._book
        if book is None or not self.form.sheet.isEnabled():
            return
        dialog = CorrectionsDialog(book, may_void=self._is_author, parent=self)
        told = Told(self.form.saved.setText, self._failed)
        dialog.print_wanted.connect(lambda: preview(self, self._workplace, book, told))
        dialog.void_wanted.connect(self._void_correction)
        dialog.open()

    def _void_correction(self, correction_id: int) -> None:
        course_id = self._book.course_id if self._book is not None else None
        if course_id is not None:
            void = self._desk.void_correction
            self._run(void, course_id, correction_id, done=lambda _none: self._open_chosen())

    # The rest

    def _run(self, job: Callable[..., object], *args: object, done: Callable[..., None]) -> None:
        self._lanes.run(Lane.INTERACTIVE, job, *args, owner=self, done=done, failed=self._failed)

    def _failed(self, error: EjournalError) -> None:
        if not isinstance(error, CancelledError):
            self.form.say_error(error_text(error).sentence)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page: what was typed is sent."""
        super().hideEvent(event)
        self._saver.save_now()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The tab closes: what was typed is sent, nobody waits for a file any more."""
        self._saver.save_now()
        self.intake.cancel()
        super().closeEvent(event)
