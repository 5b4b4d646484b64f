"""The switch between the groups of a class in the header of a journal (ux 5.4.11)."""

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from ejournal_desktop.gui import style
from ejournal_desktop.gui.pages.sibling_courses import SiblingCourses


class GroupSwitch(QWidget):
    """A button a group, this one pressed; not there where a teacher has one group only."""

    def __init__(self, siblings: SiblingCourses, course_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("group_switch")
        self.setAccessibleName("Подгруппы класса")
        self._siblings, self._course_id = siblings, course_id
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._buttons = QButtonGroup(self)
        self.hide()
        siblings.read.connect(self._fill)

    def _fill(self) -> None:
        groups = self._siblings.groups
        if len(groups) < 2:  # noqa: PLR2004 - nothing to switch to
            return
        for course in groups:
            button = QToolButton(self)
            name = "Вся группа" if course.is_whole_class else course.group_name
            here = course.course_id == self._course_id
            button.setObjectName(f"group_{course.course_id}")
            button.setText(name)
            button.setAccessibleName(f"Журнал: {name}")
            button.setToolTip(f"{course.title} (F4 — следующая подгруппа)")
            button.setCheckable(True)
            button.setChecked(here)
            button.setProperty("kind", "box")
            self._buttons.addButton(button)
            button.clicked.connect(lambda _checked=False, course=course, here=here: self._chosen(course, here=here))
            self._row.addWidget(button)
        style.fit(self)
        self.show()

    def _chosen(self, course: object, *, here: bool) -> None:
        """Another tab opens: the button of this journal stays pressed in it."""
        for button in self._buttons.buttons():
            button.setChecked(button.objectName() == f"group_{self._course_id}")
        if not here:
            self._siblings.wanted.emit(course)
