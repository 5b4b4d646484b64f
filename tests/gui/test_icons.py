"""Icons wear the colours of the theme; those of the theme before stay whole while widgets still show them."""

import pytest
from PySide6.QtCore import QSize

from ejournal_desktop.gui import icons, theme

SIDE = QSize(16, 16)


def ink(icon):
    """The colours of an icon's picture but for what is clear."""
    picture = icon.pixmap(SIDE).toImage()
    pixels = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    return {(pixel.red(), pixel.green(), pixel.blue()) for pixel in pixels if pixel.alpha() == 255}


@pytest.fixture
def light_icon(dressed):
    return icons.icon("circle-fill")


def test_a_new_theme_brings_icons_of_its_own_and_leaves_the_old_ones_whole(light_icon):
    before = ink(light_icon)

    theme.use(theme.Theme(name="dark"))

    assert ink(icons.icon("circle-fill")) != before
    assert ink(light_icon) == before


def test_an_icon_is_made_once_for_a_theme(dressed):
    first = icons.icon("circle-fill").cacheKey()

    theme.use(theme.Theme(name="dark"))
    theme.use(theme.Theme())

    assert icons.icon("circle-fill").cacheKey() == first
