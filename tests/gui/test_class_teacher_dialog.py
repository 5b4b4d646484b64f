"""Who is to lead a class is proposed, and only a name of the list is somebody."""

from datetime import date

import pytest
from PySide6.QtWidgets import QDialogButtonBox

from ejournal_desktop.domain.approvals import ClassTeacherGiven, Proposal, RoleEnded
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.models.approval_table import table_of_content
from ejournal_desktop.gui.pages.class_teacher_dialog import ClassTeacherDialog
from ejournal_desktop.gui.session_port import Workplace
from tests.gui.fake_school import FakeDesk, FakeGradebook, session


@pytest.fixture
def open_dialog(qtbot, dressed, lanes):
    def make(desk):
        dialog = ClassTeacherDialog(Workplace(desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook()))
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


def accept_button(dialog):
    [box] = dialog.findChildren(QDialogButtonBox)
    return next(b for b in box.buttons() if box.buttonRole(b) == QDialogButtonBox.ButtonRole.AcceptRole)


def test_a_class_and_a_name_of_the_staff_are_proposed(open_dialog, qtbot):
    desk = FakeDesk(session=session("administrator"))
    dialog = open_dialog(desk)
    qtbot.waitUntil(lambda: dialog.school_class.count() > 0 and dialog.person.count() > 0)
    before = accept_button(dialog).isEnabled()
    dialog.person.setEditText(dialog.person.itemText(0))
    dialog.note.setText("по приказу")
    proposed = []
    dialog.proposed.connect(proposed.append)

    assert (before, accept_button(dialog).isEnabled()) == (False, True)
    dialog.accept()

    person_id, class_id = dialog.person.itemData(0), dialog.school_class.itemData(0)
    assert proposed == [Proposal("class-teacher", {"person_id": person_id, "class_id": class_id}, "по приказу")]


def test_a_name_that_nobody_has_is_not_proposed(open_dialog, qtbot):
    dialog = open_dialog(FakeDesk(session=session("administrator")))
    qtbot.waitUntil(lambda: dialog.school_class.count() > 0 and dialog.person.count() > 0)
    dialog.person.setEditText("Никто")

    assert not accept_button(dialog).isEnabled()


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (RoleEnded("Завучева А. О.", "deputy", None), ["Завучева А. О.", "заместитель директора", "снять сразу"]),
        (RoleEnded("Ким Р. С.", "director", date(2026, 11, 30)), ["Ким Р. С.", "директор", "30.11.2026"]),
        (ClassTeacherGiven("Ким Р. С.", "7А", ""), ["Ким Р. С.", "7А", "никто"]),
    ],
)
def test_who_decides_reads_whom_it_is_about_and_from_when(content, rows):
    assert [row.cells[2] for row in table_of_content(content).rows] == rows
