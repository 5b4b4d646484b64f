import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

SCHOOL_A = Path(__file__).parents[1] / "data" / "school_a"


@pytest.fixture(scope="session")
def school_a() -> Path:
    """The files of an invented school office."""
    return SCHOOL_A


@pytest.fixture(scope="session")
def answers() -> dict:
    """What the files of school A must come to."""
    return json.loads((SCHOOL_A / "ANSWERS.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def today() -> date:
    return date(2026, 11, 23)


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    """Makes an xlsx from rows; several sheets by name."""

    def make(*rows, sheets=None, merged=()) -> bytes:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, content in (sheets or {"Список": rows}).items():
            sheet = book.create_sheet(title)
            for row in content:
                sheet.append(row)
            for cells in merged:
                sheet.merge_cells(cells)
        stream = BytesIO()
        book.save(stream)
        return stream.getvalue()

    return make
