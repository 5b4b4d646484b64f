"""«Не отправлено»: conflicts, refusals and what waits, as a list of work; Enter goes to the cell."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ejournal_desktop.domain.lesson_card import FileOperation
from ejournal_desktop.domain.outbox import KeptEdit
from ejournal_desktop.gui import icons, style, theme
from ejournal_desktop.gui.unsent_words import may_be_opened, place_words, reason_words

WIDTH: Final = 304
_EDIT: Final = Qt.ItemDataRole.UserRole
_GROUPS: Final = (("conflict", "Расхождение"), ("refused", "Не принято"))
_LOOKS: Final = {
    "conflict": ("git-merge", "warn"),
    "refused": ("warning-circle", "err"),
    "waiting": ("clock", "text_2"),
}


class UnsentPane(QFrame):
    """Lies over the right edge of the window; work goes on beside it."""

    open_wanted = Signal(object)
    """The cell of a ``KeptEdit`` is wanted."""
    request_wanted = Signal(object)
    """A request is wanted to open what refused a ``KeptEdit``."""
    solved = Signal(object, str)
    """A ``KeptEdit`` and «mine» or «theirs»."""
    copy_wanted = Signal()
    reading_wanted = Signal()
    """A saved copy is to be read again."""
    earlier_wanted = Signal()
    """Edits under a former password are wanted."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._edits: tuple[KeptEdit, ...] = ()
        self.setObjectName("unsent_pane")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName("Не отправлено")
        self.setProperty("card", True)
        self._list = QListWidget(self)
        self._list.setObjectName("unsent_list")
        self._list.setAccessibleName("Что не на сервере")
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.itemActivated.connect(self._open)
        self._list.currentItemChanged.connect(lambda _now, _before: self._enable())
        self._note = QLabel(self)
        self._note.setProperty("words", "caption")
        self._note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self._note)
        column.addWidget(self._list, 1)
        self._nothing = QLabel("Всё отправлено: на этом компьютере ничего не ждёт.", self)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._nothing, 1)
        self._nothing.hide()
        self._buttons(column)
        self._before: QWidget | None = None
        self._work = window.findChild(QTabWidget)
        for followed in (window, self._work):
            if followed is not None:
                followed.installEventFilter(self)
        self.hide()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        title = QLabel("Не отправлено", self)
        title.setProperty("words", "section")
        shut = QToolButton(self)
        shut.setObjectName("unsent_close")
        shut.setProperty("kind", "icon")
        shut.setProperty("icon_name", "x")
        shut.setToolTip("Закрыть (Esc)")
        shut.setAccessibleName("Закрыть список")
        shut.clicked.connect(self.hide)
        head.addWidget(title, 1)
        head.addWidget(shut)
        return head

    def _buttons(self, column: QVBoxLayout) -> None:
        self._go = self._button("Перейти", "unsent_go", lambda: self._open(self._list.currentItem()))
        self._ask = self._button("Запросить открытие…", "unsent_ask", self._request)
        self._mine = self._button("Оставить моё", "unsent_mine", lambda: self._solve("mine"))
        self._theirs = self._button("Отозвать", "unsent_theirs", lambda: self._solve("theirs"))
        self._all_mine = self._button("Все мои", "unsent_all_mine", lambda: self._solve_all("mine"))
        self._all_theirs = self._button("Принять все с сервера", "unsent_all_theirs", lambda: self._solve_all("theirs"))
        self._copy = self._button("Сохранить копию…", "unsent_copy", self.copy_wanted.emit)
        self._read = self._button("Прочитать копию…", "unsent_read_copy", self.reading_wanted.emit)
        self._earlier = self._button("Прежний пароль…", "unsent_earlier", self.earlier_wanted.emit)
        self._earlier.hide()
        self._copy.setToolTip("Зашифрованный файл: открывается только вашим паролем")
        for row in (
            (self._go, self._ask),
            (self._mine, self._theirs),
            (self._all_theirs, self._all_mine),
            (self._copy,),
            (self._read,),
            (self._earlier,),
        ):
            line = QHBoxLayout()
            line.setSpacing(8)
            for button in row:
                line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)

    def _button(self, text: str, name: str, act: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.clicked.connect(lambda _checked=False: act())  # type: ignore[operator]  # a bound act of the pane
        return button

    # What is shown

    def show_edits(self, edits: Sequence[KeptEdit], note: str = "") -> None:
        """List edits; the line that was chosen stays chosen."""
        if edits and tuple(edits) == self._edits and note == self._note.text():
            return
        chosen = self._chosen()
        self._edits = tuple(edits)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._nothing.setVisible(not edits)
        self._list.setVisible(bool(edits))
        self._copy.setEnabled(bool(edits))
        self._list.clear()
        for state, title in _GROUPS:
            self._add_group(title, state, [edit for edit in edits if edit.state == state])
        self._add_waiting([edit for edit in edits if edit.state in {"held", "waiting"}])
        if chosen is not None:
            self._choose(chosen.operation_id)
        self._enable()

    def _add_group(self, title: str, state: str, edits: list[KeptEdit]) -> None:
        if not edits:
            return
        self._add_title(f"{title} · {len(edits)}")
        for edit in edits:
            item = QListWidgetItem(icons.icon(*_LOOKS[state]), f"{place_words(edit)}\n{reason_words(edit)}")
            item.setData(_EDIT, edit)
            self._list.addItem(item)

    def _add_waiting(self, edits: list[KeptEdit]) -> None:
        if not edits:
            return
        self._add_title(f"Ждут отправки · {len(edits)}")
        groups: dict[str, list[KeptEdit]] = {}
        for edit in edits:
            words = f"{edit.place.title}, {edit.place.held_on:%d.%m}" if edit.place else "Журнал"
            groups.setdefault(words, []).append(edit)
        for words, some in groups.items():
            item = QListWidgetItem(icons.icon(*_LOOKS["waiting"]), f"{words}\nизменений: {len(some)}")
            item.setData(_EDIT, some[0])
            self._list.addItem(item)

    def _add_title(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = theme.current().font("body")
        font.setBold(True)
        item.setFont(font)
        self._list.addItem(item)

    def _chosen(self) -> KeptEdit | None:
        item = self._list.currentItem()
        edit = item.data(_EDIT) if item is not None else None
        return edit if isinstance(edit, KeptEdit) else None

    def _choose(self, operation_id: str) -> None:
        for at in range(self._list.count()):
            edit = self._list.item(at).data(_EDIT)
            if isinstance(edit, KeptEdit) and edit.operation_id == operation_id:
                self._list.setCurrentRow(at)

    def _enable(self) -> None:
        edit = self._chosen()
        conflicts = [one for one in self._edits if one.state == "conflict"]
        failed = edit is not None and edit.state in {"conflict", "refused"}
        self._go.setEnabled(edit is not None)
        self._ask.setVisible(edit is not None and may_be_opened(edit))
        is_conflict = edit is not None and edit.state == "conflict"
        self._mine.setVisible(failed and edit is not None and not isinstance(edit.operation, FileOperation))
        self._mine.setText("Оставить моё" if is_conflict else "Отправить снова")
        self._theirs.setVisible(failed)
        self._theirs.setText("Принять с сервера" if is_conflict else "Отозвать")
        for button in (self._all_mine, self._all_theirs):
            button.setVisible(len(conflicts) > 1)

    def offer_earlier(self, there: bool) -> None:
        """Offer to open what a former password locks."""
        self._earlier.setVisible(there)

    # What is done

    def _open(self, item: QListWidgetItem | None) -> None:
        edit = item.data(_EDIT) if item is not None else None
        if isinstance(edit, KeptEdit):
            self.open_wanted.emit(edit)

    def _request(self) -> None:
        edit = self._chosen()
        if edit is not None:
            self.request_wanted.emit(edit)

    def _solve(self, choice: str) -> None:
        edit = self._chosen()
        if edit is not None:
            self.solved.emit(edit, choice)

    def _solve_all(self, choice: str) -> None:
        for edit in self._edits:
            if edit.state == "conflict":
                self.solved.emit(edit, choice)

    def open(self) -> None:
        """Show the list over the right edge and give it the keys."""
        style.fit(self)
        self._place()
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._before = focused
        self.show()
        self.raise_()
        (self._list if self._edits else self).setFocus()  # an empty list is hidden and takes no keys: Esc is the pane's
        if self._chosen() is None:
            self._list.setCurrentRow(1 if self._list.count() > 1 else 0)

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        width = min(theme.current().px(WIDTH), window.width())
        top, bottom = theme.current().px(52), theme.current().px(32)
        if self._work is not None:  # below the banners: «Повторить» and the person's menu stay within reach
            top = self._work.mapTo(window, QPoint()).y()
        self.setGeometry(window.width() - width, top, width, max(0, window.height() - top - bottom))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window; Esc closes the list."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self._place()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """The keys go back to where they were: to the cell, not to the next button of the window."""
        super().hideEvent(event)
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)
