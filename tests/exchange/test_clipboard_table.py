"""Tables of the clipboard: what spreadsheets and portals put there, and what nobody should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_desktop.exchange.clipboard_table import (
    MOST_CELLS,
    ClipboardTable,
    TooBig,
    read_table,
    write_html,
    write_text,
)

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<style><!--td {mso-ignore:padding;}--></style></head>
<body><!--StartFragment--><table border=0><col width=64>
<tr height=20><td class=xl65>Белов Артём</td><td>5</td><td style='mso-number-format:"\\@"'>4/5</td></tr>
<tr><td>Абрамов&nbsp;Кирилл</td><td></td><td>н</td></tr>
</table><!--EndFragment--></body></html>"""


def test_the_html_of_a_spreadsheet_wins_over_its_text():
    table = read_table(EXCEL, "Белов Артём\t5\t05.апр\nАбрамов Кирилл\t\tн")
    assert table.rows == (("Белов Артём", "5", "4/5"), ("Абрамов Кирилл", "", "н"))


def test_lines_inside_a_cell_stay_one_cell():
    assert read_table("<table><tr><td>Белов<br>Артём</td><td>5</td></tr></table>", "").rows == (("Белов Артём", "5"),)
    assert read_table("", '"Белов\nАртём"\t5').rows == (("Белов Артём", "5"),)


def test_joined_cells_keep_their_place():
    html = "<table><tr><td colspan=2>a</td><td rowspan=2>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    assert read_table(html, "").rows == (("a", "", "b"), ("c", "d", ""))


def test_only_the_first_table_is_read_and_an_inner_one_is_text():
    html = "<table><tr><td>5<table><tr><td>4</td></tr></table></td></tr></table><table><tr><td>3</td></tr></table>"
    assert read_table(html, "").rows == (("54",),)


@pytest.mark.parametrize("text", ["", "\n", "\t\t", " "])
def test_nothing_is_nothing(text):
    assert read_table("", text) is None


def test_a_single_value_is_a_table_of_one_cell():
    assert read_table("", "5") == ClipboardTable((("5",),))


def test_rows_of_unequal_length_are_made_equal():
    assert read_table("", "5\t4\n3").rows == (("5", "4"), ("3", ""))


def test_a_hundred_thousand_cells_are_refused_with_their_number_before_they_are_read():
    text = "\n".join("\t".join(["5"] * 100) for _ in range(1000))
    html = f"<table>{'<tr>' + '<td>5</td>' * 100 + '</tr>'}" * 1 + ("<tr>" + "<td>5</td>" * 100 + "</tr>") * 999
    assert read_table("", text) == TooBig(100_000)
    refused = read_table(html, text)
    assert isinstance(refused, TooBig)
    assert refused.cells > MOST_CELLS
    assert read_table("", "5" * 5_000_000) == TooBig(1)


def test_spans_of_a_hostile_table_make_no_endless_row():
    html = "<table><tr><td colspan={} rowspan={}>5</td></tr></table>"
    assert isinstance(read_table(html.format(9999, 9999), ""), TooBig)
    assert read_table(html.format("9" * 5000, "9" * 5000), "").rows == (("5",),)


def test_markup_and_formulas_are_only_text():
    html = "<table><tr><td>&lt;img src=x&gt;</td><td>=1+1</td><td><script>alert(1)</script></td></tr></table>"
    assert read_table(html, "").rows == (("<img src=x>", "=1+1", "alert(1)"),)


@given(st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=4), min_size=1, max_size=5))
def test_no_text_breaks_the_reading(rows):
    read_table(write_html(rows), write_text(rows))
    read_table("<table>" + rows[0][0], rows[0][0])


@given(st.lists(st.lists(st.sampled_from(["5", "4/5", "н", ".", "5?", "", "зач"]), min_size=2, max_size=2), min_size=2))
def test_what_is_written_is_read_back(rows):
    if any(any(row) for row in rows):
        assert read_table(write_html(rows), "").rows == tuple(map(tuple, rows))
