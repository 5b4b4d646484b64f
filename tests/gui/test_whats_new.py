"""«Что нового»: once after an update, never at the first start, always in the guide; the newest version of the list."""

import re

import pytest
from PySide6.QtCore import QUrl

import ejournal_desktop
from ejournal_desktop.config import paths
from ejournal_desktop.config.settings import SettingsStore
from ejournal_desktop.gui.help_window import TOPICS, HelpWindow
from ejournal_desktop.gui.whats_new import TOPIC, WhatsNew

PAGE = (paths.resource("help") / "whats-new.md").read_text(encoding="utf-8")
AT_MOST = 5


@pytest.fixture
def settings(tmp_path):
    return lambda: SettingsStore(tmp_path / "settings.toml")


def shown(settings, version):
    met = []
    news = WhatsNew(settings, version, met.append)
    news.tell()
    news.tell()
    return met


def test_after_an_update_it_is_shown_once(settings):
    settings().change(seen_version="0.1.0")

    assert [shown(settings(), version) for version in ("0.1.0", "0.2.0", "0.2.0")] == [[], [TOPIC], []]


def test_at_the_very_first_start_nothing_is_new(settings):
    assert (shown(settings(), "0.2.0"), shown(settings(), "0.2.0")) == ([], [])


def test_who_worked_with_a_version_that_did_not_count_is_told(settings):
    settings().change(last_roles={"petrova.av": "teacher"})

    assert shown(settings(), "0.2.0") == [TOPIC]


def test_the_guide_has_the_page_and_each_item_leads_on(qtbot, dressed):
    guide = HelpWindow(paths.resource("help"))
    qtbot.addWidget(guide)
    links = re.findall(r"\[Показать\]\((\S+)\)", PAGE)

    for link in links:
        guide.open(TOPIC)
        guide.ui.text.anchorClicked.emit(QUrl(link))
        assert guide.topic == link.removesuffix(".md") != TOPIC
    assert TOPIC in dict(TOPICS)


def test_every_version_has_at_most_five_items_each_with_its_place():
    versions = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]

    for version in versions:
        items = re.findall(r"^\*\*", version, flags=re.MULTILINE)
        assert 1 <= len(items) <= AT_MOST
        assert len(items) == version.count("[Показать](")


def test_the_newest_version_is_that_of_the_program_and_of_the_list_of_changes():
    changes = (paths.resource("help").parent.parent / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.search(r"^## Версия (\S+)", PAGE, flags=re.MULTILINE)[1] == ejournal_desktop.__version__
    assert re.search(r"^## (\S+)", changes, flags=re.MULTILINE)[1] == ejournal_desktop.__version__
