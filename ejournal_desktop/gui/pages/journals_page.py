"""«Журнал»: the journals one may open, own ones for a teacher, of a chosen class for who reads."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidgetItem, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.domain.school_classes import SchoolClass
from ejournal_desktop.gui import style
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.forms.ui_journals_page import Ui_JournalsPage
from ejournal_desktop.gui.russian_dates import plural
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.page import Page

T = TypeVar("T")

_COURSE = Qt.ItemDataRole.UserRole
_MARKING = {"five": "пятибалльная", "pass": "зачёт / незачёт", "none": "без отметок"}


class JournalsPage(Page):
    """A list of journals; Enter opens one."""

    help_topic = "journals"

    def __init__(self, workplace: Workplace, *, own: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace, self._own = workplace, own
        self._courses: tuple[Course, ...] = ()
        self.ui = Ui_JournalsPage()
        self.ui.setupUi(self)
        self.ui.titleLabel.setText("Мои журналы" if own else "Журналы")
        self.ui.classCombo.setVisible(not own)
        self.ui.emptyState.hide()
        self._dress_list()
        self._connect()
        style.fit(self)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        if self._own:
            self._read(self._workplace.desk.my_courses, done=self._show_courses)
        else:
            self._read(self._workplace.desk.classes, done=self._show_classes)

    def shown(self) -> list[Course]:
        """The journals in the list as it is filtered now."""
        items = [self.ui.list.topLevelItem(row) for row in range(self.ui.list.topLevelItemCount())]
        return [item.data(0, _COURSE) for item in items if item is not None and not item.isHidden()]

    def _dress_list(self) -> None:
        tree = self.ui.list
        tree.setHeaderLabels(["Класс, группа", "Предмет", "Учитель", "Часов в неделю", "Отметки"])
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        tree.setColumnHidden(2, self._own)
        tree.header().setAccessibleName("Столбцы списка")
        tree.setAllColumnsShowFocus(True)

    def _connect(self) -> None:
        ui = self.ui
        ui.searchEdit.textChanged.connect(self._filter)
        ui.list.itemActivated.connect(lambda item, _column: self._open(item))
        ui.openButton.clicked.connect(lambda: self._open(ui.list.currentItem()))
        ui.searchEdit.returnPressed.connect(lambda: self._open(ui.list.currentItem()))
        ui.classCombo.currentIndexChanged.connect(self._class_chosen)
        spec = ActionSpec("journals.find", "Найти журнал в списке", ("Ctrl+F",))
        self._workplace.actions.add(spec, ui.searchEdit.setFocus, self)

    def _read(self, question: Callable[..., T], *arguments: object, done: Callable[[T], None]) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, question, *arguments, owner=self, done=done, failed=self._failed)

    def _failed(self, error: EjournalError) -> None:
        text = error_text(error)
        self._show_empty("cloud-slash", text.what, f"{text.why} {text.advice}".strip())
        self.ui.emptyState.offer("Повторить", self.refresh)

    def _show_classes(self, classes: tuple[SchoolClass, ...]) -> None:
        chosen = self.ui.classCombo.currentText()
        self.ui.classCombo.blockSignals(True)
        self.ui.classCombo.clear()
        for school_class in classes:
            self.ui.classCombo.addItem(school_class.name, school_class)
        self.ui.classCombo.setCurrentIndex(max(0, self.ui.classCombo.findText(chosen)))
        self.ui.classCombo.blockSignals(False)
        if classes:
            self._class_chosen()
        else:
            self._show_empty("notebook", "Журналов нет.", "Классы загружает администратор.")

    def _class_chosen(self) -> None:
        school_class = self.ui.classCombo.currentData()
        if isinstance(school_class, SchoolClass):
            self._read(self._workplace.desk.courses_of_class, school_class.class_id, done=self._show_courses)

    def _show_courses(self, courses: tuple[Course, ...]) -> None:
        self._courses = courses
        self.ui.list.clear()
        for course in courses:
            self.ui.list.addTopLevelItem(_row(course))
        self._filter(self.ui.searchEdit.text())
        if self._own and not courses:
            self._show_empty(
                "chalkboard-teacher",
                "Предметы и классы ещё не назначены.",
                "Обратитесь к заместителю директора по УВР.",
            )

    def _filter(self, text: str) -> None:
        wanted = _fold(text).split()
        for row in range(self.ui.list.topLevelItemCount()):
            item = self.ui.list.topLevelItem(row)
            if item is not None:
                there = _fold(" ".join(item.text(column) for column in range(3)))
                item.setHidden(not all(word in there for word in wanted))
        shown = self.shown()
        self._select_first(shown)
        words = plural(len(shown), "журнал", "журнала", "журналов")
        self.ui.countLabel.setText(words)
        self.summary_changed.emit(words)
        if shown:
            self._show_list()
        elif self._courses:
            self._show_empty(
                "magnifying-glass", f"Ничего не нашлось по «{text}».", "Ищут по классу, предмету и учителю."
            )

    def _select_first(self, shown: list[Course]) -> None:
        current = self.ui.list.currentItem()
        if shown and (current is None or current.isHidden()):
            items = (self.ui.list.topLevelItem(row) for row in range(self.ui.list.topLevelItemCount()))
            self.ui.list.setCurrentItem(next(item for item in items if item is not None and not item.isHidden()))

    def _show_list(self) -> None:
        self.ui.emptyState.hide()
        self.ui.list.show()
        self.ui.openButton.setEnabled(True)

    def _show_empty(self, icon: str, what: str, why: str) -> None:
        self.ui.list.hide()
        self.ui.openButton.setEnabled(False)
        self.ui.emptyState.say(icon, what, why)
        self.ui.emptyState.show()

    def _open(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and not item.isHidden():
            self.journal_wanted.emit(item.data(0, _COURSE), None)


def _row(course: Course) -> QTreeWidgetItem:
    group = course.class_names[0] if course.is_whole_class and course.class_names else course.group_name
    hours = f"{course.hours_per_week.normalize():f}".replace(".", ",")
    item = QTreeWidgetItem([group, course.subject, ", ".join(course.teachers), hours, _MARKING[course.marking]])
    item.setData(0, _COURSE, course)
    return item


def _fold(text: str) -> str:
    return text.lower().replace("ё", "е")
