"""The end of a main window: pages agree, what waits is sent, and with edits not on the server the person decides."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from ejournal_desktop.gui.lock_cover import STAYS_OVER_LOCK, is_locked
from ejournal_desktop.gui.russian_dates import plural

if TYPE_CHECKING:
    from ejournal_desktop.gui.session_port import PendingGradebook
    from ejournal_desktop.gui.tab_book import TabBook

_SENDING_MS: Final = 3_000
_HANDING_OVER_MS: Final = 600
_KEPT: Final = "Они сохранены на этом компьютере и уйдут при следующем входе."
_LOST: Final = (
    "Диск этого компьютера их не принял: если закрыть сейчас, они пропадут. Освободите место на диске или подождите, "
    "пока сервер ответит."
)


def may_leave(window: QWidget, book: "TabBook", gradebook: "PendingGradebook") -> bool:
    """Whether the window may close now; a page that holds a text which does not fit comes to the front."""
    if not _pages_are_done(book):
        return False
    _send_the_rest(gradebook)
    return not gradebook.pending or _leave_unsent(window, gradebook.pending, kept=gradebook.keep_now())


def may_hand_over(window: QWidget, book: "TabBook", gradebook: "PendingGradebook") -> bool:
    """Whether the next person may sign in now: what waits lies on this disk for its owner, nobody is asked of it.

    From a locked window a text that does not fit keeps nobody: its author is away.
    """
    if not _pages_are_done(book) and not is_locked(window):
        return False
    _send_the_rest(gradebook, _HANDING_OVER_MS)
    return not gradebook.pending or gradebook.keep_now() or _leave_unsent(window, gradebook.pending, kept=False)


def _pages_are_done(book: "TabBook") -> bool:
    """Ask every page, without hiding it."""
    for tab, page in enumerate(book.pages()):
        asked = QCloseEvent()
        QApplication.sendEvent(page, asked)
        if not asked.isAccepted():
            book.show(tab)
            return False
    return True


def _send_the_rest(gradebook: "PendingGradebook", at_most_ms: int = _SENDING_MS) -> None:
    gradebook.send_now()
    loop = QEventLoop()
    gradebook.pending_changed.connect(lambda pending, offline: loop.quit() if offline or not pending else None)
    QTimer.singleShot(at_most_ms, loop, loop.quit)
    if gradebook.pending:
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def _leave_unsent(window: QWidget, pending: int, *, kept: bool) -> bool:
    box = QMessageBox(window)
    box.setProperty(STAYS_OVER_LOCK, True)
    box.setWindowTitle("Не всё отправлено")
    box.setText("Осталось отправить " + plural(pending, "изменение", "изменения", "изменений") + ".")
    box.setInformativeText(_KEPT if kept else _LOST)
    wait = box.addButton("Подождать", QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton("Закрыть" if kept else "Закрыть без них", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(wait)
    box.exec()
    return box.clickedButton() is leave
