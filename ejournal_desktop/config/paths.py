"""Where things lie: resources of the program, fonts of the wheels, data of this computer."""

import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import platformdirs

APPLICATION = "ejournal-desktop"
HOME_VARIABLE = "EJOURNAL_HOME"
SYSTEM_HOME = Path("/var/lib") / APPLICATION
_FONT_PACKAGES = ("fontpkg_pt_sans", "fontpkg_pt_sans_narrow", "fontpkg_pt_serif")
_PACKAGE = Path(__file__).resolve().parent.parent


def is_root() -> bool:
    """Whether this process has the rights of root (never on Windows)."""
    return sys.platform != "win32" and os.geteuid() == 0


def resource(name: str) -> Path:
    """The path of a file or folder of ``resources/``, in a work tree as in an installed wheel."""
    packaged = _PACKAGE / "_resources"
    base = packaged if packaged.is_dir() else _PACKAGE.parent / "resources"
    return base / name


@cache
def font_files() -> tuple[Path, ...]:
    """The TrueType files of PT Sans, PT Sans Narrow and PT Serif, found without importing their packages.

    Raises:
        FileNotFoundError: a font package is not installed.
    """
    return tuple(font for package in _FONT_PACKAGES for font in _fonts_of(package))


def _fonts_of(package: str) -> list[Path]:
    spec = find_spec(package)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    fonts = [font for folder in folders for font in sorted((Path(folder) / "files").glob("*.ttf"))]
    if not fonts:
        raise FileNotFoundError(package)
    return fonts


def data_dir() -> Path:
    """The folder of what this computer keeps: ``EJOURNAL_HOME``, the user's own, or as root one below ``/var/lib``."""
    if chosen := os.environ.get(HOME_VARIABLE):
        return Path(chosen).expanduser().absolute()
    if is_root():
        return SYSTEM_HOME
    return platformdirs.user_data_path(APPLICATION, appauthor=False, roaming=False)


def config_dir() -> Path:
    """The folder of settings and server profiles: beside the data where ``EJOURNAL_HOME`` or root decide."""
    if os.environ.get(HOME_VARIABLE) or is_root():
        return data_dir() / "config"
    return platformdirs.user_config_path(APPLICATION, appauthor=False, roaming=True)


def log_dir() -> Path:
    """The folder of the program's own logs."""
    if os.environ.get(HOME_VARIABLE) or is_root():
        return data_dir() / "log"
    return platformdirs.user_log_path(APPLICATION, appauthor=False)


def server_dir() -> Path:
    """The home of the server that the program keeps for itself (``database/embedded``)."""
    return data_dir() / "server"
