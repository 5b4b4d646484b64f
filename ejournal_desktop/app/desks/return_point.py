"""Where a person was, on this computer (``gui/ports/return_point.py``)."""

import logging

import msgspec

from ejournal_desktop.app.strongbox import Strongbox
from ejournal_desktop.config.vault import TamperedError
from ejournal_desktop.gui.ports.return_point import ReturnPoint

_log = logging.getLogger(__name__)


class ReturnServices:
    """The part of a desk that remembers the tabs; another person's key opens nothing of it."""

    strongbox: Strongbox | None

    def keep_return_point(self, role: str, point: ReturnPoint) -> None:
        """Keep it; a disk that takes nothing costs her the place and not the way out."""
        if self.strongbox is None:
            return
        vault = self.strongbox.vault
        file = vault.folder / vault.name_of(_place(role))
        part = file.with_suffix(".part")
        try:
            part.write_bytes(vault.seal(msgspec.json.encode(point), _place(role)))
            part.replace(file)
        except OSError as error:
            _log.warning("the place of the person cannot be kept: %s", error)

    def return_point(self, role: str) -> ReturnPoint | None:
        """Read it; what another version wrote or somebody changed is as good as nothing."""
        if self.strongbox is None:
            return None
        vault = self.strongbox.vault
        file = vault.folder / vault.name_of(_place(role))
        try:
            return msgspec.json.decode(vault.open(file.read_bytes(), _place(role)), type=ReturnPoint)
        except (OSError, TamperedError, msgspec.MsgspecError):
            return None


def _place(role: str) -> str:
    return f"return point {role}"
