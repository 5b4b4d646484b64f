"""Locks the window of a person who is away: by time, by Ctrl+L, with the desktop; lets only her back (ACC-5)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.pins import PIN_TRIES, looks_like_pin
from ejournal_desktop.gui import spoken, style
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.idle_clock import idle_clock
from ejournal_desktop.gui.lock_cover import LOCKED_NOW, LockCover
from ejournal_desktop.gui.lock_page import LOCKED, LockPage
from ejournal_desktop.gui.pin_dialog import PinDialog
from ejournal_desktop.gui.russian_dates import plural

if TYPE_CHECKING:
    from ejournal_desktop.gui.main_window import MainWindow

_TICK_MS: Final = 1_000
_MINUTE: Final = 60
_WARNS_FROM: Final = 120
_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
_WRONG_PIN: Final = "ПИН-код не подошёл. Осталось попыток: {left}."
_NO_PIN: Final = "ПИН-код пять раз введён неверно. Введите пароль."
_WRONG_PASSWORD: Final = "Пароль не подошёл. Проверьте раскладку и Caps Lock."  # noqa: S105 - a sentence
_NOT_THE_PASSWORD: Final = frozenset({"28P01", "known-password"})


class IdleLock(QObject):
    """The lock of one main window; what waits is sent and what changes is read while it is locked."""

    locked = Signal()
    unlocked = Signal()

    def __init__(self, window: "MainWindow", cell: QToolButton, clock: Callable[[], float] = idle_clock) -> None:
        """``cell`` of the status bar counts and locks when pressed."""
        super().__init__(window)
        self._window, self._cell, self._clock = window, cell, clock
        self._touched = clock()
        self._wrong_pins, self._has_pin = 0, False
        self._focus: QWidget | None = None
        self.page = LockPage(window)
        self.page.tried.connect(self._try)
        self.page.change_user_wanted.connect(self._change_user)
        self._cover = LockCover(window, self.page)
        cell.clicked.connect(lambda _checked=False: self.lock())
        timer = QTimer(self)
        timer.timeout.connect(self.tick)
        timer.start(_TICK_MS)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self.tick()

    @property
    def is_locked(self) -> bool:
        """Whether the window is covered."""
        return not self.page.isHidden()

    @property
    def seconds_left(self) -> float:
        """Until the window locks by itself."""
        return self._window.settings.now.locks_after_minutes * _MINUTE - (self._clock() - self._touched)

    def tick(self) -> None:
        """A second has passed."""
        if self.is_locked:
            self.page.tell_time(self._window.school_now())
        elif self.seconds_left <= 0:
            self.lock()
        else:
            self._count()

    def lock(self) -> None:
        """Cover everything."""
        if self.is_locked or not self._window.isVisible():
            return
        self._focus = self._window.focusWidget()
        self._window.setProperty(LOCKED_NOW, True)
        self._window.workplace.gradebook.send_now()
        self.page.tell_time(self._window.school_now())
        self.page.show_for(self._window.desk.session, self._saved_words(), asks_pin=self._asks_pin)
        self._cover.cover()
        self._window.setWindowTitle(LOCKED)
        spoken.tell(self.page, LOCKED)
        self.learn_pin()
        self.locked.emit()

    def unlock(self) -> None:
        """She is back: the same page, cell and text."""
        self._wrong_pins = 0
        self.page.field.set_text("")
        self._cover.uncover()
        self.page.hide()
        self._window.setProperty(LOCKED_NOW, False)
        self._touched = self._clock()
        if self._focus is not None and self._focus.isVisible():
            self._focus.setFocus()
        self.tick()
        self.unlocked.emit()

    def ask_pin(self) -> None:
        """«ПИН-код этого компьютера…»."""
        self._run(self._window.desk.has_pin, done=self._open_pin_dialog)

    def learn_pin(self) -> None:
        """Whether the field takes a PIN too."""
        self._run(self._window.desk.has_pin, done=self._pin_known)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every key and movement counts; while locked the keys of the page are dead and late windows stay unseen."""
        kind = event.type()
        if kind in _TOUCHES:
            self._touch()
        elif self.is_locked:
            if kind == QEvent.Type.Shortcut:
                return self._is_behind(watched)
            if kind == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                QTimer.singleShot(0, watched, lambda: self._hide_late(watched))
            elif kind == QEvent.Type.Resize and watched is self._window:
                self.page.setGeometry(self._window.rect())
        return False

    def use_clock(self, clock: Callable[[], float]) -> None:
        """Count by another clock from now on."""
        self._clock, self._touched = clock, clock()

    def end(self) -> None:
        """The window is left."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._cover.forget()

    def _touch(self) -> None:
        if self.is_locked:
            return
        if self.seconds_left <= 0:  # the computer slept: the first movement after it is not hers for sure
            self.lock()
        else:
            told = self.seconds_left < _WARNS_FROM
            self._touched = self._clock()
            if told:
                self._count()

    def _is_behind(self, watched: QObject) -> bool:
        place: QObject | None = watched
        while place is not None and place is not self.page:
            if place is self._window:
                return True
            place = place.parent()
        return False

    def _hide_late(self, other: QWidget) -> None:
        if self.is_locked and other.isVisible():
            self._cover.hide_late(other)

    def _count(self) -> None:
        """«9 мин», the last two minutes by seconds."""
        left = max(0, round(self.seconds_left))
        minutes, seconds = divmod(left, _MINUTE)
        if left <= _MINUTE:
            words = f"Блокировка через {minutes}:{seconds:02}"
        else:
            words = f"{minutes}:{seconds:02}" if left <= _WARNS_FROM else f"{-(-left // _MINUTE)} мин"
        if words == self._cell.text():
            return
        self._cell.setText(words)
        self._cell.setAccessibleName(f"Заблокировать сейчас; сама заблокируется через {minutes} мин {seconds} с")
        self._cell.setProperty("icon_colour", "warn" if left <= _WARNS_FROM else "text_2")
        style.set_state(self._cell, "state", "warn" if left <= _WARNS_FROM else "")
        style.fit(self._cell)

    def _saved_words(self) -> str:
        pending = self._window.workplace.gradebook.pending
        if not pending:
            return "Изменения сохранены"
        kept = plural(pending, "изменение хранится", "изменения хранятся", "изменений хранятся")
        return f"{kept} на этом компьютере и уйдут сами"

    # Who is it

    def _open_pin_dialog(self, has_pin: object) -> None:
        window = self._window
        PinDialog(window.desk, window.workplace.lanes, has_pin=bool(has_pin), parent=window).open()

    @property
    def _asks_pin(self) -> bool:
        return self._has_pin and self._wrong_pins < PIN_TRIES

    def _pin_known(self, has_pin: object) -> None:
        self._has_pin = bool(has_pin)
        if not self.page.field.text():
            self.page.ask(asks_pin=self._asks_pin)

    def _try(self, text: str) -> None:
        desk = self._window.desk
        if self._has_pin and looks_like_pin(text):
            if self._asks_pin:
                self._run(desk.pin_fits, text, done=self._pin_judged)
            else:
                self.page.say(_NO_PIN)
            return
        self._run(desk.check_own_password, text, done=lambda _none: self.unlock())

    def _pin_judged(self, fits: object) -> None:
        if fits:
            self.unlock()
            return
        self._wrong_pins += 1
        left = PIN_TRIES - self._wrong_pins
        self.page.ask(asks_pin=self._asks_pin)
        self._say(_WRONG_PIN.format(left=left) if left else _NO_PIN)

    def _refused(self, error: EjournalError) -> None:
        self._say(_WRONG_PASSWORD if error.code in _NOT_THE_PASSWORD else error_text(error).sentence)

    def _say(self, sentence: str) -> None:
        self.page.say(sentence)
        if sentence:
            spoken.warn(self.page.error, sentence)

    def _run(self, job: Callable[..., object], *arguments: object, done: Callable[[object], None]) -> None:
        busy = bool(arguments)
        if busy:
            self.page.say("")
            self.page.set_busy(True)
        self._window.workplace.lanes.run(
            Lane.INTERACTIVE,
            job,
            *arguments,
            owner=self,
            done=done,
            failed=self._refused,
            settled=lambda: self.page.set_busy(False) if busy and self.is_locked else None,
        )

    def _change_user(self) -> None:
        self._window.hand_over()
