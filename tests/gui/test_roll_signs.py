"""Who is absent in at most seven keys, F10 and Enter among them, whoever the three are and whatever the class."""

import json
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ejournal_desktop.domain.names import PersonName
from ejournal_desktop.exchange.name_matching import find_by_start
from ejournal_desktop.gui.grid.roll_signs import roll_signs
from tests.gui.journal_pages import ANSWER, TODAY, lesson, page, pupil, work
from tests.gui.typist import open_typist, type_text

MOST_KEYS = 7
SCHOOL = Path(__file__).parents[1] / "data" / "school_a" / "ANSWERS.json"
LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
LATIN = dict(zip("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`", strict=True))


def school():
    roster = json.loads(SCHOOL.read_text(encoding="utf-8"))["pupils"]["roster"]
    return [PersonName(one["last"], one["first"], one["middle"]) for of_class in roster.values() for one in of_class]


def classes_of_30():
    """Every pupil of the school in the order of its lists, and in the alphabet's: there namesakes stand together."""
    people = school()
    alphabet = sorted(people, key=lambda one: one.key)
    return [
        sorted(some[at : at + 30], key=lambda one: one.key)
        for some in (people, alphabet)
        for at in range(0, len(some) - 29, 30)
    ]


def keys_of(people):
    """The keys that mark each pupil, as the roll-call understands them."""
    signs = {place: sign for sign, place in roll_signs(people).items()}
    alone = {found[0]: letter for letter in LETTERS if len(found := find_by_start(letter, people)) == 1}
    return [signs.get(place) or alone[place] for place in range(len(people))]


def test_any_three_of_any_class_of_thirty_take_at_most_seven_keys():
    classes = classes_of_30()
    assert len(classes) > 20
    assert max(max(Counter(one.last[0] for one in people).values()) for people in classes) == 30  # all begin alike
    for people in classes:
        keys = keys_of(people)
        assert len(set(keys)) == len(people)
        longest = max(len("".join(three)) for three in combinations(keys, 3))
        assert len("F") + longest + len("↵") <= MOST_KEYS


def test_without_the_signs_the_same_classes_take_more():
    """The control: letters alone, as the roll was called before, and a number for those who begin alike."""
    people = next(some for some in classes_of_30() if Counter(one.last[0] for one in some).most_common(1)[0][1] > 3)
    named = [sum(one.last[0] == other.last[0] for other in people) for one in people]
    longest = max(sum(1 if each == 1 else 2 for each in three) for three in combinations(named, 3))
    assert 2 + longest > MOST_KEYS


@pytest.mark.parametrize("layout", ["ru", "us"])
def test_every_pupil_is_one_real_key_away_under_both_layouts(qtbot, layout):
    people = max(classes_of_30(), key=lambda some: len({one.last[0] for one in some}))
    rows = [pupil(number, f"{one.last.replace(' ', '-')} {one.first}") for number, one in enumerate(people, 1)]
    one = open_typist(qtbot, page(rows, [lesson(3, TODAY, attendance_checked=False)], [work(13, 3, ANSWER)]))
    one.at(0, 0).pane.tools.call_roll()
    box = one.pane.tools.name_box
    for row, key in enumerate(keys_of(people)):
        type_text(box.line, key if layout == "ru" else LATIN.get(key, key))
        assert one.store.value(row, 0).text == "н", people[row]
        assert box.line.text() == ""
    with qtbot.waitSignal(one.pane.tools.roll.checked):
        qtbot.keyClick(box.line, Qt.Key.Key_Return)


def test_the_signs_stand_beside_the_names_while_the_roll_is_called(qtbot):
    rows = [pupil(number, f"Кузнецов{'абв'[number]} Иван") for number in range(3)]
    one = open_typist(qtbot, page(rows, [lesson(3, TODAY, attendance_checked=False)], [work(13, 3, ANSWER)]))
    seen = []
    one.pane.tools.roll.signs_changed.connect(seen.append)
    one.at(0, 0).pane.tools.call_roll()
    plain = one.pane.view.names.grab().toImage()
    qtbot.keyClick(one.pane.tools.name_box.line, Qt.Key.Key_Escape)
    assert seen == [{0: "1", 1: "2", 2: "3"}, {}]
    assert one.pane.view.names.grab().toImage() != plain
