"""The difference that a director reads before signing."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ejournal_desktop.domain.approval_changes import changes_of
from ejournal_desktop.domain.approvals import (
    Approval,
    ApprovalHead,
    ApprovedBefore,
    CurriculumRow,
    FinalsScope,
    Holder,
    LoadRow,
)

NOW = datetime(2026, 9, 24, 16, 40, tzinfo=UTC)
HEAD = ApprovalHead(
    3, "load", "Нагрузка", "", "", "Смирнова О. Л.", NOW, False, "waiting", "", None, "", "", True, "required"
)
SIDOROVA = Holder(1, "Сидорова Е. П.", None, None)
SIDOROVA_LEFT = Holder(1, "Сидорова Е. П.", date(2026, 9, 1), date(2026, 9, 27))
PETROVA = Holder(2, "Петрова А. В.", date(2026, 9, 28), None)
KIM = Holder(3, "Ким Р. С.", None, None)


def course(course_id, *holders, hours=5, subject="Математика"):
    return LoadRow(course_id, "6Б", subject, Decimal(hours), holders)


def of(after, before=None):
    return Approval(HEAD, after, ApprovedBefore(NOW, "", before) if before is not None else None, False, ())


def lines(after, before=None):
    return [(c.kind, c.place, c.was, c.becomes, c.hours) for c in changes_of(of(after, before))]


def test_what_stays_as_it_was_is_not_told():
    assert lines((course(1, SIDOROVA),), (course(1, SIDOROVA),)) == []


@pytest.mark.parametrize(
    ("after", "before", "line"),
    [
        (course(1, KIM), course(1, SIDOROVA), ("Сидорова Е. П.", "Ким Р. С.", 0)),
        (course(1, KIM, hours=6), course(1, KIM), ("Ким Р. С., 5 ч", "Ким Р. С., 6 ч", 1)),
        (course(1), course(1, KIM), ("Ким Р. С.", "учитель не назначен", 0)),
        (
            course(1, SIDOROVA_LEFT, PETROVA),
            course(1, SIDOROVA),
            ("Сидорова Е. П.", "Сидорова Е. П. с 01.09.2026 по 27.09.2026; Петрова А. В. с 28.09.2026", 0),
        ),
    ],
)
def test_a_course_that_changed_tells_what_it_was_and_becomes(after, before, line):
    was, becomes, hours = line

    assert lines((after,), (before,)) == [("changed", "6Б · Математика", was, becomes, Decimal(hours))]


def test_courses_come_and_go_with_their_hours_and_the_removed_stand_last():
    before = (course(1, KIM, hours="1.5", subject="Кружок"),)
    after = (course(2, KIM, hours=2, subject="Консультации"),)

    assert lines(after, before) == [
        ("added", "6Б · Консультации", "—", "Ким Р. С., 2 ч", Decimal(2)),
        ("removed", "6Б · Кружок", "Ким Р. С., 1,5 ч", "—", Decimal("-1.5")),
    ]


def test_hours_of_a_curriculum_are_compared_by_class_and_subject():
    before = (CurriculumRow("10А", 1, "Информатика", Decimal(1)),)
    after = (CurriculumRow("10А", 1, "Информатика", Decimal(2)),)

    assert lines(after, before) == [("changed", "10А · Информатика", "1 ч", "2 ч", Decimal(1))]


def test_a_first_version_is_all_new_and_an_order_has_no_version_before_it():
    first = lines((course(1, KIM),))
    order = lines(FinalsScope("7А", "", date(2026, 10, 16), date(2026, 10, 24), date(2026, 10, 24)))

    assert (first, order) == ([("added", "6Б · Математика", "—", "Ким Р. С., 5 ч", Decimal(5))], [])
