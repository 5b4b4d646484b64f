"""A mark beside an absence, the hand-over and the end of the year."""

from tests.database.stage import refused, saved_without_judge


def test_a_mark_and_an_absence_of_the_same_day_exclude_each_other_whichever_comes_first(stage):
    stage.save("petrova", stage.attendance(0, "Абрамов", "н"), stage.mark(0, "Белова", "5"))
    mark, absence = stage.mark(0, "Абрамов", "5"), stage.attendance(0, "Белова", "н")

    first, detail = refused(stage, "petrova", mark)
    second, _ = refused(stage, "petrova", absence)

    assert (first, second, detail["pupil"]) == ("EJ015", "EJ015", "Абрамов А. О.")
    assert saved_without_judge(stage, "journal.marks", "petrova", mark)
    assert saved_without_judge(stage, "journal.attendance", "petrova", absence)


def test_a_mark_entered_on_a_later_day_beside_an_absence_is_a_make_up(stage):
    stage.owner_attendance(-3, "Абрамов", "absent")

    [outcome] = stage.save("petrova", stage.mark(-3, "Абрамов", "4"))

    assert outcome["result"] == "saved"


def test_an_absence_is_refused_later_too_where_a_mark_of_that_day_stands(stage):
    stage.owner_mark(-3, "Абрамов", "4", entered=-3)
    stage.owner_mark(-3, "Белова", "4", entered=-1)

    same_day, make_up = stage.save("petrova", stage.attendance(-3, "Абрамов", "н"), stage.attendance(-3, "Белова", "н"))

    assert (same_day["code"], make_up["result"]) == ("EJ015", "saved")


def test_a_dot_may_stand_beside_an_absence_the_work_is_awaited(stage):
    stage.save("petrova", stage.attendance(0, "Абрамов", "н"))

    dot, mark = stage.save("petrova", stage.mark(0, "Абрамов", "."), stage.mark(0, "Абрамов", "4", seen=1))

    assert (dot["result"], mark["code"]) == ("saved", "EJ015")


def test_a_handed_over_page_takes_no_marks_even_first_ones(stage):
    stage.hand_over(on_day=0)
    operation = stage.mark(-1, "Абрамов", "5")

    code, detail = refused(stage, "petrova", operation)

    assert (code, detail["period_number"], detail["period_kind"]) == ("EJ011", 2, "quarter")
    assert saved_without_judge(stage, "journal.marks", "petrova", operation)


def test_attendance_of_held_lessons_closes_with_the_page_and_of_the_remaining_stays_open(stage):
    stage.hand_over(on_day=0)

    held, remaining = stage.save("petrova", stage.attendance(-1, "Абрамов", "н"), stage.attendance(0, "Абрамов", "н"))

    assert (held["code"], remaining["result"]) == ("EJ011", "saved")


def test_remaining_lessons_close_after_the_periods_last_day(stage):
    stage.owner(
        "update journal.periods set ends_on = %s where period_id = %s", stage.school.day(-1), stage.school.period
    )
    stage.hand_over(on_day=-4)

    code, _ = refused(stage, "petrova", stage.attendance(-3, "Абрамов", "н"))

    assert code == "EJ011"


def test_the_class_teacher_corrects_attendance_of_a_closed_page_for_her_own_pupils_only(stage):
    stage.hand_over(on_day=0)

    [own] = stage.save("kuznetsova", stage.attendance(-1, "Абрамов", "б"))
    foreign, _ = refused(stage, "kuznetsova", stage.attendance(-20, "Зайцев", "б", course="math_b"))

    ground = stage.owner("select ground from audit.events where event_id = %s", own["receipt"])
    assert (own["result"], ground, foreign) == ("saved", [(f"class:{stage.school.classes['7А']}",)], "EJ002")


def test_a_class_teacher_writes_no_marks(stage):
    code, _ = refused(stage, "kuznetsova", stage.mark(-1, "Абрамов", "5"))

    assert code == "EJ002"


def test_an_open_dot_blocks_the_hand_over(stage):
    stage.owner_mark(-1, "Абрамов", ".")

    code, detail = stage.owner_refusal(
        "insert into journal.handovers values (%s, %s, clock_timestamp(), %s)",
        stage.school.courses["math"],
        stage.school.period,
        stage.school.people["petrova"],
    )

    assert (code, detail["reason"], detail["count"]) == ("EJ020", "dots", 1)


def test_a_closed_year_takes_nothing_from_anybody(stage):
    stage.owner("update journal.school_years set closed_at = clock_timestamp()")
    operation = stage.mark(-1, "Абрамов", "5")

    mark, _ = refused(stage, "petrova", operation)
    attendance, _ = refused(stage, "kuznetsova", stage.attendance(-1, "Абрамов", "б"))

    assert (mark, attendance) == ("EJ018", "EJ018")
    assert saved_without_judge(stage, "journal.marks", "petrova", operation)
