"""Small dialogs of lesson plans: a reason, a correction with its effect, a plan to reuse."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from ejournal_desktop.domain.lesson_plan import Correction, CorrectionKind
from ejournal_desktop.domain.lesson_plan_book import NewCorrection, PlanBook, PlanSummary
from ejournal_desktop.gui.models.lesson_plan_model import LessonPlanModel
from ejournal_desktop.gui.pages.plan_dialog import PlanDialog
from ejournal_desktop.gui.pages.plan_words import STATE_WORDS, plan_title, progress_words
from ejournal_desktop.gui.russian_dates import plural

_REASONS: Final = (
    "Праздничный день",
    "Карантин",
    "Актированный день (мороз)",
    "Болезнь учителя",
    "Замена другим предметом",
    "Мероприятие школы",
    "Уплотнение программы",
)
_TITLES: Final[dict[CorrectionKind, str]] = {
    "shift": "Записать сдвиг тем",
    "merge": "Объединить темы",
    "extra": "Дополнительный урок",
}


class ReasonDialog(PlanDialog):
    """Why a plan is returned."""

    told = Signal(str)

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, "Вернуть", parent)
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("reasonEdit")
        self.text.setAccessibleName("Что исправить")
        self.text.setTabChangesFocus(True)
        self.label("Что исправить — это увидит учитель", buddy=self.text)
        self.column.addWidget(self.text)
        self.yes.setEnabled(False)
        self.text.textChanged.connect(lambda: self.yes.setEnabled(bool(self.text.toPlainText().strip())))
        self.accepted.connect(lambda: self.told.emit(self.text.toPlainText().strip()))
        self.finish(460)
        self.text.setFocus()


@dataclass(frozen=True, slots=True)
class CorrectionPlace:
    """Where a plan is corrected: the row, and the day that fell out if it is one."""

    kind: CorrectionKind
    row: int
    day: date | None = None


class CorrectionDialog(PlanDialog):
    """One line for the correction sheet with what it would change; nothing is written before «Записать»."""

    wanted = Signal(object)
    """``NewCorrection``."""

    def __init__(self, model: LessonPlanModel, course_id: int, place: CorrectionPlace, parent: QWidget) -> None:
        kind, row, day = place.kind, place.row, place.day
        super().__init__(_TITLES[kind], "Записать", parent)
        self._model, self._course_id, self._kind, self._row, self._day = model, course_id, kind, row, day
        placed = model.placed(row)
        topics = f"{placed.place}. {placed.topic.topic}"
        if kind == "merge":
            topics += f"\n{placed.place + 1}. {model.placed(row + 1).topic.topic}"
        self.label(topics, "strong")
        self.date = QDateEdit(self)
        self.date.setObjectName("dateEdit")
        self.date.setAccessibleName("День урока")
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("dd.MM.yyyy")
        start = day or placed.expected_on or placed.planned_on
        self.date.setDate(QDate(start.year, start.month, start.day) if start else QDate.currentDate())
        self.date.setVisible(kind == "extra")
        if kind == "extra":
            self.label("День урока сверх расписания", buddy=self.date)
        self.column.addWidget(self.date)
        self.reason = QComboBox(self)
        self.reason.setObjectName("reasonCombo")
        self.reason.setAccessibleName("Причина")
        self.reason.setEditable(True)
        self.reason.addItems(list(_REASONS))
        self.reason.setCurrentText("")
        self.label("Причина", buddy=self.reason)
        self.column.addWidget(self.reason)
        self.effect = self.label("", "second")
        self.date.dateChanged.connect(self._show_effect)
        self.reason.currentTextChanged.connect(self._show_effect)
        self.accepted.connect(lambda: self.wanted.emit(self._asked()))
        self._show_effect()
        self.finish(480)
        self.reason.setFocus()

    def _asked(self) -> NewCorrection:
        placed, chosen = self._model.placed(self._row), self.date.date()
        day = date(chosen.year(), chosen.month(), chosen.day()) if self._kind == "extra" else self._day
        return NewCorrection(
            course_id=self._course_id,
            kind=self._kind,
            topic_id=placed.topic.topic_id or 0,
            reason=self.reason.currentText().strip()[:300],
            until_place=placed.place + 1 if self._kind == "merge" else None,
            on_date=day if self._kind != "merge" else None,
        )

    def _show_effect(self) -> None:
        asked = self._asked()
        self.yes.setEnabled(bool(asked.reason))
        tried = Correction(0, asked.kind, asked.topic_id, asked.until_place, asked.on_date, asked.reason)
        after = self._model.what_if(tried).progress
        self.effect.setText(f"Было: {progress_words(self._model.laid.progress)}\nСтанет: {progress_words(after)}")


class DetachDialog(PlanDialog):
    """What follows when a course leaves a plan it shares; nothing is done before «Отцепить»."""

    wanted = Signal()

    def __init__(self, book: PlanBook, parent: QWidget) -> None:
        super().__init__("Отдельный план", "Отцепить", parent)
        others = ", ".join(one.group_name for one in book.courses if one.course_id != book.course_id)
        self.label(f"У {book.group_name} будет свой план: копия нынешнего, черновик.", "strong")
        self.label(f"Общий план останется за {others}. Правки одного плана в другой больше не попадут.")
        if book.corrections:
            lines = plural(len(book.corrections), "запись", "записи", "записей")
            self.label(f"Лист корректировки {book.group_name} ({lines}) перейдёт к своему плану.", "second")
        self.accepted.connect(self.wanted.emit)
        self.finish(480)


class ReuseDialog(PlanDialog):
    """Plans of the subject: follow one together with a parallel class, or copy it."""

    chosen = Signal(object, bool)
    """``PlanSummary``, and whether it is copied."""

    def __init__(self, plans: tuple[PlanSummary, ...], grade: int, parent: QWidget) -> None:
        super().__init__("Готовое планирование", "Взять", parent)
        self.list = QListWidget(self)
        self.list.setObjectName("planList")
        self.list.setAccessibleName("Планирования предмета")
        for plan in sorted(plans, key=lambda plan: (plan.grade != grade, not plan.is_mine)):
            hours = plural(plan.topics, "час", "часа", "часов")
            item = QListWidgetItem(f"{plan_title(plan)} · {plan.year} · {hours} · {STATE_WORDS[plan.state]}")
            item.setData(Qt.ItemDataRole.UserRole, plan)
            self.list.addItem(item)
        self.column.addWidget(self.list, 1)
        self.follow = QRadioButton("Вести по нему же: темы общие, даты у каждого класса свои", self)
        self.copy = QRadioButton("Скопировать: мой отдельный план", self)
        for button, name in ((self.follow, "followButton"), (self.copy, "copyButton")):
            button.setObjectName(name)
            self.column.addWidget(button)
        self.list.currentItemChanged.connect(lambda _now, _before: self._offer())
        self.list.setCurrentRow(0)
        self.yes.setEnabled(bool(plans))
        self.accepted.connect(self._tell)
        self.finish(620)

    def _plan(self) -> PlanSummary | None:
        item = self.list.currentItem()
        plan: PlanSummary | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return plan

    def _offer(self) -> None:
        plan = self._plan()
        may_follow = plan is not None and plan.is_current
        self.follow.setEnabled(may_follow)
        (self.follow if may_follow else self.copy).setChecked(True)

    def _tell(self) -> None:
        plan = self._plan()
        if plan is not None:
            self.chosen.emit(plan, self.copy.isChecked())
