"""Sets the program up on this computer and starts it: standard library only, so any Python 3.11 can run it.

python3 installer/start.py [ARGS]        set up, open the demo school (arguments go on to ``ejournal demo``)
python3 installer/start.py test [ARGS]   set up, pass the tests (arguments go on to pytest)
python3 installer/start.py lint          run every checker
python3 installer/start.py bench [ARGS]  run the benchmarks
"""

from __future__ import annotations  # an older Python has to get as far as the sentence that refuses it

import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = Path(os.path.abspath(os.environ.get("EJOURNAL_VENV") or ROOT / ".venv"))  # noqa: PTH100 - as venv does
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
PYTHON = BIN / f"python{SUFFIX}"
UNFINISHED = ENVIRONMENT / "unfinished"  # there while pip works: whoever finds it later begins anew
ACTIONS = ("demo", "test", "lint", "bench")
INTERRUPTED = 130

# Debian 12 names. What Qt needs to start at all, then what a real window needs (measured on a bare debootstrap).
QT_PACKAGES = (
    "libegl1", "libgl1", "libfontconfig1", "libdbus-1-3", "libxkbcommon0", "libglib2.0-0", "libbrotli1", "libx11-6",
)  # fmt: skip
WINDOW_PACKAGES = (
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0", "libxcb-xkb1",
    "libxcb-image0", "libxcb-render-util0", "libxcb-randr0",
)  # fmt: skip
TEST_PACKAGES = ("postgresql-15", "postgresql-15-plpgsql-check")  # the tests run the schema on this one too
VENV_PACKAGE = "python3-venv"
ESSENTIAL_PACKAGES = {VENV_PACKAGE, "libglib2.0-0"}  # the compiler of the forms links with the latter


def main(arguments: list[str]) -> int:
    """Do what the first argument names."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the script itself may be started by an older Python
        fail(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}. Start the script with a newer one.")
    if arguments[:1] in (["-h"], ["--help"]):
        say(__doc__.strip())
        return 0
    os.environ.setdefault("PYTHONUTF8", "1")  # the program speaks Russian, whatever the locale
    action, rest = (arguments[0], arguments[1:]) if arguments[:1] and arguments[0] in ACTIONS else ("demo", arguments)
    missing = install_debian_packages(wanted_packages(action))
    set_up_environment(extras=() if action == "demo" else ("test", "lint"))
    run("compiling the forms", str(PYTHON), str(ROOT / "installer" / "build_forms.py"))
    return {"demo": demo, "test": test, "lint": lint, "bench": bench}[action](rest, missing)


def demo(arguments: list[str], missing: list[str]) -> int:
    """Open the demo school."""
    if (
        missing
        and "--no-window" not in arguments
        and not qt_answers("from PySide6.QtWidgets import *; QApplication([])")
    ):
        say("Qt cannot open a window without the packages above: going on as with --no-window.")
        arguments = ["--no-window", *arguments]
    return hand_over(str(BIN / f"ejournal{SUFFIX}"), "demo", *arguments)


def test(arguments: list[str], missing: list[str]) -> int:
    """Pass the tests."""
    if missing and not qt_answers("import PySide6.QtWidgets"):
        fail("The tests cannot start: Qt does not load without the packages above.")
    os.chdir(ROOT)
    return hand_over(str(PYTHON), "-m", "pytest", *(arguments or ["-n", "2", "--dist", "loadfile"]))


def bench(arguments: list[str], _missing: list[str]) -> int:
    """Print the benchmarks' table."""
    os.chdir(ROOT)
    return hand_over(str(PYTHON), "-m", "tests.benchmarks", *arguments)


def lint(_arguments: list[str], _missing: list[str]) -> int:
    """Run every checker; the exit code counts those that complain."""
    os.chdir(ROOT)
    checks = (
        (str(BIN / "ruff"), "check", "."),
        (str(BIN / "ruff"), "format", "--check", "."),
        (str(PYTHON), "-m", "mypy"),
        (str(BIN / "lint-imports"),),
        (str(BIN / "sqlfluff"), "lint", "--processes", "2", "ejournal_desktop/database"),
    )
    failed = [" ".join((Path(check[0]).name, *check[1:3])) for check in checks if call(*check)]
    say("Checkers: " + (f"{', '.join(failed)} complained" if failed else "all clean"))
    return len(failed)


def wanted_packages(action: str) -> tuple[str, ...]:
    """The Debian packages that an action needs; Debian also splits venv off its own Python, no other system does."""
    try:
        import ensurepip  # noqa: F401, PLC0415 - asked for its presence
    except ModuleNotFoundError:
        split_off: tuple[str, ...] = (VENV_PACKAGE,)
    else:
        split_off = ()
    return QT_PACKAGES + WINDOW_PACKAGES + (TEST_PACKAGES if action == "test" else ()) + split_off


def install_debian_packages(names: tuple[str, ...]) -> list[str]:
    """Install what Debian lacks where we may, else say the line to type; return what is still missing."""
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return []
    installed = installed_packages()
    missing = [name for name in names if name not in installed]
    if not missing:
        return []
    command = ("apt-get", "install", "-y", "--no-install-recommends", *missing)
    if os.geteuid() == 0:
        say(f"Installing Debian packages: {' '.join(missing)}")
        os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
        call("apt-get", "update", "-qq")
        run("installing Debian packages", *command, show=lambda _line: None)
        return []
    line = f"apt-get update && {' '.join(command)}"
    say(f"Debian packages are missing. Ask the administrator for this line, typed as root:\n    {line}")
    if needed := [name for name in missing if name in ESSENTIAL_PACKAGES]:
        fail(f"Nothing can be set up without {' and '.join(needed)}. Start again after that line.")
    say("Going on without them: the demo works, only its window may not open; tests may fail.")
    return missing


def installed_packages() -> set[str]:
    """What dpkg knows as installed, with the names that those packages stand for."""
    question = ("dpkg-query", "-W", "-f", "${db:Status-Status} ${Package} ${Provides}\n")
    answer = subprocess.run(question, capture_output=True, text=True, check=False).stdout
    installed = (line.replace(",", " ").split()[1:] for line in answer.splitlines() if line.startswith("installed "))
    return {name for names in installed for name in names}


def qt_answers(code: str) -> bool:
    """Whether Qt runs the code here (it aborts the process where it cannot)."""
    return subprocess.run([str(PYTHON), "-c", code], capture_output=True, check=False).returncode == 0


def set_up_environment(extras: tuple[str, ...]) -> None:
    """Make ``.venv`` with the pinned packages and this project in it; a stamp tells that nothing is to do."""
    inputs = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    inputs.append(repr((str(ROOT), str(ENVIRONMENT), sys.version_info[:2])).encode())
    stamp = ENVIRONMENT / f"ready-{hashlib.sha256(b''.join(inputs)).hexdigest()[:16]}"
    full_stamp = stamp.with_name(f"{stamp.name}-all")
    if PYTHON.exists() and not UNFINISHED.exists() and (full_stamp.exists() or (not extras and stamp.exists())):
        return
    if UNFINISHED.exists() or not has_own_pip():
        make_environment()
    UNFINISHED.touch()
    for old in ENVIRONMENT.glob("ready-*"):
        old.unlink()
    say("Installing Python packages (about a minute the first time)")
    pip_install("hatchling", "editables", *requirements(extras))
    pip_install("--no-build-isolation", "--no-deps", "-e", str(ROOT))
    (full_stamp if extras else stamp).touch()
    UNFINISHED.unlink()


def has_own_pip() -> bool:
    """Whether the environment is whole: a half-made, copied or moved one, or one of another Python, has no such pip."""
    try:
        answer = subprocess.run(
            [str(BIN / f"pip{SUFFIX}"), "--version"],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError:
        return False
    return answer.returncode == 0 and str(ENVIRONMENT) in answer.stdout


def make_environment() -> None:
    """Make an empty virtual environment; what an interrupted or moved one left goes away first."""
    if (ENVIRONMENT / "pyvenv.cfg").exists() or UNFINISHED.exists():
        say(f"{ENVIRONMENT} is half-made or was moved: making it anew")
        shutil.rmtree(ENVIRONMENT)
    elif ENVIRONMENT.exists() and any(ENVIRONMENT.iterdir()):
        fail(f"{ENVIRONMENT} is no virtual environment and stands in the way. Move it aside, or name another folder.")
    else:
        say(f"Making {ENVIRONMENT}")
    ENVIRONMENT.mkdir(parents=True, exist_ok=True)
    UNFINISHED.touch()
    try:
        venv.create(ENVIRONMENT, symlinks=os.name != "nt", with_pip=True)
    except subprocess.CalledProcessError as error:
        fail(f"This step failed: making the virtual environment. {error} {error.output or ''}")


def pip_install(*what: str) -> None:
    """Have pip install something in the pinned versions, telling what it downloads."""
    pip = (str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off")
    run("installing Python packages", *pip, "-c", str(ROOT / "constraints.txt"), *what, show=tell_progress)


def tell_progress(line: str) -> None:
    """Say the few lines of pip that show a person that it goes on."""
    if download := re.match(r"\s*Downloading (?:\S*/)?(\S+\.(?:whl|tar\.gz)) (\(.+\))", line):
        say(f"  {download[1].split('-')[0]} {download[2]}")
    elif line.startswith("Installing collected packages:") and (others := line.count(",")):
        say(f"  unpacking {others + 1} packages")


def requirements(extras: tuple[str, ...]) -> list[str]:
    """The packages that pyproject.toml names, so that there is one list."""
    import tomllib  # noqa: PLC0415 - not there before Python 3.11, where main() has to say so first

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = list(project["dependencies"])
    for extra in extras:
        names += project["optional-dependencies"][extra]
    return names


def run(step: str, *command: str, show: Callable[[str], None] | None = None) -> None:
    """Run a step; end with its name when it fails, below what it has said itself."""
    if code := call(*command, show=show):
        fail(f"This step failed: {step} ({Path(command[0]).name} ended with code {code}, see above).")


def call(*command: str, show: Callable[[str], None] | None = None) -> int:
    """Run a program to its end, Ctrl+C or not; return its exit code, or raise what the person pressed."""
    pipe = subprocess.PIPE if show else None
    interrupted = False
    with subprocess.Popen(command, stdout=pipe, encoding="utf-8", errors="replace") as program:
        while True:
            try:
                for line in program.stdout or ():
                    if show:
                        show(line)
                code = program.wait()
                break
            except KeyboardInterrupt:  # the program has had it too and ends in its own way
                interrupted = True
    if interrupted:
        raise KeyboardInterrupt
    return code


def hand_over(*command: str) -> int:
    """Become the program, so that it has every signal first-hand; Windows cannot, there it is waited for."""
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606 - no shell is wanted
    return call(*command)


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def fail(sentence: str) -> NoReturn:
    """End with a sentence."""
    print(sentence, file=sys.stderr, flush=True)
    sys.exit(2)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a path may not fit the locale
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("\nStopped. The same command goes on from here.")
        sys.exit(INTERRUPTED)
    except OSError as error:
        fail(f"Cannot go on: {error}")
