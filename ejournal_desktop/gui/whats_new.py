"""«Что нового»: one page of the guide, shown by itself once after an update (ux 11)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ejournal_desktop.config.settings import SettingsStore

TOPIC: Final = "whats-new"


class WhatsNew:
    """Knows whether this version is new to who works at this computer."""

    def __init__(self, settings: "SettingsStore", version: str, show: Callable[[str], None]) -> None:
        """``show`` opens a page of the guide. A computer where nobody has signed in yet has had no update."""
        self._settings, self._version, self._show = settings, version, show
        self._was_used = bool(settings.now.seen_version or settings.now.last_roles)

    def tell(self) -> None:
        """Show the page the first time; from then on only the guide has it."""
        if self._settings.now.seen_version == self._version:
            return
        self._settings.change(seen_version=self._version)
        if self._was_used:
            self._show(TOPIC)
