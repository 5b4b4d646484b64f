"""Passwords that change: what was kept under the old one is found again, a copy opens with the person's password."""

import zipfile

import pytest

from ejournal_desktop.app.strongbox import open_strongbox
from ejournal_desktop.background.lanes import Lanes
from ejournal_desktop.background.outbox.outbox_file import OutboxFile
from ejournal_desktop.config.vault import open_vault
from ejournal_desktop.domain.errors import SignInFailedError
from tests.background.outbox_parts import cell


@pytest.fixture
def opened(tmp_path, qapp):
    boxes = []

    def start(password):
        boxes.append(open_strongbox(tmp_path / "box" / "petrova", password))
        return boxes[-1]

    yield start
    for box in boxes:
        if box.writer._thread.is_alive():
            box.close()


def keep(box, *operations):
    lanes = Lanes()
    outbox = box.outbox(lanes, None)
    outbox.end()  # the server is not asked here
    for operation in operations:
        outbox.hold(operation)
    assert outbox.flush(5)
    lanes.close()
    return outbox


def test_edits_under_a_former_password_are_set_aside_and_opened_with_it(opened):
    first = opened("старый-пароль-1")
    keep(first, cell("5"), cell("4", 2))
    first.close()
    second = opened("новый-пароль-2")
    assert second.loaded.edits == ()
    assert second.earlier.exist()
    with pytest.raises(SignInFailedError):
        second.earlier.open("не-тот")
    edits = second.earlier.open("старый-пароль-1")
    outbox = keep(second)
    outbox.adopt(edits)
    assert [edit.operation.value for edit in outbox.line.pending()] == ["5", "4"]
    assert outbox.flush(5)
    second.earlier.put_away()
    assert not second.earlier.exist()
    second.close()
    assert [edit.operation.value for edit in opened("новый-пароль-2").loaded.edits] == ["5", "4"]


def test_a_password_changed_here_opens_what_was_kept_before(opened):
    first = opened("старый-пароль-1")
    keep(first, cell("5"))
    first.vault.use_password("новый-пароль-2")
    first.close()
    second = opened("новый-пароль-2")
    assert [edit.operation.value for edit in second.loaded.edits] == ["5"]
    assert not second.earlier.exist()


def test_a_saved_copy_opens_with_the_password_and_tells_nothing_without(opened, tmp_path):
    box = opened("пароль-17-тихо")
    outbox = keep(box, cell("5"))
    copy = tmp_path / "copy.ejournal-outbox"
    assert outbox.save_copy(copy)
    with zipfile.ZipFile(copy) as archive:
        assert sorted(archive.namelist()) == ["outbox.sqlite", "vault.json"]
        archive.extractall(tmp_path / "unpacked")
    assert b"pupil_id" not in (tmp_path / "unpacked" / "outbox.sqlite").read_bytes()
    file = OutboxFile(open_vault(tmp_path / "unpacked", "пароль-17-тихо"), "reader")
    assert [edit.operation.value for edit in file.load(lambda _owner: False).edits] == ["5"]
    file.close()


def test_a_copy_that_cannot_be_written_is_told(opened, tmp_path):
    outbox = keep(opened("пароль-17-тихо"), cell("5"))
    assert not outbox.save_copy(tmp_path / "nowhere" / "copy.ejournal-outbox")


def test_a_saved_copy_is_read_again_once_and_only_with_its_password(opened, tmp_path):
    first = opened("тихий-омут-17")
    outbox = keep(first, cell("5"), cell("4", 2))
    assert outbox.save_copy(tmp_path / "копия.ejournal-outbox")
    known_here = first.earlier.read_copy(tmp_path / "копия.ejournal-outbox", "тихий-омут-17")
    other = open_strongbox(tmp_path / "other" / "petrova", "новый-пароль-2")
    try:
        with pytest.raises(SignInFailedError):
            other.earlier.read_copy(tmp_path / "копия.ejournal-outbox", "не-тот")
        elsewhere = other.earlier.read_copy(tmp_path / "копия.ejournal-outbox", "тихий-омут-17")
    finally:
        other.close()
    assert known_here == ()
    assert [edit.operation.value for edit in elsewhere] == ["5", "4"]


def test_a_copy_with_a_strange_name_inside_is_not_unpacked(opened, tmp_path):
    with zipfile.ZipFile(tmp_path / "чужая.ejournal-outbox", "w") as archive:
        archive.writestr("../выше.txt", "x")
    with pytest.raises(SignInFailedError):
        opened("тихий-омут-17").earlier.read_copy(tmp_path / "чужая.ejournal-outbox", "тихий-омут-17")
    assert not list(tmp_path.rglob("выше.txt"))
