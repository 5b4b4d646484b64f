"""What the page of people and access asks before it acts: consequences first, «Отмена» as the default."""

from collections.abc import Sequence
from typing import Final, Literal

from PySide6.QtWidgets import QGridLayout, QMessageBox, QSizePolicy, QSpacerItem, QWidget

from ejournal_desktop.domain.people_access import AccessPerson
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.russian_dates import plural

Answer = Literal["print", "pdf", "ask"] | None
_PDF: Final = "Сохранить PDF…"
_WIDTH: Final = 440


def ask_how_to_issue(parent: QWidget, people: Sequence[AccessPerson], *, can_print: bool) -> Answer:
    """Whether to print the slips, save them, or leave it."""
    known = sum(person.account_id is not None for person in people)
    again = f"У {plural(known, 'человека', 'человек', 'человек')} доступ уже есть: код заменит забытый пароль. "
    box = _box(
        parent,
        "Выдать коды доступа",
        f"Выдать код: {people[0].full_name}?"
        if len(people) == 1
        else f"Выдать {plural(len(people), 'код', 'кода', 'кодов')}?",
        (again if known else "")
        + ("" if can_print else "Принтера на этом компьютере нет: листки можно сохранить и удалить после печати. ")
        + "Прежние коды этих людей перестанут действовать. Коды нигде не хранятся: они есть только на листках.",
    )
    print_button = box.addButton("Печать…", QMessageBox.ButtonRole.AcceptRole) if can_print else None
    pdf = box.addButton(_PDF, QMessageBox.ButtonRole.ActionRole)
    _run(box)
    if box.clickedButton() is pdf:
        return "pdf"
    return "print" if print_button is not None and box.clickedButton() is print_button else None


def ask_second_person(parent: QWidget, person: AccessPerson) -> Answer:
    """A password of the management: issue where it was agreed, else ask the second person (rulings 21)."""
    box = _box(
        parent,
        "Новый пароль",
        f"{person.full_name}: новый код нужен с согласия второго человека.",
        "Если его уже дали, сохраните листок. Если нет, отправьте запрос: он придёт директору.",
    )
    ask = box.addButton("Отправить запрос", QMessageBox.ButtonRole.AcceptRole)
    pdf = box.addButton(_PDF, QMessageBox.ButtonRole.ActionRole)
    _run(box)
    return "ask" if box.clickedButton() is ask else "pdf" if box.clickedButton() is pdf else None


def confirmed(parent: QWidget, what: str, words: str, do: str) -> bool:
    """Whether to do it."""
    box = _box(parent, "Доступ", what, words)
    act = box.addButton(do, QMessageBox.ButtonRole.DestructiveRole)
    _run(box)
    return box.clickedButton() is act


def _box(parent: QWidget, title: str, what: str, words: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setText(what)
    box.setInformativeText(words)
    grid = box.layout()
    if isinstance(grid, QGridLayout):  # else it is as narrow as its title cannot be read in
        wide = QSpacerItem(theme.current().px(_WIDTH), 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        grid.addItem(wide, grid.rowCount(), 0, 1, grid.columnCount())
    return box


def _run(box: QMessageBox) -> None:
    box.setDefaultButton(box.addButton("Отмена", QMessageBox.ButtonRole.RejectRole))
    box.exec()
