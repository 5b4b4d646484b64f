"""``ejournal demo``: the demo school on this computer, in a window or kept up for other clients."""

import os
import shlex
import signal
import sys
import threading
from datetime import date
from pathlib import Path

from ejournal_desktop.config import paths
from ejournal_desktop.database.embedded.keeper import kept_running
from ejournal_desktop.services.demo import DemoSchool, close_demo, open_or_build_demo

ROLE_NAMES = {
    "teacher": "учитель",
    "class_teacher": "классный руководитель",
    "deputy": "заместитель директора",
    "director": "директор",
    "administrator": "администратор",
    "secretary": "секретарь",
    "psychologist": "педагог-психолог",
    "inspector": "проверяющий",
}
_TERMINATED = 128 + 15


def run(home: Path | None, today: date, *, with_window: bool) -> int:
    """Build or open the demo school, say who can log in, then show the window or wait for Ctrl+C."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))  # the server is put away on this way out too
    school = open_or_build_demo(home or paths.data_dir() / "demo", today, _say)
    try:
        _introduce(school)
        if with_window and not has_screen():
            _say("Экрана нет (не заданы DISPLAY и WAYLAND_DISPLAY): окно не открыть, работаю как с --no-window.")
            with_window = False
        with kept_running(school.server):
            return _show(school) if with_window else _wait()
    finally:
        close_demo(school)


def has_screen() -> bool:
    """Whether a window can be shown at all."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _show(school: DemoSchool) -> int:
    from ejournal_desktop.app import bootstrap  # noqa: PLC0415 - loads Qt

    return bootstrap.open_window(school.profile)


def _wait() -> int:
    _say("Сервер работает. Остановить: Ctrl+C.")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()
    return 0


def _introduce(school: DemoSchool) -> None:
    _say(f"\n{school.name}. Это демонстрация, а не школьный сервер: люди и отметки придуманы.\n")
    for line in _table(school):
        _say(f"  {line}")
    _say(f"\nЧерез psql:\n  {psql_line(school)}\n")


def _table(school: DemoSchool) -> list[str]:
    rows = [("роль", "кто", "логин", "пароль", "роль PostgreSQL")]
    for account in school.accounts:
        roles = ", ".join(ROLE_NAMES.get(role, role) for role in account.roles)
        rows.append(
            (roles, account.full_name, account.login, account.password, school.profile.role_name(account.login))
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def psql_line(school: DemoSchool) -> str:
    """A line to paste into a terminal: the teacher's own login, without the program."""
    teacher = next(account for account in school.accounts if "teacher" in account.roles)
    profile = school.profile
    address = f"host={profile.host} port={profile.port} dbname={profile.database} sslmode=disable"
    who = f"user={profile.role_name(teacher.login)}"
    return f"PGPASSWORD='{teacher.password}' {shlex.quote(school.psql)} \"{address} {who}\""


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - the terminal is where the demo introduces itself
