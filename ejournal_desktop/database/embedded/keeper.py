"""Brings our own server back while the program runs: nobody else would, and open windows wait for it."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ejournal_desktop.database.embedded.server import EmbeddedServer
from ejournal_desktop.domain.errors import EjournalError

LOOK_EVERY_S = 5.0
_log = logging.getLogger(__name__)


@contextmanager
def kept_running(server: EmbeddedServer, look_every_s: float = LOOK_EVERY_S) -> Iterator[None]:
    """Look after ``server`` in a thread until the block ends; a killed one comes back, at its old port if free."""
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(server, stop, look_every_s), name="server-keeper", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()


def _keep(server: EmbeddedServer, stop: threading.Event, look_every_s: float) -> None:
    while not stop.wait(look_every_s):
        try:
            server.ensure_running()
        except EjournalError as error:  # it is said by the window, which has no connection either
            _log.warning("the own server does not come back: %s %s", error.code, error.detail)
