"""«Завершить выставление»: the list that the server has checked, and «Передать на проверку» (Порядок, 5.2)."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ejournal_desktop.domain.finals import HandoverCheck
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.russian_dates import plural

_WIDTH: Final = 520
_LISTED: Final = 4
_WORDS: Final = {
    "finals": ("Итог есть у каждого ученика", "Без итога: {names}"),
    "dots": ("Задолженностей («.») нет", "Ждут работ («.»): {names}. Замените точки отметками или уберите"),
    "changed": ("После выставления отметки не менялись", "Отметки изменились после выставления итога: {names}"),
    "controls": ("Контрольные работы заполнены", "В контрольных работах пустых клеток: {count}"),
    "topics": ("Темы записаны", "Уроков без темы: {count}"),
    "homework": ("Домашние задания записаны", "Уроков без домашнего задания: {count}"),
    "attendance": ("Посещаемость проверена", "Уроков без проверки посещаемости: {count}"),
    "debts": ("Академических задолженностей нет", "Академических задолженностей: {count}"),
}


def check_words(check: HandoverCheck) -> str:
    """«Уроков без темы: 2»."""
    well, else_ = _WORDS[check.name]
    if check.is_well:
        return f"{well}."
    more = f" и ещё {len(check.names) - _LISTED}" if len(check.names) > _LISTED else ""
    return f"{else_.format(names=', '.join(check.names[:_LISTED]) + more, count=check.count)}."


class HandoverDialog(QDialog):
    """Says what is done; hands over only when nothing blocks."""

    hand_over_wanted = Signal()

    def __init__(self, checks: Sequence[HandoverCheck], period: str, parent: QWidget) -> None:
        """``period`` in the genitive: «I четверти»."""
        super().__init__(parent)
        self.setObjectName("handover_dialog")
        self.setWindowTitle("Завершить выставление")
        self.setAccessibleName(f"Завершить выставление за {period}")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        title = QLabel(f"Страница {period}", self)
        title.setProperty("words", "section")
        column.addWidget(title)
        for check in checks:
            column.addLayout(self._row(check))
        blocked = [check for check in checks if check.blocks and not check.is_well]
        open_ones = [check for check in checks if not check.is_well and not check.blocks]
        self.verdict = QLabel(_verdict(blocked, open_ones), self)
        self.verdict.setObjectName("verdict")
        self.verdict.setWordWrap(True)
        self.verdict.setProperty("words", "error" if blocked else "second")
        column.addSpacing(4)
        column.addWidget(self.verdict)
        column.addLayout(self._buttons(is_blocked=bool(blocked)))
        style.fit(self)
        self.setMinimumWidth(theme.current().px(_WIDTH))

    def _row(self, check: HandoverCheck) -> QHBoxLayout:
        icon, colour, meaning = _LOOKS[check.is_well, check.blocks]
        row = QHBoxLayout()
        row.setSpacing(10)
        picture = QLabel(self)
        picture.setProperty("icon_name", icon)
        picture.setProperty("icon_colour", colour)
        picture.setAccessibleName(meaning)
        words = QLabel(check_words(check), self)
        words.setObjectName(f"check_{check.name}")
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.setAccessibleName(f"{meaning}: {words.text()}")
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _buttons(self, *, is_blocked: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        later = QPushButton("Позже", self)
        later.setObjectName("later")
        later.clicked.connect(self.reject)
        self.button = QPushButton("Передать на проверку", self)
        self.button.setObjectName("hand_over")
        self.button.setProperty("kind", "primary")
        self.button.setEnabled(not is_blocked)
        self.button.clicked.connect(self.hand_over_wanted)
        row.addWidget(later)
        row.addWidget(self.button)
        return row

    def fail(self, sentence: str) -> None:
        """The server has not taken it."""
        self.verdict.setText(sentence)
        style.set_state(self.verdict, "words", "error")
        self.button.setEnabled(True)


_LOOKS: Final = {
    (True, True): ("check-circle", "ok", "сделано"),
    (True, False): ("check-circle", "ok", "сделано"),
    (False, True): ("x-circle", "err", "мешает передать"),
    (False, False): ("warning", "warn", "не сделано"),
}


def _verdict(blocked: Sequence[HandoverCheck], open_ones: Sequence[HandoverCheck]) -> str:
    if blocked:
        return "Передать пока нельзя: исправьте отмеченное красным крестом."
    rest = ""
    if open_ones:
        words = plural(len(open_ones), "пункт", "пункта", "пунктов")
        rest = f"Не сделано: {words}; заместитель директора это увидит. "
    return (
        f"{rest}После передачи отметки уроков, которые уже прошли, закроются для вас. "
        "Открывают их по приказу директора."
    )
