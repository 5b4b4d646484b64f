"""A teacher's program as a process of its own, to be killed: signs in, opens the page, types; tells on stdout.

Arguments: PROFILE.json LOGIN PASSWORD COURSE LESSON SEED ROWS MODE [YEARS]; MODE is «type», «finals» (final marks of
the period), «press» (one key, no Enter), «drain» (send what is left, then end) or «forget» (the control: the disk is
only said to have taken edits).
"""

import json
import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import time_machine
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ejournal_desktop.app.bootstrap import make_gradebook, make_journal
from ejournal_desktop.app.door import DatabaseDoor
from ejournal_desktop.background.lanes import Lanes
from ejournal_desktop.background.outbox.outbox_file import OutboxFile
from ejournal_desktop.database.connection import ServerProfile
from ejournal_desktop.domain.finals import FinalOperation
from ejournal_desktop.domain.lesson_card import CardOperation
from ejournal_desktop.gui import fonts, theme
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.session_port import Workplace

SOON_MS = 30
SELDOM = 0.25


def tell(*words):
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


class Teacher:
    """Types marks into the cells of one lesson, faster than anybody could."""

    def __init__(self, desk, lanes, arguments):
        self.folder = Path(arguments[0]).parent
        self.mode, self.rows = arguments[7], [int(row) for row in arguments[6].split(",")]
        self.lesson_id, self.random = int(arguments[4]), random.Random(int(arguments[5]))
        self.book = make_gradebook(desk, lanes, None)
        outbox = self.outbox = self.book.outbox
        self.versions = {}
        outbox.edit_kept.connect(self._kept)
        outbox.edit_settled.connect(self._settled)
        outbox.changed.connect(self._changed)
        outbox.sent_anew.connect(lambda count: tell("anew", count))
        self.workplace = Workplace(desk, lanes, ActionRegistry(), ChangeBus(), self.book)
        course = next(course for course in desk.my_courses() if course.course_id == int(arguments[3]))
        self.page = make_journal(self.workplace, course, self.lesson_id, None)
        self.page.resize(1366, 768)
        self.page.show()
        self.timer = QTimer(interval=SOON_MS)
        self.timer.timeout.connect(self._step)
        self.timer.start()

    def _kept(self, operation_id):
        operation = self.outbox.line.edit(operation_id).operation
        tell("kept", operation_id, type(operation).__name__)

    def _settled(self, edit):
        if isinstance(edit.operation, FinalOperation):
            self.versions[edit.operation.pupil_id] = edit.outcome.version or 0
        tell("settled", edit.operation_id, edit.outcome.result)

    def _changed(self):
        standing = self.outbox.standing
        tell("standing", standing.pending, standing.refused, standing.conflicts, standing.trouble or "-")

    def _step(self):
        if self.page.grid is None or not self.page.grid.isVisible():
            return
        if self.mode == "drain":
            if self.outbox.standing.pending == 0:
                tell("left", *(edit.operation_id for edit in self.outbox.line.unsolved()))
                QApplication.quit()
            return
        view, store = self.page.grid.view, self.page.grid.store
        if self.mode == "finals":
            self._set_final(store)
            return
        if self.mode != "press" and self.random.random() < SELDOM:
            self._write_on_card(store)
        view.move_to(self.random.choice(self.rows), store.column_of_lesson(self.lesson_id))
        if self.mode == "press":
            self._press_once(view)
            return
        QTest.keyClick(view, self.random.choice("2345"))
        QTest.keyClick(view, Qt.Key.Key_Return)

    def _press_once(self, view):
        """One key and no Enter; what a former run left in an editor is told."""
        self.timer.stop()
        tell("drafts", *(draft.text for draft in self.outbox.drafts()))
        QTest.keyClick(view, "5")
        QTimer.singleShot(150, lambda: tell("pressed"))

    def _set_final(self, store):
        """A final mark of the period, over what this computer knows of the one before."""
        row, period_id = self.random.choice(self.rows), store.page.period.period_id
        pupil_id, known = store.pupils[row].pupil_id, store.final_mark(row, period_id)
        seen = self.versions.get(pupil_id, known.version if known is not None else 0)
        course_id, value = store.page.course.course_id, self.random.choice("2345")
        operation = FinalOperation(str(uuid4()), course_id, period_id, pupil_id, "period", seen, value, "")
        self.outbox.hold(operation)
        self.outbox.release(operation.operation_id)

    def _write_on_card(self, store):
        """A note on a pupil, and now and then a file, as the lesson card sends them."""
        pupil_id, text = store.pupils[self.rows[0]].pupil_id, f"Заметка {self.random.random()}"
        operation = CardOperation(str(uuid4()), self.lesson_id, pupil_id, "note", 0, {"kind": "praise", "text": text})
        if self.random.random() < SELDOM:
            path = self.folder / "План.txt"
            path.write_text(text * 1000, encoding="utf-8")
            operation = self.workplace.desk.take_file(self.lesson_id, None, path)
        self.outbox.hold(operation)
        self.outbox.release(operation.operation_id)


def main(arguments):
    application = QApplication([])
    fonts.load()
    theme.use(theme.Theme())
    profile = ServerProfile(**json.loads(Path(arguments[0]).read_text(encoding="utf-8")))
    lanes = Lanes()
    if arguments[7] == "forget":
        OutboxFile.write = lambda _self, _edits, _dropped=(): None
    door = DatabaseDoor(lanes.draw, profile)
    desk = door.sign_in(door.servers()[0], arguments[1], arguments[2])
    tell("in", desk.enters_later)
    teacher = Teacher(desk, lanes, arguments)
    application.exec()
    teacher.book.end()
    lanes.close()
    desk.close()


def run_for(tells, folder, given):
    """Be the program of a computer whose data lie in a folder; ``tells`` is where it says what it does."""
    os.dup2(tells.fileno(), 1)
    errors = os.open(Path(folder) / "errors.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(errors, 2)
    os.environ.update(EJOURNAL_HOME=folder, QT_QPA_PLATFORM="offscreen")
    if len(given) > 8:
        with time_machine.travel(datetime.now(UTC) + timedelta(days=365 * int(given[8])), tick=True):
            main(given)
    else:
        main(given)
