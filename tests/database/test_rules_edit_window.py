"""The edit window (Порядок, 3.6; rulings 5, 6): its borders, and what does not cheat it."""

import datetime as dt

import pytest

from tests.database.stage import refused, saved_without_judge

OWN_COURSE = "insert into journal.marks (work_id, pupil_id, course_id, value, entered_by) values (%s, %s, %s, %s, %s)"


@pytest.mark.parametrize(
    ("kind", "held_on", "closes_on"),
    [
        ("never", "2026-09-01", None),
        ("1 week", "2026-09-01", "2026-09-08"),
        ("1 week", "2026-12-28", "2027-01-04"),
        ("2 weeks", "2027-02-20", "2027-03-06"),
        ("3 weeks", "2026-10-25", "2026-11-15"),
        ("1 month", "2026-09-15", "2026-10-15"),
        ("1 month", "2026-10-31", "2026-11-30"),
        ("1 month", "2027-01-31", "2027-02-28"),
        ("1 month", "2028-01-31", "2028-02-29"),
        ("1 month", "2027-02-28", "2027-03-28"),
        ("1 month", "2026-12-31", "2027-01-31"),
    ],
)
def test_the_last_day_of_a_window_is_counted_by_the_calendar(stage, kind, held_on, closes_on):
    closes = stage.owner("select sec.edit_closes_on(%s, %s)", dt.date.fromisoformat(held_on), kind)[0][0]

    assert closes == (closes_on and dt.date.fromisoformat(closes_on))


def use_window(stage, kind):
    stage.without_judge("journal.edit_windows")
    stage.owner(
        "insert into journal.edit_windows (valid_from, kind, source) values ('2000-01-02', %s, 'приказ № 1')", kind
    )
    stage.owner("alter table journal.edit_windows enable trigger judge")


@pytest.mark.parametrize(
    ("kind", "last_open", "first_closed"),
    [("1 week", -7, -8), ("2 weeks", -14, -15), ("3 weeks", -21, -22), ("never", -40, None)],
)
def test_a_set_mark_is_changed_on_the_windows_last_day_and_refused_on_the_next(stage, kind, last_open, first_closed):
    use_window(stage, kind)
    stage.owner_mark(last_open, "Абрамов", "3")
    [within] = stage.save("petrova", stage.mark(last_open, "Абрамов", "4", seen=1))
    assert within["result"] == "saved"
    if first_closed is None:
        return
    stage.owner_mark(first_closed, "Абрамов", "3")
    operation = stage.mark(first_closed, "Абрамов", "4", seen=1)

    code, detail = refused(stage, "petrova", operation)

    assert (code, detail["closed_on"], detail["edit_window"]) == ("EJ010", stage.school.day(-1).isoformat(), kind)
    assert saved_without_judge(stage, "journal.marks", "petrova", operation)


def test_a_month_closes_after_the_same_day_of_the_next_month(stage):
    use_window(stage, "1 month")
    closed_on = stage.owner("select sec.edit_closes_on(%s, '1 month')", stage.school.day(-31))[0][0]
    stage.owner_mark(-31, "Абрамов", "3")
    stage.owner_mark(-40, "Абрамов", "3")

    border, long_past = stage.save(
        "petrova", stage.mark(-31, "Абрамов", "4", seen=1), stage.mark(-40, "Абрамов", "4", seen=1)
    )

    assert border["result"] == ("saved" if stage.school.today <= closed_on else "refused")
    assert long_past["code"] == "EJ010"


@pytest.mark.parametrize(("seconds_to_midnight", "result"), [(120, "saved"), (-120, "refused")])
def test_the_window_ends_with_the_schools_day_not_the_servers(stage, seconds_to_midnight, result):
    """The zone is chosen so that the school's midnight is two minutes ahead, or two minutes past."""
    now = stage.owner("select clock_timestamp() at time zone 'UTC'")[0][0]
    ahead = (
        dt.timedelta(days=1) - dt.timedelta(hours=now.hour, minutes=now.minute, seconds=now.second)
    ).total_seconds()
    offset = int(ahead - seconds_to_midnight)
    offset -= 86400 if offset > 43200 else 0
    hours, rest = divmod(abs(offset), 3600)
    sign = "-" if offset >= 0 else "+"  # POSIX counts westwards
    stage.owner("update journal.schools set zone = %s", f"<X>{sign}{hours:02}:{rest // 60:02}:{rest % 60:02}")
    today = stage.owner("select sec.today()")[0][0]
    last_day = today - dt.timedelta(days=15 if seconds_to_midnight < 0 else 14)
    offset_days = (last_day - stage.school.today).days
    lesson, work = lesson_on(stage, offset_days)
    stage.owner(
        OWN_COURSE,
        work,
        stage.school.pupils["Абрамов"],
        stage.school.courses["math"],
        "3",
        stage.school.people["petrova"],
    )

    [outcome] = stage.save("petrova", stage.mark(-1, "Абрамов", "4", seen=1, lesson_id=lesson, work_id=work))

    assert outcome["result"] == result


def lesson_on(stage, day):
    school = stage.school
    lesson = stage.owner(
        "insert into journal.lessons (course_id, held_on, lesson_no) values (%s, %s, 9) returning lesson_id",
        school.courses["math"],
        school.day(day),
    )[0][0]
    work = stage.owner(
        "insert into journal.works (lesson_id, course_id, work_kind_id) values (%s, %s, %s) returning work_id",
        lesson,
        school.courses["math"],
        school.kinds["тест"],
    )[0][0]
    return lesson, work


def test_a_first_entry_is_open_long_after_the_window(stage):
    [outcome] = stage.save("petrova", stage.mark(-40, "Абрамов", "5"))

    assert outcome["result"] == "saved"


def test_clearing_and_entering_again_does_not_cheat_the_window(stage):
    stage.owner_mark(-40, "Абрамов", "3")
    cleared, _ = refused(stage, "petrova", stage.mark(-40, "Абрамов", None, seen=1))
    stage.owner("set local session_replication_role = replica")
    stage.owner(
        "update journal.marks set value = null, version = 2 where pupil_id = %s", stage.school.pupils["Абрамов"]
    )
    stage.owner("set local session_replication_role = origin")

    again, _ = refused(stage, "petrova", stage.mark(-40, "Абрамов", "5", seen=2))

    assert (cleared, again) == ("EJ010", "EJ010")


@pytest.mark.parametrize("standing", [".", "4?"])
def test_a_dot_or_a_draft_becomes_a_mark_at_any_time_because_none_was_set(stage, standing):
    stage.owner_mark(-40, "Абрамов", standing)

    first, second = stage.save(
        "petrova", stage.mark(-40, "Абрамов", "4", seen=1), stage.mark(-40, "Абрамов", "5", seen=2)
    )

    assert (first["result"], second["code"]) == ("saved", "EJ010")


def test_a_set_mark_hidden_behind_a_dot_stays_a_set_mark(stage):
    stage.owner_mark(-14, "Абрамов", "3")
    stage.save("petrova", stage.mark(-14, "Абрамов", ".", seen=1))

    first_marked = stage.owner("select first_marked_at is not null from journal.marks")

    assert first_marked == [(True,)]


def test_the_norm_of_the_lessons_day_decides_so_nothing_widens_backwards(stage):
    stage.without_judge("journal.edit_windows")
    stage.owner(
        "insert into journal.edit_windows (valid_from, kind, source) values (%s, 'never', 'приказ № 2')",
        stage.school.day(-10),
    )
    for day in (-15, -9):
        stage.owner_mark(day, "Абрамов", "3")

    before, after = stage.save("petrova", *(stage.mark(day, "Абрамов", "4", seen=1) for day in (-15, -9)))

    assert (before["code"], after["result"]) == ("EJ010", "saved")


def test_never_lasts_until_the_school_year_ends(stage):
    use_window(stage, "never")
    stage.owner_mark(-40, "Абрамов", "3")
    stage.without_judge("journal.school_years")
    stage.owner("update journal.school_years set ends_on = %s", stage.school.day(-1))

    code, _ = refused(stage, "petrova", stage.mark(-40, "Абрамов", "4", seen=1))

    assert code == "EJ010"


def test_a_voided_work_counts_so_a_new_column_does_not_cheat_the_window(stage):
    """Voided inside the window, marked anew in another column after it: a change, not a first entry."""
    lesson, old_work = stage.school.lessons["math", -40], stage.school.works["math", -40]
    stage.owner_mark(-40, "Абрамов", "3")
    stage.without_judge("journal.works")
    stage.owner("update journal.works set voided_at = clock_timestamp() where work_id = %s", old_work)
    stage.owner("alter table journal.works enable trigger judge")
    marks = [stage.mark(-40, pupil, "5", work_id=None, lesson_id=lesson) for pupil in ("Абрамов", "Белова")]

    cheat, first_entry = stage.save("petrova", *marks)
    control = saved_without_judge(stage, "journal.marks", "petrova", marks[0])

    assert (cheat["code"], first_entry["result"], control) == ("EJ010", "saved", True)
