"""Windows in tests wear the light theme and its fonts; lanes are ended with the test."""

import pytest
from PySide6.QtWidgets import QApplication

from ejournal_desktop.background.lanes import Lanes
from ejournal_desktop.gui import fonts, style, theme


@pytest.fixture(scope="session")
def styler(qapp) -> style.Styler:
    fonts.load()
    return style.Styler(qapp)


@pytest.fixture
def dressed(styler):
    theme.use(theme.Theme())
    yield
    theme.use(theme.Theme())


@pytest.fixture
def lanes(qapp: QApplication):
    made = Lanes()
    yield made
    made.close()
