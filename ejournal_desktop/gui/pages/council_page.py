"""«Решения педсовета»: a class with what its pupils have; the deputy records a protocol, the director signs changes."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.council import (
    CouncilBoard,
    CouncilClass,
    CouncilDecision,
    CouncilPupil,
    Decision,
    decisions_of_grade,
    usual_decision,
)
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.gui import icons, style, theme
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.pages.consent import Consent
from ejournal_desktop.gui.pages.order_dialogs import day_edit, day_of
from ejournal_desktop.gui.russian_dates import plural
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.page import Page
from ejournal_desktop.gui.widgets.register_table import RegisterTable

_HEADS: Final = ("Ученик", "Не позволяет перевести", "Решение", "Записать")
_WEAK, _STANDS, _NEW = 1, 2, 3
_NOTHING: Final = "—"
_ROW: Final = 36


class CouncilPage(Page):
    """A row a pupil; at the end of a year what the results speak for is chosen already, to be changed or recorded."""

    help_topic = "council"

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._board: CouncilBoard | None = None
        self.consent = Consent(workplace, self)
        self.choices: list[QComboBox] = []
        self.setObjectName("council_page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addLayout(self._make_head())
        self.table = self._make_table()
        column.addWidget(self.table, 1)
        self.bar = self._make_bar()
        column.addWidget(self.bar)
        self.setFocusProxy(self.table)
        style.fit(self)
        self._run(workplace.desk.council_classes, done=self._classes_read)

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        title = QLabel("Решения педсовета", self)
        title.setProperty("words", "page")
        self.school_class = QComboBox(self)
        self.school_class.setObjectName("council_class")
        self.school_class.setAccessibleName("Класс")
        self.school_class.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.school_class.activated.connect(lambda _at: self.read())
        self.said = QLabel(self)
        self.said.setObjectName("council_said")
        self.said.setProperty("words", "second")
        self.said.setWordWrap(True)
        self.sign_button = self._button("Подписать изменения…", "sign_decisions", self.sign)
        self.sign_button.hide()
        for widget in (title, self.school_class):
            head.addWidget(widget)
        head.addWidget(self.said, 1)
        head.addWidget(self.sign_button)
        return head

    def _make_table(self) -> RegisterTable:
        table = RegisterTable("council_table", "Ученики и решения", _HEADS, self)
        table.horizontalHeader().setStretchLastSection(False)
        for column in (_WEAK, _STANDS):
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        table.activated.connect(lambda index: self._go_to_choice(index.row()))
        return table

    def _make_bar(self) -> QWidget:
        bar = QWidget(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        self.protocol = QLineEdit(bar)
        self.protocol.setMaxLength(40)
        self.protocol.setProperty("px_width", 120)
        self.day = day_edit(self._workplace.desk.session.server_time.date(), bar)
        self.save_button = self._button("Записать", "record_decisions", self.record)
        self.save_button.setProperty("kind", "primary")
        for text, name, widget in (("Протокол №", "protocol", self.protocol), ("от", "protocol_day", self.day)):
            label = QLabel(text, bar)
            label.setBuddy(widget)
            widget.setObjectName(name)
            widget.setAccessibleName("Номер протокола" if name == "protocol" else "Дата протокола")
            row.addWidget(label)
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.save_button)
        bar.hide()
        return bar

    def _button(self, text: str, name: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(text.rstrip("…"))
        button.clicked.connect(lambda _checked=False: act())
        return button

    # Reading

    def _classes_read(self, classes: Sequence[CouncilClass]) -> None:
        for each in classes:
            self.school_class.addItem(each.name, each.class_id)
        self.read()

    def refresh(self) -> None:
        """F9: what others recorded meanwhile."""
        self.read()

    def read(self) -> None:
        """Read the class that is chosen."""
        class_id = self.school_class.currentData()
        if class_id is not None:
            self._run(self._workplace.desk.council_board, class_id, done=self._read)

    def _read(self, board: CouncilBoard) -> None:
        self._board = board
        self.choices = []
        self.table.verticalHeader().setDefaultSectionSize(theme.current().px(_ROW))
        self.table.setRowCount(len(board.pupils))
        self.table.setColumnHidden(_NEW, not board.may_record)
        for at, pupil in enumerate(board.pupils):
            for column, text in enumerate((pupil.name, weak_words(pupil), standing_words(pupil))):
                item = QTableWidgetItem(text)
                item.setToolTip(text if column in (_WEAK, _STANDS) else "")  # long ones end in dots
                self.table.setItem(at, column, item)
            if pupil.unsigned is not None:
                self._item(at, _STANDS).setIcon(icons.icon("clock", "warn"))
            elif pupil.decisions:
                self._item(at, _STANDS).setIcon(icons.icon("check-circle", "ok"))
            if board.may_record:
                self.choices.append(self._choice(at, board, pupil))
        if board.pupils and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)
        self.bar.setVisible(board.may_record)
        self.sign_button.setVisible(board.may_sign and bool(self._unsigned()))
        decided = sum(bool(pupil.decisions) for pupil in board.pupils)
        closed = f", год закрыт {board.closed_at:%d.%m.%Y}" if board.closed_at else ""
        self._say(f"{board.year}{closed}. Решение есть: {decided} из {len(board.pupils)}", "second")
        self._count()

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        return cast("QTableWidgetItem", self.table.item(row, column))

    def _choice(self, at: int, board: CouncilBoard, pupil: CouncilPupil) -> QComboBox:
        box = QComboBox(self.table)
        box.setObjectName(f"decision_{pupil.pupil_id}")
        box.setAccessibleName(f"Решение: {pupil.name}")
        box.addItem(_NOTHING, None)
        for decision in decisions_of_grade(board.grade):
            box.addItem(decision, decision)
        usual = usual_decision(board.grade, pupil) if pupil.unsigned is None and board.is_due else None
        box.setCurrentIndex(max(0, box.findData(usual)) if usual is not None else 0)
        box.setEnabled(pupil.unsigned is None)
        box.currentIndexChanged.connect(lambda _at: self._count())
        self.table.setCellWidget(at, _NEW, box)
        return box

    def _go_to_choice(self, row: int) -> None:
        """Enter on a row: the arrows choose."""
        if row < len(self.choices) and self.choices[row].isEnabled():
            self.choices[row].setFocus()

    # Recording and signing

    def entries(self) -> list[tuple[int, Decision]]:
        """What is chosen, pupil by pupil."""
        pupils = self._board.pupils if self._board is not None else ()
        chosen = ((pupil, box.currentData()) for pupil, box in zip(pupils, self.choices, strict=False))
        return [(pupil.pupil_id, decision) for pupil, decision in chosen if decision is not None]

    def _count(self) -> None:
        count = len(self.entries())
        self.save_button.setText(f"Записать решения: {count}" if count else "Записать решения")
        self.save_button.setEnabled(count > 0)

    def record(self) -> None:
        """Record what is chosen under the protocol."""
        if not self.protocol.text().strip():
            self._say("Укажите номер протокола педсовета.", "error")
            self.protocol.setFocus()
            return
        if self._board is not None:
            asked = self._board.class_id, self.protocol.text().strip(), day_of(self.day), self.entries()
            self._run(self._workplace.desk.record_decisions, *asked, done=self._done)

    def _unsigned(self) -> list[CouncilDecision]:
        pupils = self._board.pupils if self._board is not None else ()
        return [pupil.unsigned for pupil in pupils if pupil.unsigned is not None]

    def sign(self) -> None:
        """The director signs the later decisions of the class, with her password."""
        waiting = self._unsigned()
        if not waiting:
            return
        what = plural(len(waiting), "изменение решения", "изменения решений", "изменений решений")
        ids = [one.decision_id for one in waiting]
        self.consent.ask(
            f"Подписать {what}?",
            "Прежнее решение останется в журнале, действовать будет новое.",
            lambda: self._run(self._workplace.desk.sign_decisions, ids, done=self._done),
        )

    def _done(self, _answer: object) -> None:
        self.protocol.clear()
        self.table.setFocus()
        self.read()

    # What is said

    def _failed(self, error: EjournalError) -> None:
        self._say(error_text(error).sentence, "error")

    def _say(self, text: str, words: str) -> None:
        self.said.setText(text)
        style.set_state(self.said, "words", words)

    def _run(self, job: Callable[..., Any], *args: object, done: Callable[[Any], None]) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, job, *args, owner=self, done=done, failed=self._failed)


def weak_words(pupil: CouncilPupil) -> str:
    """«Алгебра — 2; задолженность; без годовой: 3»."""
    parts = list(pupil.weak)
    if pupil.debts:
        parts.append(plural(pupil.debts, "задолженность", "задолженности", "задолженностей"))
    if pupil.without_mark:
        parts.append(f"нет годовой отметки: {pupil.without_mark}")
    return "; ".join(parts)


def standing_words(pupil: CouncilPupil) -> str:
    """«переведён условно, № 8 от 28.05.2027 → переведён, № 11 от 15.09.2027: ждёт подписи директора»."""
    standing = [one for one in (pupil.standing("exams"), pupil.standing("transfer")) if one is not None]
    words = "; ".join(_decision_words(one) for one in standing)
    waiting = pupil.unsigned
    if waiting is not None:
        words += f" → {_decision_words(waiting)}: ждёт подписи директора"
    return words


def _decision_words(decision: CouncilDecision) -> str:
    return f"{decision.decision}, № {decision.protocol} от {_day(decision.decided_on)}"


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
