"""The window of a signed-in person: role strip, top bar, rail, tabs, status bar; pages are plug-ins."""

from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.domain.people import Role
from ejournal_desktop.domain.school_day import LessonOfDay
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.access_notices import AccessNotices
from ejournal_desktop.gui.actions import ActionRegistry, ActionSpec
from ejournal_desktop.gui.bell_words import SchoolClock, bell_words
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.command_palette import CommandPalette
from ejournal_desktop.gui.forms.ui_main_window import Ui_MainWindow
from ejournal_desktop.gui.grid.first_lessons import FirstLessons
from ejournal_desktop.gui.idle_lock import IdleLock
from ejournal_desktop.gui.journal_paper import offer_paper
from ejournal_desktop.gui.leaving import may_hand_over, may_leave
from ejournal_desktop.gui.lesson_going_on import LessonGoingOn
from ejournal_desktop.gui.list_find import offer_find
from ejournal_desktop.gui.outbox_watch import OutboxWatch
from ejournal_desktop.gui.own_access import OwnAccess
from ejournal_desktop.gui.page_registry import KEEPERS, PageSpec, Visit, pages_of
from ejournal_desktop.gui.pane_walk import PaneWalk
from ejournal_desktop.gui.person_menu import person_menu
from ejournal_desktop.gui.projector import ProjectorMode
from ejournal_desktop.gui.return_point import WayBack
from ejournal_desktop.gui.roles import role_title, working_roles
from ejournal_desktop.gui.russian_dates import day_and_time
from ejournal_desktop.gui.save_state import SaveState
from ejournal_desktop.gui.screen_history import ScreenHistory
from ejournal_desktop.gui.server_watch import ServerWatch
from ejournal_desktop.gui.session_port import AppContext, Desk, Workplace
from ejournal_desktop.gui.settings_dialog import show_settings
from ejournal_desktop.gui.tab_book import TabBook
from ejournal_desktop.gui.top_bar_room import TopBarRoom

if TYPE_CHECKING:
    from datetime import date, datetime

_CLOCK_MS: Final = 10_000
_RAIL_COLLAPSES_BELOW: Final = 1400
_RAIL_FITS_FROM: Final = 1280
_OFFLINE: Final = "Нет связи с сервером. "
_OFFLINE_KEEPER: Final = "Можно работать дальше: изменения хранятся на этом компьютере и уйдут сами."
_OFFLINE_READER: Final = "Программа подключится сама, когда он ответит."


class MainWindow(QWidget):
    """One person in one role."""

    help_wanted = Signal(bool)
    """Whether the keys of the page are wanted rather than its text."""
    role_change_wanted = Signal()
    shut_out = Signal(str)
    """The person closed her own access; the sentence for the sign-in window."""
    left = Signal(bool)
    """The window is closed and the desk no longer needed; whether the next person may sign in."""

    def __init__(self, context: AppContext, desk: Desk, role: Role, server_title: str) -> None:
        super().__init__()
        self._context, self.settings, self.desk, self.role = context, context.settings, desk, role
        self.ui = Ui_MainWindow()
        self.ui.setupUi(self)
        self.actions_registry = ActionRegistry(self)
        gradebook = context.make_gradebook(desk, context.lanes, self)
        self.workplace = Workplace(desk, context.lanes, self.actions_registry, ChangeBus(self), gradebook)
        self._clock = SchoolClock(desk.session.server_time)
        self.book = TabBook(self.ui.tabs, before_close=gradebook.send_now)
        self._visit = Visit(self.workplace, role, self._clock)
        self._specs = {spec.page_id: spec for spec in pages_of(role, desk.session)}
        self._signs_out, self._hands_over = False, False
        self._lessons: tuple[LessonOfDay, ...] = ()
        self._lessons_day: date | None = None
        self.save_state = SaveState(self.ui.saveCell, self._clock)
        gradebook.standing_changed.connect(self.save_state.show)
        self._watch = self._watch_server(server_title)
        self.outbox_watch = OutboxWatch(self)
        self.lock = IdleLock(self, self.ui.lockCell)
        context.watch_system_lock(self, self.lock.lock)
        self.command_palette = CommandPalette(self)
        self.projector = ProjectorMode(self)
        self._dress()
        outer = cast("QVBoxLayout", self.layout())
        self.notices = AccessNotices(desk, context.lanes, self, outer, outer.indexOf(self.ui.offlineBanner))
        self._add_actions()
        PaneWalk(self)
        self.top_bar = TopBarRoom(self, self.ui)
        self._connect()
        if role in KEEPERS:
            LessonGoingOn(self.workplace, self._clock, self.book, self.open_journal, self)
        style.fit(self)
        self.screens, self.first_lessons = ScreenHistory(self), FirstLessons(self)
        self.open_page("today")
        self.way_back = WayBack(self)
        self.way_back.ask()
        self._tick()

    def _watch_server(self, title: str) -> ServerWatch:
        watch = ServerWatch(self.ui.serverCell, title, self.desk.ping, self.workplace.lanes)
        self.workplace.gradebook.pending_changed.connect(watch.saw)
        self.workplace.gradebook.server_silent.connect(watch.ask)
        watch.answers.connect(self.save_state.server_answers)
        watch.answers.connect(self._server_answers)
        return watch

    # Pages

    def open_page(self, page_id: str) -> None:
        """Open a page of the rail, or go to its tab."""
        spec = self._specs.get(page_id)
        if spec is None:
            return
        tab = self.book.find(page_id)
        self.book.show(self._add_page(spec) if tab is None else tab)

    def open_journal(self, course: Course, lesson_id: int | None = None) -> None:
        """Open a journal in a tab of its own, at a lesson when one is named."""
        tab_id = f"journal-{course.course_id}"
        tab = self.book.find(tab_id)
        if tab is not None and lesson_id is not None:
            self.book.close(tab)
            tab = None
        if tab is None:
            journal = self._context.make_journal(self.workplace, course, lesson_id, self)
            if (beside := getattr(journal, "journal_wanted", None)) is not None:
                beside.connect(self.open_journal)
            offer_paper(self, journal, course)
            tab = self.book.add(tab_id, journal, course.title, "notebook")
        self.book.show(tab)

    def page(self) -> QWidget | None:
        """The page in front."""
        return self.book.page

    def pages(self) -> list[QWidget]:
        """The open pages in the order of their tabs."""
        return self.book.pages()

    def rail_pages(self) -> list[tuple[str, str]]:
        """Ids and titles of the pages that the role has."""
        return [(spec.page_id, spec.title) for spec in self._specs.values()]

    def help_topic(self) -> str:
        """The page of the guide that belongs to the page in front."""
        return str(getattr(self.page(), "help_topic", "journal"))

    def _add_page(self, spec: PageSpec) -> int:
        page = spec.make(self._visit, self)
        page.journal_wanted.connect(self.open_journal)
        page.page_wanted.connect(self.open_page)
        offer_find(self, page)
        return self.book.add(spec.page_id, page, spec.title, spec.icon, stays=spec.page_id == "today")

    # The frame

    def _dress(self) -> None:
        ui, session = self.ui, self.desk.session
        title = role_title(self.role, session)
        ui.demoBanner.setVisible(session.is_demo)
        ui.offlineBanner.hide()
        for part in (ui.saveCell, ui.statusLine2):
            part.setVisible(self.role in KEEPERS)  # who only reads has nothing to save
        ui.offlineLabel.setText(_OFFLINE + (_OFFLINE_KEEPER if self.role in KEEPERS else _OFFLINE_READER))
        ui.personLabel.setText(session.full_name)
        ui.roleLabel.setText(title)
        ui.avatar.setText(session.last_name[:1] + session.first_name[:1])
        ui.roleStrip.setAccessibleDescription(title)
        ui.personButton.setMenu(
            person_menu(
                session,
                self.settings,
                access=OwnAccess(self.desk, self._context.lanes, self.shut_out.emit, self),
                change_role=self.role_change_wanted.emit,
                lock=self.lock,
                hand_over=self.hand_over,
                sign_out=self.sign_out,
                parent=self,
            )
        )
        ui.navRail.set_items([(spec.page_id, spec.title, spec.icon) for spec in self._specs.values()])
        ui.bellClock.hide()
        self._paint()
        self._fit_rail()

    def _paint(self) -> None:
        """What the style sheet cannot know: the role's colour, round avatar, icons of the tabs."""
        look = theme.current()
        palette = self.ui.roleStrip.palette()
        palette.setColor(self.ui.roleStrip.backgroundRole(), look.role_color(self.role))
        self.ui.roleStrip.setPalette(palette)
        self.ui.roleStrip.setAutoFillBackground(True)
        self.ui.avatar.setStyleSheet(f"border-radius: {look.px(16)}px;")
        self.book.paint()

    def _connect(self) -> None:
        ui = self.ui
        for label in (ui.avatar, ui.personLabel, ui.roleLabel):
            label.installEventFilter(self)
        ui.railButton.clicked.connect(self._toggle_rail)
        ui.navRail.chosen.connect(self.open_page)
        self.book.turned.connect(self._tab_changed)
        self.book.summary_changed.connect(ui.summaryLabel.setText)
        ui.paletteButton.clicked.connect(lambda _checked=False: self.command_palette.open())
        ui.helpButton.clicked.connect(lambda _checked=False: self.help_wanted.emit(False))
        ui.bellClock.clicked.connect(lambda _checked=False: self.open_page("today"))
        ui.saveCell.clicked.connect(lambda _checked=False: self._try_again())
        ui.offlineButton.clicked.connect(lambda _checked=False: self._try_again())
        theme.changes().changed.connect(self._paint)
        timer = QTimer(self)
        timer.timeout.connect(self._tick)
        timer.start(_CLOCK_MS)

    def _add_actions(self) -> None:
        add = self.actions_registry.add
        add(ActionSpec("help.page", "Справка по этой странице", ("F1",)), lambda: self.help_wanted.emit(False), self)
        add(ActionSpec("help.keys", "Клавиши этой страницы", ("Ctrl+/",)), lambda: self.help_wanted.emit(True), self)
        add(ActionSpec("page.refresh", "Обновить", ("F9",)), self._refresh, self)
        add(ActionSpec("tab.close", "Закрыть вкладку", ("Ctrl+W",)), self._close_current, self)
        add(ActionSpec("tab.reopen", "Вернуть закрытую вкладку", ("Ctrl+Shift+T",)), self._reopen, self)
        add(ActionSpec("tab.next", "Следующая вкладка", ("Ctrl+Tab",)), lambda: self.book.step(1), self)
        add(ActionSpec("tab.previous", "Предыдущая вкладка", ("Ctrl+Shift+Tab",)), lambda: self.book.step(-1), self)
        add(ActionSpec("window.full", "Во весь экран", ("F11",)), self._toggle_full_screen, self)
        add(ActionSpec("settings.open", "Настройки…", ("Ctrl+,",)), lambda: show_settings(self.settings, self), self)
        add(ActionSpec("role.change", "Сменить роль…", ("Ctrl+Shift+R",)), self.role_change_wanted.emit, self)
        find = ActionSpec("palette.open", "Найти ученика, класс, действие…", ("Ctrl+K",), ("поиск", "команда"))
        add(find, self.command_palette.open, self)
        wall = ActionSpec("window.projector", "Режим проектора", ("Ctrl+Shift+H",), ("скрыть отметки", "доска"))
        add(wall, self.projector.toggle, self)
        add(ActionSpec("window.lock", "Заблокировать окно", ("Ctrl+L",), ("блокировка", "уйти")), self.lock.lock, self)
        add(ActionSpec("person.change", "Сменить пользователя", (), ("выйти", "другой человек")), self.hand_over, self)
        if len(working_roles(self.desk.session)) < 2:  # noqa: PLR2004 - one role leaves nothing to change
            self.actions_registry.set_enabled("role.change", False, "У вас одна роль.")
        for number in range(1, 10):
            spec = ActionSpec(f"tab.{number}", f"Вкладка {number}", (f"Ctrl+{number}",))
            add(spec, partial(self.ui.tabs.setCurrentIndex, number - 1), self)

    def _tab_changed(self) -> None:
        page = self.page()
        if page is None:
            return
        tab_id = str(page.property("tab_id"))
        rail = "my_journals" if "my_journals" in self._specs else "journals"
        self.ui.navRail.mark(rail if tab_id.startswith("journal-") else tab_id)
        self.setWindowTitle(f"{self.ui.tabs.tabText(self.ui.tabs.currentIndex())} — Электронный журнал")
        self._paint()
        self._fit_rail()

    def _refresh(self) -> None:
        if callable(refresh := getattr(self.page(), "refresh", None)):
            refresh()

    def _close_current(self) -> None:
        self.book.close(self.ui.tabs.currentIndex())

    def _reopen(self) -> None:
        self.way_back.reopen()

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        for bar in (self.ui.topBar, self.ui.statusStrip):  # a whole class fits between what is left
            bar.setVisible(not self.isFullScreen())

    def _toggle_rail(self) -> None:
        is_open = not self.ui.navRail.is_open
        self.settings.change(rail_open=is_open)
        self.ui.navRail.set_open(is_open)
        self.top_bar.fit()

    def _fit_rail(self) -> None:
        """The rail collapses by itself where a grid needs the width (ux: pictures)."""
        page = self.page()
        grid = page is not None and str(page.property("tab_id")).startswith(("journal-", "paper_copy"))
        room = theme.current().px(_RAIL_COLLAPSES_BELOW if grid else _RAIL_FITS_FROM)
        is_open = self.settings.now.rail_open and self.width() >= room
        self.ui.navRail.set_open(is_open)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The person's name opens the same menu as the arrow beside it."""
        if event.type() == QEvent.Type.MouseButtonPress:
            button, menu = self.ui.personButton, self.ui.personButton.menu()
            left = button.width() - menu.sizeHint().width()
            menu.popup(button.mapToGlobal(QPoint(left, button.height())))
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give a grid the width of the rail in a narrow window."""
        super().resizeEvent(event)
        self._fit_rail()
        self.top_bar.fit()

    def school_now(self) -> "datetime":
        """The clock of the school."""
        return self._clock.now()

    # The server

    def _server_answers(self, answers: bool) -> None:
        """Say over the whole window that the server is away; what waits leaves as soon as it is back."""
        was_away = not self.ui.offlineBanner.isHidden()
        self.ui.offlineBanner.setVisible(not answers)
        if not answers and (known_from := getattr(self.desk, "known_from", None)) is not None:
            since = day_and_time(known_from.astimezone(self.desk.session.server_time.tzinfo))
            self.ui.offlineLabel.setText(f"{_OFFLINE}Показаны данные от {since}. {_OFFLINE_KEEPER}")
        if answers and was_away:
            self.workplace.gradebook.send_now()

    def _try_again(self) -> None:
        self.workplace.gradebook.send_now()
        self._watch.ask()

    # Time

    def _tick(self) -> None:
        now = self._clock.now()
        if self.role in KEEPERS and self._lessons_day != now.date():
            self._lessons_day = now.date()
            self._context.lanes.run(
                Lane.BULK,
                self.desk.lessons_of_day,
                now.date(),
                owner=self,
                done=self._keep_lessons,
                failed=lambda _error: None,
            )
        words = bell_words(self._lessons, now)
        self.ui.bellClock.setText(f" {words}")
        self.ui.bellClock.setAccessibleName(words or "Звонки")
        self.top_bar.fit()

    def _keep_lessons(self, lessons: tuple[LessonOfDay, ...]) -> None:
        self._lessons = lessons
        self._tick()

    # The end

    def sign_out(self) -> None:
        """Leave, so that another person may sign in."""
        self._signs_out = True
        self._signs_out = self.close()

    def hand_over(self) -> None:
        """«Сменить пользователя»: the next person signs in at once, what waits stays here for its owner."""
        self._hands_over = True
        self.sign_out()
        self._hands_over = False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Send what waits; with edits that are still not on the server the person decides."""
        may = may_hand_over if self._hands_over else may_leave
        if not may(self, self.book, self.workplace.gradebook):
            event.ignore()
            return
        self.way_back.keep()
        self.lock.end()
        super().closeEvent(event)
        self.left.emit(self._signs_out)
