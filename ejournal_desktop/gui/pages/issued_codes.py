"""«Выданные коды»: who let whom in, and what became of each code; their text is nowhere."""

from typing import Final

from PySide6.QtWidgets import QComboBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ejournal_desktop.background.lanes import Lanes
from ejournal_desktop.domain.accounts import CodeNotice, CodeState
from ejournal_desktop.gui import style
from ejournal_desktop.gui.own_access import AccessDialog
from ejournal_desktop.gui.roles import role_word
from ejournal_desktop.gui.russian_dates import plural
from ejournal_desktop.gui.session_port import Desk

HEADS: Final = ("Кому", "Для чего", "Выдан", "Выдал", "Состояние")
STATES: Final[dict[CodeState, str]] = {
    "open": "ждёт владельца",
    "redeemed": "использован",
    "expired": "просрочен",
    "voided": "отменён",
}


class IssuedCodesDialog(AccessDialog):
    """The list with a filter by state, newest first."""

    def __init__(self, desk: Desk, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__("Выданные коды", "", desk, lanes, parent)
        self.setProperty("px_width", 820)
        self._codes: tuple[CodeNotice, ...] = ()
        self.state = QComboBox(self)
        self.state.setObjectName("codeStateCombo")
        self.state.setAccessibleName("Состояние кодов")
        self.state.addItem("все коды", None)
        for state, words in STATES.items():
            self.state.addItem(words, state)
        self.state.currentIndexChanged.connect(lambda _at: self._fill())
        self.list = QTreeWidget(self)
        self.list.setObjectName("issuedCodesList")
        self.list.setAccessibleName("Выданные коды")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setHeaderLabels(list(HEADS))
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.setProperty("px_height", 300)
        self.column.addWidget(self.state)
        self.column.addWidget(self.list, 1)
        style.fit(self)
        self.run(desk.issued_codes, done=self._show)

    def _show(self, codes: object) -> None:
        self._codes = codes if isinstance(codes, tuple) else ()
        self._fill()

    def _fill(self) -> None:
        asked = self.state.currentData()
        shown = [code for code in self._codes if asked in (None, code.state)]
        self.list.clear()
        self.list.addTopLevelItems([QTreeWidgetItem(code_words(code)) for code in shown])
        self.say("" if shown else "Таких кодов нет.")
        self.list.setAccessibleDescription(plural(len(shown), "код", "кода", "кодов"))


def code_words(code: CodeNotice) -> list[str]:
    """The cells of a row."""
    what = "восстановление" if code.is_recovery else "новый пароль" if code.is_reissue else "первый вход"
    roles = ", ".join(role_word(role) for role in code.roles)
    state = STATES[code.state]
    if code.state == "open":
        state += f" до {code.valid_until:%d.%m.%Y}"
    elif code.state == "expired":
        state += f" {code.valid_until:%d.%m.%Y}"
    elif code.ended_at is not None:
        state += f" {code.ended_at:%d.%m.%Y}"
    return [code.person, f"{what}: {roles}", f"{code.issued_at:%d.%m.%Y %H:%M}", code.issued_by, state]
