"""Alt+↓: everything that may stand in the cell, to be chosen without knowing the grammar."""

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QMenu, QWidget

from ejournal_desktop.domain.marks import CellRules, CellValue, Problem, in_words, parse_cell

_OFFERED: Final = ("5", "4", "3", "2", "1", "зач", "незач", ".", "н", "б", "у", "оп", "осв")


def offered_values(rules: CellRules, stands: CellValue) -> list[CellValue]:
    """Values that the grammar takes here; attendance is offered beside the mark that stands, where both may."""
    offered = [parse_cell(text, rules) for text in _OFFERED]
    values = [value for value in offered if not isinstance(value, Problem)]
    if stands.text:
        values.append(CellValue())
    return values


def value_menu(rules: CellRules, stands: CellValue, choose: Callable[[CellValue], object], parent: QWidget) -> QMenu:
    """A menu of them: «5 — отметка 5»; a letter or a digit on the keyboard picks its line."""
    menu = QMenu(parent)
    menu.setObjectName("value_palette")
    menu.setAccessibleName("Что можно поставить в ячейку")
    for value in offered_values(rules, stands):
        words = in_words(value) if value.text else "очистить ячейку"
        act = menu.addAction(f"&{value.text}\t{words}" if value.text else words.capitalize())
        if value == stands:
            font = QFont(act.font())
            font.setBold(True)
            act.setFont(font)
        act.triggered.connect(lambda _checked=False, value=value: choose(value))
    return menu
