"""What lies on the disk tells nothing without the password, and nothing that was changed there is believed."""

import json

import pytest

from ejournal_desktop.config import vault
from ejournal_desktop.config.vault import Hardness, TamperedError, WrongPasswordError, make_vault, open_vault

QUICK = Hardness(passes=1, memory_kib=8, threads=1)


@pytest.fixture
def made(tmp_path):
    return make_vault(tmp_path / "box", "тихий-омут-17", QUICK)


def test_the_password_opens_what_it_locked(made):
    sealed = made.seal("Белов Артём, 2".encode(), "edit 1")
    assert open_vault(made.folder, "тихий-омут-17").open(sealed, "edit 1") == "Белов Артём, 2".encode()


def test_another_password_opens_nothing(made):
    with pytest.raises(WrongPasswordError):
        open_vault(made.folder, "тихий-омут-18")


def test_neither_the_password_nor_the_text_lies_in_the_files(made):
    sealed = made.seal("Белов Артём".encode(), "edit 1")
    written = b"".join(file.read_bytes() for file in made.folder.iterdir()) + sealed
    assert "тихий-омут-17".encode() not in written
    assert "Белов".encode() not in written
    assert made._key not in written
    assert made._key.hex().encode() not in written


@pytest.mark.parametrize("at", [0, 5, 20, -1])
def test_a_changed_byte_is_noticed(made, at):
    sealed = bytearray(made.seal(b"5", "edit 1"))
    sealed[at] ^= 1
    with pytest.raises(TamperedError):
        made.open(bytes(sealed), "edit 1")


def test_a_value_moved_to_another_place_is_noticed(made):
    with pytest.raises(TamperedError):
        made.open(made.seal(b"5", "edit 1"), "edit 2")


def test_the_same_text_is_sealed_differently_each_time(made):
    assert made.seal(b"5", "edit 1") != made.seal(b"5", "edit 1")


def test_a_new_password_opens_what_was_sealed_before_and_the_old_one_no_longer(made):
    sealed = made.seal(b"5", "edit 1")
    made.use_password("новый-пароль-5", QUICK)
    assert open_vault(made.folder, "новый-пароль-5").open(sealed, "edit 1") == b"5"
    with pytest.raises(WrongPasswordError):
        open_vault(made.folder, "тихий-омут-17")


def test_a_cut_file_of_the_key_is_called_damaged_and_not_a_wrong_password(made):
    file = made.folder / "vault.json"
    file.write_text(file.read_text(encoding="ascii")[:40], encoding="ascii")
    with pytest.raises(vault.DamagedVaultError):
        open_vault(made.folder, "тихий-омут-17")


def test_a_guess_of_the_password_costs_what_the_standard_asks(tmp_path):
    folder = make_vault(tmp_path / "box", "тихий-омут-17").folder
    hardness = json.loads((folder / "vault.json").read_text(encoding="ascii"))["hardness"]
    assert hardness == {"passes": 3, "memory_kib": 65536, "threads": 4}  # RFC 9106, second recommended option
