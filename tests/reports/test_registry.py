import pickle

import pytest

from ejournal_desktop.reports import registry
from ejournal_desktop.reports.values import KeyGroup, KeySheet
from tests.reports.sample_copy import sample_copy


def test_a_report_is_drawn_by_its_name():
    report = registry.draw("journal-copy", sample_copy())

    assert report.pdf.startswith(b"%PDF-1.7")
    assert report.pages == 6


def test_the_sheet_of_keys_is_drawn_by_its_name_too():
    sheet = KeySheet("Клавиши журнала", (KeyGroup("Сетка", (("Ctrl+Z", "вернуть"),)),), "0.1")

    report = registry.draw("key-sheet", sheet)

    assert report.pdf.startswith(b"%PDF")
    assert report.title == registry.REPORTS["key-sheet"].title


def test_values_of_another_report_are_refused():
    with pytest.raises(TypeError):
        registry.draw("journal-copy", "7А")


def test_values_travel_to_the_drawing_process_and_back():
    copy = sample_copy()

    assert pickle.loads(pickle.dumps(copy)) == copy  # noqa: S301 -- our own bytes
