import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication

import ejournal_desktop.gui
from ejournal_desktop.gui import style, theme

NAMES = ("light", "dark", "contrast-light", "contrast-dark")
ON_TINTS = (("ok", "ok_bg"), ("warn", "warn_bg"), ("err", "err_bg"), ("info", "info_bg"), ("accent", "accent_bg"))
TEXTS = [(text, ground) for text in ("text", "text_2") for ground in ("window", "surface", "surface_alt", "header")]
TEXTS += [
    ("text", "accent_bg"),
    ("text", "lock_bg"),
    ("text_2", "lock_bg"),
    ("accent", "lock_bg"),
    ("err", "lock_bg"),
    ("accent", "surface"),
    ("accent", "window"),
    ("err", "surface"),
]
TEXTS += [("accent_text", "accent"), ("accent_text", "accent_hover"), ("warn", "surface"), *ON_TINTS]
KINDS = ("excellent", "good", "fair", "poor", "absent", "late")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read_on_its_ground(name, text, ground):
    look = theme.Theme(name)

    assert theme.contrast(look.color(text), look.color(ground)) >= 4.5


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ground", ["surface", "window"])
def test_the_focus_ring_and_the_borders_of_controls_can_be_seen(name, ground):
    look = theme.Theme(name)

    assert theme.contrast(look.color("accent"), look.color(ground)) >= 3.0
    assert theme.contrast(look.color("border_ctl"), look.color(ground)) >= 3.0


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_mark_can_be_read_on_its_tint(name, kind):
    tint = theme.Theme(name, tinting="full").mark_tint(kind)

    assert theme.contrast(tint.text, tint.fill) >= 4.5


@pytest.mark.parametrize("role", ["teacher", "class_teacher", "deputy", "director", "administrator", "guardian"])
@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_role_strip_can_be_seen(role, name):
    look = theme.Theme(name)

    assert theme.contrast(look.role_color(role), look.color("surface")) >= 3.0


def test_the_quiet_tinting_colours_only_twos_and_absences():
    look = theme.Theme(tinting="calm")

    assert [kind for kind in KINDS if look.mark_tint(kind).fill is not None] == ["poor", "absent", "late"]


def test_colour_is_never_the_only_carrier_of_a_mark():
    look = theme.Theme("contrast-light")
    poor, absent, debt = (look.mark_tint(kind) for kind in ("poor", "absent", "debt"))

    assert poor.fill is None
    assert poor.bar
    assert poor.bold
    assert absent.italic
    assert debt.dotted


def test_the_scale_stays_within_its_bounds(dressed):
    theme.use(theme.Theme(scale=5))

    assert theme.current().scale == 2.0
    assert theme.current().px(14) == 28


def test_no_text_is_smaller_than_twelve_pixels(dressed):
    assert min(theme.current().font(role).pixelSize() for role in ("caption", "body", "cell", "cell-compact")) == 12


def test_the_windows_speak_pt_sans(dressed):
    assert QFontInfo(theme.current().font("body")).family() == "PT Sans"


def test_a_change_of_the_theme_reaches_palette_and_sheet(dressed):
    application = QApplication.instance()

    theme.use(theme.Theme("dark"))

    assert application.palette().window().color() == theme.current().color("window")
    assert theme.current().color("accent").name() in application.styleSheet()


def test_forms_follow_the_scale(dressed, qtbot):
    from PySide6.QtWidgets import QVBoxLayout, QWidget  # noqa: PLC0415 - only here

    form = QWidget()
    qtbot.addWidget(form)
    QVBoxLayout(form).setContentsMargins(10, 10, 10, 10)
    style.fit(form)

    theme.use(theme.Theme(scale=1.5))

    assert form.layout().contentsMargins().left() == 15


def test_only_the_theme_knows_colour_values():
    package = Path(ejournal_desktop.gui.__file__).parent
    files = [file for file in package.rglob("*.py") if file.name != "theme.py" and "forms" not in file.parts]
    files.append(package.parent.parent / "resources" / "style" / "windows.qss.txt")

    found = {file.name for file in files if re.search(r"#[0-9A-Fa-f]{6}\b", file.read_text(encoding="utf-8"))}

    assert found == set()


def test_every_token_is_a_colour_in_every_theme():
    assert all(QColor(theme.Theme(name).color(token)).isValid() for name in NAMES for token in theme.tokens())
