"""What a file or a pasted table holds, before it goes into a plan: its columns, its lessons, its problems."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QRadioButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ejournal_desktop.exchange.headers import column_letters
from ejournal_desktop.exchange.plan_columns import PLAN_FIELDS, ChosenColumns, PlanColumns
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.models.lesson_plan_model import MOST_TOPICS
from ejournal_desktop.gui.pages.plan_dialog import PlanDialog
from ejournal_desktop.gui.russian_dates import plural
from ejournal_desktop.services.lesson_plans import PASTED, PlanReading

_SHOWN: Final = 200
_WIDTHS: Final = {"topic": 260, "homework": 160, "section": 140, "lesson_type": 120}
_WIDTH: Final = 108


class ColumnsDialog(PlanDialog):
    """A table without a head: a drop-down over each column, guesses filled in; only what is named is read."""

    told = Signal(object)
    """``ChosenColumns``."""

    def __init__(self, asked: PlanColumns, parent: QWidget) -> None:
        super().__init__("Столбцы планирования", "Дальше", parent)
        self.setObjectName("columnsDialog")
        self.label("В таблице нет понятных заголовков. Проверьте, что в каком столбце.", "strong")
        self._items: dict[tuple[int, int], QTableWidgetItem] = {}
        self.table = self._make_table(asked)
        self.column.addWidget(self.table, 1)
        self.combos = [self._combo(at, field) for at, field in enumerate(asked.fields)]
        for at, combo in enumerate(self.combos):
            self.table.setCellWidget(0, at, combo)
            self.table.setColumnWidth(at, theme.current().px(_WIDTHS.get(asked.fields[at], _WIDTH)))
        self.first = QSpinBox(self)
        self.first.setObjectName("firstRowBox")
        self.first.setAccessibleName("Первая строка с темой")
        self.first.setRange(asked.rows[0][0], asked.last_row)
        self.first.setValue(asked.first_row)
        line = QHBoxLayout()
        from_row = self.label("Темы начинаются со строки", buddy=self.first)
        from_row.setWordWrap(False)
        line.addWidget(from_row)
        line.addWidget(self.first)
        line.addStretch(1)
        self.column.addLayout(line)
        self.advice = self.label("", "second")
        self._rows = asked.rows
        self.first.valueChanged.connect(self._judge)
        self.accepted.connect(lambda: self.told.emit(self.chosen()))
        self._judge()
        self.finish(960)
        self.resize(self.width(), theme.current().px(480))
        if self.combos:
            self.combos[0].setFocus()

    def _make_table(self, asked: PlanColumns) -> QTableWidget:
        table = QTableWidget(len(asked.rows) + 1, len(asked.fields), self)
        table.setObjectName("columnsTable")
        table.setAccessibleName("Первые строки таблицы")
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setHorizontalHeaderLabels([column_letters(at) for at in range(len(asked.fields))])
        table.setVerticalHeaderLabels(["", *(str(number) for number, _texts in asked.rows)])
        table.verticalHeader().setDefaultSectionSize(theme.current().px(32))
        for row, (_number, texts) in enumerate(asked.rows, start=1):
            for at, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                table.setItem(row, at, item)
                self._items[row - 1, at] = item
        return table

    def _combo(self, at: int, field: str) -> QComboBox:
        combo = QComboBox(self.table)
        combo.setObjectName(f"column{at}")
        combo.setAccessibleName(f"Что в столбце {column_letters(at)}")
        for key, words in PLAN_FIELDS.items():
            combo.addItem(words, key)
        combo.setCurrentIndex(list(PLAN_FIELDS).index(field))
        combo.currentIndexChanged.connect(self._judge)
        return combo

    def chosen(self) -> ChosenColumns:
        """What the drop-downs say now."""
        return ChosenColumns(tuple(combo.currentData() for combo in self.combos), self.first.value())

    def _judge(self) -> None:
        fields = [field for field in self.chosen().fields if field]
        doubled = next((field for field in fields if fields.count(field) > 1), "")
        self.yes.setEnabled("topic" in fields and not doubled)
        if doubled:
            words = f"«{PLAN_FIELDS[doubled]}» выбрано для двух столбцов: оставьте один."
        elif "topic" not in fields:
            words = "Укажите, в каком столбце тема урока."
        else:
            words = "Дни уроков посчитает расписание: даты из таблицы не переносятся." if "planned" in fields else ""
        self.advice.setText(words)
        self._fade()

    def _fade(self) -> None:
        """What is left out is said in a weaker colour: rows above the first, columns that are not read."""
        look, fields = theme.current(), self.chosen().fields
        for row, (number, _texts) in enumerate(self._rows, start=1):
            for at, field in enumerate(fields):
                item = self._items[row - 1, at]
                is_read = bool(field) and number >= self.first.value()
                item.setForeground(look.color("text" if is_read else "text_2"))
                font = item.font()
                font.setStrikeOut(number < self.first.value())
                item.setFont(font)


class ImportDialog(PlanDialog):
    """The dry run of a file: how many lessons, which rows have problems, what would happen."""

    taken = Signal(object, bool)
    """Topics, and whether they stand instead of the plan."""

    def __init__(self, reading: PlanReading, *, rows_there: int, parent: QWidget) -> None:
        count = len(reading.topics)
        super().__init__("Загрузка планирования", f"Загрузить {plural(count, 'урок', 'урока', 'уроков')}", parent)
        self._reading, self._rows_there = reading, rows_there
        refused = f", не войдут {plural(reading.refused, 'строка', 'строки', 'строк')}" if reading.refused else ""
        name = "Из буфера обмена" if reading.file_name == PASTED else reading.file_name
        self.label(f"{name}: прочитано {plural(reading.rows_read, 'строка', 'строки', 'строк')}{refused}.")
        self.label("Строки на несколько часов разделены на уроки. Даты посчитает расписание.", "second")
        self.problems = QListWidget(self)
        self.problems.setObjectName("problemList")
        self.problems.setAccessibleName("Замечания к строкам")
        self.problems.setWordWrap(True)
        self.problems.addItems(list(reading.problems[:_SHOWN]))
        if len(reading.problems) > _SHOWN:
            self.problems.addItem(f"и ещё {len(reading.problems) - _SHOWN}")
        self.problems.setVisible(bool(reading.problems))
        self.column.addWidget(self.problems)
        self.preview = QListWidget(self)
        self.preview.setObjectName("topicPreview")
        self.preview.setAccessibleName("Темы, которые войдут")
        for number, topic in enumerate(reading.topics[:_SHOWN], start=1):
            self.preview.addItem(f"{number}. {topic.topic}{' · контроль' if topic.lesson_type == 'контроль' else ''}")
        if count > _SHOWN:
            self.preview.addItem(f"и ещё {count - _SHOWN}")
        self.column.addWidget(self.preview, 1)
        self.instead = QRadioButton("Заменить нынешний план", self)
        self.after = QRadioButton("Добавить в конец", self)
        self.instead.setChecked(True)
        for button, name in ((self.instead, "insteadButton"), (self.after, "afterButton")):
            button.setObjectName(name)
            button.setVisible(rows_there > 0)
            self.column.addWidget(button)
        self.room = self.label("", "second")
        self.instead.toggled.connect(self._judge)
        self._judge()
        self.accepted.connect(lambda: self.taken.emit(reading.topics, self.instead.isChecked()))
        self.finish(620)

    def _judge(self) -> None:
        """A plan has an end: what would not fit is said before it is tried."""
        count = len(self._reading.topics) + (0 if self.instead.isChecked() else self._rows_there)
        fits = count <= MOST_TOPICS
        self.yes.setEnabled(bool(self._reading.topics) and fits)
        words = f"В планировании не может быть больше {MOST_TOPICS} уроков, а вышло бы {count}. Уберите лишние строки."
        self.room.setText("" if fits else words)
        self.room.setVisible(not fits)
