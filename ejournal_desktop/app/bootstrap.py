"""The only place that wires: services, lanes and windows of one process."""

import os
import sys

os.environ.setdefault("QT_API", "pyside6")  # qtawesome asks; it has to stand before its first import

from functools import partial

import PySide6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from ejournal_desktop import __version__
from ejournal_desktop.app import crash
from ejournal_desktop.app.desk import desk_of
from ejournal_desktop.app.door import DatabaseDoor
from ejournal_desktop.app.signals import close_windows_on_signals
from ejournal_desktop.background.course_hints import CourseHints
from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.config.settings import SettingsStore, settings_file
from ejournal_desktop.database.connection import ServerProfile
from ejournal_desktop.domain.errors import RefusedError
from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.gui import application, system_lock
from ejournal_desktop.gui.models.outbox_gradebook import OutboxGradebook
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from ejournal_desktop.gui.session_port import AppContext, Desk, Workplace
from ejournal_desktop.services.gradebook import course_hints

FORGETFUL_QT = "6.12.0"
NONE_IS_IMMORTAL = (3, 12)


def open_window(first: ServerProfile | None = None) -> int:
    """Show the sign-in window, with ``first`` as the preferred server, and stay until the last window is closed."""
    refuse_forgetful_qt(PySide6.__version__, sys.version_info[:2])
    close_windows_on_signals(QApplication(sys.argv[:1]))  # before the lanes: they are QObjects
    lanes = Lanes()
    return application.run(
        AppContext(
            version=__version__,
            lanes=lanes,
            door=DatabaseDoor(lanes.draw, first),
            make_gradebook=make_gradebook,
            make_journal=make_journal,
            settings=SettingsStore(settings_file()),
            catch_bugs=crash.catch_bugs,
            watch_system_lock=system_lock.watch,
        )
    )


def refuse_forgetful_qt(qt_version: str, python_version: tuple[int, int]) -> None:
    """PySide6 6.12.0 loses a reference to None in nearly every call: on Python < 3.12 the process dies within minutes.

    Raises:
        RefusedError: ``qt-forgetful``.
    """
    if qt_version == FORGETFUL_QT and python_version < NONE_IS_IMMORTAL:
        raise RefusedError("qt-forgetful", {"qt": qt_version, "python": ".".join(map(str, python_version))})


def make_gradebook(desk: Desk, lanes: Lanes, parent: QObject) -> OutboxGradebook:
    """The gradebook of a person at her desk; ``parent`` ends it."""
    own = desk_of(desk)
    if own.strongbox is None:
        raise TypeError(desk)
    book = OutboxGradebook(lanes, own.reads, own.strongbox.outbox(lanes, own.engine), parent, own.strongbox.earlier)
    hints = CourseHints(partial(course_hints, own.engine), book)
    hints.came.connect(book.course_changed)
    hints.broke.connect(book.outbox.doubt)
    book.ended.connect(hints.close)
    hints.start()
    today = desk.session.server_time.date()
    lanes.run(Lane.BULK, own.reads.remember_all, today, owner=book, done=_nothing, failed=_nothing)
    return book


def _nothing(_answer: object) -> None:
    """What is remembered for a day without the server is nobody's concern while it answers."""


def make_journal(workplace: Workplace, course: Course, lesson_id: int | None, parent: QWidget) -> JournalPageWidget:
    """The page of a journal for a tab."""
    return JournalPageWidget(workplace, course, workplace.gradebook, lesson_id, parent)
