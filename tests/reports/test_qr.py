import segno

from ejournal_desktop.reports.qr import squares


def test_the_rectangles_are_exactly_the_dark_modules():
    text = "9B4E7F21C0D85A36" * 4
    side, rectangles = squares(text)

    dark = [[0] * side for _ in range(side)]
    for column, row, columns, rows in rectangles:
        for y in range(row, row + rows):
            for x in range(column, column + columns):
                dark[y][x] += 1
    matrix = segno.make_qr(text, error="l", boost_error=False, mask=3).matrix
    assert dark == [list(line) for line in matrix]
