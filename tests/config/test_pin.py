"""The PIN of a computer: only its hash is kept, and that sealed, so the disk alone answers no guess."""

import shutil

import pytest
from argon2 import PasswordHasher

from ejournal_desktop.config.pin import PinBox
from ejournal_desktop.config.vault import Hardness, make_vault

QUICK = Hardness(passes=1, memory_kib=8, threads=1)
HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def box(tmp_path):
    return PinBox(make_vault(tmp_path / "box", "тихий-омут-17", QUICK), HASHER)


def test_the_pin_fits_and_another_does_not(box):
    box.put("480173")

    assert box.fits("480173")
    assert not box.fits("480174")


def test_a_new_pin_takes_the_place_of_the_old_one(box):
    box.put("480173")
    box.put("205918")

    assert not box.fits("480173")
    assert box.fits("205918")


def test_neither_the_pin_nor_its_bare_hash_lies_on_the_disk(box):
    box.put("480173")

    written = b"".join(file.read_bytes() for file in box._vault.folder.iterdir())
    assert b"480173" not in written
    assert b"argon2id" not in written


def test_a_pin_file_of_another_person_opens_nothing(box, tmp_path):
    other = PinBox(make_vault(tmp_path / "other", "другой-омут-17", QUICK), HASHER)
    other.put("480173")
    box.put("205918")
    shutil.copy(other._file, box._file)

    assert not box.fits("480173")
    assert not box.fits("205918")


def test_a_forgotten_pin_fits_nothing(box):
    box.put("480173")
    box.forget()

    assert not box.is_set
    assert not box.fits("480173")
