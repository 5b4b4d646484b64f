"""Icons of the Phosphor set in the colours of the theme; an icon never stands without words or a tooltip.

qtawesome keeps every icon under its name and colours, so a new theme finds its own. That cache is never dropped:
an icon that Python paints, taken away while widgets still hold its like, has crashed the program.
"""

import os

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap

from ejournal_desktop.gui import theme

os.environ.setdefault("QT_API", "pyside6")  # read by qtpy when qtawesome is imported

import qtawesome


def icon(name: str, colour: str = "text_2", active: str = "text") -> QIcon:
    """The icon ``ph.NAME`` in the colour of a token, in another one under the pointer."""
    look = theme.current()
    made: QIcon = qtawesome.icon(
        f"ph.{name}",
        color=look.color(colour),
        color_active=look.color(active),
        color_disabled=look.color("border_ctl"),
    )
    return made


def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """The icon as a picture of ``size`` pixels at 100 %."""
    side = theme.current().px(size)
    return icon(name, colour).pixmap(QSize(side, side))


def coloured(name: str, colour: QColor) -> QIcon:
    """The icon in a colour of its own, such as a role's."""
    made: QIcon = qtawesome.icon(f"ph.{name}", color=colour)
    return made


def dot(colour: str) -> QIcon:
    """A filled dot; the words beside it say the same."""
    made: QIcon = qtawesome.icon("ph.circle-fill", color=theme.current().color(colour))
    return made
