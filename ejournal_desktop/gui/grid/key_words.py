"""What the keys of the grid's own table do, in words, for the cheat sheet; the rest has names in the registry."""

from typing import Final

KEY_WORDS: Final[tuple[tuple[str, tuple[str, ...], str], ...]] = (
    ("Enter, Shift+Enter", ("Return", "Enter", "Shift+Return", "Shift+Enter"), "записать и вниз, вверх"),
    ("Tab, Shift+Tab", ("Tab", "Shift+Backtab"), "записать и вправо, влево"),
    ("← ↑ → ↓", ("Left", "Up", "Right", "Down"), "соседняя ячейка"),
    ("F2", ("F2",), "править на месте"),
    ("Del", ("Del",), "очистить"),
    ("Backspace", ("Backspace",), "очистить и набрать заново"),
    ("Пробел", ("Space",), "«н» поставить, снять"),
    ("Esc", ("Esc",), "отменить ввод, снять выделение"),
    ("F3, Shift+F3", ("F3", "Shift+F3"), "следующая, предыдущая пустая"),
    ("Home, End", ("Home", "End"), "первый, последний урок"),
    ("Ctrl+←, Ctrl+→", ("Ctrl+Left", "Ctrl+Right"), "край заполненных ячеек"),
    ("Ctrl+↑, Ctrl+↓", ("Ctrl+Up", "Ctrl+Down"), "первый, последний ученик"),
    ("Ctrl+Home, Ctrl+End", ("Ctrl+Home", "Ctrl+End"), "первая, последняя ячейка"),
    ("PgUp, PgDn", ("PgUp", "PgDown"), "страница учеников"),
    ("Alt+PgUp, Alt+PgDn", ("Alt+PgUp", "Alt+PgDown"), "страница уроков"),
    ("Shift+← ↑ → ↓", ("Shift+Left", "Shift+Up", "Shift+Right", "Shift+Down"), "выделить ячейки"),
    (
        "Ctrl+Shift+← ↑ → ↓",
        ("Ctrl+Shift+Left", "Ctrl+Shift+Up", "Ctrl+Shift+Right", "Ctrl+Shift+Down"),
        "выделить до края",
    ),
    ("Shift+Home, Shift+End", ("Shift+Home", "Shift+End"), "выделить до первого, последнего урока"),
    ("Ctrl+Shift+Home, Ctrl+Shift+End", ("Ctrl+Shift+Home", "Ctrl+Shift+End"), "выделить до угла страницы"),
    ("Shift+PgUp, Shift+PgDn", ("Shift+PgUp", "Shift+PgDown"), "выделить страницу учеников"),
    ("Shift+Пробел", ("Shift+Space",), "выделить строку"),
    ("Ctrl+Shift+Пробел", ("Ctrl+Shift+Space",), "выделить графу"),
)
"""How the keys are printed, every chord that is meant, what they do."""
