"""Where a person was lies on this computer sealed with her key: for her alone, in each role, through a restart."""

from datetime import date

import pytest

from ejournal_desktop.app.desks.return_point import ReturnServices
from ejournal_desktop.app.strongbox import open_strongbox
from ejournal_desktop.gui.ports.return_point import Place, ReturnPoint
from tests.gui.journal_pages import small_page

PASSWORD = "тихий-омут-17"
COURSE = small_page().course
POINT = ReturnPoint((Place("today"), Place("journal-7", COURSE, 1, 4, 2)), "journal-7", date(2026, 9, 25))


@pytest.fixture
def desk_in(tmp_path):
    opened = []

    def make(name, password=PASSWORD):
        desk = ReturnServices()
        desk.strongbox = open_strongbox(tmp_path / name, password, remembers=False)
        opened.append(desk.strongbox)
        return desk

    yield make
    for strongbox in opened:
        strongbox.close()


def test_the_place_is_there_after_a_restart_in_its_role_also_on_a_shared_computer(desk_in):
    first = desk_in("petrova")
    first.keep_return_point("teacher", POINT)

    again = desk_in("petrova")

    assert again.return_point("teacher") == POINT
    assert again.return_point("deputy") is None


def test_on_the_disk_it_is_not_to_be_read(desk_in, tmp_path):
    desk_in("petrova").keep_return_point("teacher", POINT)

    written = b"".join(file.read_bytes() for file in (tmp_path / "petrova").iterdir() if file.is_file())
    assert "Алгебра".encode() not in written
    assert b"journal-7" not in written


def test_a_place_that_was_copied_from_another_person_is_as_good_as_none(desk_in, tmp_path):
    hers, mine = desk_in("petrova"), desk_in("ivanova", "другой-омут-17")
    hers.keep_return_point("teacher", POINT)
    mine.keep_return_point("teacher", POINT)
    place = "return point teacher"
    stolen = tmp_path / "petrova" / hers.strongbox.vault.name_of(place)
    (tmp_path / "ivanova" / mine.strongbox.vault.name_of(place)).write_bytes(stolen.read_bytes())

    assert mine.return_point("teacher") is None
