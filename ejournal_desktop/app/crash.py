"""The log of the program and what happens to a bug: it is written down, said once, and the window lives on."""

import logging
import logging.handlers
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from ejournal_desktop.config import paths

LOG_BYTES = 1_000_000
LOG_FILES = 3
logger = logging.getLogger("ejournal")


def start_log() -> None:
    """Write warnings and bugs to a small rotating file of this person; never a pupil's name goes there."""
    folder = paths.log_dir()
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "ejournal.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


def catch_bugs(show: Callable[[BaseException], None]) -> None:
    """Send whatever nobody caught to the log and to ``show``, on every thread."""

    def from_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        logger.critical("bug", exc_info=(kind, error, trace))
        show(error)

    def from_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            from_main(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    sys.excepthook = from_main
    threading.excepthook = from_thread
