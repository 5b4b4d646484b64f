"""What a computer remembers of the server: own courses for a day without it, and not a word to a stranger."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from ejournal_desktop.background.known import Known
from ejournal_desktop.domain.errors import RefusedError, ServerUnavailableError
from ejournal_desktop.domain.gradebook import Period
from tests.background.outbox_parts import vault_of

PERIODS = (Period(1, "quarter", 1, datetime(2026, 9, 1).date(), datetime(2026, 10, 25).date()),)  # noqa: DTZ001 - days


def silent():
    raise ServerUnavailableError


@pytest.fixture
def known(tmp_path):
    return Known(vault_of(tmp_path / "petrova"))


def test_a_silent_server_is_answered_for_from_the_last_time(known):
    known.ask("periods 1", tuple[Period, ...], lambda: PERIODS)
    assert known.ask("periods 1", tuple[Period, ...], silent) == PERIODS
    assert known.read_at is not None
    known.ask("periods 1", tuple[Period, ...], lambda: PERIODS)
    assert known.read_at is None


def test_what_was_never_asked_is_not_known(known):
    with pytest.raises(ServerUnavailableError):
        known.ask("periods 2", tuple[Period, ...], silent)


def test_a_refusal_is_never_answered_for(known):
    known.ask("periods 1", tuple[Period, ...], lambda: PERIODS)

    def refused():
        raise RefusedError("EJ002")

    with pytest.raises(RefusedError):
        known.ask("periods 1", tuple[Period, ...], refused)


@pytest.mark.parametrize(("days", "is_known"), [(13, True), (15, False)])
def test_it_is_known_for_fourteen_days(known, days, is_known):
    known.keep("periods 1", PERIODS)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=days)):
        assert (known.read("periods 1", tuple[Period, ...]) is not None) is is_known


def test_only_what_may_be_kept_is_kept(known):
    known.ask("page 1", tuple[Period, ...], lambda: PERIODS, keep=lambda _page: False)
    assert known.read("page 1", tuple[Period, ...]) is None


def test_a_shared_computer_keeps_nothing_and_forgets_what_it_knew(known, tmp_path):
    known.keep("periods 1", PERIODS)
    shared = Known(vault_of(tmp_path / "petrova"), allowed=False)
    shared.keep("periods 1", PERIODS)
    assert shared.read("periods 1", tuple[Period, ...]) is None


def test_the_files_tell_neither_what_nor_of_whom(known, tmp_path):
    known.keep("page 77", PERIODS)
    files = list((tmp_path / "petrova" / "known").iterdir())
    assert files
    for file in files:
        assert "page" not in file.name
        assert b"quarter" not in file.read_bytes()


def test_a_changed_file_is_not_believed(known, tmp_path):
    known.keep("periods 1", PERIODS)
    (file,) = (tmp_path / "petrova" / "known").iterdir()
    written = bytearray(file.read_bytes())
    written[-1] ^= 1
    file.write_bytes(written)
    assert known.read("periods 1", tuple[Period, ...]) is None
