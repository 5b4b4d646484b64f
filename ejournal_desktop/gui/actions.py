"""Every action of the program in one registry, and the keys that work under any layout."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ejournal_desktop.domain.people import Role
from ejournal_desktop.gui.physical_keys import is_cyrillic, is_of_russian_layout, latin_key


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """What an action is.

    Attributes:
        action_id: «page.verb».
        text: a verb in Russian, «…» when more input follows.
        keys: portable key sequences, the first is shown.
        synonyms: other words a person may look for.
        roles: who has it; ``None``: everybody.
        writes: whether it changes the journal: nobody who only reads has it enabled.
    """

    action_id: str
    text: str
    keys: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    roles: frozenset[Role] | None = None
    writes: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A registered action and the widget in which its keys work."""

    spec: ActionSpec
    action: QAction
    scope: QWidget

    @property
    def reason(self) -> str:
        """Why it is disabled; empty while it is enabled."""
        return "" if self.action.isEnabled() else str(self.action.property("reason") or "")


class ActionRegistry(QObject):
    """The actions of a window and of the pages that are open in it."""

    grown = Signal()
    """An action was added: a page that was read later may have taken a key that the window used."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def add(self, spec: ActionSpec, triggered: Callable[[], None], scope: QWidget) -> QAction:
        """Register an action whose keys work in ``scope``: a window, or a page while the focus is in it."""
        action = QAction(spec.text, scope)
        action.setObjectName(spec.action_id)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut if scope.isWindow() else context)
        if spec.keys:
            action.setToolTip(f"{spec.text.rstrip('…')} ({key_text(spec.keys[0])})")
        action.triggered.connect(lambda _checked=False: triggered())
        scope.addAction(action)
        self._entries.append(Entry(spec, action, scope))
        self.grown.emit()
        return action

    def entries(self) -> list[Entry]:
        """Everything registered whose widget lives."""
        self._entries = [entry for entry in self._entries if isValid(entry.scope) and isValid(entry.action)]
        return list(self._entries)

    def of(self, widget: QWidget) -> list[Entry]:
        """What works while the focus is in a widget, the nearest first."""
        around = _with_ancestors(widget)
        fitting = [entry for entry in self.entries() if entry.scope in around]
        return sorted(fitting, key=lambda entry: around.index(entry.scope))

    def set_enabled(self, action_id: str, enabled: bool, reason: str = "") -> None:
        """Enable an action, or disable it with the reason that its tooltip then says."""
        for entry in self.entries():
            if entry.spec.action_id == action_id:
                entry.action.setEnabled(enabled)
                entry.action.setProperty("reason", reason)
                entry.action.setStatusTip("" if enabled else reason)

    def use_role(self, role: Role) -> None:
        """Disable what the role does not have."""
        for entry in self.entries():
            if entry.spec.roles is not None and role not in entry.spec.roles:
                self.set_enabled(entry.spec.action_id, False, "Действие есть у другой роли.")

    def fitting(self, widget: QWidget, sequence: QKeySequence) -> Entry | None:
        """The enabled action that a key starts while the focus is in ``widget``: the nearest one."""
        return next(iter(self.all_fitting(widget, sequence)), None)

    def all_fitting(self, widget: QWidget, sequence: QKeySequence) -> list[Entry]:
        """Every enabled action of a key while the focus is in ``widget``, the nearest first."""
        return [entry for entry in self.of(widget) if entry.action.isEnabled() and sequence in entry.action.shortcuts()]


class LayoutProofKeys(QObject):
    """An event filter of the application: Ctrl+Я is Ctrl+Z, for actions and for the editing keys of a field alike."""

    def __init__(self, registries: Callable[[], Iterable[ActionRegistry]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._registries = registries

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take keys whose letter the layout made Cyrillic; what is written into a field goes on untouched."""
        if event.type() not in _KEY_EVENTS or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        is_bare = event.modifiers() & _CHORD == _NO_CHORD and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
        if is_bare and (not is_cyrillic(event) or isinstance(watched, _WRITTEN_INTO)):
            return False
        if not is_of_russian_layout(event):
            return self._take_nearest(watched, event)
        key = latin_key(event)
        return key is not None and self._take(watched, event, key)

    def _take_nearest(self, widget: QWidget, event: QKeyEvent) -> bool:
        """A key that a page has and its window too means the page's act: Qt itself would start neither."""
        sequence = QKeySequence(event.keyCombination())
        entries = [entry for registry in self._registries() for entry in registry.all_fitting(widget, sequence)]
        if len(entries) < 2:  # noqa: PLR2004 - one is Qt's own business
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            entries[0].action.trigger()
        return True

    def _take(self, widget: QWidget, event: QKeyEvent, key: Qt.Key) -> bool:
        sequence = QKeySequence(QKeySequence(int(event.modifiers().value) | int(key)))
        entries = (registry.fitting(widget, sequence) for registry in self._registries())
        entry = next((entry for entry in entries if entry is not None), None)
        if entry is None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False  # Alt and a Russian letter is a mnemonic
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if entry is not None:
            entry.action.trigger()
            return True
        latin = QKeyEvent(event.type(), key, event.modifiers(), "", event.isAutoRepeat(), event.count())
        QApplication.sendEvent(widget, latin)
        return True


_WRITTEN_INTO: Final = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)
_KEY_EVENTS: Final = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
_CHORD: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_NO_CHORD: Final = Qt.KeyboardModifier.NoModifier


def key_text(sequence: str) -> str:
    """A key as a Russian keyboard has it written: «Ctrl+Пробел»."""
    words = {"Space": "Пробел", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Return": "Enter", "PgUp": "PgUp"}
    parts = sequence.split("+") if not sequence.endswith("++") else [*sequence[:-2].split("+"), "+"]
    return "+".join(words.get(part, part) for part in parts)


def _with_ancestors(widget: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    place: QWidget | None = widget
    while place is not None:
        found.append(place)
        place = None if place.isWindow() else place.parentWidget()
    return found
