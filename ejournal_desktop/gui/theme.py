"""Colours, sizes and fonts of the windows: the only module that holds colour values (user guide: «Вид окна»)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont

from ejournal_desktop.config.settings import Density, Tinting
from ejournal_desktop.domain.people import Role

ThemeName = Literal["light", "dark", "contrast-light", "contrast-dark"]
MarkKind = Literal["excellent", "good", "fair", "poor", "absent", "late", "debt"]
FontRole = Literal["caption", "body", "strong", "cell", "cell-compact", "section", "page-title"]

SMALLEST_SCALE: Final = 0.9
LARGEST_SCALE: Final = 2.0

_LIGHT: Final = {
    "window": "#F5F6F8",
    "surface": "#FFFFFF",
    "surface_alt": "#F8FAFC",
    "header": "#EEF1F5",
    "text": "#1B1F24",
    "text_2": "#57606A",
    "border": "#D0D7DE",
    "border_ctl": "#7A838D",
    "grid": "#D9DEE4",
    "accent": "#1F5FBF",
    "accent_hover": "#1A51A3",
    "accent_text": "#FFFFFF",
    "accent_bg": "#E3EDFB",
    "ok": "#0B6B4F",
    "ok_bg": "#DDF3EA",
    "warn": "#8A5300",
    "warn_bg": "#FDF0D5",
    "err": "#B3261E",
    "err_bg": "#FCE4E2",
    "info": "#1F5FBF",
    "info_bg": "#E3EDFB",
    "lock_bg": "#F3F4F6",
    "desk": "#DCE0E5",
    "paper": "#FFFFFF",
}
_DARK: Final = {
    "window": "#16191D",
    "surface": "#1E2227",
    "surface_alt": "#23282E",
    "header": "#262B31",
    "text": "#E6EAEF",
    "text_2": "#A3ADB8",
    "border": "#3A424B",
    "border_ctl": "#7A8591",
    "grid": "#323941",
    "accent": "#7DB1FF",
    "accent_hover": "#9CC4FF",
    "accent_text": "#16191D",
    "accent_bg": "#1D3557",
    "ok": "#6FD6AF",
    "ok_bg": "#12352A",
    "warn": "#F2B95E",
    "warn_bg": "#3A2A0B",
    "err": "#FF9A92",
    "err_bg": "#46201D",
    "info": "#7DB1FF",
    "info_bg": "#1D3557",
    "lock_bg": "#13161A",
    "desk": "#0F1114",
    "paper": "#FFFFFF",
}
_CONTRAST_LIGHT: Final = {
    **dict.fromkeys(_LIGHT, "#FFFFFF"),
    **dict.fromkeys(("text", "text_2", "border", "border_ctl", "grid"), "#000000"),
    **dict.fromkeys(("accent", "accent_hover", "info"), "#00309C"),
    "ok": "#004D2C",
    "warn": "#5A2E00",
    "err": "#8B0000",
    "lock_bg": "#E8E8E8",
}
_CONTRAST_DARK: Final = {
    **dict.fromkeys(_DARK, "#000000"),
    **dict.fromkeys(("text", "text_2", "border", "border_ctl", "grid", "paper"), "#FFFFFF"),
    **dict.fromkeys(("accent", "accent_hover", "info"), "#8CC8FF"),
    "ok": "#7CFFC4",
    "warn": "#FFD75E",
    "err": "#FFB0A8",
    "lock_bg": "#1C1C1C",
}
_TOKENS: Final[Mapping[str, Mapping[str, str]]] = {
    "light": _LIGHT,
    "dark": _DARK,
    "contrast-light": _CONTRAST_LIGHT,
    "contrast-dark": _CONTRAST_DARK,
}
_TINTS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "light": {
        "excellent": ("#0B3D7A", "#C9DFF8"),
        "good": ("#134A94", "#E9F2FC"),
        "fair": ("#5C4400", "#FFF1C4"),
        "poor": ("#7A2600", "#F9C9A6"),
        "absent": ("#3B434C", "#DADFE5"),
        "late": ("#3B434C", "#EDEFF2"),
    },
    "dark": {
        "excellent": ("#BBD9FF", "#234A78"),
        "good": ("#BBD9FF", "#1B2E47"),
        "fair": ("#F5DD9A", "#3B3212"),
        "poor": ("#FFC9A3", "#6B3410"),
        "absent": ("#D3DAE2", "#3A424B"),
        "late": ("#D3DAE2", "#2C3239"),
    },
}
_CALM: Final = frozenset({"poor", "absent", "late"})
_ROLE_COLOURS: Final[Mapping[str, str]] = {
    "teacher": "#1F5FBF",
    "psychologist": "#1F5FBF",
    "class_teacher": "#0B6B4F",
    "deputy": "#6B3FA0",
    "director": "#8A5300",
    "administrator": "#57606A",
    "secretary": "#57606A",
    "inspector": "#57606A",
    "pupil": "#0F6E84",
    "guardian": "#0F6E84",
}
_DARK_ROLE_LIFT: Final = 0.35

_FAMILIES: Final = [
    "PT Sans",
    "Segoe UI Variable Text",
    "Segoe UI",
    "PT Astra Sans",
    "Noto Sans",
    "Liberation Sans",
    "DejaVu Sans",
]
_FONTS: Final[Mapping[str, tuple[int, QFont.Weight]]] = {
    "caption": (12, QFont.Weight.Normal),
    "body": (14, QFont.Weight.Normal),
    "strong": (14, QFont.Weight.DemiBold),
    "cell": (15, QFont.Weight.Normal),
    "cell-compact": (13, QFont.Weight.Normal),
    "section": (18, QFont.Weight.DemiBold),
    "page-title": (22, QFont.Weight.DemiBold),
}


@dataclass(frozen=True, slots=True)
class MarkTint:
    """How a mark looks: colours and the carriers that need no colour (ux: «цвет никогда не единственный»)."""

    text: QColor
    fill: QColor | None
    bold: bool = False
    italic: bool = False
    bar: bool = False
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """One look of all windows; ``scale`` 0.9–2.0 multiplies every size."""

    name: ThemeName = "light"
    scale: float = 1.0
    tinting: Tinting = "calm"
    density: Density = "normal"

    @property
    def is_dark(self) -> bool:
        """Whether text is lighter than what it stands on."""
        return self.name.endswith("dark")

    @property
    def is_contrast(self) -> bool:
        """Whether the high contrast look is on: no tints, double grid lines."""
        return self.name.startswith("contrast")

    def color(self, token: str) -> QColor:
        """The colour of a token such as ``text_2``, ``accent_bg``, ``grid``, ``lock_bg``."""
        return QColor(_TOKENS[self.name][token])

    def role_color(self, role: Role) -> QColor:
        """The colour of the strip over the window of a role."""
        colour = QColor(_ROLE_COLOURS[role])
        if not self.is_dark:
            return colour
        lightness = min(1.0, colour.lightnessF() + _DARK_ROLE_LIFT)
        return QColor.fromHslF(colour.hslHueF(), colour.hslSaturationF(), lightness)

    def mark_tint(self, kind: MarkKind) -> MarkTint:
        """Colours and second carriers of a mark by its kind, as the chosen tinting has them."""
        if kind == "debt":
            return MarkTint(self.color("text_2"), None, dotted=True)
        tinted = not self.is_contrast and (self.tinting == "full" or (self.tinting == "calm" and kind in _CALM))
        text, fill = _TINTS["dark" if self.is_dark else "light"][kind]
        return MarkTint(
            QColor(text) if tinted else self.color("text"),
            QColor(fill) if tinted else None,
            bold=kind in ("excellent", "poor"),
            italic=kind in ("absent", "late"),
            bar=kind == "poor",
        )

    def px(self, size: float) -> int:
        """A size in pixels at 100 % as pixels of this scale."""
        return max(1, round(size * self.scale)) if size else 0

    @property
    def grid_line(self) -> int:
        """Thickness of a cell line in pixels."""
        return self.px(2 if self.is_contrast else 1)

    def font(self, role: FontRole) -> QFont:
        """A font with tabular figures; nothing is smaller than 12 px at 100 %."""
        compact = role == "cell" and self.density == "compact"
        size, weight = _FONTS["cell-compact" if compact else role]
        font = QFont(_FAMILIES)
        font.setPixelSize(self.px(size))
        font.setWeight(weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font


class ThemeChanges(QObject):
    """Says that ``current()`` is another theme now: painted widgets drop their caches and repaint."""

    changed = Signal()


class _Present:
    """The theme of this process: windows of one person look alike."""

    theme = Theme()
    changes: ThemeChanges | None = None


def current() -> Theme:
    """The theme in use."""
    return _Present.theme


def changes() -> ThemeChanges:
    """The object whose ``changed`` signal follows every ``use()``."""
    if _Present.changes is None:
        _Present.changes = ThemeChanges()
    return _Present.changes


def use(theme: Theme) -> None:
    """Make a theme the current one and tell everybody; the scale is kept within 90–200 %."""
    _Present.theme = replace(theme, scale=min(LARGEST_SCALE, max(SMALLEST_SCALE, theme.scale)))
    changes().changed.emit()


def tokens() -> tuple[str, ...]:
    """The names of all colours."""
    return tuple(_LIGHT)


def contrast(one: QColor, other: QColor) -> float:
    """Contrast of two colours by WCAG: 1 for the same, 21 for black on white."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())
