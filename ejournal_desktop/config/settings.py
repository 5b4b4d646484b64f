"""What a person set up for this computer account: read whole, written whole, frozen in between."""

import logging
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final, Literal, get_args

import tomlkit
from tomlkit.exceptions import TOMLKitError

from ejournal_desktop.config.paths import config_dir

Look = Literal["system", "light", "dark"]
Density = Literal["normal", "compact", "roomy"]
Tinting = Literal["calm", "full", "none"]
EnterGoes = Literal["down", "right", "stay"]
CellSpeech = Literal["value", "name", "date"]
SMALLEST_SCALE_PERCENT = 90
GREATEST_SCALE_PERCENT = 200
SHORTEST_LOCK_MINUTES, LONGEST_LOCK_MINUTES = 3, 30
SHARED_LOCK_MINUTES = 5

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the windows; never a pupil's data.

    Attributes:
        look: «Как в системе», light or dark.
        scale_percent: size of everything.
        rail_open: whether the navigation shows words.
        last_server: key of the server of the last sign-in.
        last_roles: the role in which a login worked last.
        unasked: logins that sign in straight into their last role.
        shared_device: «Общий компьютер»: nobody is remembered here.
        lock_minutes: after how long without a touch the window locks itself.
        density: height of rows and width of columns of journals.
        tinting: how much colour marks have.
        enter_goes: where Enter leads in a journal.
        skips_closed: whether Enter and Tab pass closed cells.
        joins_two_marks: whether «45» is «4/5» at once.
        cell_speech: what a screen reader says of a cell before its value.
        seen_version: the version of the program whose news were shown.
        grid_sessions: how many sessions with a journal there were, as far as they are counted.
    """

    look: Look = "system"
    scale_percent: int = 100
    rail_open: bool = True
    last_server: str = ""
    last_roles: Mapping[str, str] = field(default_factory=dict)
    unasked: tuple[str, ...] = ()
    shared_device: bool = False
    lock_minutes: int = 10
    density: Density = "normal"
    tinting: Tinting = "calm"
    enter_goes: EnterGoes = "down"
    skips_closed: bool = True
    joins_two_marks: bool = False
    grid_sessions: int = 0
    cell_speech: CellSpeech = "date"
    seen_version: str = ""

    @property
    def locks_after_minutes(self) -> int:
        """After how long it really locks: sooner on a shared computer."""
        return min(self.lock_minutes, SHARED_LOCK_MINUTES) if self.shared_device else self.lock_minutes

    @property
    def scale(self) -> float:
        """Size of everything, 1.0 = 100 %."""
        return self.scale_percent / 100

    def asks_role(self, login: str) -> bool:
        """Whether the role is asked when a login signs in."""
        return login not in self.unasked

    def with_role(self, login: str, role: str, *, asks: bool) -> "Settings":
        """The same settings after a login chose its role."""
        others = tuple(known for known in self.unasked if known != login)
        return replace(self, last_roles={**self.last_roles, login: role}, unasked=others if asks else (*others, login))


class SettingsStore:
    """The settings of this process; every change is written at once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._now = load_settings(file)

    @property
    def now(self) -> Settings:
        """The settings as they stand."""
        return self._now

    def change(self, **values: Any) -> None:
        """Replace some values."""
        self.put(replace(self._now, **values))

    def put(self, settings: Settings) -> None:
        """Take new settings; where they cannot be written they hold until the program ends, and the log says so."""
        if settings == self._now:
            return
        self._now = settings
        try:
            save_settings(settings, self._file)
        except OSError as error:
            _log.warning("settings cannot be written to %s: %s", self._file, error)


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
    fitting = {name: _frozen(value) for name, value in written.items() if _fits(name, value, path)}
    return Settings(**fitting)


def save_settings(settings: Settings, path: Path) -> None:
    """Write the settings whole; comments and keys of a newer program that stand in the file stay."""
    document = _document(path)
    for name, value in asdict(settings).items():
        plain = list(value) if isinstance(value, tuple) else value
        if document.get(name) != plain:
            document[name] = plain
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_text(tomlkit.dumps(document), encoding="utf-8")
    part.replace(path)


def _document(path: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, TOMLKitError):
        return tomlkit.document()


def _is_scale(value: object) -> bool:
    return type(value) is int and SMALLEST_SCALE_PERCENT <= value <= GREATEST_SCALE_PERCENT


def _is_lock_minutes(value: object) -> bool:
    return type(value) is int and SHORTEST_LOCK_MINUTES <= value <= LONGEST_LOCK_MINUTES


def _is_words_by_words(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(word, str) for word in value.values())


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


_CHECKS: Final[dict[str, Callable[[object], bool]]] = {
    "look": lambda value: value in get_args(Look),
    "scale_percent": _is_scale,
    "rail_open": lambda value: isinstance(value, bool),
    "last_server": lambda value: isinstance(value, str),
    "last_roles": _is_words_by_words,
    "unasked": _is_words,
    "shared_device": lambda value: isinstance(value, bool),
    "lock_minutes": _is_lock_minutes,
    "density": lambda value: value in get_args(Density),
    "tinting": lambda value: value in get_args(Tinting),
    "enter_goes": lambda value: value in get_args(EnterGoes),
    "skips_closed": lambda value: isinstance(value, bool),
    "joins_two_marks": lambda value: isinstance(value, bool),
    "cell_speech": lambda value: value in get_args(CellSpeech),
    "seen_version": lambda value: isinstance(value, str),
    "grid_sessions": lambda value: type(value) is int and value >= 0,
}


def _fits(name: str, value: object, path: Path) -> bool:
    known = name in {each.name for each in fields(Settings)}
    fits = known and _CHECKS[name](value)
    if not fits:
        _log.warning("setting %s in %s does not fit and is left out", name, path)
    return fits


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
