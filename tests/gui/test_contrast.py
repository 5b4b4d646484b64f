"""Every pair of colours that meets on the screen: contrast by WCAG, and tints as colour-blind eyes tell them apart."""

import itertools
import re
from math import dist

import pytest
from PySide6.QtGui import QColor

from ejournal_desktop.config import paths
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.grid.cell_paint import HATCH_STRENGTH
from ejournal_desktop.gui.grid.selection_paint import STRENGTH, STRENGTH_DARK

NAMES = ("light", "dark", "contrast-light", "contrast-dark")
KINDS = ("excellent", "good", "fair", "poor", "absent", "late")
GROUNDS = (
    "window",
    "surface",
    "surface_alt",
    "header",
    "accent_bg",
    "ok_bg",
    "warn_bg",
    "err_bg",
    "info_bg",
    "lock_bg",
)
TEXT, CONTROL = 4.5, 3.0
SELECTED = {"light": STRENGTH, "dark": STRENGTH_DARK}
MACHADO = {  # Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def sheet_pairs():
    """Text and ground of every rule of the style sheet that sets both, from the sheet itself."""
    found = set()
    text = paths.resource("style/windows.qss.txt").read_text(encoding="utf-8")
    for body in re.findall(r"\{([^}]*)\}", text):
        ink = re.search(r"(?<![-\w])color: \$(\w+)", body)
        ground = re.search(r"(?<![-\w])background: \$(\w+)", body)
        if ink and ground:
            found.add((ink[1], ground[1]))
    return sorted(found)


def mixed(over, under, share):
    channels = zip(over.getRgbF()[:3], under.getRgbF()[:3], strict=True)
    return QColor.fromRgbF(*(one * share + other * (1 - share) for one, other in channels))


def test_the_sheet_has_pairs_to_look_at():
    assert {("err", "err_bg"), ("accent_text", "accent"), ("text_2", "header")} <= set(sheet_pairs())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("ink", "ground"), sheet_pairs())
def test_text_of_the_sheet_can_be_read_on_its_ground(name, ink, ground):
    look = theme.Theme(name)

    assert theme.contrast(look.color(ink), look.color(ground)) >= TEXT


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_plain_words_can_be_read_on_every_ground(name, ground):
    look = theme.Theme(name)

    assert theme.contrast(look.color("text"), look.color(ground)) >= TEXT
    assert theme.contrast(look.color("text_2"), look.color(ground)) >= TEXT


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_borders_of_controls_and_the_focus_can_be_seen_on_every_ground(name, ground):
    look = theme.Theme(name)

    assert theme.contrast(look.color("border_ctl"), look.color(ground)) >= CONTROL
    assert theme.contrast(look.color("accent"), look.color(ground)) >= CONTROL


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_mark_can_be_read_where_it_is_closed_and_where_it_is_selected(name, kind):
    look = theme.Theme(name, tinting="full")
    tint = look.mark_tint(kind)
    hatched = mixed(look.color("border_ctl"), tint.fill, HATCH_STRENGTH)
    selected = mixed(look.color("accent"), tint.fill, SELECTED[name])

    assert theme.contrast(tint.text, tint.fill) >= TEXT
    assert theme.contrast(tint.text, hatched) >= TEXT
    assert theme.contrast(tint.text, selected) >= TEXT


@pytest.mark.parametrize("name", NAMES)
def test_a_mark_without_tint_can_be_read_on_the_hatch_and_on_every_ground_of_a_cell(name):
    look = theme.Theme(name, tinting="none")
    hatched = mixed(look.color("border_ctl"), look.color("lock_bg"), HATCH_STRENGTH)

    grounds = [hatched, *(look.color(ground) for ground in ("surface", "lock_bg", "header", "warn_bg"))]
    assert min(theme.contrast(look.color("text"), ground) for ground in grounds) >= TEXT
    assert theme.contrast(look.color("err"), look.color("err_bg")) >= TEXT  # what the server refused


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sign", ["warn", "text_2", "accent"])
def test_the_signs_of_an_edit_of_a_note_and_of_the_cursor_can_be_seen_on_every_tint(name, kind, sign):
    look = theme.Theme(name, tinting="full")

    assert theme.contrast(look.color(sign), look.mark_tint(kind).fill) >= CONTROL


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("token", ["ok", "warn", "err", "info", "accent"])
def test_states_said_in_a_colour_can_be_read_on_plain_grounds(name, token):
    look = theme.Theme(name)

    assert min(theme.contrast(look.color(token), look.color(ground)) for ground in GROUNDS[:4]) >= TEXT


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("eyes", MACHADO)
def test_tints_differ_for_eyes_that_see_fewer_colours(name, eyes):
    """«оп» is the tint of «н» at half strength and has two letters; it is not told by its colour."""
    look = theme.Theme(name, tinting="full")
    seen = {kind: _lab(look.mark_tint(kind).fill, MACHADO[eyes]) for kind in KINDS if kind != "late"}
    seen["no mark"] = _lab(look.color("surface"), MACHADO[eyes])

    distances = {pair: dist(seen[pair[0]], seen[pair[1]]) for pair in itertools.combinations(seen, 2)}

    assert {pair: found for pair, found in distances.items() if found < 6} == {}


@pytest.mark.parametrize("eyes", ["protan", "deutan"])
def test_a_green_and_a_red_would_not_pass(eyes):
    """The control of the test above."""
    green, red = (_lab(QColor(value), MACHADO[eyes]) for value in ("#C8E6C9", "#F5D6C6"))

    assert dist(green, red) < 6


def _lab(colour, matrix):
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in colour.getRgbF()[:3]]
    red, green, blue = (
        min(1.0, max(0.0, sum(part * one for part, one in zip(row, linear, strict=True)))) for row in matrix
    )
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
