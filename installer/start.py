"""Sets the program up on this computer and starts it: standard library only, so any Python 3.11 can run it.

python3 installer/start.py               set up, open the demo school (arguments go on to ``ejournal demo``)
python3 installer/start.py test [ARGS]   set up, pass the tests (arguments go on to pytest)
python3 installer/start.py lint          run every checker
python3 installer/start.py bench [ARGS]  run the benchmarks
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = Path(os.environ.get("EJOURNAL_VENV", ROOT / ".venv"))
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

# Debian 12 names. What Qt needs to start at all, then what a real window needs (measured on a bare debootstrap).
QT_PACKAGES = (
    "libegl1", "libgl1", "libfontconfig1", "libdbus-1-3", "libxkbcommon0", "libglib2.0-0", "libbrotli1", "libx11-6",
)  # fmt: skip
WINDOW_PACKAGES = (
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0", "libxcb-xkb1",
    "libxcb-image0", "libxcb-render-util0", "libxcb-randr0",
)  # fmt: skip
TEST_PACKAGES = ("postgresql-15", "x11-xkb-utils")


def main(arguments: list[str]) -> int:
    """Do what the first argument names."""
    action = arguments[0] if arguments and arguments[0] in {"test", "lint", "bench"} else "demo"
    rest = arguments[1:] if arguments[:1] == [action] else arguments
    if sys.version_info < (3, 11):  # noqa: UP036 - the script itself may be started by an older Python
        print(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}. Start the script with a newer one.")
        return 2
    install_debian_packages(QT_PACKAGES + WINDOW_PACKAGES + (TEST_PACKAGES if action == "test" else ()))
    set_up_environment(extras=() if action == "demo" else ("test", "lint"))
    run(str(PYTHON), str(ROOT / "installer" / "build_forms.py"))
    return {"demo": demo, "test": test, "lint": lint, "bench": bench}[action](rest)


def demo(arguments: list[str]) -> int:
    """Open the demo school."""
    return call(str(BIN / "ejournal"), "demo", *arguments)


def test(arguments: list[str]) -> int:
    """Pass the tests."""
    return call(str(PYTHON), "-m", "pytest", *(arguments or ["-n", "2", "--dist", "loadfile"]))


def bench(arguments: list[str]) -> int:
    """Print the benchmarks' table."""
    return call(str(PYTHON), "-m", "tests.benchmarks", *arguments)


def lint(_arguments: list[str]) -> int:
    """Run every checker; the exit code counts those that complain."""
    checks = (
        (str(BIN / "ruff"), "check", "."),
        (str(BIN / "ruff"), "format", "--check", "."),
        (str(PYTHON), "-m", "mypy"),
        (str(BIN / "lint-imports"),),
        (str(BIN / "sqlfluff"), "lint", "--processes", "2", "ejournal_desktop/database"),
    )
    failed = [" ".join(check[:2]) for check in checks if call(*check)]
    print("Checkers: " + (f"{', '.join(failed)} complained" if failed else "all clean"))
    return len(failed)


def install_debian_packages(names: tuple[str, ...]) -> None:
    """Install what Debian lacks where we may, else say the line to type; elsewhere do nothing."""
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return
    missing = [name for name in (*names, *venv_package()) if not is_installed(name)]
    if not missing:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if os.geteuid() != 0:
        print(f"Debian packages are missing. Ask an administrator for:\n    sudo {line}\nGoing on without them.")
        return
    print(f"Installing Debian packages: {' '.join(missing)}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
    subprocess.run(line.split(), check=True, env=environment, stdout=subprocess.DEVNULL)


def venv_package() -> tuple[str, ...]:
    """Debian splits venv off its own Python; any other Python has it."""
    try:
        import ensurepip  # noqa: F401, PLC0415 - asked for its presence
    except ModuleNotFoundError:
        return ("python3-venv",)
    return ()


def is_installed(package: str) -> bool:
    """Whether dpkg knows the package as installed."""
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status}", package], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip().startswith("installed")


def set_up_environment(extras: tuple[str, ...]) -> None:
    """Make ``.venv`` with the pinned packages and this project in it; a stamp tells that nothing is to do."""
    inputs = b"".join((ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt"))
    stamp = ENVIRONMENT / f"ready-{hashlib.sha256(inputs).hexdigest()[:16]}-{'-'.join(extras) or 'run'}"
    if stamp.exists() and PYTHON.exists():
        return
    if not PYTHON.exists():
        print(f"Making {ENVIRONMENT}")
        run(sys.executable, "-m", "venv", str(ENVIRONMENT))
    print("Installing Python packages (about a minute the first time)")
    pip = (
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "-c",
        str(ROOT / "constraints.txt"),
    )
    run(*pip, "hatchling", "editables", *requirements(extras))
    run(*pip, "--no-build-isolation", "--no-deps", "-e", str(ROOT))
    stamp.touch()


def requirements(extras: tuple[str, ...]) -> list[str]:
    """The packages that pyproject.toml names, so that there is one list."""
    import tomllib  # noqa: PLC0415 - not there before Python 3.11, where main() has to say so first

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = list(project["dependencies"])
    for extra in extras:
        names += project["optional-dependencies"][extra]
    return [re.sub(r"\s", "", name) for name in names]


def run(*command: str) -> None:
    """Run a step; end with its output's last word when it fails."""
    finished = subprocess.run(command, check=False, cwd=ROOT)
    if finished.returncode:
        sys.exit(f"This step failed with code {finished.returncode}: {' '.join(command)}")


def call(*command: str) -> int:
    """Run a program with this terminal; return its exit code."""
    try:
        return subprocess.run(command, check=False, cwd=ROOT).returncode
    except KeyboardInterrupt:  # the program has had it too and has ended in its own way
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
