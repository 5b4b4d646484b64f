"""«Люди и доступ» of administrator and director, «Коды доступа» of a class teacher (ux 5.17.1)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError, ReportFailedError
from ejournal_desktop.domain.people import Role
from ejournal_desktop.domain.people_access import MANAGEMENT, AccessPerson, PeopleFilter
from ejournal_desktop.gui import printing, style, theme
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.models.access_model import AccessModel
from ejournal_desktop.gui.pages.access_card_acts import STAFF_ROLES, CardActs
from ejournal_desktop.gui.pages.access_keeper import KeeperButton
from ejournal_desktop.gui.pages.access_questions import Answer, ask_how_to_issue, ask_second_person
from ejournal_desktop.gui.pages.issued_codes import IssuedCodesDialog
from ejournal_desktop.gui.ports.access import SlipFile
from ejournal_desktop.gui.roles import role_name
from ejournal_desktop.gui.russian_dates import plural
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.account_card import AccountCardPane
from ejournal_desktop.gui.widgets.flow import FlowLayout
from ejournal_desktop.gui.widgets.page import Page

_KINDS: Final = (("все люди", None), ("сотрудники", "staff"), ("ученики", "pupil"), ("родители", "guardian"))
_STATES: Final = (
    ("любой доступ", None),
    ("без входа", "without"),
    ("код выдан", "code"),
    ("заблокирован", "locked"),
    ("уволен или выбыл", "left"),
)
_WIDEST_COLUMN: Final = 230
_CARD: Final = 304
_NARROWEST_COLUMN: Final = 110
_GIVING_WAY: Final = (3, 1, 2)  # roles, who, access; the name never
_LAST_SIGN_IN: Final = 4  # stands on the card too: on a narrow screen it is left out


class PeopleAccessPage(Page):
    """The list with filters, the card, and the slips."""

    help_topic = "people-access"

    def __init__(self, workplace: Workplace, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace, self._role = workplace, role
        self._lets_in = role in ("administrator", "class_teacher")
        self._sees_all = role in ("administrator", "director")
        self._people: tuple[AccessPerson, ...] = ()
        self.model = AccessModel(self)
        self.acts = CardActs(workplace, self, self._say, self._tell, self.refresh)
        self._make_parts()
        self._connect()
        style.fit(self)
        self.refresh()

    def refresh(self) -> None:
        """Read the people again."""
        self._do(self._workplace.desk.people_and_access, done=self._show)

    def chosen(self) -> tuple[AccessPerson, ...]:
        """Whom the codes would be for."""
        return tuple(self.model.person(index.row()) for index in self.list.selectionModel().selectedRows())

    def issue_slips(self, take: Callable[[SlipFile], None]) -> None:
        """Issue codes for the chosen people and hand the slips over."""
        if people := self.chosen():
            self._draw_slips(self._workplace.desk.access_slips_pdf, people, take)

    def show_codes(self) -> IssuedCodesDialog:
        """Open the list of codes with what became of them."""
        dialog = IssuedCodesDialog(self._workplace.desk, self._workplace.lanes, self)
        dialog.open()
        return dialog

    # Parts

    def _make_parts(self) -> None:
        self._make_filters()
        self._make_list()
        self.card = AccountCardPane(self)
        self.card.keep(self._role == "administrator")
        self._make_words()
        self._make_buttons()
        self._lay_out()

    def _make_filters(self) -> None:
        self.search = QLineEdit(self)
        self.search.setObjectName("peopleSearch")
        self.search.setPlaceholderText("Фамилия или имя")
        self.search.setAccessibleName("Найти человека")
        self.kind = _combo(self, "kindCombo", "Кто", _KINDS)
        self.state = _combo(self, "stateCombo", "Доступ", _STATES)
        self.role = _combo(
            self, "roleCombo", "Роль", (("любая роль", None), *((role_name(role), role) for role in STAFF_ROLES))
        )
        self.class_name = _combo(self, "classCombo", "Класс", (("все классы", None),))

    def _make_list(self) -> None:
        self.list = QTreeView(self)
        self.list.setObjectName("peopleList")
        self.list.setAccessibleName("Люди и доступ")
        self.list.setModel(self.model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.header().setAccessibleName("Столбцы списка")
        self.list.header().setMaximumSectionSize(theme.current().px(_WIDEST_COLUMN))

    def _make_words(self) -> None:
        self.count = QLabel(self)
        self.count.setProperty("words", "second")
        self.error = QLabel(self)
        self.error.setObjectName("accessErrorLabel")
        self.error.setProperty("words", "error")
        self.error.setWordWrap(True)
        self.error.hide()
        self.told = QLabel(self)
        self.told.setObjectName("accessToldLabel")
        self.told.setWordWrap(True)
        self.told.hide()

    def _make_buttons(self) -> None:
        self.issue_button = QPushButton("Выдать коды…", self)
        self.issue_button.setObjectName("issueCodesButton")
        self.issue_button.setProperty("kind", "primary")
        self.issue_button.setVisible(self._lets_in)
        self.codes_button = QPushButton("Выданные коды…", self)
        self.codes_button.setObjectName("issuedCodesButton")
        self.recovery_button = QPushButton("Код восстановления…", self)
        self.recovery_button.setObjectName("recoveryButton")
        self.recovery_button.setToolTip("Запечатанный код для единственного администратора: хранится в сейфе")
        self.recovery_button.setVisible(self._role == "director")
        self.keeper_button = KeeperButton(self._workplace, self, self._role, self._say, self._tell)

    def _lay_out(self) -> None:
        title = QLabel("Люди и доступ" if self._sees_all else "Коды доступа", self)
        title.setProperty("words", "page")
        filters = FlowLayout()
        filters.setSpacing(8)
        for field in (self.search, self.kind, self.state, self.role, self.class_name):
            filters.addWidget(field)
        self.role.setVisible(self._sees_all)
        self.class_name.setVisible(self._sees_all)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.list, 1)
        room = QScrollArea(self)  # on a low screen the card is longer than the list
        room.setObjectName("cardScroll")
        room.setAccessibleName("Карточка доступа")
        room.setFrameShape(QScrollArea.Shape.NoFrame)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setWidgetResizable(True)
        room.setWidget(self.card)
        room.setVisible(self._sees_all)
        middle.addWidget(room)
        self._card_room = room
        foot = FlowLayout()
        foot.setSpacing(8)
        foot.addWidget(self.count)
        foot.add_stretch()
        foot.addWidget(self.keeper_button)
        foot.addWidget(self.codes_button)
        foot.addWidget(self.recovery_button)
        foot.addWidget(self.issue_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(title)
        column.addLayout(filters)
        column.addWidget(self.error)
        column.addWidget(self.told)
        column.addLayout(middle, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._filter())
        for combo in (self.kind, self.state, self.role, self.class_name):
            combo.currentIndexChanged.connect(lambda _at: self._filter())
        self.list.selectionModel().selectionChanged.connect(lambda _now, _before: self._chosen_changed())
        self.issue_button.clicked.connect(self._ask_to_issue)
        self.codes_button.clicked.connect(self.show_codes)
        self.recovery_button.clicked.connect(self._ask_recovery)
        self.card.act_wanted.connect(self._act)
        self._workplace.actions.add(
            ActionSpec("access.find", "Найти человека", ("Ctrl+F",)), self.search.setFocus, self
        )
        if self._lets_in:
            spec = ActionSpec("access.issue", "Выдать коды…", ("Ctrl+P",), ("распечатать",))
            self._workplace.actions.add(spec, self._ask_to_issue, self)

    # The list

    def _show(self, people: tuple[AccessPerson, ...]) -> None:
        self._people = people
        names = sorted({name for person in people for name in person.class_names}, key=_class_key)
        kept = self.class_name.currentData()
        self.class_name.blockSignals(True)
        self.class_name.clear()
        self.class_name.addItem("все классы", None)
        for name in names:
            self.class_name.addItem(name, name)
        self.class_name.setCurrentIndex(max(0, self.class_name.findData(kept)))
        self.class_name.blockSignals(False)
        self._filter()

    def _filter(self) -> None:
        asked = PeopleFilter(
            self.search.text().strip(),
            self.kind.currentData(),
            self.state.currentData(),
            self.role.currentData(),
            self.class_name.currentData(),
        )
        kept = {person.person_id for person in self.chosen()}
        shown = asked.choose(self._people)
        self.model.show(shown)
        self._fit_columns()
        selection = self.list.selectionModel()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in (row for row in map(self.model.row_of, kept) if row >= 0):
            selection.select(self.model.index(row, 0), flags)
        without = sum(person.is_here and person.state == "none" for person in shown)
        people = plural(len(shown), "человек", "человека", "человек")
        self.summary_changed.emit(f"{people}, без входа {without}")
        self._chosen_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns take what room there is; at a large scale the card leaves the list more than half."""
        super().resizeEvent(event)
        self._card_room.setFixedWidth(min(theme.current().px(_CARD), self.width() * 2 // 5))
        self._fit_columns()

    def _fit_columns(self) -> None:
        """As wide as their words, and where the list is narrower, the longest ones give way."""
        header, bar = self.list.header(), self.list.verticalScrollBar()
        room = self.list.viewport().width() - (0 if bar.isVisible() else bar.sizeHint().width())
        header.setStretchLastSection(False)  # stretched it would count as wide
        self.list.setColumnHidden(_LAST_SIGN_IN, False)
        header.resizeSections(QHeaderView.ResizeMode.ResizeToContents)
        least = theme.current().px(_NARROWEST_COLUMN)
        for column in _GIVING_WAY:
            over = header.length() - room
            if over > 0:
                header.resizeSection(column, max(least, header.sectionSize(column) - over))
        self.list.setColumnHidden(_LAST_SIGN_IN, header.length() > room)
        header.setStretchLastSection(True)

    def _chosen_changed(self) -> None:
        people = self.chosen()
        self.issue_button.setEnabled(bool(people))
        shown = plural(self.model.rowCount(), "человек", "человека", "человек")
        self.count.setText(f"Выбрано: {len(people)} из {shown}" if people else f"{shown}. Выберите, кому выдать коды.")
        person = people[0] if len(people) == 1 else None
        self.card.show_person(person)
        self.recovery_button.setEnabled(person is not None and "administrator" in person.roles)
        if person is not None and person.account_id is not None and self._sees_all:
            wanted = person.person_id
            self._do(
                self._workplace.desk.account_card,
                person.account_id,
                done=lambda card: self.card.show_card(card) if self._is_alone(wanted) else None,
            )

    def _is_alone(self, person_id: int) -> bool:
        people = self.chosen()
        return len(people) == 1 and people[0].person_id == person_id

    # Codes

    def _ask_to_issue(self) -> None:
        people = self.chosen()
        printers = printing.printer_names()
        if len(people) == 1 and people[0].account_id is not None and set(people[0].roles) & MANAGEMENT:
            self._after(ask_second_person(self, people[0]), people[0], printers)
        elif people:
            self._after(ask_how_to_issue(self, people, can_print=bool(printers)), people[0], printers)

    def _after(self, answer: Answer, person: AccessPerson, printers: list[str]) -> None:
        if answer == "pdf":
            self._choose_file(self.issue_slips)
        elif answer == "print":
            self._choose_printer(printers)
        elif answer == "ask":
            said = "Запрос отправлен. Когда его согласуют, выдайте код ещё раз."
            self._do(self._workplace.desk.ask_to_reissue, person.person_id, done=lambda _none: self._tell(said))

    def _choose_file(self, issue: Callable[[Callable[[SlipFile], None]], None]) -> None:
        name = "Коды доступа.pdf"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Сохранить листки (файл удалите после печати)", name, "PDF (*.pdf)"
        )
        if chosen:
            issue(lambda slips: _write(Path(chosen), slips.pdf))

    def _choose_printer(self, printers: list[str]) -> None:
        printer, is_chosen = QInputDialog.getItem(self, "Печать", "Принтер:", printers, 0, False)
        if is_chosen:
            self.issue_slips(lambda slips: printing.print_pdf(slips.pdf, slips.title, printer, one_sided=True))

    def _ask_recovery(self) -> None:
        people = self.chosen()
        if len(people) == 1:
            draw = self._workplace.desk.recovery_slip_pdf
            self._choose_file(lambda take: self._draw_slips(draw, people[0], take))

    def _draw_slips(self, draw: Callable[..., SlipFile], asked: Any, take: Callable[[SlipFile], None]) -> None:
        def job(**told: Any) -> SlipFile:
            slips = draw(asked, **told)
            take(slips)
            return slips

        self._say("")
        self.issue_button.setEnabled(False)
        self._workplace.lanes.run_long(
            Lane.BULK,
            job,
            owner=self,
            done=self._issued,
            failed=self._failed,
            progress=lambda done, total: self.summary_changed.emit(f"Готовлю коды: {done} из {total}"),
            settled=self.refresh,
        )

    def _issued(self, slips: SlipFile) -> None:
        done = f"Готово: {plural(slips.count, 'код', 'кода', 'кодов')}. Отдайте листки лично."
        if slips.refused:
            self._say("Не выданы: " + "; ".join(slips.refused))
        else:
            self._tell(done)

    # Acts of the card

    def _act(self, name: str) -> None:
        people = self.chosen()
        if len(people) != 1 or (people[0].account_id is None and name != "departure"):
            return
        self.acts.act(name, people[0], self.card.chosen_grant())

    def _do(self, job: Callable[..., Any], *arguments: object, done: Callable[[Any], None]) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, job, *arguments, owner=self, done=done, failed=self._failed)

    def _failed(self, error: EjournalError) -> None:
        self._say(error_text(error).sentence)

    def _say(self, sentence: str) -> None:
        self.told.hide()
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _tell(self, sentence: str) -> None:
        """What went well and still waits for somebody."""
        self.error.hide()
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))


def _combo(page: QWidget, name: str, said: str, choices: tuple[tuple[str, object], ...]) -> QComboBox:
    combo = QComboBox(page)
    combo.setObjectName(name)
    combo.setAccessibleName(said)
    combo.setToolTip(said)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for words, key in choices:
        combo.addItem(words, key)
    return combo


def _class_key(name: str) -> tuple[int, str]:
    return int("".join(sign for sign in name if sign.isdigit()) or 0), name


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
        path.chmod(0o600)
    except OSError as error:
        raise ReportFailedError("not-written", {"path": path.name}) from error
