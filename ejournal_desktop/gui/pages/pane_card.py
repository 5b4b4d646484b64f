"""The card of a lesson inside the pane: its store, its widgets, the sheets that open from them."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from ejournal_desktop.domain.attendance import is_absence
from ejournal_desktop.domain.gradebook import Lesson, Pupil
from ejournal_desktop.domain.outbox import EditPlace
from ejournal_desktop.domain.plan_checks import CONTROL
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.models.card_store import CardStore
from ejournal_desktop.gui.models.control_watch import ControlWatch
from ejournal_desktop.gui.models.edit_place import place_of_entry
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.lesson_entries import LessonEntries
from ejournal_desktop.gui.pages.card_dialogs import BriefingDialog, IndividualDialog, NotesDialog
from ejournal_desktop.gui.pages.card_panel import CardPanel
from ejournal_desktop.gui.pages.files_dialog import FilesDialog
from ejournal_desktop.gui.pages.late_box import LateBox
from ejournal_desktop.gui.pages.text_card import TextCard
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.control_line import ControlLine


class PaneCard(QObject):
    """Ties the card to the lesson of the pane."""

    def __init__(self, workplace: Workplace, store: JournalStore, entries: LessonEntries, pane: QWidget) -> None:
        super().__init__(pane)
        self._store, self._pane = store, pane
        self._lesson: Lesson | None = None
        self._failed_id = ""
        self._at, self._writable = -1, False
        course = store.page.course
        group = course.class_names[0] if course.is_whole_class and course.class_names else course.group_name
        self.cards = CardStore(workplace.desk, workplace.lanes, entries.gradebook, self._place, self)
        self.panel = CardPanel(self.cards, entries, group, store.page.now, pane)
        self.late = LateBox(store, pane)
        self.failed = TextCard(pane)
        self.failed.setObjectName("entry_card")
        self.failed.chosen.connect(lambda _entry, choice: self.cards.decide(self._failed_id, choice))
        self.cards.card_changed.connect(self._show_failed)
        self.controls = ControlWatch(workplace.desk, workplace.lanes, course.course_id, self)
        self.control_line = ControlLine(self.controls, course.subject, pane)
        pane.installEventFilter(self)
        self.panel.individual_wanted.connect(self._individual)
        self.panel.notes_wanted.connect(self._notes)
        self.panel.briefing_wanted.connect(self._briefing)
        self.panel.files_wanted.connect(self._files)
        add = workplace.actions.add
        add(ActionSpec("lesson.files", "Файлы к уроку…", ("Alt+F",)), self._files, pane)
        add(ActionSpec("lesson.individual", "Задание отдельным ученикам…", ("Alt+L",)), self._individual, pane)
        add(ActionSpec("lesson.notes", "Заметки об учениках…", ("Alt+N",)), self._notes, pane)
        add(ActionSpec("lesson.briefing", "Инструктаж по технике безопасности…", ("Alt+T",)), self._briefing, pane)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A pane out of sight reads no cards."""
        if event.type() == QEvent.Type.Hide:
            self.cards.rest()
        elif event.type() == QEvent.Type.Show:
            self.cards.wake()
        return super().eventFilter(watched, event)

    def show(self, lesson: Lesson, at: int, *, writable: bool) -> None:
        """The lesson under the cursor, and its column."""
        self._lesson, self._at, self._writable = lesson, at, writable
        self.panel.show_lesson(lesson, writable=writable)
        self.late.show_column(at, writable=writable)
        work = self._store.columns[at].work
        self.control_line.follow(
            lesson.held_on, is_control=lesson.lesson_type == CONTROL or (work is not None and work.is_control)
        )

    def _show_failed(self) -> None:
        """The first entry that the server has not taken, with both texts and a choice."""
        self.failed.hide()
        for edit in self.cards.failures()[:1] if self.cards.card is not None else ():
            self._failed_id, place = edit.operation_id, edit.place
            what = (
                f"{place.what}, {place.who}" if place is not None and place.who else place.what if place else "запись"
            )
            if edit.outcome is not None:
                self.failed.show_texts(what, edit.outcome, getattr(edit.operation, "value", None))

    def _pupils(self) -> list[Pupil]:
        lesson = self._lesson
        return [pupil for pupil in self._store.pupils if lesson is not None and pupil.belongs(lesson.held_on)]

    def _place(self, lesson_id: int, pupil_id: int | None, what: str) -> EditPlace:
        return place_of_entry(self._store.page, lesson_id, pupil_id, what)

    def _individual(self) -> None:
        if (card := self.panel.card) is not None:
            dialog = IndividualDialog(self.cards, card, self._pupils(), writable=self._writable, parent=self._pane)
            dialog.files_wanted.connect(lambda pupil: self._files_of(pupil, dialog))
            dialog.open()

    def _files_of(self, pupil: Pupil, parent: QWidget) -> None:
        """Files of one pupil's own homework, over the list of homework."""
        FilesDialog(self.cards, self._pupils(), writable=self._writable, parent=parent, pupil=pupil).open()

    def _notes(self) -> None:
        if self.panel.card is not None:
            NotesDialog(self.cards, self._pupils(), writable=self._held, parent=self._pane).open()

    def _briefing(self) -> None:
        if (card := self.panel.card) is not None:
            codes = self._store.codes_of_lesson(self._at)
            absent = {pupil.pupil_id for pupil, code in codes if code and is_absence(code)}
            pupils = [(pupil, pupil.pupil_id in absent) for pupil in self._pupils()]
            BriefingDialog(self.cards, card, pupils, writable=self._held, parent=self._pane).open()

    def _files(self) -> None:
        if self.panel.card is not None:
            FilesDialog(self.cards, self._pupils(), writable=self._writable, parent=self._pane).open()

    @property
    def _held(self) -> bool:
        return self._writable and self._lesson is not None and self._lesson.held_on <= self._store.page.today
