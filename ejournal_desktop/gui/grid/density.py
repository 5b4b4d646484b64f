"""Heights of rows and widths of columns by density, in pixels at 100 % (ux 3.4, 9)."""

from typing import Final

from ejournal_desktop.config.settings import Density
from ejournal_desktop.gui.theme import Theme

_ROWS: Final[dict[Density, int]] = {"normal": 27, "compact": 23, "roomy": 34}
_LOW_ROWS: Final[dict[Density, int]] = {"normal": 23, "compact": 20, "roomy": 27}
_COLUMNS: Final[dict[Density, int]] = {"normal": 36, "compact": 30, "roomy": 42}


def row_height(look: Theme, *, low: bool = False) -> int:
    """Height of a row; rows of a low window (≤ 768 px) are lower."""
    return (_LOW_ROWS if low else _ROWS)[look.density]


def column_width(look: Theme) -> int:
    """Width of the column of a work."""
    return _COLUMNS[look.density]
