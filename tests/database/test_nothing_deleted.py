"""Nothing that happened is deleted, whoever asks (architecture, 5): each table of such rows, and its control."""

import pytest

# table: how a row of it is made when the school has none
TABLES = {
    "private.consents": (
        "insert into private.consents (person_id, number, given_on) select person_id, '1', current_date"
        " from journal.people limit 1"
    ),
    "journal.period_markings": (
        "insert into journal.period_markings (course_id, period_id, marking, entered_by)"
        " select course_id, {period}, 'none', session_user from journal.courses limit 1"
    ),
    "journal.class_memberships": None,
    "journal.class_teachers": None,
    "journal.course_holders": None,
}


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_happened_is_deleted_by_nobody_and_without_the_trigger_it_goes(stage, table):
    make = TABLES[table]
    if make:
        stage.owner(make.format(period=stage.school.period))
    code, detail = stage.owner_refusal(f"delete from {table}")
    stage.owner(f"alter table {table} disable trigger no_delete")
    [(gone,)] = stage.owner(f"delete from {table}")

    assert (code, detail["reason"]) == ("EJ020", "delete")
    assert gone > 0
