"""The program with windows: sign in, work, leave, the next person; help and bugs belong to all of them."""

import gc
import sys
import traceback
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QSize, Qt, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from ejournal_desktop.background.collector import Collector
from ejournal_desktop.config import paths
from ejournal_desktop.gui import fonts, icons
from ejournal_desktop.gui.actions import ActionRegistry, LayoutProofKeys
from ejournal_desktop.gui.help_window import HelpWindow
from ejournal_desktop.gui.key_sheet import KeySheetPaper, key_sheet
from ejournal_desktop.gui.login_window import LoginWindow
from ejournal_desktop.gui.main_window import MainWindow
from ejournal_desktop.gui.role_dialog import ask_role
from ejournal_desktop.gui.russian_dates import RUSSIAN
from ejournal_desktop.gui.screen_room import centre, show_whole
from ejournal_desktop.gui.session_port import AppContext, Desk
from ejournal_desktop.gui.style import Styler
from ejournal_desktop.gui.whats_new import WhatsNew
from ejournal_desktop.gui.widgets.look_menus import apply
from ejournal_desktop.gui.window_habits import WindowHabits

if TYPE_CHECKING:
    from ejournal_desktop.domain.people import Role
    from ejournal_desktop.reports.values import KeySheet


def run(context: AppContext) -> int:
    """Open the sign-in window and stay until the last window is closed; return the exit code."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    windows = Windows(cast("QApplication", application), context)
    windows.show_sign_in()
    gc.freeze()  # what was imported stays for good: a full collection that looks at it stops the window for 80-120 ms
    collector = Collector()
    code = application.exec()
    windows.end()
    collector.end()
    return code


class Windows(QObject):
    """The windows of one process: one person at a time."""

    def __init__(self, application: QApplication, context: AppContext) -> None:
        super().__init__()
        self._application, self._context = application, context
        self._desk_to_close: Desk | None = None
        self._dress()
        self.keys = LayoutProofKeys(self._registries, self)
        self.habits = WindowHabits(self)
        for habit in (self.keys, self.habits):
            application.installEventFilter(habit)
        context.catch_bugs(self._show_bug)
        self.help = HelpWindow(paths.resource("help"))
        self.login = self._make_login()
        self.main: MainWindow | None = None
        KeySheetPaper(self.help, context.lanes, self._key_sheet)
        self.news = WhatsNew(context.settings, context.version, self._help_of_news)

    def show_sign_in(self, sentence: str = "") -> None:
        """Show the first window."""
        self.login.start_again(sentence)
        show_whole(self.login, QSize(1000, 700))

    def end(self) -> None:
        """Close what is still open and stop the lanes."""
        for habit in (self.keys, self.habits):
            self._application.removeEventFilter(habit)
        self._context.lanes.close()
        if self._desk_to_close is not None:
            self._desk_to_close.close()

    def enter(self, desk: Desk, role: str, before: QWidget | None = None) -> None:
        """Show the main window of a person in a role, where the window of her other role stood."""
        server = self.login.ui.serverCombo.currentText()
        self.main = MainWindow(self._context, desk, cast("Role", role), server)
        self.main.help_wanted.connect(self._help_of_main)
        self.main.role_change_wanted.connect(self._change_role)
        self.main.left.connect(self._leave)
        self.main.shut_out.connect(self._shut_out)
        show_whole(self.main, QSize(1366, 768), like=before)
        self.login.hide()
        self.news.tell()

    def _make_login(self) -> LoginWindow:
        login = LoginWindow(self._context.door, self._context.lanes, self._context.settings, self._context.version)
        login.signed_in.connect(self.enter)
        login.help_wanted.connect(self._help_of_login)
        return login

    def _dress(self) -> None:
        QLocale.setDefault(RUSSIAN)
        self._translator = QTranslator(self)
        if self._translator.load("qtbase_ru", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._application.installTranslator(self._translator)
        self._application.setApplicationName("Электронный журнал")  # what a screen reader calls the program
        self._application.setApplicationDisplayName("Электронный журнал")
        self._application.setQuitOnLastWindowClosed(True)
        fonts.load()
        self._styler = Styler(self._application)
        apply(self._context.settings.now)
        self._application.setWindowIcon(QIcon(icons.pixmap("notebook", "accent", 64)))
        hints = self._application.styleHints()
        for changed in (hints.colorSchemeChanged, hints.accessibility().contrastPreferenceChanged):
            changed.connect(lambda _now: apply(self._context.settings.now))

    def _registries(self) -> Iterable[ActionRegistry]:
        yield self.login.actions_registry
        if self.main is not None and not self.main.lock.is_locked:
            yield self.main.actions_registry

    def _key_sheet(self) -> "KeySheet | None":
        return key_sheet(self.main.actions_registry.entries(), self._context.version) if self.main else None

    def _help_of_login(self, topic: str) -> None:
        centre(self.help, self.login)
        self.help.call(topic, self.login.actions_registry.of(self.login))

    def _help_of_news(self, topic: str) -> None:
        if self.main is not None:
            centre(self.help, self.main)
            self.help.call(topic, self.main.actions_registry.of(self.main))

    def _help_of_main(self, keys: bool) -> None:
        if self.main is None:
            return
        entries = self.main.actions_registry.of(self._application.focusWidget() or self.main)
        centre(self.help, self.main)
        if keys:
            self.help.show_keys(entries)
        else:
            self.help.call(self.main.help_topic(), entries)

    def _change_role(self) -> None:
        main = self.main
        if main is None:
            return
        role = ask_role(main.desk.session, main.role, main)
        if role is not None and role != main.role:
            main.blockSignals(True)
            if main.close():
                self.enter(main.desk, role, before=main)
                main.deleteLater()
            else:
                main.blockSignals(False)

    def _leave(self, again: bool) -> None:
        main, self.main = self.main, None
        if main is None:
            return
        self.help.close()
        main.workplace.gradebook.end()
        main.deleteLater()
        if again:
            self.show_sign_in()
            self.login.end_session(main.desk)
        else:
            self._desk_to_close = main.desk

    def _shut_out(self, sentence: str) -> None:
        """Her account is closed: the server takes nothing more, what waits stays on this disk."""
        main = self.main
        self._leave(True)
        if main is not None:
            main.hide()
        self.login.say(sentence)

    def _show_bug(self, error: BaseException) -> None:
        box = QMessageBox(self.main or self.login)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle("Ошибка в программе")
        box.setText("В программе произошла ошибка. Данные на сервере целы.")
        box.setInformativeText("Последнее действие могло не выполниться. Подробности записаны в журнал программы.")
        box.setDetailedText("".join(traceback.format_exception(error)))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
