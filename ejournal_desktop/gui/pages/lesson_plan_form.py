"""The widgets of the page of lesson plans: head, table, bar, empty state; dull, the page decides."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.domain.lesson_plan_book import PlanBook, PlanHead
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.models.lesson_plan_model import LESSON_TYPES, LessonPlanModel
from ejournal_desktop.gui.models.plan_cell_rules import (
    HELD,
    HOMEWORK,
    HOURS,
    PLANNED,
    SECTION,
    STATE,
    TOPIC,
    TYPE,
    WORK,
)
from ejournal_desktop.gui.pages.plan_bar import PlanBar
from ejournal_desktop.gui.pages.plan_cells import TextCells
from ejournal_desktop.gui.pages.plan_choices import ChoiceDelegate
from ejournal_desktop.gui.pages.plan_words import STATE_BADGES
from ejournal_desktop.gui.widgets.control_strip import ControlStrip
from ejournal_desktop.gui.widgets.empty_state import EmptyState
from ejournal_desktop.gui.widgets.flow import FlowLayout

_WIDTHS = {SECTION: 110, HOURS: 40, TYPE: 100, WORK: 64, PLANNED: 76, HELD: 84, HOMEWORK: 140, STATE: 92}
_ROW = 32


class LessonPlanForm:
    """Head with the choice of a plan, its state and progress; the table; what may be done about lost lessons."""

    def __init__(self, model: LessonPlanModel, page: QWidget) -> None:
        self._page = page
        page.setProperty("canvas", True)
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.choice = QComboBox(page)
        self.choice.setObjectName("planChoice")
        self.choice.setAccessibleName("Курс или планирование")
        self.choice.setMinimumContentsLength(26)
        self.state = self._badge("stateBadge")
        self.saved = self._label("", "savedLabel", "second")
        self.hours, self.due = self._badge("hoursBadge"), self._badge("dueBadge")
        self.progress = self._label("", "progressLabel", "second")
        self.progress.setWordWrap(True)
        self.progress.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.reuse = self._button("Готовое…", "reuseButton", "Взять план параллели или прошлого года", "books")
        self.detach = self._button("Отцепить…", "detachButton", "", "git-branch")
        self.detach.hide()
        self.take_file = self._button("Файл…", "fileButton", "Загрузить из Excel или текста (Ctrl+O)", "file-arrow-up")
        self.sheet = self._button(
            "Лист корректировки…", "sheetButton", "Посмотреть, сохранить или напечатать", "printer"
        )
        self.queue = self._button("Ждут…", "queueButton", "Решить сразу несколько планирований (Ctrl+D)", "tray")
        self.queue.hide()
        self.give_back = self._button("Вернуть…", "returnButton", "Вернуть учителю с причиной", "arrow-u-up-left")
        self.decide = self._button("Отправить на утверждение", "decideButton", "", "")
        self.decide.setProperty("kind", "primary")
        self.table = self._make_table(model)
        self.hint = self._label(
            "Вставьте темы из Excel или Word (Ctrl+V), загрузите файл (Ctrl+O) или добавьте тему клавишей Ins.",
            "emptyHint",
            "second",
        )
        self.bar = PlanBar(page)
        self.controls = ControlStrip(page)
        self.error, self._error_words = self._banner("errorBanner", "err")
        self.returned, self._returned_words = self._banner("returnedBanner", "warn")
        self.empty = EmptyState(page)
        self.views = QStackedWidget(page)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        title = self._label("КТП", "titleLabel", "page")
        column.addLayout(
            self._line(
                title, self.choice, self.state, self.due, None, self.saved, self.queue, self.give_back, self.decide
            )
        )
        column.addLayout(
            self._line(self.hours, self.progress, None, self.detach, self.reuse, self.take_file, self.sheet)
        )
        column.addWidget(self.controls)
        column.addWidget(self.returned)
        column.addWidget(self.error)
        column.addWidget(self.hint)
        self.views.addWidget(self.table)
        self.views.addWidget(self.empty)
        column.addWidget(self.views, 1)
        column.addWidget(self.bar)
        self.hint.hide()

    @staticmethod
    def _line(*widgets: QWidget | None) -> QLayout:
        line = FlowLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for widget in widgets:
            if widget is None:
                line.add_stretch()
            else:
                line.addWidget(widget)
        return line

    def _label(self, text: str, name: str, words: str = "") -> QLabel:
        label = QLabel(text, self._page)
        label.setObjectName(name)
        if words:
            label.setProperty("words", words)
        return label

    def _badge(self, name: str) -> QLabel:
        badge = self._label("", name)
        badge.setProperty("badge", "plain")
        badge.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return badge

    def _button(self, text: str, name: str, tip: str, icon: str) -> QPushButton:
        button = QPushButton(text, self._page)
        button.setObjectName(name)
        button.setToolTip(tip)
        if icon:
            button.setProperty("icon_name", icon)
        return button

    def _banner(self, name: str, kind: str) -> tuple[QFrame, QLabel]:
        frame = QFrame(self._page)
        frame.setObjectName(name)
        frame.setProperty("banner", kind)
        words = QLabel(frame)
        words.setObjectName(f"{name}Words")
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = QHBoxLayout(frame)
        line.setContentsMargins(12, 6, 12, 6)
        line.addWidget(words)
        frame.hide()
        return frame, words

    def _make_table(self, model: LessonPlanModel) -> QTableView:
        table = QTableView(self._page)
        table.setObjectName("planTable")
        table.setAccessibleName("Темы планирования")
        table.setModel(model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        types = ChoiceDelegate("Тип урока", lambda: list(LESSON_TYPES), table)
        works = ChoiceDelegate("Вид работы", lambda: ["", *(k.name for k in model.work_kinds.values())], table)
        self.cells = TextCells(table, table)
        table.setItemDelegate(self.cells)
        table.setItemDelegateForColumn(TYPE, types)
        table.setItemDelegateForColumn(WORK, works)
        look, heads = theme.current(), table.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        heads.setSectionResizeMode(TOPIC, QHeaderView.ResizeMode.Stretch)
        heads.setMinimumSectionSize(look.px(36))
        heads.setAccessibleName("Столбцы планирования")
        heads.setHighlightSections(False)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, look.px(width))
        rows = table.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.px(_ROW))
        rows.setAccessibleName("Номера уроков")
        rows.setHighlightSections(False)
        return table

    # What it shows

    def offer(self, choices: list[tuple[str, tuple[int | None, int | None]]]) -> None:
        """Fill the choice; what was chosen stays chosen."""
        kept = self.choice.currentData()
        self.choice.clear()
        for words, key in choices:
            self.choice.addItem(words, key)
        keys = [key for _words, key in choices]
        if kept in keys:
            self.choice.setCurrentIndex(keys.index(kept))

    def chosen_rows(self) -> list[int]:
        """Rows that are selected, from the top."""
        return sorted({index.row() for index in self.table.selectionModel().selectedRows()})

    def show_table(self, *, is_empty: bool) -> None:
        """The table, with a word how to begin while it is empty."""
        self.views.setCurrentWidget(self.table)
        self.hint.setVisible(is_empty)

    def say_empty(self, words: str) -> None:
        """Nothing to show."""
        self.empty.say("books", words, "Обратитесь к заместителю директора по УВР." if "назначены" in words else "")
        self.views.setCurrentWidget(self.empty)
        self.hint.hide()
        for widget in (
            self.detach,
            self.reuse,
            self.take_file,
            self.sheet,
            self.decide,
            self.give_back,
            self.hours,
            self.due,
            self.controls,
        ):
            widget.setVisible(False)

    def say_error(self, sentence: str) -> None:
        """What was not done and why."""
        self._error_words.setText(sentence)
        self.error.setVisible(bool(sentence))

    def say_returned(self, reason: str) -> None:
        """Why the deputy gave the plan back."""
        self._returned_words.setText(f"Планирование возвращено: {reason}")
        self.returned.setVisible(bool(reason))

    def show_state(self, head: PlanHead | None, words: str) -> None:
        """The badge: state, by whom and when."""
        self.state.setText(words)
        style.set_state(self.state, "badge", (STATE_BADGES[head.state] if head else None) or "plain")

    def show_badge(self, badge: QLabel, said: tuple[str, str], tip: str = "") -> None:
        """Words with their look; nothing to say hides the badge."""
        words, look = said
        badge.setText(words)
        badge.setToolTip(tip)
        badge.setVisible(bool(words))
        style.set_state(badge, "badge", look)

    def offer_queue(self, waiting: int) -> None:
        """How many plans wait for who decides; none hides the button."""
        self.queue.setText(f"Ждут: {waiting}…")
        self.queue.setVisible(waiting > 0)

    def offer_detach(self, book: PlanBook | None, *, is_author: bool) -> None:
        """A plan that several classes follow may be left by the one that is open."""
        is_shared = book is not None and book.course_id is not None and len(book.courses) > 1
        self.detach.setVisible(is_author and is_shared)
        if book is not None and is_shared:
            self.detach.setToolTip(f"Отцепить план для {book.group_name}: дальше он свой")

    def offer_decision(self, head: PlanHead | None, *, is_author: bool, may_decide: bool) -> None:
        """The one main button of who is here: submit, withdraw or approve; the deputy may give back."""
        acts = {"draft": ("submit", "Отправить на утверждение"), "waiting": ("withdraw", "Отозвать")}
        if may_decide:
            acts = {"waiting": ("approve", "Утвердить")}
        act = acts.get(head.state) if head is not None and (is_author or may_decide) else None
        self.decide.setVisible(act is not None)
        if act is not None:
            self.decide.setProperty("act", act[0])
            self.decide.setText(act[1])
        self.give_back.setVisible(may_decide and head is not None and head.state in {"waiting", "approved"})
        self.sheet.setVisible(True)
