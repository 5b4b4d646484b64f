"""The card of a pupil's notice beside its cell: what was written, the three days, the answer."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ejournal_desktop.domain.mark_notices import MarkNotice
from ejournal_desktop.gui.grid.cell_card import CellCard
from ejournal_desktop.gui.grid.notice_text import days_words

_LONGEST_ANSWER: Final = 500


class NoticeCard(CellCard):
    """A notice and, for who holds the course, its answer."""

    answered = Signal(bool, str)
    """Mended or left, and the words."""

    def __init__(self, pane: QWidget, notice: MarkNotice, who: str, *, is_changed: bool, may_answer: bool) -> None:
        super().__init__(pane, "notice_card", "flag", f"Сообщение об отметке: {who}")
        self.notice = notice
        self.add_line(f"«{notice.text}»")
        self.add_line(f"{notice.sent_at:%d.%m, %H:%M}. {days_words(notice)}", "second")
        if not notice.waits:
            verdict = "Исправлено" if notice.is_mended else "Оставлено"
            self.add_line(f"{verdict}{': ' + notice.answer if notice.answer else ''}", "strong")
            self.add_line(_answered(notice), "caption")
        elif may_answer:
            self.add_widget(self._form(is_changed=is_changed))
            self._failure = self.add_line("", "error")
            self._failure.hide()
        else:
            self.add_line("Отвечает учитель предмета.", "caption")

    def fail(self, sentence: str) -> None:
        """The answer was not saved."""
        self._failure.setText(sentence)
        self._failure.show()
        for button in self._buttons:
            button.setEnabled(True)
        self._say()
        self.place()

    def _form(self, *, is_changed: bool) -> QWidget:
        form = QWidget(self)
        self._words = QLineEdit(form)
        self._words.setObjectName("notice_answer")
        self._words.setAccessibleName("Ответ ученику")
        self._words.setMaxLength(_LONGEST_ANSWER)
        self._words.setPlaceholderText(
            "Отметка изменена после сообщения" if is_changed else "Почему отметка остаётся, или что исправлено"
        )
        mended, left = QPushButton("Исправлено", form), QPushButton("Оставлено", form)
        mended.setObjectName("notice_mended")
        left.setObjectName("notice_left")
        (mended if is_changed else left).setProperty("kind", "primary" if is_changed else "")
        mended.clicked.connect(lambda: self._send(is_mended=True))
        left.clicked.connect(lambda: self._send(is_mended=False))
        self._words.returnPressed.connect(lambda: self._send(is_mended=is_changed))
        self._buttons = (mended, left)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._words)
        row = QHBoxLayout()
        row.addWidget(mended)
        row.addWidget(left)
        row.addStretch(1)
        column.addLayout(row)
        return form

    def _send(self, *, is_mended: bool) -> None:
        words = self._words.text().strip()
        if not is_mended and not words:
            self.fail("Напишите, почему отметка остаётся: ответ прочитает ученик.")
            self._words.setFocus()
            return
        for button in self._buttons:
            button.setEnabled(False)
        self.answered.emit(is_mended, words)


def _answered(notice: MarkNotice) -> str:
    at = f"{notice.answered_at:%d.%m, %H:%M}" if notice.answered_at is not None else ""
    return ", ".join(filter(None, (notice.answered_by, at)))
