"""What a person chose for the windows of this computer: look, size, last server and role. Never a pupil's data."""

from pathlib import Path
from typing import Final, Literal, get_args

from PySide6.QtCore import QSettings

from ejournal_desktop.domain.people import Role

Look = Literal["system", "light", "dark"]
_LOOKS: Final = frozenset(get_args(Look))


class Preferences:
    """A small ini file; what cannot be read in it counts as not chosen."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def look(self) -> Look:
        """«Как в системе», light or dark."""
        chosen = str(self._settings.value("look", "system"))
        return chosen if chosen in _LOOKS else "system"  # type: ignore[return-value]  # checked in the same line

    @look.setter
    def look(self, look: Look) -> None:
        self._settings.setValue("look", look)

    @property
    def scale(self) -> float:
        """Size of everything, 1.0 = 100 %."""
        try:
            return float(str(self._settings.value("scale", "1.0")))
        except ValueError:
            return 1.0

    @scale.setter
    def scale(self, scale: float) -> None:
        self._settings.setValue("scale", str(scale))

    @property
    def rail_open(self) -> bool:
        """Whether the navigation shows words."""
        return str(self._settings.value("rail_open", "true")) == "true"

    @rail_open.setter
    def rail_open(self, is_open: bool) -> None:
        self._settings.setValue("rail_open", "true" if is_open else "false")

    @property
    def last_server(self) -> str:
        """Key of the server of the last sign-in."""
        return str(self._settings.value("last_server", ""))

    @last_server.setter
    def last_server(self, key: str) -> None:
        self._settings.setValue("last_server", key)

    def last_role(self, login: str) -> str:
        """The role in which a login worked last; empty when unknown."""
        return str(self._settings.value(f"roles/{login}", ""))

    def keep_role(self, login: str, role: Role) -> None:
        """Keep the role chosen by a login."""
        self._settings.setValue(f"roles/{login}", role)

    def asks_role(self, login: str) -> bool:
        """Whether the role is asked at sign-in."""
        return str(self._settings.value(f"asks_role/{login}", "true")) == "true"

    def set_asks_role(self, login: str, asks: bool) -> None:
        """Ask for the role at sign-in, or take the last one."""
        self._settings.setValue(f"asks_role/{login}", "true" if asks else "false")
