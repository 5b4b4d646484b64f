"""What a person set up for this computer account: read whole, written whole, frozen in between."""

import logging
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

import tomlkit
from tomlkit.exceptions import TOMLKitError

from ejournal_desktop.config.paths import config_dir

Theme = Literal["system", "light", "dark"]
TypingMode = Literal["ordinary", "fast"]
SMALLEST_SCALE_PERCENT = 90
GREATEST_SCALE_PERCENT = 200

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the window; ``shared_device`` («Общий компьютер») forbids remembering anybody here."""

    theme: Theme = "system"
    scale_percent: int = 100
    typing_mode: TypingMode = "ordinary"
    last_server: str = ""
    last_login: str = ""
    last_role: str = ""
    shared_device: bool = False

    def changed(self, **values: Any) -> "Settings":
        """The same settings with some values replaced."""
        return replace(self, **values)


def settings_file() -> Path:
    """The file the settings live in."""
    return config_dir() / "settings.toml"


def load_settings(path: Path) -> Settings:
    """Read the settings; what is missing, unknown or out of range falls back to its default and is logged."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        _log.warning("settings in %s are unreadable, defaults are used: %s", path, error)
        return Settings()
    return Settings(**{name: value for name, value in written.items() if _fits(name, value, path)})


def save_settings(settings: Settings, path: Path) -> None:
    """Write the settings whole; comments and keys of a newer program that stand in the file stay."""
    document = _document(path)
    for name, value in asdict(settings).items():
        if document.get(name) != value:
            document[name] = value
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_text(tomlkit.dumps(document), encoding="utf-8")
    part.replace(path)


def _document(path: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, TOMLKitError):
        return tomlkit.document()


def _fits(name: str, value: object, path: Path) -> bool:
    defaults = {field.name: field.default for field in fields(Settings)}
    allowed = {"theme": get_args(Theme), "typing_mode": get_args(TypingMode)}
    fits = (
        name in defaults
        and type(value) is type(defaults[name])
        and value in allowed.get(name, (value,))
        and (name != "scale_percent" or _is_scale(value))
    )
    if not fits:
        _log.warning("setting %s in %s does not fit and is left out", name, path)
    return fits


def _is_scale(value: object) -> bool:
    return isinstance(value, int) and SMALLEST_SCALE_PERCENT <= value <= GREATEST_SCALE_PERCENT
