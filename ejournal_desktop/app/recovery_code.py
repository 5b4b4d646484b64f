"""``ejournal recovery-code``: the director's sealed code of an administrator as a PDF for the envelope (rulings 21)."""

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from ejournal_desktop.app.desk import DatabaseDesk
from ejournal_desktop.app.sign_in import signed_in_to
from ejournal_desktop.domain.errors import RefusedError, ReportFailedError
from ejournal_desktop.domain.people_access import AccessPerson

_DONE = "{file}: напечатайте, положите в конверт, запечатайте и уберите в сейф; файл удалите. Прежний код отменён."


def run(options: argparse.Namespace) -> int:
    """Issue the code and write its sheet; a file that cannot be made is said before the former code ends."""
    target: Path = options.out
    with _new_file(target) as file, signed_in_to(options) as (session, engine, profile):
        desk = DatabaseDesk(session, engine, _draw_here, profile, options.login)
        administrator = _administrator(desk.people_and_access(), options.administrator)
        slip = desk.recovery_slip_pdf(administrator, progress=lambda _done, _total: None, cancelled=lambda: False)
        file.write(slip.pdf)
    print(_DONE.format(file=target))  # noqa: T201 - the command's answer
    return 0


@contextmanager
def _new_file(target: Path) -> Iterator[BinaryIO]:
    """Nobody else's to read; gone again when nothing came of it."""
    try:
        file = os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except OSError as error:
        raise ReportFailedError("file", {"file": str(target), "reason": error.strerror or str(error)}) from error
    try:
        with file:
            yield file
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _administrator(people: tuple[AccessPerson, ...], named: str | None) -> AccessPerson:
    """The only one, or the one whose name begins so."""
    all_of_them = [person for person in people if "administrator" in person.roles]
    wanted = [person for person in all_of_them if person.full_name.casefold().startswith((named or "").casefold())]
    if len(wanted) != 1:
        known = ", ".join(person.full_name for person in all_of_them)
        raise RefusedError("which-administrator", {"name": named or "", "known": known})
    return wanted[0]


def _draw_here(
    job: Callable[..., Any],
    *arguments: object,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> Any:
    return job(*arguments, progress, cancelled)
