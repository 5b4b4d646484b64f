"""The paper view: the spreads of the copy itself, each lying open, and nothing of the book around them."""

import pytest

from ejournal_desktop.domain.errors import CancelledError
from ejournal_desktop.reports.journal_copy import draw_journal_copy
from ejournal_desktop.reports.journal_preview import draw_journal_preview
from tests.reports.paper import texts
from tests.reports.sample_copy import sample_copy


def head(page):
    """The words of a page without its footer, which numbers it."""
    return page[: len(page) // 2]


def test_the_spreads_are_those_of_the_printed_copy():
    copy = sample_copy()
    printed = texts(draw_journal_copy(copy).pdf)
    seen = texts(draw_journal_preview(copy).pdf)

    assert all(any(head(page) in other for other in printed) for page in seen[1:])
    assert len(seen) % 2 == 1


def test_the_number_of_pages_counts_the_blank_one():
    file = draw_journal_preview(sample_copy())

    assert file.pages == len(texts(file.pdf)) >= 3


def test_it_stops_when_nobody_looks_any_more():
    with pytest.raises(CancelledError):
        draw_journal_preview(sample_copy(), cancelled=lambda: True)
